"""Mends: what to change in a text so that a fault goes away, as data and in words.

A remedy speaks of paths, because whoever finds a fault knows no lines; `edits_of` turns it into
edits of the text that gave the value. What is told as a "try" is made from the same remedy.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from truce_sim.scenario.sourcemap import Path, SourceMap, Statement

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text, by offsets, and what to write in its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Try:
    """One thing to try.

    Attributes:
        text: what to write, as told.
        edits: the same as edits of the text at fault, line ends counted as one character.
        lead: what stands before `text` when it is told alone, such as "key = ".
    """

    text: str
    edits: tuple[Edit, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change, by path.

    Attributes:
        does: write another value or another name, add or drop a line, add a table at the end,
            lift keys out of the table whose header stands above them, take one pair of brackets
            from a header that has two.
        path: where; for "add" the path of the new input, for "lift" the table fallen into.
        text: the value or name, as in a file; for "lift" the names, one a line.
        home: for "lift", the table that they belong to.
    """

    does: Literal["value", "name", "add", "drop", "table", "lift", "single", "quote"]
    path: Path
    text: str = ""
    home: Path = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes that go together, and how they are told.

    Attributes:
        text: in words; "" where they are told from the text that they change.
        changes: what to change.
        lead: what stands before `text` when it is told alone.
    """

    text: str
    changes: tuple[Change, ...]
    lead: str = ""


def value(path: Path, text: str) -> Remedy:
    """Return the remedy that writes another value."""
    name = path[-1] if path else ""
    lead = f"{key_text(name)} = " if isinstance(name, str) and name else ""
    return Remedy(text, (Change("value", path, text),), lead)


def renamed(path: Path, name: str) -> Remedy:
    """Return the remedy that writes another name."""
    return Remedy(key_text(name), (Change("name", path, key_text(name)),))


def added(path: Path, text: str) -> Remedy:
    """Return the remedy that adds an input."""
    return Remedy(f"{key_text(str(path[-1]))} = {text}", (Change("add", path, text),))


def dropped(path: Path) -> Remedy:
    """Return the remedy that leaves an input or a table out."""
    return Remedy(f"leave {key_text(str(path[-1]))} out", (Change("drop", path),))


def key_text(name: str) -> str:
    """Return a name as a TOML key."""
    if _BARE.match(name):
        return name
    return f"'{name}'" if '"' in name or "\\" in name else f'"{name}"'


def inline(raw: object) -> str:
    """Return one raw value on one line."""
    if isinstance(raw, Mapping):
        inside = ", ".join(f"{key_text(str(key))} = {inline(one)}" for key, one in raw.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(raw, list | tuple):
        return f"[{', '.join(map(inline, raw))}]"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int | float):
        return repr(raw)
    return json.dumps(str(raw), ensure_ascii=False)


def mended(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits made; line ends become single characters, as in a SourceMap."""
    text = text.replace("\r\n", "\n")
    # Of two at one place the insertion comes first in the text.
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def difference(old: str, new: str) -> tuple[Edit, ...]:
    """Return the one edit that makes `new` of `old`."""
    old = old.replace("\r\n", "\n")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return (Edit(start, len(old) - end, new[start : len(new) - end]),)


def try_of(where: SourceMap, remedy: Remedy) -> Try | None:
    """Return a remedy as edits of one text; None where the text does not show the places."""
    edits: list[Edit] = []
    text = remedy.text
    for change in remedy.changes:
        made = list(_DOES[change.does](where, change))
        if not made:
            return None
        edits += made
        if not text:
            text = _told_lift(where, change) if change.does == "lift" else _told(edits[-1])
    return Try(text, tuple(edits), remedy.lead)


def _told(edit: Edit) -> str:
    """Return new lines in words."""
    lines = edit.text.strip().split("\n")
    return f"{lines[0]} and below it {', '.join(lines[1:])}" if len(lines) > 1 else lines[0]


def _value(where: SourceMap, change: Change) -> Iterator[Edit]:
    span = where.values.get(change.path)
    if span is not None:
        yield Edit(span.start, span.end, change.text)


def _name(where: SourceMap, change: Change) -> Iterator[Edit]:
    for span in where.names.get(change.path, ()):
        yield Edit(span.start, span.end, change.text)


def _add(where: SourceMap, change: Change) -> Iterator[Edit]:
    *above, name = change.path
    table = tuple(above)
    line = f"{key_text(str(name))} = {change.text}\n"
    if not table:
        yield Edit(0, 0, line)
        return
    inside = where.values.get(table)
    if inside is not None:
        text = where.text[inside.start : inside.end]
        if text.startswith("{"):
            comma = "" if text[1:-1].strip() == "" else ","
            yield Edit(inside.start + 1, inside.start + 1, f" {line[:-1]}{comma}")
        return
    for statement in where.statements:
        if statement.header and statement.path == table:
            yield _below(where, statement, line)
            return
    for statement in where.statements:
        own = statement.table
        if not statement.header and statement.path[: len(table)] == table and len(own) < len(table):
            between = ".".join(key_text(str(step)) for step in table[len(own) :])
            yield _below(where, statement, f"{between}.{line}")
            return
    yield from _table(where, Change("table", table, line))


