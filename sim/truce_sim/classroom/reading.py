"""What a class bet, and what came of it: two tables, read strictly, all their faults at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from truce_sim.classroom.odds_words import Told, as_percent, odds_of
from truce_sim.scenario.cells import BadCellError
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.kinds import nearest, short
from truce_sim.scenario.mends import Edit, Try
from truce_sim.scenario.reading import Sort, read_text
from truce_sim.scenario.sheet import Row, Sheet, sheet_of

MOST_CASES = 20
"""What chance does to a score is worked out over every way in which so many cases can end."""
_BETS = "a header such as group,case,probability and below it North,syria,70%"
_ENDS = "a header such as case,held,model,base_rate and below it syria,yes,65%,75%"
_ALSO = {
    "team": "group",
    "who": "group",
    "odds": "probability",
    "prediction": "probability",
    "outcome": "held",
}
"""Other words for columns."""
_EITHER = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


@dataclass(frozen=True, slots=True)
class Bet:
    """What one group said of one case.

    Attributes:
        group: who.
        case: name of a case.
        odds: that the truce holds, between 0 and 1.
    """

    group: str
    case: str
    odds: float


@dataclass(frozen=True, slots=True)
class Ending:
    """What came of one case, and what was said of it without knowing.

    Attributes:
        case: its name.
        held: whether the truce held as long as was asked.
        model: simulated odds that it does, between 0 and 1; None where nobody ran it.
        base_rate: share of past truces like it that did; None where nobody counted.
        what: a sentence.
        source: where that is from.
    """

    case: str
    held: bool
    model: float | None
    base_rate: float | None
    what: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet whose columns are known."""

    text: str
    sheet: Sheet
    places: Mapping[str, int]

    def cell(self, row: Row, name: str) -> str:
        """Return the words of a cell; "" where there is no such column."""
        place = self.places.get(name)
        return "" if place is None else " ".join(row.cells[place].split())

    def fault(self, row: Row, name: str, says: str, offer: str) -> Fault:
        """Return the fault of a cell; an offer without blanks is what to write there."""
        place = self.places[name]
        if not offer or " " in offer:
            return row.fault(says, self.sheet.label, place, offer)
        start = sum(map(len, self.text.splitlines(keepends=True)[: row.line - 1]))
        start += row.starts[place]
        edit = Edit(start, start + len(row.cells[place]), offer)
        return row.fault(says, self.sheet.label, place).offering([Try(offer, (edit,))])


def read_endings(path: Path, label: str) -> tuple[Ending, ...]:
    """Return what came of the cases in a file.

    Args:
        path: the file.
        label: how to call it.

    Raises:
        ScenarioFaults: with everything that is wrong with it.
    """
    faults: list[Fault] = []
    table = _table(path, label, Sort("file of outcomes", ".csv", _ENDS), ("case", "held"), faults)
    found: dict[str, Ending] = {}
    for row in table.sheet.rows:
        ending, wrong = _ending(row, table)
        faults += wrong
        if ending.case.casefold() in found:
            says = f"there is a case '{short(ending.case)}' already"
            faults.append(table.fault(row, "case", says, "leave one of them out"))
        found.setdefault(ending.case.casefold(), ending)
    if len(found) > MOST_CASES:
        says = f"{len(found)} cases; a tally takes at most {MOST_CASES}"
        faults.append(Fault(says, file=label, note="the command backtest scores more"))
    _raise(faults)
    return tuple(found.values())


def read_bets(path: Path, label: str, endings: Sequence[Ending]) -> tuple[Bet, ...]:
    """Return what a class bet, in the order of the file.

    Args:
        path: the file.
        label: how to call it.
        endings: the cases that can be bet on.

    Raises:
        ScenarioFaults: with everything that is wrong with it.
    """
    faults: list[Fault] = []
    wanted = ("group", "case", "probability")
    table = _table(path, label, Sort("file of predictions", ".csv", _BETS), wanted, faults)
    cases = {one.case.casefold(): one.case for one in endings}
    groups: dict[str, str] = {}
    found: list[tuple[Bet, Told, Row]] = []
    for row in table.sheet.rows:
        told, wrong = _bet(row, table, cases)
        faults += wrong
        if told is not None:
            name = table.cell(row, "group")
            # One group is one group however its typist felt about capitals.
            group = groups.setdefault(name.casefold(), name)
            case = cases[table.cell(row, "case").casefold()]
            found.append((Bet(group, case, told.value), told, row))
    faults += [*_doubled(found, table), *_mixed(found, table)]
    _raise(faults)
    return tuple(bet for bet, _, _ in found)


