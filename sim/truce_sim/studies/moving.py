"""The directions in which `anchor` moves a scenario, and what moves along with a number."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Literal

from truce_sim.scenario import Scenario
from truce_sim.scenario.findings import value_in
from truce_sim.scenario.paths import Address, addresses
from truce_sim.scenario.scaling import drawn_out, scaled, spread_out

Direction = Literal["headroom", "start", "spread"]
DIRECTIONS: dict[Direction, str] = {
    "headroom": "what every party bears, times",
    "start": "grievance at the start, times",
    "spread": "how far what parties bear varies, to the power of",
}
"""What is moved, to go before a number."""
_BORNE = ("headroom", "tolerance")


class NothingToMoveError(ValueError):
    """The scenario has nothing that lies in this direction; the message says what it lacks."""


def changes_of(scenario: Scenario, by: Direction, factor: float) -> dict[str, Any]:
    """Return the raw values, by path, that move a scenario so far in one direction.

    Raises:
        NothingToMoveError: if there is nothing to move.
    """
    source = scenario.source
    if by == "start":
        start = source.get("grievance", {}).get("at_start", 0)
        if not start:
            raise NothingToMoveError("its truce starts without grievance (grievance.at_start)")
        return {"grievance.at_start": scaled(start, factor)}
    found: dict[str, Any] = {}
    for name, party in source["parties"].items():
        for key in _BORNE:
            raw = party.get(key)
            if raw is None:
                continue
            if by == "headroom":
                found[f"parties.{name}.{key}"] = scaled(raw, factor)
            elif isinstance(raw, Mapping) and {"median", "p90"} <= set(raw):
                found[f"parties.{name}.{key}"] = spread_out(raw, factor)
    if not found:
        lacks = "no party bears only so much (headroom)"
        if by == "spread":
            lacks = "what parties bear does not vary (headroom with median and p90)"
        raise NothingToMoveError(lacks)
    return found


def movable(scenario: Scenario) -> list[Direction]:
    """Return the directions in which there is something to move."""
    found: list[Direction] = []
    for by in DIRECTIONS:
        with suppress(NothingToMoveError):
            changes_of(scenario, by, 1.0)
            found.append(by)
    return found


def ranges_of(scenario: Scenario, by: Direction, factor: float) -> dict[str, list[Any]]:
    """Return the believable ranges, by path, of what a scenario is moved in, moved as far.

    Their ends move as the value itself does, so that it stays where it was within its range.
    """
    found: dict[str, list[Any]] = {}
    for path, ends in scenario.believable.items():
        assert isinstance(ends, list)  # noqa: S101 - checked when the file was read
        # Of several parties the range is one, so what holds for the first holds for all.
        address = addresses(scenario.source, path)[0]
        if by == "spread":
            raw = value_in(scenario.source, address.steps)
            if _is_borne(address) and address.part == "p90" and isinstance(raw, Mapping):
                found[path] = [drawn_out(end, raw["median"], factor) for end in ends]
        elif address.steps == ("grievance", "at_start") if by == "start" else _is_borne(address):
            found[path] = [scaled(end, factor) for end in ends]
    return found


def _is_borne(address: Address) -> bool:
    return address.steps[0] == "parties" and address.steps[-1] in _BORNE
