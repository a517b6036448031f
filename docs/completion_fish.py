"""Completion for fish."""

from collections.abc import Iterator, Sequence

from commands_read import Command, Option, Value

_HEAD = """\
# Completion of truce-sim for fish, made from its parser.
# truce-sim completion fish > ~/.config/fish/completions/truce-sim.fish

function __truce_sim_runs
    for run in results/*/*/
        string replace -r 'UNFINISHED$' '' (basename $run)
    end
end

complete -c truce-sim -f
"""


def fish(commands: Sequence[Command], unfinished: str) -> str:
    """Return the script (see `bash`)."""
    head = _HEAD.replace("UNFINISHED", unfinished.replace(".", "\\."))
    return "\n".join([head, *_lines(commands)]) + "\n"


def _lines(commands: Sequence[Command]) -> Iterator[str]:
    none = "-n __fish_use_subcommand"
    yield f"complete -c truce-sim {none} -l help -d {_quoted('what there is')}"
    for one in commands:
        yield f"complete -c truce-sim {none} -a {one.name} -d {_quoted(one.line)}"
    for one in commands:
        there = f"-n '__fish_seen_subcommand_from {one.name}'"
        for option in one.options:
            yield f"complete -c truce-sim {there} {_names(option)}{_value(option.value)}"
        for value in dict.fromkeys(place.value for place in one.places):
            yield from (f"complete -c truce-sim {there} {more}" for more in _places(value))


def _names(option: Option) -> str:
    flags = (f"-l {one[2:]}" if one.startswith("--") else f"-s {one[1:]}" for one in option.names)
    return f"{' '.join(flags)} -d {_quoted(option.help)}"


def _value(value: Value | None) -> str:
    if value is None:
        return ""
    if value.ending == "*":
        return " -r -F"
    if value.folders:
        return " -x -a '(__fish_complete_directories)'"
    asked = _asked(value)
    return f" -x -a {_quoted(asked)}" if asked else " -x"


def _places(value: Value) -> Iterator[str]:
    if value.ending == "*":
        yield "-F"
    if asked := _asked(value):
        yield f"-a {_quoted(asked)}"


def _asked(value: Value) -> str:
    more = ["(__truce_sim_runs)"] if value.runs else []
    if value.ending not in ("", "*"):
        more.append(f"(__fish_complete_suffix {value.ending})")
    return " ".join([*value.words, *more])


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
