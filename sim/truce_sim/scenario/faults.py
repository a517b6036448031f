"""Faults: what is wrong with a scenario, where, and what to try."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from truce_sim.calling import command
from truce_sim.scenario.kinds import visible
from truce_sim.scenario.mends import Try
from truce_sim.widths import COLUMNS, broken, cells, head, tail

WIDTH = COLUMNS
MOST_SHOWN = 100
MOST_TOLD = 3
"""Warnings told before a study; all are told by `check`."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to fix.

    Attributes:
        sentence: what is wrong, in plain words.
        path: dotted path of the input, or "".
        file: the file as the user knows it, or "--set".
        line: line in that file, from 1; 0 where no line can be named.
        column: first character at fault, from 1; 0 where no line can be named.
        length: number of characters at fault.
        source_line: that line as it stands, without its end.
        try_: what to try, or "". As told; `tries` has it as edits of the text.
        tries: what to try, one or the other; each was tried out when the scenario was read.
        note: what helps to mend it where nothing can be offered that is sure to, or "".
        aside: what is said beside the tries.
        hides: whether the rest of the file cannot be looked at while it is there.
        followers: further faults that go away with this one, and are not told.
    """

    sentence: str
    path: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    length: int = 0
    source_line: str = ""
    try_: str = ""
    tries: tuple[Try, ...] = ()
    note: str = ""
    followers: int = 0
    hides: bool = False
    aside: str = ""

    def offering(self, tries: Sequence[Try], aside: str = "") -> "Fault":
        """Return the fault with other things to try; what is said beside them is kept."""
        if not tries:
            note = "" if aside.startswith("(") else aside
            return replace(self, try_="", tries=(), aside="", note=note or self.note)
        told = tries[0].lead + " or ".join(one.text for one in tries)
        beside = aside if aside.startswith("(") or not aside else f"({aside})"
        try_ = f"{told}   {beside}" if beside else told
        return replace(self, try_=try_, tries=tuple(tries), aside=aside)


class ScenarioFaults(Exception):  # noqa: N818 - faults are what it carries
    """A scenario cannot be used; `faults` says why, sorted by file and line, never empty."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """Return them as a terminal shows them: what, where, the line, a caret, what to try."""
        return "\n" + render_plain(self.faults).rstrip("\n")

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the input is at fault, and no code of ours."""
        return render_plain(self.faults).splitlines()

    def _repr_html_(self) -> str:
        return f"<pre>{escape(render_plain(self.faults))}</pre>"

    def __reduce__(self) -> tuple[type["ScenarioFaults"], tuple[tuple[Fault, ...]]]:
        """Keep the faults when the exception crosses to another process."""
        return type(self), (self.faults,)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A source line cut to fit, and where the caret goes.

    Attributes:
        text: the line, or the part of it around the fault, in printable characters.
        offset: cells before the caret.
        carets: number of carets, at least 1.
    """

    text: str
    offset: int
    carets: int


def excerpt(fault: Fault, room: int) -> Excerpt:
    """Return the part of the fault's line that fits into `room` cells, around the caret."""
    line = "".join(_visible(c) for c in fault.source_line)
    start = max(min(fault.column - 1, len(line)), 0)
    end = max(min(start + fault.length, len(line)), start)
    before, at, after = line[:start], line[start:end], line[end:]
    if cells(line.rstrip()) <= room:
        return Excerpt(line.rstrip(), cells(before), max(cells(at), 1))
    at = head(at, room * 2 // 3)
    spare = room - max(cells(at), 1)
    left = tail(before, max(spare // 2, spare - cells(after)))
    right = head(after, spare - cells(left))
    if len(left) < len(before):
        left = "..." + left[3:] if len(left) >= 3 else left
    if len(right) < len(after):
        right = right[:-3] + "..." if len(right) >= 3 else right
    return Excerpt((left + at + right).rstrip(), cells(left), max(cells(at), 1))


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    return character if character.isprintable() else "?"


def heading(faults: Sequence[Fault], of: str = "") -> str:
    """Return the sentence above the list."""
    things = "1 thing" if len(faults) == 1 else f"{len(faults):,} things"
    if of:
        return f"These {of} cannot be read yet: {things} to fix."
    # What was asked for with --param or --by can be wrong about a scenario that is right.
    asked = all(fault.file.startswith("--") and fault.file != "--set" for fault in faults)
    return f"This {'question' if asked else 'scenario'} cannot run yet: {things} to fix."


def all_inputs() -> str:
    """Return where all inputs are listed."""
    return f"All inputs: {command('show', 'inputs')}"


def closing(of: str = "", more: str = "") -> str:
    """Return the sentence under the list, and where there is more to read."""
    if of:
        return f"No {of} were read."
    return f"Nothing was run. {more or all_inputs()}"


def wrap(text: str, indent: int, first: int = 0) -> list[str]:
    """Return words wrapped to 80 columns; lines after the first are indented."""
    first_line, *later = broken(text, WIDTH - indent, WIDTH - first)
    return [first_line, *(" " * indent + line for line in later)]


def place(fault: Fault) -> str:
    """Return file and line as editors take them: "scenarios/my-truce.toml:18"."""
    file = "".join(_visible(character) for character in fault.file)
    return f"{file}:{fault.line}" if fault.line else file


def render_plain(faults: Sequence[Fault], of: str = "", more: str = "") -> str:
    """Return all faults as text of 80 columns, without colour.

    Args:
        faults: what is wrong.
        of: what it is wrong with, in the plural, such as "counts"; "" for a scenario.
        more: where there is more to read; "" for all inputs of a scenario.
    """
    out = [heading(faults, of), ""]
    gutter = max([2, *(len(str(fault.line)) for fault in faults)]) + 1
    for number, fault in enumerate(faults[:MOST_SHOWN], 1):
        out += _one(number, fault, gutter)
    if len(faults) > MOST_SHOWN:
        out += [f"... and {len(faults) - MOST_SHOWN:,} more.", ""]
    out.append(closing(of, more))
    return "\n".join(out) + "\n"


def render_warnings(warnings: Sequence[Fault]) -> str:
    """Return what to look at in a scenario that can run, as text of 80 columns."""
    things = "1 thing" if len(warnings) == 1 else f"{len(warnings):,} things"
    out = [f"It can run; {things} to look at:", ""]
    gutter = max([2, *(len(str(one.line)) for one in warnings)]) + 1
    for number, one in enumerate(warnings, 1):
        out += _one(number, one, gutter)
    return "\n".join(out)


def render_briefly(warnings: Sequence[Fault], check: str) -> str:
    """Return the gravest warnings, a sentence each, and what tells the rest, if anything."""
    out: list[str] = []
    for one in warnings[:MOST_TOLD]:
        where = f" ({place(one)})" if one.line else ""
        out += wrap(f"Note: {one.sentence}{where}.", 6)
    if len(warnings) > MOST_TOLD:
        # Unbroken, however long: a command is copied as it stands.
        more = f"and {len(warnings) - MOST_TOLD:,} more"
        out.append(f"{more}: {check}" if check else f"{more}.")
    return "".join(f"{line}\n" for line in out)


def _one(number: int, fault: Fault, gutter: int) -> list[str]:
    lead = f"{number}. "
    out = [*wrap(lead + fault.sentence, len(lead))]
    if fault.file:
        out.append(" " * gutter + f"--> {place(fault)}")
    if fault.source_line.strip():
        shown = excerpt(fault, WIDTH - gutter - 3)
        label = str(fault.line) if fault.line else ""
        bar = " " * (gutter + 1) + "|"
        out += [
            bar,
            f"{label:>{gutter}} | {shown.text}",
            f"{bar} {' ' * shown.offset}{'^' * shown.carets}",
        ]
    note = "" if fault.try_ else fault.note
    for word, said in (("try", fault.try_), ("note", note), ("and", _more(fault))):
        if said:
            said = visible(said)  # noqa: PLW2901 - names and values of the file stand in it
            head = " " * gutter + f"{word}: "
            lines = wrap(said, len(head), len(head))
            out += [head + lines[0], *lines[1:]]
    return [*out, ""]


def _more(fault: Fault) -> str:
    if not fault.followers:
        return ""
    things = "1 thing" if fault.followers == 1 else f"{fault.followers:,} things"
    return f"{things} more that follow{'s' if fault.followers == 1 else ''} from this"
