"""Looking at single values of a raw scenario, whatever else is wrong with it."""

from collections.abc import Mapping
from typing import Any

from truce_sim.scenario.findings import value_in
from truce_sim.scenario.kinds import UnfitError
from truce_sim.scenario.tree import Leaf, node_at


def table(raw: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    """Return the table at a path, or an empty one."""
    found = value_in(raw, path)
    return found if isinstance(found, Mapping) else {}


def parsed(raw: Mapping[str, Any], *path: str) -> Any:  # noqa: ANN401
    """Return the parsed value at a path, its default where it is absent, None if it is unfit."""
    place = node_at(path)
    if place is None or not isinstance(place[0], Leaf):
        return None
    found = value_in(raw, path)
    if found is None:
        return None if place[0].required else place[0].default
    try:
        return place[0].kind.parse(found)
    except UnfitError:
        return None
