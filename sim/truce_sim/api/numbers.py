"""Numbers that a question takes: refused in a sentence where they cannot be what is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Any

from truce_sim.api.errors import QuestionError, Word
from truce_sim.runs.known_limits import COARSEST, FINEST, MOST_RUNS
from truce_sim.scenario.study import MOST_SEED


@dataclass(frozen=True, slots=True)
class _Bound:
    says: str
    takes: Callable[[float], bool]
    kind: type[int] | type[float]


def _whole(low: int, high: int | None = None) -> _Bound:
    span = f", {low} at least" if high is None else f" from {low} to {high:,}"

    def takes(number: float) -> bool:
        return number == int(number) and low <= number and (high is None or number <= high)

    return _Bound(f"a whole number{span}", takes, int)


_ODDS = _Bound("a share, between 0 and 1", lambda number: 0 < number < 1, float)
_BOUNDS = {
    "runs": _whole(2, MOST_RUNS),
    "points": _whole(2, MOST_RUNS),
    "seed": _whole(0, MOST_SEED),
    "precision": _Bound(
        f"a share from {FINEST:g} to {COARSEST:g}",
        lambda number: FINEST <= number <= COARSEST,
        float,
    ),
    "decide": _ODDS,
    "holds": _ODDS,
    "run": _whole(0, MOST_RUNS),
    "nth": _whole(1),
    "jobs": _whole(1),
}


def checked(**numbers: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever was given
    """Return numbers of a question as plain ones; what was left open stays None.

    Raises:
        QuestionError: for the first that cannot be.
    """
    return {name: _one(name, value) for name, value in numbers.items()}


def _one(name: str, value: Any) -> Any:  # noqa: ANN401
    if value is None:
        return None
    plain, bound = value.item() if hasattr(value, "item") else value, _BOUNDS[name]
    number = isinstance(plain, int | float) and not isinstance(plain, bool)
    if not number or not isfinite(plain) or not bound.takes(plain):
        raise QuestionError("{name} must be {says}", name=Word(name, value), says=bound.says)
    return bound.kind(plain)
