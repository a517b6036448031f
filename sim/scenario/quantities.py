"""Quantities as people write them: times with units, dates, chances per time, spreads."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, Literal

from sim.scenario.kinds import (
    Kind,
    Number,
    Problem,
    UnfitError,
    finite,
    in_file,
    plain,
    short,
    what,
)

HOURS = {"s": 1 / 3600, "min": 1 / 60, "h": 1.0, "day": 24.0, "week": 168.0}
LONGEST = 100 * 8766.0
"""Hours in a hundred years."""
WIDEST = 1e6
"""Largest ratio of p90 to median: beyond it single draws swamp every mean."""

_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "day"),
    **dict.fromkeys(("w", "week", "weeks"), "week"),
}
_PART = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?|\.[0-9]+)\s*([^\W\d_]+)\s*")
_BARE = re.compile(r"\s*[+-]?[0-9]+(?:\.[0-9]*)?\s*\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?\Z")
DURATION_PATTERN = (
    r"^\s*([0-9]+(\.[0-9]+)?|\.[0-9]+)\s*"
    r"(s|secs?|seconds?|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\s*$"
)
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?$"
_SMALLEST = 2.0**-54
"""A uniform can be exactly 0, where the normal quantile is undefined."""
Z90 = 1.2815515655446004
"""Normal quantile of 0.9."""
SMALLEST = 2.0**-54


def hours(raw: object) -> float:
    """Return a written duration ("36h", "2 days", "1 day 12h") in hours.

    Raises:
        UnfitError: with what to write instead.
    """
    if isinstance(raw, time):
        instead = f'"{raw.hour}h"' if raw.hour else f'"{raw.minute} min"'
        raise UnfitError(Problem(" must be a length of time in quotes", instead=instead))
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        number = finite(raw)
        if number < 0:
            raise UnfitError(Problem(" must be a length of time, not below 0"))
        raise _no_unit(in_file(number))
    if not isinstance(raw, str):
        raise UnfitError(
            Problem(f" must be a length of time, not {what(raw)}", 'such as "36h" or "2 days"')
        )
    if len(raw) > 60:
        raise UnfitError(Problem(" is not a length of time", 'such as "36h" or "2 days"'))
    if _BARE.match(raw):
        text = raw.strip().rstrip(".").lstrip("+")
        if text.startswith("-"):
            raise UnfitError(Problem(" must be a length of time, not below 0"))
        raise _no_unit(text)
    return _summed(raw)


def _no_unit(number: str) -> UnfitError:
    days = "day" if number == "1" else "days"
    return UnfitError(Problem(" needs a unit", f'"{number}h" or "{number} {days}"'))


def _summed(raw: str) -> float:
    total, position = 0.0, 0
    while position < len(raw):
        part = _PART.match(raw, position)
        if part is None:
            says = (
                " must be a length of time, not below 0"
                if raw.strip().startswith("-")
                else f" is not a length of time: '{short(raw)}'"
            )
            raise UnfitError(Problem(says, 'write it like "36h", "90 min" or "2 days"'))
        total += float(part[1]) * HOURS[_unit(part[1], part[2])]
        position = part.end()
    if position == 0:
        raise UnfitError(Problem(" is empty", 'write a length of time like "36h" or "2 days"'))
    if not total <= LONGEST:
        raise UnfitError(Problem(" is longer than 100 years"))
    return total


def _unit(number: str, word: str) -> str:
    unit = _UNITS.get(word.lower())
    if unit is not None:
        return unit
    hint = 'units are "min", "h", "days" and "weeks"'
    if word.lower() == "m":
        hint = f'"{number} min" or "{number} days"; "m" could be minutes or months'
    elif word.lower().startswith(("mo", "year", "yr")):
        hint = 'count in days, such as "30 days"; months and years differ in length'
    raise UnfitError(Problem(f" has an unknown unit '{short(word)}'", hint))


def written(length: float) -> str:
    """Return hours as a duration that reads back to the same number."""
    if length >= 48 and length % 24 == 0:
        return f"{in_file(length / 24)} days"
    if 0 < length < 1 and (length * 60) == int(length * 60) and int(length * 60) / 60 == length:
        return f"{int(length * 60)} min"
    return f"{in_file(length)}h"


def spoken(length: float) -> str:
    """Return hours in words, rounded to what people can use: "36 hours", "2 days"."""
    if length == 0:
        return "at once"
    if length < 1:
        count, unit = length * 60, "minute"
    elif length < 72 and not (length >= 48 and length % 24 == 0):
        count, unit = length, "hour"
    else:
        count, unit = length / 24, "day"
    number = plain(float(f"{count:.3g}"))
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"


@dataclass(frozen=True, eq=False, repr=False)
class DurationKind(Kind):
    """A length of time, in hours once parsed."""

    zero: bool = False

    def parse(self, raw: object) -> float:
        """Return hours."""
        length = hours(raw)
        if length == 0 and not self.zero:
            raise UnfitError(Problem(" must be longer than 0"))
        return length

    def show(self, value: float) -> str:
        """Return the length in words."""
        return "0h" if value == 0 else spoken(value)

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"36h"'

    @property
    def form(self) -> str:
        """How it is written."""
        return 'time, such as "36h" or "2 days"'

    @property
    def allowed(self) -> str:
        """The range in words."""
        return "0 or longer" if self.zero else "longer than 0"

    @property
    def json_schema(self) -> dict[str, Any]:
        """String with a pattern."""
        return {"type": "string", "pattern": DURATION_PATTERN}


class DateKind(Kind):
    """A date with its time of day, local, without a zone."""

    def parse(self, raw: object) -> datetime:
        """Return the moment."""
        example = 'write it like "2016-03-09 15:00"'
        if isinstance(raw, datetime):
            if raw.tzinfo is not None:
                raise UnfitError(
                    Problem(
                        " has a time zone; dates are local",
                        instead=f'"{raw.replace(tzinfo=None):%Y-%m-%d %H:%M}"',
                    )
                )
            moment = raw
        elif isinstance(raw, date):
            raise UnfitError(Problem(" needs a time of day", instead=f'"{raw.isoformat()} 15:00"'))
        elif isinstance(raw, str):
            text = raw.strip()
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                raise UnfitError(Problem(" needs a time of day", instead=f'"{text} 15:00"'))
            match = _DATE.match(text)
            if match is None:
                raise UnfitError(Problem(" is not a date with a time of day", example))
            try:
                year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
                moment = datetime(year, month, day, hour, minute, second)
            except ValueError:
                raise UnfitError(
                    Problem(f" is not a day of the calendar: '{short(raw)}'", example)
                ) from None
        else:
            raise UnfitError(Problem(f" must be a date, not {what(raw)}", example))
        if not 1800 <= moment.year <= 2200:
            raise UnfitError(Problem(" must lie between the years 1800 and 2200"))
        return moment

    def show(self, value: datetime) -> str:
        """Return the date in words."""
        return f"{value.day} {value:%B %Y, %H:%M}"

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"2016-03-09 15:00"'

    @property
    def form(self) -> str:
        """How it is written."""
        return 'date, such as "2016-03-09 15:00"'

    @property
    def json_schema(self) -> dict[str, Any]:
        """String with a pattern."""
        return {"type": "string", "pattern": DATE_PATTERN}


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


class RateKind(Kind):
    """{ chance = 0.35, every = "6h" }."""

    def parse(self, raw: object) -> Rate:
        """Return the rate."""
        example = 'write it like { chance = 0.35, every = "6h" }'
        if not isinstance(raw, dict):
            raise UnfitError(Problem(" must say a chance and how often", example))
        parts = _parts(raw, {"chance": CHANCE, "every": DurationKind()}, example)
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
            "additionalProperties": False,
        }


def _parts(raw: dict[str, object], kinds: dict[str, Kind], example: str) -> dict[str, Any]:
    """Return each part parsed; unknown, missing and unfit parts are told all at once."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    missing = [name for name in kinds if name not in raw]
    for name, part in raw.items():
        if name not in kinds:
            says = f" has no part called '{short(name)}'"
            problems.append(Problem(says, example, at=(name,), of=1))
            continue
        try:
            values[name] = kinds[name].parse(part)
        except UnfitError as error:
            problems.extend(problem.under(name) for problem in error.problems)
    if missing and not any(problem.of for problem in problems):
        problems.append(Problem(f" lacks {' and '.join(missing)}", example))
    if problems:
        raise UnfitError(*problems)
    return values


