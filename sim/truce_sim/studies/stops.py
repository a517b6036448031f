"""Where a hand can stop on the way of an input: some fifty values that people would write."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from truce_sim.scenario.believable import BelievableInput
from truce_sim.scenario.overrides import value_of
from truce_sim.scenario.writing import inline

_WANTED = 51
"""Stops of an input that is not counted in whole numbers: fine for a hand, few for a cache."""
_MOST_WHOLE = 61
"""Whole numbers up to which each is a stop."""
_APART = 1.6
"""A step may be so many times as wide as values lie apart: some fall together, all are rounder."""
_CLOCK = (1 / 60, 5 / 60, 0.25, 0.5, 1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 48.0, 120.0, 240.0)
"""Hours to which a length of time is rounded."""
_IN_DAYS = 72.0
"""Hours from which on a length is told in days, and so in quarters of them at the finest."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One value of an input.

    Attributes:
        number: where it stands on the input's axis; of values that differ by party, about where.
        text: the value in words.
        raw: the value as a file would hold it; None: as the file has it, where it is not one value.
        typed: what `--set` takes, "PATH=VALUE"; "" for what the file says itself.
    """

    number: float
    text: str
    raw: Any
    typed: str


def stops_between(one: BelievableInput, wanted: int = _WANTED) -> list[Stop]:
    """Return the stops of a believable input, rising, from the low end of its range to the high.

    Args:
        one: the input.
        wanted: how many, about, of one that is not counted in a few whole numbers.
    """
    numbers = [one.low, *_rounded(one, wanted), one.high]
    kept = [number for place, number in enumerate(numbers) if number not in numbers[:place]]
    return [stop_at(one, number) for number in sorted(kept)]


def stop_at(one: BelievableInput, number: float) -> Stop:
    """Return the stop at a number on the axis of an input."""
    raw = one.axis.raw(number)
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return Stop(number, one.axis.text(number), raw, f"{one.axis.target}={typed(raw)}")


def typed(raw: object) -> str:
    """Return a value as `--set` takes it: text without quotes wherever that is read as the same."""
    if isinstance(raw, str) and "\n" not in raw and value_of(raw) == raw and raw.strip() == raw:
        return raw
    return inline(raw)


def _rounded(one: BelievableInput, many: int) -> Iterator[float]:
    """Yield numbers between the ends: evenly spread by the input's own measure, then rounded."""
    if one.kind == "whole" and one.high - one.low < _MOST_WHOLE:
        yield from (float(whole) for whole in range(round(one.low) + 1, round(one.high)))
        return
    wanted = [one.value_at_quantile(place / (many - 1)) for place in range(many)]
    for before, number, after in zip(wanted, wanted[1:], wanted[2:], strict=False):
        near, step = _near(one, number, _APART * (after - before) / 2)
        # The ends themselves stand beside the first and the last: nothing as near as half a step.
        if one.low + step / 2 <= near <= one.high - step / 2:
            yield near


def _near(one: BelievableInput, number: float, apart: float) -> tuple[float, float]:
    """Return a number rounded to what people write, and to what step that is."""
    step = max(1.0, _ten_fold(apart)) if one.kind == "whole" else _ten_fold(apart)
    if one.kind in {"duration", "date"} or one.axis.unit == "as before":
        least = 6.0 if number >= _IN_DAYS else 0.25 if number >= 1 else 1 / 60
        step = max((one_of for one_of in _CLOCK if least <= one_of <= apart), default=least)
        if step < 1:
            # Minutes as they read back: 7 / 60, not 7 * (1 / 60).
            return round(number / step) * round(60 * step) / 60, step
    return float(f"{round(number / step) * step:.12g}"), step


def _ten_fold(apart: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20 ... and their tenths that is not larger."""
    scale = 10.0 ** math.floor(math.log10(apart))
    return next(
        step * scale for step in (5, 2, 1) if step * scale <= apart * (1 + 1e-9) or step == 1
    )
