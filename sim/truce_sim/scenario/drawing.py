"""Sets of believable inputs drawn column by column: the same numbers and values as one by one."""

import math
from collections.abc import Sequence
from typing import Any

from truce_sim.scenario.amounts import Amount
from truce_sim.scenario.believable import Axis, BelievableInput
from truce_sim.scenario.durations import as_written
from truce_sim.scenario.rates import Rate


def numbers_of(one: BelievableInput, quantiles: Sequence[float]) -> list[float]:
    """Return an input's numbers at quantiles of its range, as `value_at_quantile` gives each."""
    low, high = one.low, one.high
    if one.kind == "whole":
        first, cells = round(low), round(high) - round(low) + 1
        return [float(first + min(int(u * cells), cells - 1)) for u in quantiles]
    if one.kind in {"share", "date"} or low <= 0:
        width = high - low
        return [low + u * width for u in quantiles]
    factor, exp = math.log(high / low), math.exp
    return [min(max(low * exp(u * factor), low), high) for u in quantiles]


def values_of(line: Axis, numbers: Sequence[float]) -> list[Any]:
    """Return numbers on an axis as the values that a file would give: `raw` written and read.

    Raises:
        TypeError: for dates, which are counted from others.
    """
    if line.kind == "date":
        raise TypeError("dates are read with the whole file")
    if line.unit == "as before":
        return [Amount(as_written(number), line.unit) for number in numbers]
    if line.unit:
        return [Amount(number, line.unit) for number in numbers]
    if line.kind == "duration":
        return [as_written(number) for number in numbers]
    if line.kind == "rate":
        return [Rate(number, 24.0, counts=True) for number in numbers]
    return [round(number) for number in numbers] if line.kind == "whole" else list(numbers)
