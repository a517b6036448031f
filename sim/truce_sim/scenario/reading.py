"""From a path on disk to raw values: everything that can be wrong before keys have a meaning."""

import os
import re
import select
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from truce_sim.calling import command
from truce_sim.scenario.broken import Cause, cause_of, stopped
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.foreign import bytes_are, is_wide, text_is
from truce_sim.scenario.kinds import nearest, short
from truce_sim.scenario.sourcemap import SourceMap
from truce_sim.shipped import is_bare, known

LARGEST_FILE = 5_000_000
"""Bytes. Hundreds of parties fit into a tenth of it."""
MOST_LOOKED_AT = 200_000
"""Characters of a text that is searched for what was meant; longer ones are read only once."""
DEEPEST = 12
"""Tables within tables; a scenario needs five."""

_LONG_KEY = re.compile(
    r"""(?<![\w."'-])(?:(?:[\w-]+|"[^"\n]{0,80}"|'[^'\n]{0,80}')[ \t]*\.[ \t]*){40}"""
)
_LONG_NUMBER = re.compile(r"[0-9_]{4000}|0[xob][0-9A-Fa-f_]{3000}")

_REASONS = (
    ("Expected '=' after a key", "a key must be followed by = and a value"),
    ("Expected ']'", "the header of a table must end with ]"),
    ("Invalid statement", "this line is neither a [table] nor key = value"),
    (
        "Invalid initial character",
        "a key starts with a letter from a to z, a digit or a quote; other letters need quotes",
    ),
    ("Cannot declare", "this table appears twice"),
    ("Cannot overwrite", "this key or table appears twice"),
    ("Duplicate inline table key", "this key appears twice"),
    ("Cannot mutate immutable", "this adds to a table that was already closed"),
    ("Cannot redefine", "this table appears twice"),
    ("Unclosed array", "a list lacks its closing ]"),
    ("Unclosed inline table", "an inline table lacks its closing }"),
    ("Unterminated string", "a text lacks its closing quote"),
    ("Unescaped", "a backslash in double quotes must be doubled"),
    ("Illegal character '\\n'", "a text lacks its closing quote"),
    ("Illegal character", "there is a character here that cannot stand in a scenario"),
    ("Expected newline or end of document", "something follows that does not belong to the value"),
    ("Invalid value", "this is not a value: text, dates and durations stand in quotes"),
    ("Invalid date", "this is not a day of the calendar"),
)


@dataclass(frozen=True, slots=True)
class Sort:
    """What a file is meant to be.

    Attributes:
        name: what it is called.
        ending: of its name.
        looks: what such a file looks like, for whoever gave another.
        begun: words of the command that begins one; none if there is no such command.
    """

    name: str
    ending: str
    looks: str
    begun: tuple[str, ...] = ()

    @property
    def begin(self) -> str:
        """What to do about an empty one, or ""."""
        return command(*self.begun) if self.begun else ""

    @property
    def note(self) -> str:
        """What such a file looks like, and how to begin one."""
        return "; ".join(filter(None, (self.looks, self.begin)))


_SCENARIO = Sort(
    "scenario", ".toml", "a scenario is text made of [tables] and key = value", ("new", "my-truce")
)


@dataclass(frozen=True)
class SourceFile:
    """One file that was read.

    Attributes:
        label: the file as the user knows it.
        path: where it is.
        text: its content.
        raw: the values in it.
    """

    label: str
    path: Path
    text: str
    raw: dict[str, Any] = field(repr=False)

    @cached_property
    def map(self) -> SourceMap:
        """Where everything stands."""
        return SourceMap(self.text)


def read_file(
    path: Path, label: str, texts: dict[str, str] | None = None, asked: Fault | None = None
) -> SourceFile:
    """Return a file's raw values.

    Args:
        path: where the file is.
        label: how to call it.
        texts: texts that are known already, by label; this one is added.
        asked: the place that names this file, and what to try there, if another file does.

    Raises:
        ScenarioFaults: with one fault.
    """
    texts = {} if texts is None else texts
    text = read_text(path, label, texts, asked)
    return SourceFile(label, path, text, _raw(text, label))


