"""Numbers that come from linear algebra, to the digits that every machine agrees on.

Processors without some instructions add up in another order, so that the last digits of a fit
differ by some 1e-15. What is fitted is told, and stored, to nine decimals.
"""

from dataclasses import replace
from typing import Any, TypeVar

from truce_sim.statistics.estimates import Frozen
from truce_sim.studies.study import Answer

_DECIMALS = 9
M = TypeVar("M", bound=Frozen)


def steady(answer: Answer) -> Answer:
    """Return an answer whose fitted numbers are the same on every machine."""
    result = answer.result
    parts = {name: part for name in result.fitted if (part := getattr(result, name)) is not None}
    if not parts:
        return answer
    fitted = {name: rounded(part) for name, part in parts.items()}
    return replace(answer, result=result.model_copy(update=fitted))


def rounded(fitted: M) -> M:
    """Return a part of a result with all its numbers rounded."""
    return type(fitted).model_validate(_rounded(fitted.model_dump()))


def _rounded(value: Any) -> Any:  # noqa: ANN401 - whatever a result holds
    if isinstance(value, float):
        return round(value, _DECIMALS) + 0.0  # no minus zero
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_rounded(one) for one in value)
    return value
