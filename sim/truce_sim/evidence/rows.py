"""Truces of the past, read from anybody's own copy of the ETH/PRIO ceasefire data.

One row a ceasefire. The rows are not ours to hand on: they are read, counted and forgotten. Source:
Clayton, Nygård, Strand, Rustad, Wiehler, Sagård, Landsverk, Ryland, Sticher, Wink and Bara (2022),
"Introducing the Civil Conflict Ceasefire Dataset", Journal of Conflict Resolution 67(7-8).
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from pathlib import Path

LAST_DAY = date(2020, 12, 31)
"""The last day that the data cover: truces that had not ended stood until then."""
FORMER_YUGOSLAVIA = "ex-Yugoslavia"
"""One war, though the data name its places apart."""
_ITS_PLACES = {"Bosnia-Herzegovina", "Croatia", "Macedonia", "Serbia (Yugoslavia)", "Slovenia"}
REGIONS = {1: "Europe", 2: "Middle East", 3: "Asia", 4: "Africa", 5: "Americas"}
"""Codes of the column `region`."""
_DATES = tuple(
    f"{what}_{part}" for what in ("cf_dec", "cf_effect", "end") for part in ("yr", "month", "day")
)
_CODES = (
    "region",
    "fixed",
    "p_humanitarian",
    "p_peaceprocess",
    "ceasefire_class",
    "mediator_nego",
    "implement",
    "n_actors",
    "ended",
)
COLUMNS = ("location", *_CODES, *_DATES)
"""Columns that are read; `n_actors` is how many actors a ceasefire binds or was declared by."""
_UNKNOWN = -1
_MOST_FAULTS = 20


class Ended(IntEnum):
    """How a truce ended, as coded; what codes mean is read off the data, not off a code book."""

    UNCLEAR = -1
    NOT = 0
    EXPIRED = 1
    BROKEN = 2
    OTHER = 3
    SUPERSEDED = 4


@dataclass(frozen=True, slots=True)
class Truce:
    """One truce of the past.

    Attributes:
        war: in which war; the former Yugoslavia is one.
        region: part of the world, one of `REGIONS`.
        parties: how many actors it binds or was declared by.
        began: the day on which it took effect, or where that day is not known was declared; None
            if neither is known.
        days: whole calendar days from its beginning to its end, the middle of what is possible;
            of a truce that had not ended, to the last day that the data cover; None where nobody
            knows how it ended.
        earliest: the first day on which a truce of which nobody knows how it ended can have been
            broken, counted as `days`; 0 for all others.
        broken: whether a party broke or ended it then; all other ends are only the end of watching.
        exact_days: whether both days are known.
        open_ended: it was for no fixed term; None if unknown.
        mechanism: something to carry it out or check it was agreed; None if unknown.
        mediated: somebody mediated; None if unknown.
        for_talks: it served a peace process.
        humanitarian: it served aid.
        sort: 1 cessation of hostilities, 2 with compliance mechanism, 3 definitive.
    """

    war: str
    region: str
    parties: int
    began: date | None
    days: int | None
    earliest: int
    broken: bool
    exact_days: bool
    open_ended: bool | None
    mechanism: bool | None
    mediated: bool | None
    for_talks: bool
    humanitarian: bool
    sort: int

    @property
    def bilateral(self) -> bool:
        """Whether two or more parties share it."""
        return self.parties > 1

    def broken_before(self, day: int) -> bool | None:
        """Return whether it was broken on a calendar day before the `day`-th; None if unknown.

        Unknown is also a truce that ended otherwise before then: nobody can say how it would have
        gone on.
        """
        if self.days is None:
            return None
        if self.broken and self.days < day:
            return True
        return False if self.days >= day else None


class RowsError(ValueError):
    """A file is no table of ceasefires.

    Attributes:
        faults: every fault, as (line or None, what is wrong), at most 20.
    """

    def __init__(self, path: Path, faults: tuple[tuple[int | None, str], ...]) -> None:
        self.path = path
        self.faults = faults
        told = "; ".join(text if line is None else f"line {line}: {text}" for line, text in faults)
        super().__init__(f"{path}: {told}")


def read_rows(path: Path) -> tuple[Truce, ...]:
    """Return the truces of a file with a row for each ceasefire, in its order.

    Left out are truces that ended in a known way at no known time (most of them never took effect),
    and those whose end is given as before their beginning.

    Raises:
        RowsError: if columns are missing, or values are none that the data have.
        OSError: if the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
            if missing:
                raise RowsError(path, ((1, f"no column {', '.join(missing)}"),))
            found, faults = [], []
            for row in table:
                try:
                    truce = _truce(row)
                except ValueError as error:
                    faults.append((table.line_num, str(error)))
                else:
                    found.append(truce)
    except (UnicodeDecodeError, csv.Error) as error:
        raise RowsError(path, ((None, f"it is no CSV file in UTF-8: {error}"),)) from None
    if faults:
        raise RowsError(path, tuple(faults[:_MOST_FAULTS]))
    if not found:
        raise RowsError(path, ((None, "it has no rows"),))
    return tuple(truce for truce in found if truce is not None)


