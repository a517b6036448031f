"""What is said to do nothing does nothing: not one number of any run, whatever its value."""

import copy
import math
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest
from busy import BUSY
from inert import WITHOUT, without
from mechanisms import CASES, put
from truce_sim.model import build_world, simulate
from truce_sim.scenario import from_raw
from truce_sim.scenario.acting import Elsewhere, idle, unmet
from truce_sim.scenario.met import MET
from truce_sim.scenario.needs import Need
from truce_sim.scenario.tree import Leaf, Named, Node, Section, root, step_below

RUNS = 4


def needs_along(path: str) -> Iterator[Need]:
    node: Node | None = root()
    for step in path.split("."):
        if node is None or isinstance(node, Leaf):
            return
        node = step_below(node, step)
        if node is not None:
            yield from node.marks.needs


def all_needs(node: Node) -> Iterator[Need]:
    yield from node.marks.needs
    if isinstance(node, Section):
        for below in node.keys.values():
            yield from all_needs(below)
    elif isinstance(node, Named):
        yield from all_needs(node.of)


def present(raw: Any, path: str) -> bool:
    for step in path.split("."):
        if not isinstance(raw, dict) or step not in raw:
            return False
        raw = raw[step]
    return True


ROWS = [
    (path, need)
    for path in CASES
    for need in dict.fromkeys(needs_along(path))
    # What went with the table that it stands in is no input of the file any more.
    if present(without(need), path.rpartition(".")[0])
]
FULFIL = {
    "shocks.raid.factor",
    "shocks.raid.ends",
    "shocks.raid.ruptures",
    "zones.city.access",
    "postponement.unless",
    "mass_casualty.ends",
    "measures.lull.factor",
    "guarantors.first.presses_on_claims",
}
"""Inputs that are themselves what is lacking: with another value, it lacks no more."""


def outcomes(raw: dict[str, Any]) -> str:
    return _outcomes(repr(raw))


@cache
def _outcomes(text: str) -> str:
    world = build_world(from_raw(eval(text)))  # noqa: S307 - our own repr, to have a cache key
    found = [asdict(simulate(world, 7, number)) for number in range(RUNS)]
    for one in found:
        # Drawn, and on record, of every truce, whether or not anything comes of it.
        del one["took_hold"], one["daily"]["harm"]
        # Days after the last one that can be are not days.
        one["daily"] = {
            name: [day for day in days if not math.isnan(day)]
            for name, days in one["daily"].items()
        }
    return repr(found)


def test_every_need_is_taken_away_by_a_row() -> None:
    assert set(all_needs(root())) == set(WITHOUT) == set(MET) == set(Need)
    assert {need for _, need in ROWS} == set(WITHOUT)


@pytest.mark.parametrize(("path", "need"), ROWS, ids=lambda one: getattr(one, "name", one))
def test_an_input_that_lacks_what_it_needs_is_named_and_changes_nothing(
    path: str, need: Need
) -> None:
    raw = without(need)
    for where, value in CASES[path].base:
        # What it stands instead of goes; the rest of its base might bring back what is lacking.
        if where.rpartition(".")[0] == path.rpartition(".")[0] and (value is None or where == path):
            put(raw, where, value)
    assert unmet(from_raw(raw), tuple(path.split("."))) is not None
    changed = copy.deepcopy(raw)
    put(changed, path, CASES[path].value)
    assert path in FULFIL or outcomes(raw) == outcomes(changed)


def test_in_the_busy_truce_everything_acts() -> None:
    busy = from_raw(BUSY)
    assert list(idle(busy, Elsewhere(busy))) == []
