"""Levels of an input, and putting one of them into a scenario."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from truce_sim.scenario.believable import Axis
from truce_sim.scenario.loading import with_values
from truce_sim.scenario.schema import Scenario

_DIGITS = 4
"""Significant digits of levels between two ends: nobody wants to read 0.333333."""


@dataclass(frozen=True, slots=True)
class Level:
    """One value of an input.

    Attributes:
        text: the value in words.
        number: where it stands on the input's axis; its place in the list where it is no number.
        raw: the value as a file would hold it.
    """

    text: str
    number: float
    raw: Any


@dataclass(frozen=True, slots=True)
class Swept:
    """An input that is to be moved.

    Attributes:
        path: its dotted path.
        target: path to set with `with_values`.
        label: what a person calls it.
        unit: how a value is written.
        counted_in: what its numbers are counted in.
        levels: its values, rising; in the order asked for where they are no numbers.
        in_file: where the file stands, on the same axis; None where it has no single value.
        are_words: whether levels are no numbers, so that their axis is their order.
    """

    path: str
    target: str
    label: str
    unit: str
    levels: tuple[Level, ...]
    in_file: float | None
    counted_in: str
    are_words: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """An input and the two ends between which it is to be moved."""

    swept: Swept
    """The input; its levels are the two ends, or all whole numbers from one to the other."""
    line: Axis

    @property
    def low(self) -> float:
        """Lower end on the axis."""
        return self.swept.levels[0].number

    @property
    def high(self) -> float:
        """Upper end on the axis."""
        return self.swept.levels[-1].number

    def at(self, u: float) -> Level:
        """Return the value at a share `u` in [0, 1) of the way; whole numbers get equal parts."""
        if self.line.kind == "whole":
            cells = round(self.high) - round(self.low) + 1
            return level_at(self.line, self.low + min(int(u * cells), cells - 1))
        return level_at(self.line, _rounded(self.line, self.low + u * (self.high - self.low)))

    def between(self, low: float, high: float, count: int) -> tuple[Level, ...]:
        """Return `count` evenly spread values from `low` to `high`, ends included."""
        return spread(self.line, low, high, count)

    def alike(self, one: Level, other: Level) -> bool:
        """Return whether two levels are one: they read alike, or only their rounding differs."""
        if one.text == other.text:
            return True
        largest = max(abs(one.number), abs(other.number))
        if self.line.kind in {"whole", "date"} or largest == 0:
            return False
        digit = 10.0 ** (floor(log10(largest)) + 1 - _DIGITS)
        # In a stretch that is itself as narrow as the rounding, levels are not rounded.
        return abs(one.number - other.number) < min(1.5 * digit, (self.high - self.low) / 2000)


def spread(line: Axis, low: float, high: float, count: int) -> tuple[Level, ...]:
    """Return `count` evenly spread levels, ends included, rounded to what people write."""
    step = (high - low) / (count - 1)
    numbers = [low + place * step for place in range(count)]
    if line.kind == "whole":
        return tuple(level_at(line, float(round(number))) for number in numbers)
    middle = [_rounded(line, number) for number in numbers[1:-1]]
    clear = len({low, *middle, high}) == count
    return tuple(level_at(line, number) for number in ([low, *middle, high] if clear else numbers))


def level_at(line: Axis, number: float, raw: object = None) -> Level:
    """Return the level at a number on the axis, as written in `raw` where that is known."""
    held = line.raw(number) if raw is None else raw
    return Level(line.kind_of_value.show(line.kind_of_value.parse(held)), number, held)


def _rounded(line: Axis, number: float) -> float:
    if line.kind == "date":
        return round(60 * number) / 60
    return float(f"{number:.{_DIGITS}g}") if abs(number) < 10**_DIGITS else float(round(number))


def with_levels(scenario: Scenario, params: Sequence[Swept], levels: Sequence[Level]) -> Scenario:
    """Return the scenario with one level of each input.

    Raises:
        ScenarioFaults: when the values do not fit together.
    """
    return with_values(
        scenario, {one.target: level.raw for one, level in zip(params, levels, strict=True)}
    )
