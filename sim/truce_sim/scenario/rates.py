"""Chances per stretch of time, and the rates they stand for."""

import math
import re
from dataclasses import dataclass, replace
from typing import Any

from truce_sim.scenario.durations import DurationKind, hours, spoken, written
from truce_sim.scenario.kinds import Kind, Problem, UnfitError
from truce_sim.scenario.numbers import Number, in_file, meant, plain
from truce_sim.scenario.parts import parsed_parts


@dataclass(frozen=True, slots=True)
class Rate:
    """A chance of at least one event in each stretch of time.

    Attributes:
        chance: probability of at least one event in `every`, at least 0 and below 1.
        every: length of the stretch, hours.
    """

    chance: float
    every: float

    @property
    def per_hour(self) -> float:
        """Return events per hour of a Poisson process: -ln(1 - chance) / every."""
        return -math.log1p(-self.chance) / self.every


CHANCE = Number(0, 1, below=True, share=True)

_LENGTHS = ("1 day", "6h", "1h", "10 min", "1 min", "1s")
_SURE = 0.75
"""Chance per stretch beyond which a shorter stretch tells the rate better."""
_WITHIN = {
    "hour": 1.0, "hourly": 1.0, "h": 1.0, "day": 24.0, "daily": 24.0, "d": 24.0,
    "week": 168.0, "weekly": 168.0, "month": 730.5, "monthly": 730.5, "year": 8766.0,
    "yearly": 8766.0,
}  # fmt: skip
_COUNTED = re.compile(
    r"(?:about |some |ca\.? |~ ?)?([0-9]*[.,]?[0-9]+|one|two|three|once|twice)(\s*%|\s+percent)?"
    r"(?:\s+(?:violations|incidents|attacks|complaints|times|events))?"
    r"\s*(?:an?|per|/|each|every|in|p\.)?\s*([^\n]*)",
    re.IGNORECASE,
)
_WORDS = {"one": 1.0, "two": 2.0, "three": 3.0, "once": 1.0, "twice": 2.0}


def equivalent(count: float, length: float) -> str:
    """Return the chance that stands for so many events on average in a stretch, as in a file.

    Events that come at a steady rate, each by itself, leave a stretch without any with
    probability exp(-mean), so the chance of at least one is 1 - exp(-mean).

    Args:
        count: mean number of events, above 0.
        length: length of the stretch, hours.
    """
    per_hour = count / length
    every = next(
        (one for one in _LENGTHS if -math.expm1(-per_hour * hours(one)) <= _SURE), _LENGTHS[-1]
    )
    chance = float(f"{-math.expm1(-per_hour * hours(every)):.6g}")
    return f'{{ chance = {in_file(chance)}, every = "{every}" }}' if 0 < chance < 1 else ""


def _offer(count: float, length: float) -> tuple[str, ...]:
    written = equivalent(count, length) if 0 < count < 1e6 and length > 0 else ""
    return (written,) if written else ()


class RateKind(Kind):
    """{ chance = 0.35, every = "6h" }."""

    def parse(self, raw: object) -> Rate:
        """Return the rate."""
        example = 'write it like { chance = 0.35, every = "6h" }'
        if not isinstance(raw, dict):
            fixed = _from_text(raw) if isinstance(raw, str) else ()
            says = " must say a chance and how often"
            raise UnfitError(Problem(says, _AVERAGE if fixed else example, whole=fixed))
        counted = _counted(raw)
        if counted is not None:
            name, problem = counted
            raise UnfitError(replace(problem, at=(name,), of=1))
        parts = parsed_parts(raw, {"chance": CHANCE, "every": DurationKind()})
        return Rate(parts["chance"], parts["every"])

    def show(self, value: Rate) -> str:
        """Return the rate in words."""
        return f"{plain(value.chance)} every {spoken(value.every)}"

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '{ chance = 0.35, every = "6h" }'

    @property
    def form(self) -> str:
        """How it is written."""
        return '{ chance = 0.35, every = "6h" }'

    @property
    def allowed(self) -> str:
        """The range in words."""
        return f"chance {CHANCE.allowed}"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Object with two keys."""
        return {
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


_AVERAGE = "(so many on average)"


def _from_text(raw: str) -> tuple[str, ...]:
    """Return the rate that was probably meant by a text: "25 a day", "35% every 6h"."""
    match = _COUNTED.fullmatch(raw.strip()) if len(raw) < 80 else None
    if match is None:
        return ()
    number = _WORDS.get(match[1].lower(), meant(match[1]))
    within = match[3].strip()
    length = _WITHIN.get(within.lower())
    if length is None:
        try:
            length = hours(within)
        except UnfitError:
            return ()
    if number is None:
        return ()
    if match[2] or 0 < number < 1:
        chance = number / 100 if match[2] else number
        every = {24.0: "1 day", 168.0: "1 week"}.get(length, written(length))
        return (f'{{ chance = {in_file(chance)}, every = "{every}" }}',) if 0 < chance < 1 else ()
    return _offer(number, length)


_COUNT_NAMES = ("count", "number", "n", "rate", "mean", "times", "violations", "events", "lambda")


def _counted(raw: dict[str, object]) -> tuple[str, Problem] | None:
    """Return the problem of a rate that is written as a count, with the part at fault."""
    for name, number in raw.items():
        length = _WITHIN.get(re.sub(r"\A(?:per|a|each|every)_?", "", name.lower()))
        value = meant(number) if isinstance(number, str) else number
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if length is not None and len(raw) == 1:
            says = " is written as a chance in each stretch of time, not as a count"
            return name, Problem(says, _AVERAGE, whole=_offer(value, length))
        if len(raw) != 2 or "every" not in raw:
            continue
        try:
            length = hours(raw["every"])
        except UnfitError:
            return None
        if name in _COUNT_NAMES:
            says = " is written as a chance in each stretch of time, not as a count"
            return name, Problem(says, _AVERAGE, whole=_offer(value, length))
        if name == "chance" and 1 <= value < 5:
            says = f".chance must be {CHANCE.allowed}, not {plain(value)}"
            aside = f"({plain(value)} in {spoken(length)} on average; n of them: 1 - exp(-n))"
            return name, Problem(says, aside, whole=_offer(value, length))
    return None
