"""What was observed of a truce: until when it held, and what was counted on which days.

It changes no simulated history: it says which of them are like what was seen.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from truce_sim.scenario.kinds import Kind, Problem, UnfitError, nearest, short, what
from truce_sim.scenario.marks import said
from truce_sim.scenario.numbers import Number, plain
from truce_sim.scenario.observed_numbers import Counted, NumbersKind
from truce_sim.scenario.since import SinceKind
from truce_sim.scenario.spreads import Spread, SpreadKind
from truce_sim.scenario.table import Name, Table
from truce_sim.scenario.words import Text

Family = Literal["violations", "harm", "claims", "verdicts", "upheld verdicts"]
"""What a counter can count, as the model keeps it a day."""
FAMILIES: tuple[Family, ...] = get_args(Family)
_CLAIMS_BY = re.compile(r"claims by (\S.{0,79})")
_ALSO = {
    "violation": "violations",
    "incidents": "violations",
    "breaches": "violations",
    "attacks": "violations",
    "deaths": "harm",
    "casualties": "harm",
    "complaints": "claims",
    "reports": "claims",
    "rulings": "verdicts",
    "upheld": "upheld verdicts",
    "confirmed": "upheld verdicts",
}
"""What people call it otherwise."""


@dataclass(frozen=True, slots=True)
class What:
    """What a counter counts.

    Attributes:
        family: the sort of thing.
        party: id of the party whose claims they are, or "" for those of all.
    """

    family: Family
    party: str = ""

    def __str__(self) -> str:
        """Return it as in a file."""
        return f"{self.family} by {self.party}" if self.party else self.family


class WhatKind(Kind):
    """What a counter counts: "violations", "claims by opposition"."""

    def parse(self, raw: object) -> What:
        """Return what is counted; whether there is such a party is checked elsewhere."""
        if not isinstance(raw, str):
            raise UnfitError(Problem(f" must be text, not {what(raw)}", instead='"violations"'))
        if raw in FAMILIES:
            return What(raw)
        text = " ".join(raw.split())
        match = _CLAIMS_BY.fullmatch(raw)
        if match:
            return What("claims", match[1])
        near: str | None = _ALSO.get(text.lower()) or nearest(text, FAMILIES)
        meant = near or re.sub(r"(?i)\A(?:complaints|reports|claims?) (?:by|of|from) ", "", text)
        if near is None and meant != text:
            near = f"claims by {meant}" if _CLAIMS_BY.fullmatch(f"claims by {meant}") else "claims"
        says = f": nothing called '{short(text)}' can be counted"
        choice = '"violations", "harm", "claims", "claims by PARTY", "verdicts", "upheld verdicts"'
        if near is None:
            raise UnfitError(Problem(says, f"one of {choice}", instead='"violations"'))
        raise UnfitError(Problem(says, instead=f'"{near}"'))

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"violations"'

    @property
    def form(self) -> str:
        """How it is written."""
        return "one of violations, harm, claims, claims by PARTY, verdicts, upheld verdicts"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Enumeration, or a string with a pattern."""
        return {
            "anyOf": [
                {"enum": list(FAMILIES)},
                {"type": "string", "pattern": r"^claims by \S.{0,79}$"},
            ]
        }


class SeesKind(Kind):
    """A share that is not known: a number, or { median, p90 } of what it might be."""

    _spread = SpreadKind(sizes=True)
    _above = Number(0, 1000, above=True)

    def parse(self, raw: object) -> Spread:
        """Return the share: a constant, or a lognormal distribution of what it might be."""
        if not isinstance(raw, dict):
            return Spread.constant(float(self._above.parse(raw)))
        if not set(raw) <= {"median", "p90"} and set(raw) & {"between", "low", "likely", "mean"}:
            says = " must be a number or { median, p90 }"
            raise UnfitError(Problem(says, f"write it like {self.sample}", whole=(self.sample,)))
        return self._spread.parse(raw)

    def show(self, value: Spread) -> str:
        """Return the share in words."""
        median, p90 = value.values[0], value.values[-1]
        return plain(median) if p90 == median else f"{plain(median)} (likely up to {plain(p90)})"

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "{ median = 1, p90 = 2 }"

    @property
    def form(self) -> str:
        """How it is written."""
        return "number, or { median, p90 } of what it might be"

    @property
    def allowed(self) -> str:
        """The range in words."""
        return self._above.allowed

    @property
    def json_schema(self) -> dict[str, Any]:
        """Number, or object of two numbers."""
        either = self._spread.json_schema["anyOf"]
        return {"anyOf": [self._above.json_schema, either[1]]}


SEES = SeesKind()


class HeldUntilKind(SinceKind):
    """A moment until which a truce held: of a day alone, nobody knows which end is meant."""

    def parse(self, raw: object) -> float | datetime:
        """Return hours from the truce's start, or the date."""
        day = raw if isinstance(raw, date) and not isinstance(raw, datetime) else _day_in(raw)
        if day is not None:
            ends = tuple(f'"{one} 00:00"' for one in (day, day + timedelta(days=1)))
            asked = "(until the day begins, or until it is over?)"
            raise UnfitError(Problem(" needs a time of day", asked, instead=ends))
        return super().parse(raw)


def _day_in(raw: object) -> date | None:
    """Return the day that a text consists of, or None."""
    try:
        return date.fromisoformat(raw.strip()) if isinstance(raw, str) else None
    except ValueError:
        return None


class Counter(Table):
    """Somebody who counts, and how what they count is like what happens."""

    name: Name | None = Field(
        None,
        title="name",
        description="Name shown in reports; the id where it is left out.",
        json_schema_extra=said(label=True),
    )
    counts: Annotated[What, WhatKind()] = Field(
        title="what is counted",
        description='What it counts: "violations", "harm", "claims", "claims by PARTY", '
        '"verdicts" or "upheld verdicts".',
        json_schema_extra=said("counts {value}"),
    )
    sees: Annotated[Spread, SEES] = Field(
        Spread("lognormal", (1.0, 2.0)),
        title="share seen",
        description="How many it counts for each one that the model counts, the same on all "
        "days: a number, or { median, p90 } of what it might be.",
        json_schema_extra=said("{value} for each one"),
    )
    scatter: Annotated[float, Number(0, 1000)] = Field(
        4.0,
        title="scatter of counts",
        description="The variance of a number is (1 + scatter) times its mean, on top of what "
        "the truce itself does; twice that where it was told as about so many.",
        json_schema_extra=said("with a scatter of {value}"),
    )


class ObservedDays(Table):
    """What was observed of the truce so far."""

    holds_until: Annotated[float | datetime, HeldUntilKind()] | None = Field(
        None,
        title="held until",
        description="Until when the truce is known to have held: a date, or counted from the "
        "truce's start; the end of the last day counted where it is left out.",
        json_schema_extra=said("held until {value}"),
    )
    counts: Annotated[str, Text(longest=500, filled=True, lines=False)] | None = Field(
        None,
        title="file of counts",
        description="A CSV file of what was counted, beside this file: columns from, to, counter, "
        "number, and where it matters quality and known.",
        json_schema_extra=said("counts from {value}"),
    )
    numbers: Annotated[tuple[Counted, ...], NumbersKind()] = Field(
        (),
        title="counts",
        description="What was counted, where it stands in no file of its own: a list of "
        "{ from, to, counter, number }, days inclusive.",
        json_schema_extra=said("{value}", instead_of="counts"),
    )
    counters: dict[str, Counter] = Field(
        default_factory=dict,
        title="counters",
        description="Who counted, each under its id.",
    )
