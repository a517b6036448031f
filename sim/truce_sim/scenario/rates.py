"""How often something happens: a count in each stretch of time, or the chance of at least one."""

import math
import re
from dataclasses import dataclass
from typing import Any

from truce_sim.scenario.counts import CHANCE, PER, UNITS, counted
from truce_sim.scenario.durations import DURATION_ABOVE_ZERO, DurationKind, spoken
from truce_sim.scenario.kinds import Kind, UnfitError
from truce_sim.scenario.numbers import Number, plain
from truce_sim.scenario.parts import parsed_parts
from truce_sim.scenario.rates_meant import problem_with

PARTS = ("chance", "every", *PER)
"""Parts of a rate that a path can go on to."""

COUNT = Number(0)

_NUMBER = r"([0-9]{1,12}(\.[0-9]{1,20})?([eE]-[0-9]{1,3})?|\.[0-9]{1,20})"
_FROM_ONE = r"([1-9][0-9]{0,11}(\.[0-9]{1,20})?)"
_A_UNIT = re.compile(rf"\s*{_NUMBER}\s*(?:/|\s(?:an?|per)\s)\s*([a-z]+)\s*\Z", re.IGNORECASE)
_EVERY = re.compile(rf"\s*{_FROM_ONE}\s+every\s+([0-9.].*)\Z", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happens, as it was written.

    Attributes:
        number: the probability of at least one event in `every`, at least 0 and below 1; or, if
            `counts`, the mean number of events in `every`.
        every: length of the stretch, hours.
        counts: whether `number` is a mean number of events.
    """

    number: float
    every: float
    counts: bool = False

    @property
    def per_hour(self) -> float:
        """Events per hour of a Poisson process: count / every, or -ln(1 - chance) / every."""
        return self.number / self.every if self.counts else -math.log1p(-self.number) / self.every

    @property
    def per_day(self) -> float:
        """Events per day."""
        return self.per_hour * 24

    def part(self, name: str) -> float:
        """Return a part by the name that paths give it; "chance" is that in `every`."""
        if name in PER:
            return self.per_hour * PER[name]
        if name == "every":
            return self.every
        return -math.expm1(-self.number) if self.counts else self.number


class RateKind(Kind):
    """A rate: "25 a day", { per_day = 25 } or { chance = 0.35, every = "6h" }."""

    def parse(self, raw: object) -> Rate:
        """Return the rate."""
        if isinstance(raw, dict) and len(raw) == 1 and (name := next(iter(raw))) in PER:
            try:
                return Rate(COUNT.parse(raw[name]), PER[name], counts=True)
            except UnfitError as error:
                raise UnfitError(*(one.under(name) for one in error.problems)) from None
        if isinstance(raw, str) and (rate := _read(raw)) is not None:
            return rate
        problem = problem_with(raw)
        if problem is not None:
            raise UnfitError(problem)
        assert isinstance(raw, dict)  # noqa: S101 - all else is a problem
        parts = parsed_parts(raw, {"chance": CHANCE, "every": DurationKind()})
        return Rate(parts["chance"], parts["every"])

    def show(self, value: Rate) -> str:
        """Return the rate as it was written, in words."""
        if not value.counts:
            return f"{plain(value.number)} every {spoken(value.every)}"
        return counted(plain(value.number), value.every) or (
            f"{plain(value.number)} every {spoken(value.every)}"
        )

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"3 a day"'

    @property
    def form(self) -> str:
        """How it is written."""
        return 'rate, such as "25 a day" or { chance = 0.35, every = "6h" }'

    @property
    def allowed(self) -> str:
        """The range in words."""
        return "0 or more; a chance below 1"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Text, or an object with one count or with two keys."""
        one = {
            name: {**COUNT.json_schema, "description": f"How many in a {unit}, on average."}
            for name, unit in zip(PER, UNITS, strict=True)
        }
        counts = [
            {
                "type": "object",
                "properties": {name: schema},
                "required": [name],
                "additionalProperties": False,
            }
            for name, schema in one.items()
        ]
        chance = {
            "type": "object",
            "properties": {
                "chance": {
                    **CHANCE.json_schema,
                    "description": "Chance of at least one in each stretch, 0 to 1.",
                },
                "every": {
                    **DurationKind().json_schema,
                    "description": "Length of the stretch, with its unit.",
                },
            },
            "required": ["chance", "every"],
            "additionalProperties": False,
        }
        return {"anyOf": [*_text_schemas(), *counts, chance]}


RATE = RateKind()


def part_kind(part: str) -> Kind:
    """Return the kind of a part of a rate."""
    if part in PER:
        return COUNT
    return CHANCE if part == "chance" else DurationKind()


def _read(text: str) -> Rate | None:
    """Return the rate of a text that is one, or None."""
    if len(text) > 80:
        return None
    match = _A_UNIT.match(text)
    if match is not None:
        length = UNITS.get(match[4].lower())
        return None if length is None else Rate(float(match[1]), length, counts=True)
    match = _EVERY.match(text)
    if match is None:
        return None
    try:
        length = DurationKind().parse(match[3])
    except UnfitError:
        return None
    return Rate(float(match[1]), length, counts=True)


def _any_case(word: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


def _text_schemas() -> list[dict[str, Any]]:
    """Return what `_read` reads as expressions that every dialect of editors knows."""
    units = "|".join(map(_any_case, UNITS))
    small = f"({_any_case('a')}[nN]?|{_any_case('per')})"
    stretch = str(DURATION_ABOVE_ZERO["pattern"]).removeprefix(r"^\s*").removesuffix("$")
    return [
        {
            "type": "string",
            "maxLength": 80,
            "pattern": rf"^\s*{_NUMBER}\s*(/|\s{small}\s)\s*({units})\s*$",
            "description": "How often on average, such as 25 a day.",
        },
        {
            "type": "string",
            "maxLength": 80,
            "pattern": rf"^\s*{_FROM_ONE}\s+{_any_case('every')}\s+{stretch}$",
            "description": "How often on average, such as 1 every 3 days.",
        },
    ]
