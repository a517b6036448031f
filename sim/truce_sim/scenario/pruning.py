"""What can do nothing in a truce is taken out of its draft, so that nobody argues about it."""

from collections.abc import Collection, Mapping
from typing import Any

from truce_sim.scenario.acting import Elsewhere, idle, late, unmet
from truce_sim.scenario.blocks import Block, Draft, Steps, raw_of
from truce_sim.scenario.faults import ScenarioFaults
from truce_sim.scenario.loading import from_raw
from truce_sim.scenario.paths import EVERY_PARTY
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.tree import Leaf, node_at

_TOGETHER = (("frays_after", "frays_in"), ("means_it", "breaks_after", "under_cover"))
"""Inputs that make no sense without each other."""
_MOST_ROUNDS = 10
"""What is taken out may have been all that something else needed; few things hang so together."""


def pruned(draft: Draft, kept: Collection[tuple[Steps, str]]) -> None:
    """Take out inputs that nothing depends on or that come too late, their ranges and options.

    Args:
        draft: changed in place.
        kept: inputs that stay, by table and key.
    """
    options = {table: block for table, block in draft.blocks.items() if table[:1] == ("options",)}
    for table in options:
        del draft.blocks[table]
    for _ in range(_MOST_ROUNDS):
        scenario = from_raw(raw_of(draft.blocks))
        idle = [place for place in _idle(draft, scenario) if place not in kept]
        if not idle:
            break
        for table, key in idle:
            if _is_needed(table, key):  # a measure that comes too late
                draft.blocks[table].clear()
            draft.blocks[table].pop(key, None)
        for table in [one for one, block in draft.blocks.items() if one and not block]:
            del draft.blocks[table]
    draft.blocks |= {
        table: block for table, block in options.items() if _changes(draft, table, block)
    }
    raw = raw_of(draft.blocks)
    for mine in (draft.ranges, draft.evidence):
        for path in [one for one in mine if not is_given(raw, one)]:
            del mine[path]


def _idle(draft: Draft, scenario: Scenario) -> list[tuple[Steps, str]]:
    found = {finding.path for finding in late(scenario)}
    places = [
        (table, key)
        for table, block in draft.blocks.items()
        for key in block
        if table[:1] not in ((), ("run",), ("dates",))
        and ((*table, key) in found or unmet(scenario, (*table, key)) is not None)
    ]
    together = [
        (table, other)
        for table, key in places
        for keys in _TOGETHER
        if key in keys
        for other in keys
        if other in draft.blocks[table]
    ]
    return [*dict.fromkeys([*places, *together])]


def _is_needed(table: Steps, key: str) -> bool:
    """Return whether a table makes no sense without an input."""
    place = node_at((*table, key))
    return place is not None and isinstance(place[0], Leaf) and place[0].required


def _changes(draft: Draft, table: Steps, block: Block) -> bool:
    """Return whether an option can be set in this truce, and changes something."""
    raw = raw_of({**draft.blocks, table: block})
    changes = raw["options"][table[1]]["set"]
    if not all(is_given(raw, path) for path in changes):
        return False
    try:
        changed = from_raw(raw)
        found = idle(changed, Elsewhere(changed))
        return not any(finding.path[:1] == ("options",) for finding in found)
    except ScenarioFaults:
        return False


def is_given(raw: Mapping[str, Any], path: str) -> bool:
    """Return whether a file gives the input at a path; of any party, where it is of all."""
    places: list[Any] = [raw]
    for step in path.split("."):
        tables = [one for one in places if isinstance(one, Mapping)]
        places = [
            inside
            for one in tables
            for inside in (one.values() if step == EVERY_PARTY else [one.get(step)])
            if inside is not None
        ]
    return bool(places)
