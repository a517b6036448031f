"""Completion for zsh."""

from collections.abc import Iterator, Sequence

from commands_read import Command, Option, Place, Value

_HEAD = """\
#compdef truce-sim
# Completion of truce-sim for zsh, made from its parser. Either put it into a folder of $fpath,
# under the name _truce-sim, or put into ~/.zshrc, after compinit:
#     source <(truce-sim completion zsh)

_truce_sim_runs() {
    local -a runs
    runs=(results/*/*(N/:t))
    compadd -- ${runs%UNFINISHED}
}
"""
_END = """\
    esac
}

if [ "$funcstack[1]" = "_truce-sim" ]; then
    _truce_sim "$@"
else
    compdef _truce_sim truce-sim
fi
"""


def zsh(commands: Sequence[Command], unfinished: str) -> str:
    """Return the script (see `bash`)."""
    script = _Script(commands)
    head = _HEAD.replace("UNFINISHED", unfinished)
    return "\n".join([head, *script.functions(), *script.body(), _END])


class _Script:
    """What differs between the commands."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = commands
        values = [
            *(option.value for one in commands for option in one.options),
            *(place.value for one in commands for place in one.places),
        ]
        known = [one for one in values if one and (one.runs or one.ending or one.folders)]
        self._numbers = {value: number for number, value in enumerate(dict.fromkeys(known), 1)}

    def functions(self) -> Iterator[str]:
        """Yield a function for each sort of value of which more than words is known."""
        for value, number in self._numbers.items():
            yield f"_truce_sim_value_{number}() {{"
            if value.words:
                yield f"    compadd -- {' '.join(value.words)}"
            if value.runs:
                yield "    _truce_sim_runs"
            if value.folders:
                yield "    _files -/"
            if value.ending:
                yield "    _files" + ("" if value.ending == "*" else f" -g '*{value.ending}'")
            yield "}\n"

    def body(self) -> Iterator[str]:
        """Yield the function itself but for its end."""
        yield "_truce_sim() {"
        yield "    local -a commands"
        yield "    local context state line"
        yield "    typeset -A opt_args"
        yield "    commands=("
        yield from (f"        {_quoted(f'{one.name}:{one.line}')}" for one in self._commands)
        yield "    )"
        yield "    _arguments -C '1: :->command' '*:: :->rest'"
        yield '    if [ "$state" = command ]; then'
        yield "        _describe command commands"
        yield "        compadd -- --help"
        yield "        return"
        yield "    fi"
        yield "    case $words[1] in"
        for one in self._commands:
            taken = [self._option(option) for option in one.options]
            taken += [self._place(number, place) for number, place in enumerate(one.places, 1)]
            yield f"        {one.name})"
            yield "            _arguments \\"
            yield " \\\n".join(f"                {part}" for part in taken) + " ;;"

    def _option(self, option: Option) -> str:
        told = f"[{_told(option.help)}]{self._action(option.value)}"
        if len(option.names) > 1:
            either = _quoted(f"({' '.join(option.names)})")
            return f"{either}{{{','.join(option.names)}}}{_quoted(told)}"
        star, equals = "*" * option.repeated, "=" * (option.value is not None)
        return _quoted(f"{star}{option.names[0]}{equals}{told}")

    def _place(self, number: int, place: Place) -> str:
        which = "*" if place.repeated else f"{number}{':' * place.optional}"
        return _quoted(f"{which}{self._action(place.value)}")

    def _action(self, value: Value | None) -> str:
        if value is None:
            return ""
        if value in self._numbers:
            return f":{value.label}:_truce_sim_value_{self._numbers[value]}"
        return f":{value.label}:" + (f"({' '.join(value.words)})" if value.words else " ")


def _told(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
