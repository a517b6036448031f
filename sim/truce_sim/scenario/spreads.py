"""Spreads: how a delay or a size varies from one event to the next."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from truce_sim.scenario.durations import DurationKind, spoken, written
from truce_sim.scenario.kinds import Kind, Problem, UnfitError, short
from truce_sim.scenario.numbers import Number, plain, total
from truce_sim.scenario.parts import parsed_parts, unknown_part

WIDEST = 1e6
"""Largest ratio of p90 to median: beyond it single draws swamp every mean."""

SMALLEST = 2.0**-54
"""A uniform can be exactly 0, where the normal quantile is undefined."""

Z90 = 1.2815515655446004
"""Normal quantile of 0.9."""


@cache
def _normal_quantile() -> Callable[[float], float]:
    """Return the normal quantile; its module is slow to import, and `check` never draws."""
    from statistics import NormalDist  # noqa: PLC0415

    return NormalDist().inv_cdf


def normal_quantile(u: float) -> float:
    """Return the value below which a standard normal falls with chance `u` in [0, 1)."""
    return _normal_quantile()(u or SMALLEST)


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
            return self.values[0] * math.exp(self.sigma * _normal_quantile()(u or SMALLEST))
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
        return total(self.values) / len(self.values)

    @property
    def largest(self) -> float:
        """Return the value that no draw exceeds; infinite for a shape that has none."""
        return math.inf if self.kind in {"lognormal", "exponential"} else self.values[-1]

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
    def _above(self) -> Kind:
        """Kind of each number that must be above 0."""
        return Number(0, above=True) if self.sizes else DurationKind()

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
                says = " must say what the two ends mean"
                fixed = self._between(raw)
                raise UnfitError(Problem(says, "" if fixed else self.example, whole=fixed))
            return Spread("constant", (self.part.parse(raw),))
        shape = shape_of(raw)
        if shape is None:
            raise self._no_shape(raw)
        if shape == "uniform":
            return self._uniform(raw)
        parts = parsed_parts(raw, dict.fromkeys(FORMS[shape], self.part))
        values = tuple(parts[name] for name in FORMS[shape])
        problem = self._disorder(shape, values)
        if problem:
            raise UnfitError(problem)
        return Spread(shape, values)

    def _between(self, raw: list[object]) -> tuple[str, ...]:
        """Return two ends as what they most probably mean."""
        try:
            low, high = (self.part.parse(one) for one in raw)
        except (UnfitError, ValueError):
            return ()
        ends = [raw[0], raw[1]] if low < high else [raw[1], raw[0]]
        if low == high:
            return (self._text(raw[0]),)
        return (f"{{ between = [{', '.join(map(self._text, ends))}] }}",)

    def _text(self, raw: object) -> str:
        return f'"{short(raw)}"' if isinstance(raw, str) else str(raw)

    def _no_shape(self, raw: dict[str, object]) -> UnfitError:
        known = {name for names in FORMS.values() for name in names}
        unknown = [name for name in raw if name not in known]
        if unknown:
            given = [name for name in raw if name in known]
            beside = {name: self.part for name in known if name not in raw}
            if given:
                beside = {
                    name: self.part
                    for names in FORMS.values()
                    for name in names
                    if given[0] in names and name not in raw
                }
            return UnfitError(
                *(replace(unknown_part(name, list(beside), beside), lacks=()) for name in unknown)
            )
        if not raw:
            return UnfitError(Problem(" is empty", self.example))
        mixed = " and ".join(list(raw)[:4])
        if len(raw) == 1:
            (only,) = raw.values()
            alone = self._text(only) if "p90" not in raw else ""
            says = f" gives only {mixed}"
            return UnfitError(Problem(says, self.example, whole=(alone,) if alone else ()))
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
            turned = f"[{self._text(ends[1])}, {self._text(ends[0])}]"
            instead = turned if values[0] > values[1] else ()
            says = ": between must rise, smaller value first"
            raise UnfitError(Problem(says, instead=instead, at=("between",), of=1))
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
        above = self._above.json_schema
        ends = {"type": "array", "items": part, "minItems": 2, "maxItems": 2}
        said = {
            "median": (above, "Half of all cases stay below this."),
            "p90": (above, "Nine cases in ten stay below this."),
            "between": (ends, "Any value between these two, none likelier than another."),
            "low": (part, "Smallest value."),
            "likely": (part, "Likeliest value."),
            "high": (above, "Largest value."),
            "mean": (part, "Mean of a memoryless (exponential) delay."),
        }
        shapes = [
            {
                "type": "object",
                "properties": {
                    name: {**said[name][0], "description": said[name][1]} for name in names
                },
                "required": list(names),
                "additionalProperties": False,
            }
            for names in FORMS.values()
        ]
        return {"anyOf": [part, *shapes]}


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