def read_text(
    path: Path,
    label: str,
    texts: dict[str, str],
    asked: Fault | None = None,
    sort: Sort = _SCENARIO,
) -> str:
    """Return the text of a file, UTF-8 and not empty (see `read_file`).

    Args:
        path: where the file is.
        label: how to call it.
        texts: texts that are known already, by label; this one is added.
        asked: the place that names this file, and what to try there, if another file does.
        sort: what the file is meant to be.

    Raises:
        ScenarioFaults: with one fault.
    """
    if label not in texts:
        texts[label] = _text(_bytes(path, label, asked, sort), label, sort)
    return texts[label]


def _stop(sentence: str, label: str, try_: str = "", asked: Fault | None = None) -> ScenarioFaults:
    """Return the fault of a file; what to try is for whoever named it to say (see `asked`)."""
    if asked is not None:
        return ScenarioFaults([replace(asked, sentence=f"{asked.path}: {sentence}")])
    return ScenarioFaults([Fault(sentence, file=label, try_=try_)])


def _bytes(path: Path, label: str, asked: Fault | None, sort: Sort) -> bytes:
    shown = short(label, 60)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _stop(f"{shown} is a folder, not a file", label, _one_in(path, sort), asked)
        if stat.S_ISFIFO(status.st_mode):
            return _piped(path, shown, label, asked)
        if not stat.S_ISREG(status.st_mode):
            raise _stop(f"{shown} is not an ordinary file", label, "", asked)
        if status.st_size > LARGEST_FILE:
            size = f"{status.st_size / 1e6:,.0f} MB"
            limit = f"{LARGEST_FILE / 1e6:.0f} MB"
            says = f"{shown} has {size}; a {sort.name} file has at most {limit}"
            raise _stop(says, label, "", asked)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)[:LARGEST_FILE]
    except FileNotFoundError:
        says = f"there is no file {shown}"
        if asked is None and is_bare(label, sort.ending):
            says += f", and no {sort.name} of that name comes with the program"
        raise _stop(says, label, _near_file(path, sort), asked) from None
    except NotADirectoryError:
        raise _stop(f"there is no file {shown}", label, "", asked) from None
    except PermissionError:
        raise _stop(f"{shown} may not be read", label, "", asked) from None
    except (OSError, ValueError):
        raise _stop(f"{shown} cannot be read", label, "", asked) from None


def _piped(path: Path, shown: str, label: str, asked: Fault | None) -> bytes:
    """Return what comes through a pipe; one that nobody writes to is not waited for."""
    end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        content = b""
        while len(content) <= LARGEST_FILE:
            try:
                piece = os.read(end, 65536)
            except BlockingIOError:  # somebody writes, and is not ready yet
                select.select([end], [], [])
                continue
            if not piece:
                break
            content += piece
    finally:
        os.close(end)
    if not content:
        raise _stop(f"{shown} is a pipe that nothing came through", label, "", asked)
    return content[:LARGEST_FILE]


def near_file(path: Path, *folders: Path, ending: str = ".toml") -> Path | None:
    """Return the file that was meant by a path, or None if none looks like it.

    Args:
        path: where it should have been.
        folders: where else to look for it.
        ending: of its name.
    """
    stem = path.name.removesuffix(ending)
    places = (path.parent, *folders)
    try:
        for folder in places:
            if (folder / f"{stem}{ending}").is_file():
                return folder / f"{stem}{ending}"
        there: dict[str, Path] = {}
        for folder in places:
            for one in sorted(folder.glob(f"*{ending}"))[:1000]:
                if one.is_file():
                    there.setdefault(one.stem, one)
    except (OSError, ValueError):
        return None
    # Without the ending, which is alike in all of them.
    near = nearest(stem, list(there))
    return there[near] if near else None


def _near_file(path: Path, sort: Sort) -> str:
    """Return the file or the name that was meant; "" if none looks like it."""
    near = near_file(path, Path("scenarios"), ending=sort.ending)
    stem = path.name.removesuffix(sort.ending)
    # A name that was right would be told as it was typed; its path says more.
    if near is None or (is_bare(str(path), sort.ending) and near.stem != stem):
        name = nearest(stem, known(sort.ending))
        return name or (str(near) if near else "")
    return str(near)


def _one_in(path: Path, sort: Sort) -> str:
    try:
        name = next(iter(sorted(one.name for one in path.glob(f"*{sort.ending}"))), None)
    except OSError:
        return ""
    return str(path / name) if name else ""


