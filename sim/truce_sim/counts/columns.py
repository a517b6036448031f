"""Which column of a sheet is what: the days, the numbers, who counted, who did it."""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field

from truce_sim.scenario.cells import (
    DECIMAL_DOT,
    SLASHED,
    BadCellError,
    amount_of,
    days_of,
    is_total,
)
from truce_sim.scenario.faults import Fault
from truce_sim.scenario.kinds import short
from truce_sim.scenario.sheet import EXAMPLE, Sheet
from truce_sim.scenario.sheet_days import day_first_in

_NAMES = {
    "first": "from start begin beginning first_day date_start start_date period_start date_from "
    "from_date von",
    "last": "to end end_date date_end period_end until till last_day date_to to_date bis",
    "date": "date day datum date_reported reported_on event_date when month year period week_of",
    "days": "days length duration number_of_days n_days",
    "counter": "counter counted_by observer reporter monitor counting series measure",
    "actor": "actor party side perpetrator violator accused by attributed_to done_by group",
    "number": "number count counts n value anzahl",
    "other": "id index nr no row week weekday lat lon latitude longitude relid",
}
"""Names of columns, as `_plain` writes them, by what they hold."""
_RUNNING = re.compile(r"(?:.*_)?(?:cumul\w*|kumul\w*|running|since)(?:_.*)?|.*_to_date")


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of columns, from 0.

    Attributes:
        date: one day, or the first of several.
        last: the last day, or None where a row is one day, or `date` names several.
        days: how many days a row covers, or None.
        counter: who counted, or None.
        actor: whose incidents they are, or None.
        numbers: the columns of numbers.
        running: those of them whose numbers add up all that came before.
        unused: names of columns that nothing was read from.
        day_first: whether 03/04/2030 is 3 April; None where no cell shows it.
        dot_groups: places of numbers where 1.200 may be one thousand two hundred.
    """

    date: int
    numbers: tuple[int, ...]
    last: int | None = None
    days: int | None = None
    counter: int | None = None
    actor: int | None = None
    running: tuple[int, ...] = ()
    unused: tuple[str, ...] = ()
    day_first: bool | None = None
    dot_groups: frozenset[int] = field(default_factory=frozenset)


def columns_of(sheet: Sheet) -> tuple[Columns | None, list[Fault]]:
    """Return what each column holds, with what is wrong; None where days or numbers lack."""
    header, label = sheet.header, sheet.label
    if any(map(_is_day, header.cells)):
        says = "a line with the names of the columns is missing above"
        return None, [header.fault(says, label, note=EXAMPLE)]
    names = [_plain(cell) for cell in header.cells]
    twice = [place for place, name in enumerate(names) if name and name in names[:place]]
    faults = [
        header.fault(f"there are two columns '{short(header.cells[place])}'", label, place)
        for place in twice
    ]
    roles = {role: _first_named(names, role) for role in _NAMES}
    first = _first_of(roles["first"], roles["date"], _first_that(sheet, _holds_days))
    if first is None:
        note = "name it date, or from and to"
        return None, [*faults, header.fault("no column holds the days", label, note=note)]
    last = roles["last"] if roles["last"] != first else None
    taken = {first, last, roles["days"], roles["counter"], roles["actor"]}
    numeric = [
        place
        for place, name in enumerate(names)
        if name and place not in taken and not _is_other(name) and _holds_numbers(sheet, place)
    ]
    running = [place for place in numeric if _RUNNING.fullmatch(names[place])]
    separate = [place for place in numeric if place not in running]
    numbers = separate or running if roles["number"] is None else [roles["number"]]
    if not numbers:
        says = "no column holds numbers"
        return None, [*faults, header.fault(says, label, note=_NUMBERS)]
    day_first, clash = day_first_in(sheet, [first] if last is None else [first, last])
    columns = Columns(
        date=first,
        numbers=tuple(numbers),
        last=last,
        days=roles["days"],
        counter=roles["counter"],
        actor=roles["actor"],
        running=tuple(place for place in numbers if place in running),
        unused=tuple(
            cell
            for place, cell in enumerate(header.cells)
            if cell and place not in taken and place not in numbers
        ),
        day_first=day_first,
        dot_groups=frozenset(
            place for place in numbers if not any(map(DECIMAL_DOT.search, sheet.column(place)))
        ),
    )
    return columns, [*faults, *clash]


_NUMBERS = (
    "name it count, or name one after each counter; incidents in a list must be counted first"
)


def _first_of(*places: int | None) -> int | None:
    return next((place for place in places if place is not None), None)


def _first_that(sheet: Sheet, holds: Callable[[Sheet, int], bool]) -> int | None:
    return next((place for place in range(len(sheet.header.cells)) if holds(sheet, place)), None)


def _is_other(name: str) -> bool:
    return name in _NAMES["other"].split()


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.lower()).strip("_")


def _first_named(names: Collection[str], role: str) -> int | None:
    """Return the column whose name stands first among those of a role."""
    places = {name: i for i, name in reversed([*enumerate(names)])}
    return next((places[name] for name in _NAMES[role].split() if name in places), None)


def _is_day(text: str) -> bool:
    with suppress(BadCellError):
        return days_of(text) is not None and not re.fullmatch(r"[12][0-9]{3}", text)
    return SLASHED.fullmatch(text) is not None


def _holds_days(sheet: Sheet, place: int) -> bool:
    cells = [cell for cell in sheet.column(place) if not is_total(cell)]
    return bool(cells) and sum(map(_is_day, cells)) * 2 > len(cells)


def _holds_numbers(sheet: Sheet, place: int) -> bool:
    """Return whether most of a column are numbers; what is none among them is then a fault."""
    found = 0
    cells = sheet.column(place)
    for cell in cells:
        with suppress(BadCellError):
            found += amount_of(cell) is not None
    return found > 0 and found * 2 >= len(cells)
