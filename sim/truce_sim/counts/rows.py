"""Rows of a sheet as numbers with their days, sorted by who counted; every bad cell is told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from truce_sim.counts.columns import Columns
from truce_sim.counts.series import Count, Note
from truce_sim.scenario.cells import Amount, BadCellError, amount_of, days_of, is_total
from truce_sim.scenario.faults import Fault
from truce_sim.scenario.kinds import short
from truce_sim.scenario.sheet import Row, Sheet

_ROUGH = {
    "about": "numbers told as about so many, taken as they stand",
    "at least": "numbers told as at least so many, taken as just so many: the rate may be higher",
    "at most": "numbers told as at most so many, taken as just so many: the rate may be lower",
    "from to": "numbers told as from so many to so many, taken at the middle",
}


@dataclass(slots=True)
class Told:
    """What rows say of one counter.

    Attributes:
        counts: its numbers in the order of the file.
        ends: the last day that each row names; later than its count's own where the file gives
            fewer days than lie between its dates.
        stated: whether the file has a column of days.
        running: whether each number adds up all before it.
        actor: whose incidents they are, or "".
        said: lines by what is to be noted of them.
    """

    counts: list[Count] = field(default_factory=list)
    ends: list[date] = field(default_factory=list)
    stated: bool = False
    running: bool = False
    actor: str = ""
    said: dict[str, list[int]] = field(default_factory=dict)

    def note(self, says: str, *lines: int) -> None:
        """Remember what is to be noted of lines."""
        self.said.setdefault(says, []).extend(lines)

    def notes(self) -> tuple[Note, ...]:
        """Return what is to be noted."""
        return tuple(Note(says, tuple(sorted(lines))) for says, lines in self.said.items())


def told_by(
    sheet: Sheet, columns: Columns
) -> tuple[dict[tuple[str, ...], Told], tuple[Note, ...], list[Fault]]:
    """Return what is told by each counter, notes of the whole file, and what cannot be read."""
    found: dict[tuple[str, ...], Told] = {}
    whole = Told()
    faults: list[Fault] = []
    for row in sheet.rows:
        if is_total(row.cells[columns.date]) or is_total(row.cells[0]):
            whole.note("rows that add others up were left out", row.line)
            continue
        reader = _Reader(row, sheet.label, columns, faults)
        days = reader.days()
        if days is None and not reader.failed:
            whole.note("rows without a day were left out", row.line)
        for place in columns.numbers:
            told = found.setdefault(tuple(_names(sheet, row, columns, place)), Told())
            told.actor = "" if columns.actor is None else row.cells[columns.actor]
            amount = reader.amount(place)
            if amount is None:
                if not reader.failed:
                    told.note("blank numbers were left out: not known, not zero", row.line)
            elif days is not None:
                told.counts.append(Count(days[0], days[1], amount.value, row.line))
                told.ends.append(days[2])
                told.stated = told.stated or columns.days is not None
                told.running = place in columns.running
                if amount.rough:
                    told.note(_ROUGH[amount.rough], row.line)
                if amount.grouped:
                    told.note("dots taken to group thousands, as in 1.200", row.line)
    return found, whole.notes(), faults


def _names(sheet: Sheet, row: Row, columns: Columns, place: int) -> Iterator[str]:
    for who in (columns.actor, columns.counter):
        if who is not None and row.cells[who]:
            yield row.cells[who]
    if len(columns.numbers) > 1:
        yield sheet.header.cells[place]


@dataclass(slots=True)
class _Reader:
    """Reads the cells of one row; what cannot be read becomes a fault."""

    row: Row
    label: str
    columns: Columns
    faults: list[Fault]
    failed: bool = False

    def days(self) -> tuple[date, int, date] | None:
        """Return first day, number of days, and the last day that the row names."""
        columns = self.columns
        first = self._days_in(columns.date)
        last = first if columns.last is None else self._days_in(columns.last)
        if columns.last is not None and not self.row.cells[columns.last]:
            last = first
        if first is None or last is None:
            return None
        length = (last[1] - first[0]).days + 1
        if length < 1:
            assert columns.last is not None  # noqa: S101 - one cell is never before itself
            says = f"the last day, {last[1]}, is before the first, {first[0]}"
            self._fault(says, columns.last)
            return None
        stated = None if columns.days is None else self.amount(columns.days)
        if stated is not None and columns.days is not None:
            if stated.value != int(stated.value) or not 1 <= stated.value <= length:
                days = "1 day" if length == 1 else f"{length:,} days"
                says = f"'{short(self.row.cells[columns.days])}' days, but the dates hold {days}"
                self._fault(says, columns.days)
                return None
            length = int(stated.value)
        return first[0], length, last[1]

    def amount(self, place: int) -> Amount | None:
        """Return the number in a cell; None where it is blank or cannot be read."""
        try:
            return amount_of(
                self.row.cells[place],
                dot_groups=place in self.columns.dot_groups or place == self.columns.days,
            )
        except BadCellError as error:
            self._bad(place, error)
            return None

    def _days_in(self, place: int) -> tuple[date, date] | None:
        try:
            return days_of(self.row.cells[place], day_first=self.columns.day_first)
        except BadCellError as error:
            self._bad(place, error)
            return None

    def _bad(self, place: int, error: BadCellError) -> None:
        self._fault(f"'{short(self.row.cells[place])}' {error.says}", place, error.try_)

    def _fault(self, says: str, place: int, note: str = "") -> None:
        self.failed = True
        self.faults.append(self.row.fault(says, self.label, place, note))