def _truce(row: Mapping[str, str | None]) -> Truce | None:
    ended = _ended(row)
    took_effect, declared = _span(row, "cf_effect"), _span(row, "cf_dec")
    begins, ends = took_effect or declared, _span(row, "end")
    days: int | None = None
    earliest = 0
    if ended is not Ended.UNCLEAR:
        if ended is Ended.NOT and ends is None:
            ends = (LAST_DAY, LAST_DAY)
        if begins is None or ends is None or ends[1] < begins[0]:
            return None
        days = (max((ends[0] - begins[1]).days, 0) + (ends[1] - begins[0]).days) // 2
    elif begins is not None and ends is not None:
        earliest = max((ends[0] - begins[1]).days, 0)
    location = (row["location"] or "").strip()
    if not location:
        raise ValueError("no location")
    region = _whole(row, "region")
    if region not in REGIONS:
        raise ValueError(f"region is {region}, and goes from 1 to {len(REGIONS)}")
    return Truce(
        war=FORMER_YUGOSLAVIA if location in _ITS_PLACES else location,
        region=REGIONS[region],
        parties=_whole(row, "n_actors"),
        began=_day(took_effect, declared),
        days=days,
        earliest=earliest,
        broken=ended is Ended.BROKEN,
        exact_days=_day(begins) is not None and _day(ends) is not None,
        open_ended=_either(row, "fixed", yes=0, no=1),
        mechanism=_either(row, "implement"),
        mediated=_either(row, "mediator_nego"),
        for_talks=_whole(row, "p_peaceprocess") == 1,
        humanitarian=_whole(row, "p_humanitarian") == 1,
        sort=_whole(row, "ceasefire_class"),
    )


def _day(*spans: tuple[date, date] | None) -> date | None:
    """Return the first date that is known to the day."""
    return next((span[0] for span in spans if span is not None and span[0] == span[1]), None)


def _ended(row: Mapping[str, str | None]) -> Ended:
    code = _whole(row, "ended")
    try:
        return Ended(code)
    except ValueError:
        raise ValueError(f"ended is {code}, and goes from -1 to 4") from None


def _either(row: Mapping[str, str | None], column: str, yes: int = 1, no: int = 0) -> bool | None:
    return {yes: True, no: False}.get(_whole(row, column))


def _whole(row: Mapping[str, str | None], column: str) -> int:
    text = (row[column] or "").strip()
    try:
        number = float(text) if text else _UNKNOWN
    except ValueError:
        raise ValueError(f"{column} is '{text[:20]}', and should be a whole number") from None
    if number != int(number):
        raise ValueError(f"{column} is '{text[:20]}', and should be a whole number")
    return int(number)


def _span(row: Mapping[str, str | None], what: str) -> tuple[date, date] | None:
    """Return the first and last day that a date can mean; None where not even a year is known."""
    year, month, day = (_whole(row, f"{what}_{part}") for part in ("yr", "month", "day"))
    if year <= 0:
        return None
    if not date.min.year < year < date.max.year:
        raise ValueError(f"{what}_yr is {year}")
    if not 1 <= month <= 12:
        return date(year, 1, 1), date(year, 12, 31)
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if 1 <= day <= last.day:
        return date(year, month, day), date(year, month, day)
    return first, last


@dataclass(frozen=True, slots=True)
class WarSoFar:
    """What a war's earlier truces had come to when a truce began.

    Attributes:
        earlier: truces of two or more parties with a known end that began more than ten days
            before.
        broken: those of them broken within ten days.
    """

    earlier: int
    broken: int


WITHIN = 10
"""Days within which an earlier truce counts as broken, and that must have passed since it began."""


def records(truces: tuple[Truce, ...]) -> Iterator[tuple[Truce, WarSoFar | None]]:
    """Yield each truce with the record of its war when it began; None where nobody knows when."""
    earlier: dict[str, list[Truce]] = {}
    for truce in truces:
        if truce.bilateral and truce.began is not None and truce.days is not None:
            earlier.setdefault(truce.war, []).append(truce)
    for truce in truces:
        if truce.began is None:
            yield truce, None
            continue
        before = [
            one
            for one in earlier.get(truce.war, ())
            if one.began is not None and (truce.began - one.began).days > WITHIN
        ]
        yield truce, WarSoFar(len(before), sum(one.broken_before(WITHIN) is True for one in before))
