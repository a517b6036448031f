"""The spread that comes of a median set by itself: what writing and reading it anew would give."""

from collections.abc import Callable
from typing import Any, Literal

from truce_sim.scenario.amounts import Amount, Unit
from truce_sim.scenario.amounts_varying import VaryingAmount
from truce_sim.scenario.durations import LONGEST, DurationKind, as_written
from truce_sim.scenario.kinds import Problem, UnfitError
from truce_sim.scenario.spreads import WIDEST, Spread, SpreadKind

_LARGEST = 1e9
"""Numbers of a spread beyond which reading has more to say."""


def with_median(kind: SpreadKind, old: Spread | VaryingAmount) -> Callable[[Any], Any]:
    """Return what gives a spread its median: parsed values in, parsed spreads out.

    What it returns raises UnfitError where a spread must be read to say what it is.

    Args:
        kind: of the spread.
        old: the spread as it stands.
    """
    shape = old.spread if isinstance(old, VaryingAmount) else old
    lasts = isinstance(kind.part, DurationKind)
    largest = LONGEST if lasts else _LARGEST

    def moved(value: float | Amount) -> Spread | VaryingAmount:
        unit: Unit | Literal[""] = ""
        if isinstance(value, Amount):
            unit, number = value.unit, value.number
        else:
            number = float(value)
        if shape.kind == "constant":
            made = Spread("constant", (number,))
        elif shape.kind == "lognormal" and number > 0:
            p90 = shape.values[1] * (number / shape.values[0])
            if lasts or unit == "as before":
                p90 = as_written(p90)
            if not number < p90 <= min(WIDEST * number, largest):
                raise UnfitError(_TOLD)
            made = Spread("lognormal", (number, p90))
        else:
            raise UnfitError(_TOLD)
        return VaryingAmount(made, unit) if unit else made

    if shape.kind in {"constant", "lognormal"}:
        return moved
    return lambda value: _read(kind, old, value)


_TOLD = Problem(" is for reading to tell")


def _read(kind: SpreadKind, old: Spread | VaryingAmount, value: float | Amount) -> Any:  # noqa: ANN401
    """Return a spread of another shape with its median moved, written and read."""
    if isinstance(old, VaryingAmount) or isinstance(value, Amount) or value <= 0:
        raise UnfitError(_TOLD)
    try:
        raw = kind.raw(old.with_median(float(value)))
    except (ZeroDivisionError, ValueError, OverflowError):
        raise UnfitError(_TOLD) from None
    return kind.parse(raw)