def _raise(faults: Sequence[Fault]) -> None:
    if faults:
        raise ScenarioFaults(sorted(faults, key=lambda fault: (fault.line, fault.column)))


def _table(
    path: Path, label: str, sort: Sort, wanted: Sequence[str], faults: list[Fault]
) -> _Table:
    """Return a file as a table that has the columns wanted; rows that do not fit become faults.

    Raises:
        ScenarioFaults: if it cannot be read as one.
    """
    whole = read_text(path, label, {}, sort=sort)
    text = whole.removeprefix("\ufeff")  # what spreadsheets put before all else
    sheet, found = sheet_of(text, label, sort.note)
    if sheet is None:
        raise ScenarioFaults(found)
    faults += found
    heads = [cell.lower().replace(" ", "_").replace("-", "_") for cell in sheet.header.cells]
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        name = _ALSO.get(head, head)
        if name in places:
            says = f"there is a column '{name}' already"
            faults.append(sheet.header.fault(says, label, place, "leave one of them out"))
        places.setdefault(name, place)
    if missing := [name for name in wanted if name not in places]:
        says = f"these columns are missing: {', '.join(missing)}"
        raise ScenarioFaults([*faults, sheet.header.fault(says, label, note=sort.note)])
    return _Table(text, sheet, places)


def _bet(row: Row, table: _Table, cases: Mapping[str, str]) -> tuple[Told | None, list[Fault]]:
    """Return the odds of a row, or what is wrong with it."""
    faults: list[Fault] = []
    if not table.cell(row, "group"):
        faults.append(table.fault(row, "group", "there is no group", "say whose odds these are"))
    name = table.cell(row, "case")
    if name.casefold() not in cases:
        near = nearest(name.casefold(), list(cases)) if name else None
        says = f"there is no case '{short(name)}'" if name else "there is no case"
        offer = cases[near] if near else f"one of: {', '.join(cases.values())}"
        faults.append(table.fault(row, "case", says, offer))
    told: Told | None = None
    try:
        told = odds_of(row.cells[table.places["probability"]])
    except BadCellError as error:
        faults.append(_of_cell(row, "probability", table, error))
    return (None if faults else told), faults


def _ending(row: Row, table: _Table) -> tuple[Ending, list[Fault]]:
    """Return what came of a case, with what is wrong with its row."""
    faults: list[Fault] = []
    case, held = table.cell(row, "case"), _EITHER.get(table.cell(row, "held").lower())
    if not case:
        faults.append(table.fault(row, "case", "there is no name of a case", "give it one"))
    if held is None:
        faults.append(table.fault(row, "held", "held is yes or no", "yes, or no"))
    said: dict[str, float | None] = {}
    for name in ("model", "base_rate"):
        said[name] = None
        if table.cell(row, name):
            try:
                said[name] = odds_of(row.cells[table.places[name]]).value
            except BadCellError as error:
                faults.append(_of_cell(row, name, table, error))
    words = (table.cell(row, name) for name in ("what", "source"))
    return Ending(case, bool(held), said["model"], said["base_rate"], *words), faults


def _of_cell(row: Row, name: str, table: _Table, error: BadCellError) -> Fault:
    cell = row.cells[table.places[name]]
    shown = f"'{short(cell)}' " if cell else "the probability "
    return table.fault(row, name, f"{shown}{error.says}", error.try_)


def _doubled(found: Sequence[tuple[Bet, Told, Row]], table: _Table) -> Iterator[Fault]:
    """Yield a fault for every second bet of a group on a case."""
    lines: dict[tuple[str, str], int] = {}
    for bet, _, row in found:
        first = lines.setdefault((bet.group, bet.case), row.line)
        if first != row.line:
            says = f"{short(bet.group)} bet on {short(bet.case)} already, in line {first}"
            offer = "leave one out; a second bet is a group of its own, such as North-again"
            yield table.fault(row, "case", says, offer)


def _mixed(found: Sequence[tuple[Bet, Told, Row]], table: _Table) -> Iterator[Fault]:
    """Yield a fault for 0.5 of a group that wrote 70 elsewhere: even odds, or one in 200?"""
    wholes = {bet.group: row for bet, told, row in found if told.form == "whole"}
    for bet, told, row in found:
        beside = wholes.get(bet.group)
        if told.form == "part" and beside is not None:
            cell, other = (one.cells[table.places["probability"]] for one in (row, beside))
            says = (
                f"{short(bet.group)} wrote '{short(cell)}' here and '{short(other)}' in line "
                f"{beside.line}: {as_percent(told.value)}, or {as_percent(told.value / 100)}?"
            )
            offer = f"{as_percent(told.value)}, or {as_percent(told.value / 100)}"
            yield table.fault(row, "probability", says, offer)
