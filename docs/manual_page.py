"""The manual page, in the language of `man`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

from commands_read import Command, Option, Place
from truce_sim.cli.exits import MEANINGS

_DATED = "2026-11-26"
"""The day on which the text of this page, as far as it stands here, was last changed."""
_ABOUT = """\
A discrete-event simulation of one truce: parties that violate, notice, blame, complain and
retaliate; groups that the truce leaves out; a verification mechanism with few teams and long
delays; guarantors who press and persuade; talks with a date. Run many times, it gives the share of
truces that hold, with two doubts kept apart: chance between runs, and ignorance of inputs."""
_SCENARIO = """\
SCENARIO is a file, or a bare name: that of a file in the folder where one stands (with or without
its ending) or in its folder scenarios, else of a scenario that comes with the program. Words with
a separator or ending in .toml are always files."""
_FILES = (
    ("results/", "where answers are stored, in the folder where one stands; --out names another"),
    ("scenarios/", "where new scenarios are written, if there is such a folder"),
)
_ENVIRONMENT = (
    (
        "TRUCE_SIM_CACHE",
        "where the compiled engine is kept; by default the user's folder for caches",
    ),
    ("NO_COLOR", "leaves colours out, as --plain does"),
)
_EXAMPLES = (
    ("run syria-2016 --open", "the odds of a scenario that comes with the program, and the report"),
    ("new my-truce --from ordinary", "a file of one's own to begin with"),
    ("compare syria-2016", "what would help"),
)


def manual(commands: Sequence[Command], version: str) -> str:
    """Return the page."""
    return "\n".join(_page(commands, version)) + "\n"


def _page(commands: Sequence[Command], version: str) -> Iterator[str]:
    yield '.\\" Made by docs/make_completion.py from the parser.'
    yield f'.TH TRUCE\\-SIM 1 "{_DATED}" "truce\\-sim {version}" "User Commands"'
    yield ".SH NAME"
    yield "truce\\-sim \\- will this truce hold until the talks?"
    yield ".SH SYNOPSIS"
    yield ".B truce\\-sim"
    yield ".I COMMAND"
    yield "[\\fIARGUMENTS\\fR]"
    yield ".SH DESCRIPTION"
    yield _plain(_ABOUT)
    yield ".PP"
    yield _plain(_SCENARIO)
    for group in dict.fromkeys(one.group for one in commands):
        yield f'.SH "{group.upper()}"'
        for one in commands:
            if one.group == group:
                yield from _command(one)
    yield ".SH EXAMPLES"
    yield from _items((f"truce-sim {line}", said) for line, said in _EXAMPLES)
    yield '.SH "EXIT STATUS"'
    yield from _items((str(int(code)), said) for code, said in MEANINGS.items())
    yield ".SH FILES"
    yield from _items(_FILES)
    yield ".SH ENVIRONMENT"
    yield from _items(_ENVIRONMENT)


def _command(one: Command) -> Iterator[str]:
    yield f'.SS "truce\\-sim {one.name}{"".join(" " + _place(place) for place in one.places)}"'
    yield _plain(f"{one.line[0].upper()}{one.line[1:]}.")
    for place in one.places:
        yield ".TP"
        yield f".I {_plain(place.value.label)}"
        yield _plain(place.help)
    for option in one.options:
        yield ".TP"
        yield _names(option)
        yield _plain(option.help)


def _place(place: Place) -> str:
    label = _plain(place.value.label) + (" ..." if place.repeated else "")
    return f"[{label}]" if place.optional else label


def _names(option: Option) -> str:
    names = ", ".join(f"\\fB{_plain(one)}\\fR" for one in option.names)
    if option.value is None:
        return names
    return f"{names} \\fI{_plain(option.value.label)}\\fR"


def _items(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for head, said in rows:
        yield ".TP"
        yield f".B {_plain(head)}"
        yield _plain(said)


def _plain(text: str) -> str:
    """Return text in which nothing is a command to the formatter."""
    text = "\n".join(fill(text, 76, break_on_hyphens=False).splitlines())
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"(?m)^(?=[.'])", r"\\&", text)
