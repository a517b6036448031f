"""Scenarios of the oracles: two unlike parties, everything else off unless switched on."""

import math
from typing import Any

from truce_sim.model import World, build_world
from truce_sim.scenario import from_raw

NORTH, SOUTH = 0.021, 0.009
"""Violations per hour of the two parties: unlike, so that mixing them up shows."""
DAYS = 10


def rate(per_hour: float) -> dict[str, object]:
    """Return a rate as a file has it."""
    return {"chance": -math.expm1(-24 * per_hour), "every": "24h"}


def raw(
    north: float = NORTH, south: float = SOUTH, days: float = DAYS, **more: Any
) -> dict[str, Any]:
    """Return the raw scenario of two parties; `more` adds tables, dotted keys go deep."""
    hours = round(days * 24)
    scenario: dict[str, Any] = {
        "title": "oracle",
        "dates": {
            "truce_starts": "2030-01-01 00:00",
            "talks": f"{2030 + hours // 8760}-{_month_day(hours)}",
        },
        "parties": {
            "north": {"violates": rate(north), "hits": {"south": 1}},
            "south": {"violates": rate(south), "hits": {"north": 1}},
        },
    }
    for path, value in more.items():
        _put(scenario, path.split("__"), value)
    return scenario


def _month_day(hours: int) -> str:
    from datetime import datetime, timedelta

    return f"{datetime(2030, 1, 1) + timedelta(hours=hours % 8760):%m-%d %H:%M}"


def _put(table: dict[str, Any], steps: list[str], value: object) -> None:
    for step in steps[:-1]:
        table = table.setdefault(step, {})
    if isinstance(value, dict) and isinstance(table.get(steps[-1]), dict):
        table[steps[-1]].update(value)
    else:
        table[steps[-1]] = value


def world(**more: Any) -> World:
    """Return the world of `raw(**more)`."""
    return build_world(from_raw(raw(**more)))


def check(**more: Any) -> dict[str, Any]:
    """Return a mechanism that files at once and finds everything unclear, unless told otherwise."""
    return {"teams": 1, "checked_in": "1h", "finds": 0.0, "clears": 0.0, **more}
