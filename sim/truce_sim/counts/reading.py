"""From a file on disk to counts."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from truce_sim.counts.columns import columns_of
from truce_sim.counts.rows import Told, told_by
from truce_sim.counts.series import NO_VIOLATIONS, Counts, Note, Series
from truce_sim.counts.untangling import untangled
from truce_sim.scenario.cells import is_total
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.kinds import nearest, short
from truce_sim.scenario.sheet import Sheet, sheet_of
from truce_sim.shipped import known

LARGEST_FILE = 50_000_000
"""Bytes; a hundred years of days of a hundred counters take a tenth of it."""
_FEWEST_OF_A_LIST = 6
_FEWEST_ALIKE = 5
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_FEWEST_SUMMED = 2
_FEWEST_SHARED = 4
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_FOREIGN = (
    (b"PK\x03\x04", "a spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet"),
    (b"%PDF", "a PDF"),
)


def read_counts(
    path: Path, label: str, first: date | None = None, before: date | None = None
) -> Counts:
    """Return the counts in a CSV file.

    Args:
        path: the file.
        label: how to call it.
        first: only days from this one on.
        before: only days before this one.

    Raises:
        ScenarioFaults: with everything that is wrong with the file.
    """
    text, notes = _text(path, label)
    sheet, faults = sheet_of(text, label)
    if sheet is None:
        raise ScenarioFaults(faults)
    columns, of_columns = columns_of(sheet)
    faults += of_columns
    if columns is None:
        raise ScenarioFaults(_in_order(faults))
    found, about, of_cells = told_by(sheet, columns)
    faults += [_of_incidents(label) for one in found.values() if _repeats(one)][:1]
    faults += _of_parts_of_days(sheet, columns.date, found.values())
    if faults or of_cells:
        raise ScenarioFaults(_in_order([*faults, *_alike_once(of_cells)]))
    series = tuple(untangled(names, told, first, before) for names, told in found.items())
    series, left_out = _without_totals(tuple(_with_sum(one, series) for one in series))
    about = (*about, *left_out)
    only = sheet.header.cells[columns.numbers[0]]
    if len(columns.numbers) == 1 and NO_VIOLATIONS.search(only.lower()):
        about = (*about, Note(f"{short(only)} are not violations: one makes many, or none", ()))
    if columns.unused:
        names = ", ".join(short(name) for name in columns.unused)
        about = (*about, Note(f"columns that nothing was read from: {names}", ()))
    return Counts(series, (*notes, *about))


def _with_sum(one: Series, all_of_them: tuple[Series, ...]) -> Series:
    """Return a series, with a note if it adds up all the others wherever these have a number."""
    others = [other for other in all_of_them if other is not one and other.actor == one.actor]
    if len(others) < _FEWEST_SUMMED:
        return one
    known = [{(c.first, c.days): c.number for c in other.counts} for other in others]
    shared = [
        (count.number, sum(numbers[count.first, count.days] for numbers in known))
        for count in one.counts
        if all((count.first, count.days) in numbers for numbers in known)
    ]
    if len(shared) < _FEWEST_SHARED or any(abs(whole - parts) > 0.5 for whole, parts in shared):
        return one
    if not any(whole for whole, _ in shared):
        return one
    note = Note("the others added up: take it, or its parts", ())
    return replace(one, notes=(*one.notes, note))


def _without_totals(series: tuple[Series, ...]) -> tuple[tuple[Series, ...], list[Note]]:
    """Return series without those that are called a total of two others or more, and say so."""
    kept, said = [], []
    for one in series:
        beside = [other for other in series if other is not one and other.actor == one.actor]
        called = one.names[-1].strip().lower() if one.names else ""
        if (called == "all" or is_total(called)) and len(beside) >= _FEWEST_SUMMED:
            said.append(Note(f"{short(one.name)} was left out, as a total of the others", ()))
        else:
            kept.append(one)
    return tuple(kept), said


def _repeats(told: Told) -> bool:
    """Return whether most days stand in several rows, as in a list of incidents."""
    days = {(count.first, count.days) for count in told.counts}
    return len(told.counts) >= _FEWEST_OF_A_LIST and 2 * len(days) < len(told.counts)


def _of_parts_of_days(sheet: Sheet, place: int, found: Iterable[Told]) -> list[Fault]:
    """Return what is wrong where rows count parts of a day: these are no two counts of one day."""
    times = {match[0] for cell in sheet.column(place) if (match := _TIME.search(cell))}
    if len(times) < 2:
        return []
    for told in found:
        days = Counter((count.first, count.days) for count in told.counts)
        line = next((one.line for one in told.counts if days[one.first, one.days] > 1), None)
        row = next((row for row in sheet.rows if row.line == line), None)
        if row is not None:
            says = "several rows of one day, at times of day: parts of it, or its count again?"
            return [row.fault(says, sheet.label, place, "add them up, one line a day")]
    return []


def _of_incidents(label: str) -> Fault:
    says = "most days stand in several rows: a list of incidents, or of things counted apart"
    note = "count by day first, or name the column that tells rows apart: counter or actor"
    return Fault(says, file=label, note=note)


def _alike_once(faults: list[Fault]) -> list[Fault]:
    """Return faults of cells; many that only differ in the cell become one, with their lines."""
    alike: dict[str, list[Fault]] = {}
    for fault in faults:
        alike.setdefault(re.sub(r"\Aline [0-9]+: '.*'", "", fault.sentence), []).append(fault)
    told: list[Fault] = []
    for same in alike.values():
        if len(same) < _FEWEST_ALIKE:
            told += same
            continue
        lines = [f"{one.line:,}" for one in same[1 : _FEWEST_ALIKE + 1]]
        more = len(same) - 1 - len(lines)
        also = ", ".join(lines) + (f" and {more:,} more" if more else "")
        told.append(replace(same[0], sentence=f"{same[0].sentence}; so in lines {also}"))
    return told


def _in_order(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.line, fault.column))


def _text(path: Path, label: str) -> tuple[str, tuple[Note, ...]]:
    shown = short(label, 60)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        near = nearest(path.stem, known(".csv")) or ""
        missing = Fault(f"there is no file {shown}", file=label, try_=near)
        raise ScenarioFaults([missing]) from None
    except IsADirectoryError:
        raise _stop(f"{shown} is a folder, not a file", label) from None
    except (OSError, ValueError):
        raise _stop(f"{shown} cannot be read", label) from None
    if len(content) > LARGEST_FILE:
        raise _stop(f"{shown} has more than {LARGEST_FILE // 10**6} MB", label)
    for mark, is_ in _FOREIGN:
        if content.startswith(mark):
            raise _stop(f"{shown} is {is_}, not text", label, "save it as CSV")
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError:
        if b"\x00" in content:
            raise _stop(f"{shown} is not text", label, "save it as CSV") from None
    # Spreadsheets of Windows write this; every byte has some letter there.
    said = "not UTF-8: names were read as Windows writes them (cp1252)"
    return content.decode("cp1252", "replace"), (Note(said, ()),)


def _stop(sentence: str, label: str, note: str = "") -> ScenarioFaults:
    return ScenarioFaults([Fault(sentence, file=label, note=note)])
