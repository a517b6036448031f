"""A file of cases: read strictly where a score hangs on it, and all its faults told at once."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from truce_sim.evidence.case_words import ALSO, SORTS, TOLD_IN_WORDS, is_told
from truce_sim.evidence.cases import OUTCOMES, Case
from truce_sim.scenario.cells import BadCellError
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.kinds import short
from truce_sim.scenario.mends import Edit, Try
from truce_sim.scenario.reading import Sort as FileSort
from truce_sim.scenario.reading import read_text
from truce_sim.scenario.sheet import Row, Sheet, sheet_of

COLUMNS = (
    *("id", "war", "region", "start", "days", "parties", "excluded", "outside", "mechanism"),
    *("monitors", "publicity", "fixed_term", "record", "earlier_truces", "broken_within_ten_days"),
    *("renounced", "violence_down", "talks_on_date", "source", "confidence"),
)
"""Columns of the shipped file, in its order."""
EXAMPLE = "a header such as id,war,days,renounced and below it ABC-2030,Abc,14,no"
_FILE = FileSort("file of cases", ".csv", EXAMPLE)
_TOML = re.compile(r"""\s*(\[[\w."' -]+\]|[\w.-]+\s*=)""")
"""How a line of a scenario, of rules or of options begins, and no header of a table."""
_OF_A_CASE = {"earlier_truces": "earlier", "broken_within_ten_days": "broken"}
"""Columns that are called otherwise in a case."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet whose columns are known.

    Attributes:
        text: of the file.
        sheet: its cells.
        places: the place of each known column.
        told: known columns in which cells may be told in words.
    """

    text: str
    sheet: Sheet
    places: Mapping[str, int]
    told: frozenset[str]


def read_cases(path: Path, label: str) -> tuple[Case, ...]:
    """Return the cases in a file.

    Args:
        path: the file.
        label: how to call it.

    Raises:
        ScenarioFaults: with everything that is wrong with it.
    """
    return cases_from(read_text(path, label, {}, sort=_FILE), label)


def cases_from(text: str, label: str) -> tuple[Case, ...]:
    """Return the cases in the text of a file.

    Raises:
        ScenarioFaults: with everything that is wrong with it.
    """
    text = text.removeprefix("\ufeff")
    if (other := _of_another_sort(text, label)) is not None:
        raise ScenarioFaults([other])
    sheet, faults = sheet_of(text, label, EXAMPLE)
    if sheet is None:
        raise ScenarioFaults(faults)
    table = _table(text, sheet, faults)
    cases = [case for row in sheet.rows if (case := _case(row, table, faults)) is not None]
    faults += _doubled(table)
    if faults or not cases:
        raise ScenarioFaults(sorted(faults, key=lambda fault: (fault.line, fault.column)))
    return tuple(cases)


def _of_another_sort(text: str, label: str) -> Fault | None:
    """Return the one fault of a scenario given for cases: as a table, every line would be wrong."""
    lines = text.splitlines()
    said = ((at, one) for at, one in enumerate(lines, 1) if one.strip() and one.lstrip()[0] != "#")
    at, line = next(said, (0, ""))
    if not at or not _TOML.match(line):
        return None
    says = "this is a scenario, not cases"
    if not re.search(r"(?m)^\s*(\[(dates|parties)\b|extends\s*=)", text):
        says = "this is no table of cases"
    return Fault(
        says,
        file=label,
        line=at,
        column=1,
        length=len(line.rstrip()),
        source_line=line,
        note=EXAMPLE,
    )


def text_of(cases: Sequence[Case]) -> str:
    """Return cases as the text of a file that reads back as the same cases."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([[_cell(case, name) for name in COLUMNS] for case in cases])
    return text.getvalue()


def _cell(case: Case, name: str) -> str:
    value = getattr(case, _OF_A_CASE.get(name, name))
    if value is None:
        return "unclear" if name in OUTCOMES else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    """Return a number with all digits that it takes to read it back, and no power of ten."""
    return f"{Decimal(repr(value)).normalize():f}"


def _table(text: str, sheet: Sheet, faults: list[Fault]) -> _Table:
    """Find the columns; what is missing or there twice becomes a fault."""
    called = {also: name for name, others in ALSO.items() for also in others.split()}
    places: dict[str, int] = {}
    heads = [cell.lower().replace(" ", "_").replace("-", "_") for cell in sheet.header.cells]
    for place, head in enumerate(heads):
        name = head if head in SORTS else called.get(head)
        if name is None:
            continue
        if name in places:
            first = sheet.header.cells[places[name]]
            says = f"'{short(sheet.header.cells[place])}' is the same column as '{short(first)}'"
            faults.append(sheet.header.fault(says, sheet.label, place, "leave one of them out"))
        places.setdefault(name, place)
    missing = [name for name in ("id", "war") if name not in places]
    missing += [] if {"days", "milestone"} & places.keys() else ["days"]
    missing += [] if {"renounced", "held"} & places.keys() else ["renounced"]
    if missing:
        says = f"these columns are missing: {', '.join(missing)}"
        faults.append(sheet.header.fault(says, sheet.label, note=EXAMPLE))
    if {"renounced", "held"} <= places.keys():
        says = "renounced and held say the same; which of them counts?"
        faults.append(sheet.header.fault(says, sheet.label, places["held"], "leave one out"))
    free = bool(TOLD_IN_WORDS & set(heads))
    told = {
        name
        for name, place in places.items()
        if SORTS[name].tell and (free or any(is_told(cell) for cell in sheet.column(place)))
    }
    return _Table(text, sheet, places, frozenset(told))


def _case(row: Row, table: _Table, faults: list[Fault]) -> Case | None:
    """Return the case of a row; None where something is wrong with it, which becomes faults."""
    before = len(faults)
    found = {name: _value(row, name, table, faults) for name in table.places}
    for name in ("id", "war"):
        if name in found and not found[name]:
            says = f"there is no {name}"
            faults.append(row.fault(says, table.sheet.label, table.places[name], "give it one"))
    faults += _of_dates(row, found, table)
    faults += _of_counts(row, found, table)
    if {"renounced", "held"} & table.places.keys() and len(faults) == before:
        renounced = found.get("renounced", found.get("held"))
        known = [renounced, found.get("violence_down"), found.get("talks_on_date")]
        if known == [None, None, None]:
            says = "nothing is known of what came of it; such a case cannot be scored"
            faults.append(row.fault(says, table.sheet.label, note="leave it out"))
    if len(faults) > before or {"id", "war"} - found.keys():
        return None
    return _made(found)


def _made(found: Mapping[str, Any]) -> Case:
    days = found.get("days")
    start, milestone = found.get("start"), found.get("milestone")
    if days is None and start and milestone:
        days = float((milestone - start).days)
    fixed = found.get("fixed_term")
    kind = str(found.get("milestone_kind", "")).lower()
    values = {
        _OF_A_CASE.get(name, name): value
        for name, value in found.items()
        if name not in ("milestone", "milestone_kind", "held")
    }
    return Case(
        **{
            **values,
            "days": days,
            "fixed_term": kind == "term" if fixed is None and kind else fixed,
            "renounced": found.get("renounced", found.get("held")),
        }
    )


def _value(row: Row, name: str, table: _Table, faults: list[Fault]) -> Any:  # noqa: ANN401
    """Return what a cell says; None, and a fault, where it says nothing that is known."""
    place, sort = table.places[name], SORTS[name]
    cell = row.cells[place]
    plain = " ".join(cell.lower().split())
    if sort.read is SORTS["id"].read:
        return " ".join(cell.split())
    try:
        return sort.read(plain) if plain or name not in table.told else sort.tell and sort.tell("")
    except BadCellError as error:
        if sort.tell and name in table.told:
            return sort.tell(plain)
        shown = f"'{short(cell)}' " if cell else ""
        says = f"{name.replace('_', ' ')}: {shown}{error.says}".replace(": is ", " is ")
        faults.append(_offering(row, place, table, says, error.try_))
    return None


def _offering(row: Row, place: int, table: _Table, says: str, offer: str) -> Fault:
    """Return the fault of a cell; what is offered is a word to write there, or a hint."""
    if not offer or " " in offer:
        return row.fault(says, table.sheet.label, place, offer)
    lines = table.text.splitlines(keepends=True)[: row.line - 1]
    start = sum(map(len, lines)) + row.starts[place]
    edit = Edit(start, start + len(row.cells[place]), offer)
    return row.fault(says, table.sheet.label, place).offering([Try(offer, (edit,))])


def _of_dates(row: Row, found: Mapping[str, Any], table: _Table) -> Iterator[Fault]:
    start, milestone = found.get("start"), found.get("milestone")
    if start and milestone and milestone <= start and found.get("days") is None:
        says = f"the milestone, {milestone}, does not come after the start, {start}"
        yield row.fault(says, table.sheet.label, table.places["milestone"])


def _of_counts(row: Row, found: Mapping[str, Any], table: _Table) -> Iterator[Fault]:
    earlier, broken = found.get("earlier_truces"), found.get("broken_within_ten_days")
    if broken is None or "broken_within_ten_days" not in table.places:
        return
    place = table.places["broken_within_ten_days"]
    if earlier is None:
        says = "so many were broken, but of how many earlier truces?"
        yield row.fault(says, table.sheet.label, place, "give earlier_truces as well, or neither")
    elif broken > earlier:
        says = f"{broken} were broken, of {earlier} earlier truces"
        yield row.fault(says, table.sheet.label, place)


def _doubled(table: _Table) -> Iterator[Fault]:
    """Yield a fault for every case that has the id of one before it."""
    place, lines = table.places.get("id"), dict[str, int]()
    if place is None:
        return
    for row in table.sheet.rows:
        name = " ".join(row.cells[place].split())
        if name and name in lines:
            says = f"there is a case '{short(name)}' already, in line {lines[name]}"
            yield row.fault(says, table.sheet.label, place, "give each case an id of its own")
        lines.setdefault(name, row.line)
