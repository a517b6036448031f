"""Plain numbers: counts, factors, shares, weights."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from truce_sim.scenario.kinds import Kind, Problem, UnfitError, what

LARGEST_NUMBER = 1e12
"""No input of a truce comes near it; beyond it sums lose the precision that results need."""


def total(numbers: Iterable[float]) -> float:
    """Return the sum, added up from the left.

    The sum() of Python 3.12 and later carries what it rounds off, so it differs from that of 3.11
    in the last digits, and results would.
    """
    so_far = 0.0
    for number in numbers:
        so_far += number
    return so_far


def plain(number: float) -> str:
    """Return a number as people write it: no trailing zeros, thousands separated."""
    if number == int(number) and abs(number) < 1e15:
        return f"{int(number):,}"
    return f"{number:.6g}"


def in_file(number: float) -> str:
    """Return a number as TOML reads it back, exactly."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:([,' ])[0-9]{3})(?:\1[0-9]{3})*")


def meant(text: str) -> float | None:
    """Return the number that was probably meant by a text such as "0,2", ".3" or "1,000"."""
    text = text.strip().replace("\u00a0", " ").replace("\u2212", "-")[:60]
    if _THOUSANDS.fullmatch(text):
        text = re.sub(r"[,' ]", "", text)
    elif re.fullmatch(r"[+-]?[0-9]*,[0-9]+", text):
        text = text.replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < LARGEST_NUMBER else None


def finite(raw: object, *, relative: bool = False) -> float:
    """Return a raw TOML number as a float, or raise UnfitError."""
    if isinstance(raw, str):
        text = raw.strip()
        percent = text.endswith(("%", "percent"))
        number = meant(text.removesuffix("percent").removesuffix("%"))
        if number is not None and percent and not relative:
            number /= 100
        says = " must be a number, not text"
        raise UnfitError(Problem(says, instead=() if number is None else in_file(number)))
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise UnfitError(Problem(f" must be a number, not {what(raw)}"))
    if isinstance(raw, float) and not math.isfinite(raw):
        raise UnfitError(Problem(f" must be an ordinary number, not {raw}"))
    if abs(raw) > LARGEST_NUMBER:
        raise UnfitError(Problem(" is too large a number"))
    return float(raw)