@cache
def _normal_quantile() -> Callable[[float], float]:
    """Return the normal quantile; its module is slow to import, and `check` never draws."""
    from statistics import NormalDist  # noqa: PLC0415

    return NormalDist().inv_cdf


Shape = Literal["constant", "lognormal", "uniform", "triangular", "exponential"]

FORMS: dict[Shape, tuple[str, ...]] = {
    "lognormal": ("median", "p90"),
    "uniform": ("between",),
    "triangular": ("low", "likely", "high"),
    "exponential": ("mean",),
}
"""Parts of each shape as written in a table. A constant is written bare."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How a delay (hours) or a size (plain number) varies from one event to the next.

    Attributes:
        kind: the distribution.
        values: its numbers: constant (value,), lognormal (median, p90), uniform (low, high),
            triangular (low, likely, high), exponential (mean,).
    """

    kind: Shape
    values: tuple[float, ...]
    sigma: float = field(init=False, repr=False, compare=False, default=0.0)
    """Standard deviation of a lognormal's logarithm: ln(p90 / median) / z(0.9)."""

    def __post_init__(self) -> None:
        if self.kind == "lognormal":
            median, p90 = self.values
            object.__setattr__(self, "sigma", math.log(p90 / median) / Z90)

    @classmethod
    def constant(cls, value: float) -> "Spread":
        """Return a spread that is always the same value."""
        return cls("constant", (value,))

    def quantile(self, u: float) -> float:
        """Return the value below which a share `u` in [0, 1) of draws fall."""
        if self.kind == "lognormal":
            return self.values[0] * math.exp(self.sigma * _normal_quantile()(u or _SMALLEST))
        if self.kind == "constant":
            return self.values[0]
        if self.kind == "uniform":
            return self.values[0] + u * (self.values[1] - self.values[0])
        if self.kind == "exponential":
            return -self.values[0] * math.log1p(-u)
        low, likely, high = self.values
        span = high - low
        if u * span < likely - low:
            return low + math.sqrt(u * span * (likely - low))
        return high - math.sqrt((1 - u) * span * (high - likely))

    @property
    def median(self) -> float:
        """Return the value that half of all draws stay below."""
        return self.values[0] if self.kind in {"constant", "lognormal"} else self.quantile(0.5)

    @property
    def mean(self) -> float:
        """Return the expected value; of a lognormal median * exp(sigma^2 / 2)."""
        if self.kind == "lognormal":
            return self.values[0] * math.exp(self.sigma**2 / 2)
        return sum(self.values) / len(self.values)

    def scaled(self, factor: float) -> "Spread":
        """Return the same shape, every value multiplied by `factor` > 0."""
        return Spread(self.kind, tuple(value * factor for value in self.values))

    def with_median(self, median: float) -> "Spread":
        """Return the same shape with another median; what is always 0 becomes a constant."""
        old = self.median
        return self.scaled(median / old) if old > 0 else Spread.constant(median)


