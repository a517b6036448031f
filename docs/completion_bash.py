"""Completion for bash, 3.2 (macOS) and newer, without anything else installed."""

from collections.abc import Iterator, Sequence

from commands_read import Command, Value

_HEAD = """\
# Completion of truce-sim for bash, made from its parser.
# To have it in every shell, put into ~/.bashrc:  eval "$(truce-sim completion bash)"

_truce_sim_add() {
    COMPREPLY+=($(compgen "$@" -- "$word"))
}

_truce_sim_runs() {
    local run
    for run in results/*/*/; do
        [ -d "$run" ] || continue
        run=${run%/}
        run=${run##*/}
        run=${run%UNFINISHED}
        case "$run" in "$word"*) COMPREPLY+=("$run") ;; esac
    done
}

_truce_sim() {
    local IFS=$'\\n'
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    COMPREPLY=()
    # To bash an equals sign is a word of its own.
    if [ "$word" = "=" ]; then
        word=
    elif [ "$before" = "=" ]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
"""
_END = """\
}

complete -o filenames -F _truce_sim truce-sim
"""


def bash(commands: Sequence[Command], unfinished: str) -> str:
    """Return the script.

    Args:
        commands: all that there are.
        unfinished: what the name of a study's folder ends in before it is finished.
    """
    return "\n".join([_HEAD.replace("UNFINISHED", unfinished).rstrip(), *_body(commands), _END])


def _body(commands: Sequence[Command]) -> Iterator[str]:
    yield '    if [ "$COMP_CWORD" -eq 1 ]; then'
    yield f"        {_words([*(one.name for one in commands), '--help'])}"
    yield "        return"
    yield "    fi"
    yield '    case "${COMP_WORDS[1]} $before" in'
    for one in commands:
        for option in one.options:
            if option.value is not None:
                asked = "|".join(f'"{one.name} {name}"' for name in option.names)
                yield f"        {asked})"
                yield from (f"            {line}" for line in _of(option.value))
                yield "            return ;;"
    yield "    esac"
    yield '    case "${COMP_WORDS[1]} $word" in'
    for one in commands:
        options = [name for option in one.options for name in option.names]
        yield f'        "{one.name} -"*) {_words(options)} ;;'
    for one in commands:
        lines = dict.fromkeys(line for place in one.places for line in _of(place.value))
        if lines:
            yield f'        "{one.name} "*)'
            yield from (f"            {line}" for line in lines)
            yield "            ;;"
    yield "    esac"


def _of(value: Value) -> Iterator[str]:
    if value.words:
        yield _words(value.words)
    if value.runs:
        yield "_truce_sim_runs"
    if value.ending:
        yield "_truce_sim_add -f" + (f" -X '!*{value.ending}'" if value.ending != "*" else "")
    if value.folders or value.ending not in ("", "*"):
        yield "_truce_sim_add -d"


def _words(words: Sequence[str]) -> str:
    return "_truce_sim_add -W $'" + "\\n".join(words) + "'"