@dataclass(frozen=True, eq=False, repr=False)
class Number(Kind):
    """A plain number within bounds.

    Attributes:
        low: smallest allowed value, or None.
        high: largest allowed value, or None.
        above: whether `low` itself is excluded.
        below: whether `high` itself is excluded.
        whole: whether only whole numbers are allowed.
        share: whether it is a share or chance, so that 25 is likely to mean 25 percent.
        counts: what is counted, such as "teams", or "".
        relative: whether only its ratio to others counts, so that "40%" means 40.
        factor: whether it multiplies, so that what is above `high` is likely to be a percentage.
    """

    low: float | None = None
    high: float | None = None
    above: bool = False
    below: bool = False
    whole: bool = False
    share: bool = False
    counts: str = ""
    relative: bool = False
    factor: bool = False

    def parse(self, raw: object) -> float | int:
        """Return the number."""
        if self.share and (percent := _percent(raw)) is not None:
            share = in_file(percent / 100)
            raise UnfitError(
                Problem(f" must be {self.allowed}", f"({plain(percent)} percent)", instead=share)
            )
        if self.share and isinstance(raw, bool):
            says = f" must be a share {self.allowed}, not true or false"
            raise UnfitError(Problem(says, instead="0" if not raw or self.below else "1"))
        number = finite(raw, relative=self.relative)
        if self.whole and number != int(number):
            near = str(round(number))
            raise UnfitError(Problem(" must be a whole number", instead=near))
        if not self._within(number):
            if self.factor and (percent := _percent(raw)) is not None:
                says = f" must be {self.allowed}, not {plain(number)}"
                aside = f"({plain(percent)} percent)"
                raise UnfitError(Problem(says, aside, instead=in_file(percent / 100)))
            raise UnfitError(Problem(f" must be {self.allowed}, not {plain(number)}"))
        return int(number) if self.whole else number

    def _within(self, number: float) -> bool:
        if self.low is not None and (number < self.low or (self.above and number == self.low)):
            return False
        return self.high is None or not (number > self.high or (self.below and number == self.high))

    def show(self, value: float) -> str:
        """Return the number, shares as they are written."""
        return plain(value)

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "0.25" if self.share else in_file(max(self.low or 0, 1))

    @property
    def form(self) -> str:
        """How it is written."""
        if self.share:
            return "share, 0 to 1"
        return (
            f"whole number{' of ' + self.counts if self.counts else ''}"
            if self.whole
            else (f"number of {self.counts}" if self.counts else "number")
        )

    @property
    def allowed(self) -> str:
        """The range in words."""
        low = None if self.low is None else plain(self.low)
        high = None if self.high is None else plain(self.high)
        if low is not None and high is not None:
            if self.above and self.below:
                return f"above {low} and below {high}"
            if self.above:
                return f"above {low} and at most {high}"
            if self.below:
                return f"at least {low} and below {high}"
            return f"between {low} and {high}"
        if low is not None:
            return f"above {low}" if self.above else f"at least {low}"
        return "" if high is None else f"at most {high}"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Number with bounds."""
        schema: dict[str, Any] = {"type": "integer" if self.whole else "number"}
        if self.low is not None:
            schema["exclusiveMinimum" if self.above else "minimum"] = self.low
        high = LARGEST_NUMBER if self.high is None else self.high
        schema["exclusiveMaximum" if self.below else "maximum"] = high
        return schema


def _percent(raw: object) -> float | None:
    """Return the percentage that was probably meant, or None."""
    number: float | None
    if isinstance(raw, str) and raw.strip().endswith(("%", "percent")):
        number = meant(raw.strip().removesuffix("percent").removesuffix("%"))
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        if not -1e9 < raw < 1e9:
            return None
        number = float(raw)
        # 2 may as well be a slip for 0.2; nobody writes 25 for anything but 25 percent.
        if number < 5:
            return None
    else:
        return None
    return number if number is not None and 0 <= number <= 100 else None


_PLAIN = (int, float)
_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")


class Weights(Kind):
    """Relative weights by name: { opposition = 8, kurdish = 1 }."""

    def parse(self, raw: object) -> dict[str, float]:
        """Return the weights."""
        example = "write it like { opposition = 8, kurdish = 1 }"
        if not isinstance(raw, dict):
            listed = raw if isinstance(raw, list) else [raw]
            names = [one for one in listed if isinstance(one, str) and _ID.fullmatch(one)]
            alike = f"{{ {', '.join(f'{name} = 1' for name in names)} }}" if names else ()
            raise UnfitError(
                Problem(
                    " must give a weight for each actor", "" if names else example, instead=alike
                )
            )
        weights: dict[str, float] = {}
        problems: list[Problem] = []
        for name, weight in raw.items():
            if type(weight) in _PLAIN and 0 <= weight <= LARGEST_NUMBER:
                weights[name] = float(weight)
                continue
            try:
                weights[name] = float(Number(0, relative=True).parse(weight))
            except UnfitError as error:
                problems.extend(problem.under(name) for problem in error.problems)
        if problems:
            raise UnfitError(*problems)
        return weights

    def show(self, value: dict[str, float]) -> str:
        """Return names with weights."""
        return ", ".join(f"{name} {plain(weight)}" for name, weight in value.items())

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "{ opposition = 8, kurdish = 1 }"

    @property
    def form(self) -> str:
        """How it is written."""
        return "weights, such as { opposition = 8, kurdish = 1 }"

    @property
    def allowed(self) -> str:
        """The range in words."""
        return "each at least 0"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Object of numbers, one of them above 0."""
        return {
            "type": "object",
            "additionalProperties": Number(0).json_schema,
            "minProperties": 1,
            "not": {"additionalProperties": {"const": 0}},
        }