@dataclass(frozen=True, eq=False, repr=False)
class SpreadKind(Kind):
    """A spread of durations, or of plain numbers.

    Attributes:
        sizes: plain numbers instead of durations.
    """

    sizes: bool = False

    @property
    def part(self) -> Kind:
        """Kind of each number in it."""
        return Number(0) if self.sizes else DurationKind(zero=True)

    @property
    def example(self) -> str:
        """What to write."""
        if self.sizes:
            return "such as 2 or { median = 1, p90 = 6 }"
        return 'such as "12h" or { median = "20h", p90 = "64h" }'

    def parse(self, raw: object) -> Spread:
        """Return the spread."""
        if not isinstance(raw, dict):
            if isinstance(raw, list):
                raise UnfitError(
                    Problem(" must say what the two ends mean", self._between_example(raw))
                )
            return Spread("constant", (self.part.parse(raw),))
        shape = shape_of(raw)
        if shape is None:
            raise self._no_shape(raw)
        if shape == "uniform":
            return self._uniform(raw)
        parts = _parts(raw, dict.fromkeys(FORMS[shape], self.part), self.example)
        values = tuple(parts[name] for name in FORMS[shape])
        problem = self._disorder(shape, values)
        if problem:
            raise UnfitError(problem)
        return Spread(shape, values)

    def _between_example(self, raw: list[object]) -> str:
        if len(raw) == 2 and all(isinstance(one, str | int | float) for one in raw):
            ends = ", ".join(f'"{short(o, 12)}"' if isinstance(o, str) else str(o) for o in raw)
            return f"{{ between = [{ends}] }}"
        return self.example

    def _no_shape(self, raw: dict[str, object]) -> UnfitError:
        known = {name for names in FORMS.values() for name in names}
        unknown = [name for name in raw if name not in known]
        if unknown:
            return UnfitError(
                *(
                    Problem(f" has no part called '{short(name)}'", self.example, at=(name,), of=1)
                    for name in unknown
                )
            )
        if not raw:
            return UnfitError(Problem(" is empty", self.example))
        mixed = " and ".join(list(raw)[:4])
        if len(raw) == 1:
            return UnfitError(Problem(f" gives only {mixed}", self.example))
        return UnfitError(Problem(f": {mixed} do not make a spread", self.example))

    def _uniform(self, raw: dict[str, object]) -> Spread:
        ends = raw["between"]
        if not isinstance(ends, list) or len(ends) != 2:
            raise UnfitError(
                Problem(
                    ": between must be a list of two values", self.example, at=("between",), of=1
                )
            )
        values: list[float] = []
        problems: list[Problem] = []
        for place, end in enumerate(ends):
            try:
                values.append(self.part.parse(end))
            except UnfitError as error:
                problems.extend(problem.under("between", place) for problem in error.problems)
        if problems:
            raise UnfitError(*problems)
        if values[0] >= values[1]:
            raise UnfitError(
                Problem(": between must rise, smaller value first", at=("between",), of=1)
            )
        return Spread("uniform", (values[0], values[1]))

    def _disorder(self, shape: Shape, values: tuple[float, ...]) -> Problem | None:
        longer = "larger" if self.sizes else "longer"
        if shape == "lognormal":
            median, p90 = values
            if median <= 0:
                return Problem(f": the median must be {longer} than 0", at=("median",), of=1)
            if p90 <= median:
                meaning = (
                    "p90 is the size that nine in ten stay below"
                    if self.sizes
                    else "p90 is the time by which nine in ten are done"
                )
                return Problem(
                    f": p90 must be {longer} than the median", meaning, at=("p90",), of=1
                )
            if p90 > WIDEST * median:
                says = f": p90 is more than {plain(WIDEST)} times the median"
                return Problem(says, at=("p90",), of=1)
        if shape == "triangular":
            low, likely, high = values
            if not low <= likely <= high or low == high:
                return Problem(
                    ": low, likely and high must rise in this order", at=("likely",), of=1
                )
        return None

    def show(self, value: Spread) -> str:
        """Return the spread in words."""
        numbers = [plain(one) if self.sizes else spoken(one) for one in value.values]
        if value.kind == "lognormal":
            return f"median {numbers[0]}, nine in ten within {numbers[1]}"
        if value.kind == "uniform":
            return f"between {numbers[0]} and {numbers[1]}"
        if value.kind == "triangular":
            return f"{numbers[0]} to {numbers[2]}, most likely {numbers[1]}"
        if value.kind == "exponential":
            return f"memoryless, mean {numbers[0]}"
        return "0h" if value.values == (0.0,) and not self.sizes else numbers[0]

    def raw(self, value: Spread) -> object:
        """Return the spread as it would stand in a file."""
        numbers: list[object] = [
            (int(one) if one == int(one) else one) if self.sizes else written(one)
            for one in value.values
        ]
        if value.kind == "constant":
            return numbers[0]
        if value.kind == "uniform":
            return {"between": numbers}
        return dict(zip(FORMS[value.kind], numbers, strict=True))

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "{ median = 1, p90 = 6 }" if self.sizes else '{ median = "20h", p90 = "64h" }'

    @property
    def form(self) -> str:
        """How it is written."""
        return f"{'number' if self.sizes else 'time'} or spread, {self.example}"

    @property
    def allowed(self) -> str:
        """The range in words."""
        return "0 or larger" if self.sizes else "0 or longer"

    @property
    def json_schema(self) -> dict[str, Any]:
        """A bare value or an object of one of the shapes."""
        part = self.part.json_schema
        said = {
            "median": "Half of all cases stay below this.",
            "p90": "Nine cases in ten stay below this.",
            "between": "Any value between these two, none likelier than another.",
            "low": "Smallest value.",
            "likely": "Likeliest value.",
            "high": "Largest value.",
            "mean": "Mean of a memoryless (exponential) delay.",
        }
        ends = {"type": "array", "items": part, "minItems": 2, "maxItems": 2}
        properties = {
            name: {**(ends if name == "between" else part), "description": text}
            for name, text in said.items()
        }
        table = {"type": "object", "properties": properties, "additionalProperties": False}
        return {"anyOf": [part, table]}


def shape_of(raw: dict[str, object]) -> Shape | None:
    """Return which shape a table's keys are meant for, or None if that is not clear."""
    matches = [
        shape for shape, names in FORMS.items() if set(raw) & set(names) and set(raw) <= set(names)
    ]
    if len(matches) == 1:
        return matches[0]
    known: dict[Shape, int] = {shape: len(set(raw) & set(names)) for shape, names in FORMS.items()}
    best = max(known, key=lambda shape: known[shape])
    others = sum(count for shape, count in known.items() if shape != best)
    return best if known[best] == len(FORMS[best]) and not others else None


DATE = DateKind()

Duration = Annotated[float, DurationKind()]
DurationOrZero = Annotated[float, DurationKind(zero=True)]
Date = Annotated[datetime, DateKind()]
Chance = Annotated[Rate, RateKind()]
Delay = Annotated[Spread, SpreadKind()]
Size = Annotated[Spread, SpreadKind(sizes=True)]
Share = Annotated[float, Number(0, 1, share=True)]
