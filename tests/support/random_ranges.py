"""Random scenarios with random believable ranges of their inputs."""

from collections.abc import Iterator
from math import isfinite
from random import Random
from typing import Any

from drawn_values import Raw
from random_scenarios import drawn_scenario
from truce_sim.scenario import Scenario, ScenarioFaults, from_raw
from truce_sim.scenario.amounts import amount_of
from truce_sim.scenario.believable import axis, number_at
from truce_sim.scenario.findings import value_in
from truce_sim.scenario.paths import PathError, only_told
from truce_sim.scenario.tree import leaves

_MOST = 14


def with_random_ranges(seed: int) -> Scenario:
    """Return a valid scenario with some believable ranges, always the same for the same seed."""
    random = Random(f"ranges {seed}")  # noqa: S311 - no secrets here
    raw = drawn_scenario(seed)
    scenario = from_raw(raw)
    paths = [
        path for path in _paths(raw) if not only_told(path) and random.random() < _weight(path)
    ]
    ranges: dict[str, list[Any]] = {}
    for path in random.sample(paths, min(len(paths), _MOST)):
        ends = _ends(scenario, path, random)
        if ends is not None and _fits(raw, {path: ends}):
            ranges[path] = ends
    while not _fits(raw, ranges):
        ranges.popitem()
    return from_raw({**raw, "believable": ranges})


def _weight(path: str) -> float:
    """Return how often a path is left in: mostly inputs that can stand beside any others."""
    if path.startswith("dates.") or path.endswith((".from", ".until")):
        return 0.02
    return 0.1 if path.startswith("parties.all.") else 1.0


def _fits(raw: Raw, ranges: dict[str, list[Any]]) -> bool:
    try:
        from_raw({**raw, "believable": ranges})
    except ScenarioFaults:
        return False
    return True


def _paths(raw: Raw) -> Iterator[str]:
    """Yield the path of every input that the scenario has, or could have in a table it has."""
    for path, _ in leaves():
        steps = path.split(".")
        if "ID" not in steps:
            if value_in(raw, tuple(steps[:-1])) is not None:
                yield path
            continue
        above, _, below = path.partition(".ID.")
        names = list(value_in(raw, tuple(above.split("."))) or ())
        for name in [*names, *(["all"] if above == "parties" and names else [])]:
            yield f"{above}.{name}.{below}"


def _ends(scenario: Scenario, path: str, random: Random) -> list[Any] | None:
    """Return two ends around where a scenario stands, wide or narrow; None if there can be none."""
    steps = tuple(path.replace(".all.", f".{next(iter(scenario.parties))}.").split("."))
    written = value_in(scenario.source, steps)
    part = written.get("median") if isinstance(written, dict) else written
    try:
        line = axis(scenario, path, part if amount_of(part) else None)
        number = number_at(scenario, ".".join(steps), line.unit)
    except PathError:
        return None
    if not isfinite(number):
        number = 40.0  # It is off, and the range switches it on.
    if line.kind == "share":
        low, high = random.choice([(0.0, 1.0), (0.5 * number, 0.5 + 0.5 * number), (0.1, 0.3)])
    elif line.kind == "date":
        low, high = number - 5.5, number + 30.25
    elif line.kind == "whole":
        low, high = max(number - 2, 0.0), number + random.randint(1, 5)
    else:
        low, high = random.choice([0.0, 0.3, 1.0]) * number, (1.5 + random.random()) * number + 0.01
    return [line.raw(low), line.raw(high)]