def _below(where: SourceMap, statement: Statement, line: str) -> Edit:
    end = where.text.find("\n", statement.end)
    if end < 0:
        return Edit(len(where.text), len(where.text), "\n" + line.rstrip("\n"))
    return Edit(end + 1, end + 1, line)


def _drop(where: SourceMap, change: Change) -> Iterator[Edit]:
    found = False
    for statement in where.statements:
        if statement.path[: len(change.path)] == change.path:
            found = True
            yield _lines(where, statement)
    if found:
        return
    key, span = where.keys.get(change.path), where.values.get(change.path)
    if span is None:
        return
    start, end = (key or span).start, span.end
    after = re.compile(r"\s*,\s*").match(where.text, end)
    if after:
        yield Edit(start, after.end(), "")
        return
    before = re.search(r"\s*,\s*\Z", where.text[:start])
    yield Edit(before.start() if before else start, end, "")


def _lines(where: SourceMap, statement: Statement) -> Edit:
    """Return the edit that takes away the lines of a statement."""
    start = where.text.rfind("\n", 0, statement.start) + 1
    end = where.text.find("\n", statement.end)
    return Edit(start, len(where.text) if end < 0 else end + 1, "")


def _table(where: SourceMap, change: Change) -> Iterator[Edit]:
    header = ".".join(key_text(str(step)) for step in change.path)
    end = len(where.text)
    gap = "" if where.text.endswith("\n") or not where.text else "\n"
    yield Edit(end, end, f"{gap}[{header}]\n{change.text}")


def _lifted(where: SourceMap, change: Change) -> tuple[list[Statement], Statement | None]:
    """Return the lines that fell into a table, and the line below which they belong."""
    names = set(change.text.split("\n"))
    fallen = [
        one
        for one in where.statements
        if one.table == change.path and not one.header and one.path[len(one.table)] in names
    ]
    at_home = [one for one in where.statements if one.table == change.home]
    return fallen, at_home[-1] if at_home else None


def _lift(where: SourceMap, change: Change) -> Iterator[Edit]:
    fallen, above = _lifted(where, change)
    if not fallen or (above is None and change.home):
        return
    moved = ""
    for one in fallen:
        edit = _lines(where, one)
        moved += where.text[edit.start : edit.end].rstrip("\n") + "\n"
        yield edit
    yield _below(where, above, moved) if above else Edit(0, 0, moved)


def _told_lift(where: SourceMap, change: Change) -> str:
    fallen, above = _lifted(where, change)
    numbers = [where.line(one.start) for one in fallen]
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        lines = f"line {first}"
    elif last - first == len(numbers) - 1:
        lines = f"lines {first} to {last}"
    else:
        lines = f"lines {', '.join(map(str, numbers[:-1]))} and {last}"
    return (
        f"move {lines} below line {where.line(above.start)}"
        if above
        else f"move {lines} to the top"
    )


def _single(where: SourceMap, change: Change) -> Iterator[Edit]:
    for statement in where.statements:
        if statement.header and statement.path == (*change.path, 0):
            header = where.text[statement.start : statement.end]
            yield Edit(statement.start, statement.end, header[1:-1])


def _quote(where: SourceMap, change: Change) -> Iterator[Edit]:
    """Write paths in quotes; `home` names the tables that they were written as."""
    base, first = change.path, change.home[0]
    old = [one for one in where.statements if one.path[: len(base) + 1] == (*base, first)]
    if not old:
        return
    kept = [one for one in where.statements if one.table == base and one not in old]
    lines = change.text + "\n"
    for one in old:
        yield _lines(where, one)
    if kept:
        yield _below(where, kept[-1], lines)
        return
    top = old[0]
    start = where.text.rfind("\n", 0, top.start) + 1
    if top.header:
        lines = f"[{'.'.join(key_text(str(step)) for step in base)}]\n{lines}"
    elif len(top.table) < len(base):
        between = ".".join(key_text(str(step)) for step in base[len(top.table) :])
        lines = "".join(f"{between}.{line}\n" for line in change.text.split("\n"))
    yield Edit(start, start, lines)


_DOES = {
    "quote": _quote,
    "single": _single,
    "value": _value,
    "name": _name,
    "add": _add,
    "drop": _drop,
    "table": _table,
    "lift": _lift,
}