def _text(content: bytes, label: str, sort: Sort) -> str:
    other = bytes_are(content)
    if other:
        fault = Fault(f"this is {other}, not a {sort.name}", file=label, note=sort.note)
        raise ScenarioFaults([fault])
    if is_wide(content):
        says = "the file is saved as UTF-16, not as UTF-8"
        note = "save it as UTF-8 in your editor"
        raise ScenarioFaults([Fault(says, file=label, note=note)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        start = before.rfind(b"\n") + 1
        whole = content[start:].split(b"\n", 1)[0].rstrip(b"\r")
        column = len(content[start : error.start].decode("utf-8", "replace")) + 1
        raise ScenarioFaults(
            [
                Fault(
                    "the file is not UTF-8 text",
                    "",
                    label,
                    line,
                    column,
                    1,
                    whole.decode("utf-8", "replace"),
                    note="save it as UTF-8 in your editor",
                )
            ]
        ) from None
    if not text.strip():
        if not sort.begin:
            raise ScenarioFaults([Fault("the file is empty", file=label, note=sort.note)])
        raise _stop("the file is empty", label, sort.begin)
    return text


def _raw(text: str, label: str) -> dict[str, Any]:
    for pattern, says in (
        (_LONG_KEY, "this name has more than 40 parts"),
        (_LONG_NUMBER, "this number is too long"),
    ):
        match = pattern.search(text)
        if match:
            raise ScenarioFaults([_at(text, label, match.start(), says)])
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioFaults([_broken(text, label, str(error))]) from None
    except RecursionError:
        raise ScenarioFaults(
            [_at(text, label, _densest(text), "this is nested too deeply")]
        ) from None
    except (ValueError, OverflowError):
        raise ScenarioFaults([Fault("the file cannot be read as TOML", file=label)]) from None
    if isinstance(raw.get("$schema"), str):
        del raw["$schema"]  # tells an editor which schema to use, and us nothing
    deep = too_deep(raw)
    if deep is not None:
        spot = SourceMap(text).key(deep)
        says = f"{short('.'.join(map(str, deep[:3])))} is nested too deeply"
        if spot is None:
            raise ScenarioFaults([_at(text, label, _densest(text), says)])
        raise ScenarioFaults(
            [Fault(says, "", label, spot.line, spot.column, spot.length, spot.text)]
        )
    return raw


def too_deep(raw: Mapping[str, Any]) -> tuple[str | int, ...] | None:
    """Return the top of a branch that is nested deeper than any scenario, or None."""
    level: list[tuple[tuple[str | int, ...], Any]] = [((), raw)]
    for _ in range(DEEPEST):
        level = [
            ((*path, step)[:3], value)
            for path, table in level
            for step, value in (table.items() if isinstance(table, dict) else enumerate(table))
            if isinstance(value, dict | list)
        ]
    return level[0][0] if level else None


def _densest(text: str) -> int:
    """Return the offset of the first line with most opening brackets."""
    best, most, offset = 0, -1, 0
    for line in text.split("\n"):
        count = line.count("[") + line.count("{")
        if count > most:
            best, most = offset, count
        offset += len(line) + 1
    return best


def _at(text: str, label: str, offset: int, says: str, try_: str = "") -> Fault:
    line = text.count("\n", 0, offset) + 1
    start = text.rfind("\n", 0, offset) + 1
    stop = text.find("\n", offset)
    whole = text[start : stop if stop >= 0 else len(text)].rstrip("\r")
    return Fault(says, "", label, line, offset - start + 1, 1, whole, try_)


def _broken(text: str, label: str, message: str) -> Fault:
    other = text_is(text)
    if other:
        return Fault(f"this is {other}, not a scenario", file=label, note=_SCENARIO.note)
    text = text.replace("\r\n", "\n")
    at, message = stopped(text) or (0, message)
    cause = cause_of(text, at, message) if len(text) < MOST_LOOKED_AT else None
    if cause is None:
        says = next(
            (plain for start, plain in _REASONS if start in message), "this is not valid TOML"
        )
        cause = Cause(says, at, at + 1, ())
    line = text.count("\n", 0, cause.start) + 1
    start = text.rfind("\n", 0, cause.start) + 1
    stop = text.find("\n", cause.start)
    whole = text[start : stop if stop >= 0 else len(text)].rstrip("\r")
    column = min(cause.start - start, len(whole)) + 1
    length = max(min(cause.end - cause.start, len(whole) + 1 - column), 1)
    fault = Fault(f"line {line}: {cause.says}", "", label, line, column, length, whole, hides=True)
    return fault.offering(cause.tries)
