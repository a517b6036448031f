"""Parsed values by dotted path."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from truce_sim.scenario.paths import Address, PathError, addresses
from truce_sim.scenario.rates import Rate
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.spreads import FORMS, Spread


def value_at(scenario: Scenario, path: str) -> Any:  # noqa: ANN401 - each input has its own type
    """Return the parsed value of an input: hours, a date, a number, a Spread, a Rate, a table.

    For `parties.all.x` it is the first party's. What is switched off is None.

    Raises:
        PathError: if the path leads to no input.
    """
    address = addresses(scenario.source, path)[0]
    value = _step_down(scenario, address)
    if not address.part or value is None:
        return value
    return _part(value, address.part)


def _step_down(scenario: Scenario, address: Address) -> Any:  # noqa: ANN401
    value: Any = scenario
    for step in address.steps:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, BaseModel):
            value = getattr(value, "from_" if step == "from" else step)
        else:
            return None
    return value


def _part(value: Any, part: str) -> float:  # noqa: ANN401
    if isinstance(value, Mapping):
        return float(value.get(part, 0.0))
    if not isinstance(value, Spread):
        return value.part(part) if isinstance(value, Rate) else float(getattr(value, part))
    if part == "median":
        return value.median
    if part == "mean":
        return value.mean
    if part == "p90":
        return value.values[1] if value.kind == "lognormal" else value.quantile(0.9)
    names = FORMS.get(value.kind, ())
    if part not in names:
        raise PathError(f": it is not written with {part}")
    return value.values[names.index(part)]
