"""One value is one world, however it gets there: the file, `--set`, an option, or a sweep."""

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from busy import BUSY
from mechanisms import CASES, put
from scenario_samples import write
from truce_sim.model import World, build_world
from truce_sim.scenario import Scenario, from_raw, load, warnings_of, with_values
from truce_sim.scenario.asking import levels_of
from truce_sim.scenario.before import (
    claims_a_day,
    grievance_levels,
    harm_a_day,
    violations_a_day,
)
from truce_sim.scenario.believable import axis
from truce_sim.scenario.levels import with_levels
from truce_sim.scenario.paths import PathError
from truce_sim.scenario.quantities import Spread
from truce_sim.scenario.writing import to_toml
from truce_sim.studies.alternatives import alternatives_of

DELAYS = (
    "parties.north.retaliates_after",
    "parties.north.notice",
    "parties.all.retaliates_after",
    "verification.reported_in",
    "verification.checked_in",
    "verification.haggled_in",
    "verification.hotline.answers_in",
)


def toml(value: Any) -> str:
    """Return a value as it stands behind `--set PATH=`."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(one)}' for key, one in value.items())} }}"
    return to_toml({"x": value}).partition("=")[2].strip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("busy")


@pytest.fixture(scope="module")
def file(folder: Path) -> Path:
    return write(folder, to_toml(BUSY))


def base_of(path: str) -> dict[str, Any]:
    """Return the busy truce in which an input may be given, without what it stands instead of."""
    raw = copy.deepcopy(BUSY)
    for where, value in CASES[path].base if path in CASES else ():
        put(raw, where, value)
    return raw


def written(path: str, value: Any) -> Scenario:
    raw = base_of(path)
    put(raw, path, value)
    return from_raw(raw)


def in_the_file(path: str, value: Any) -> World:
    return build_world(written(path, value))


def before(scenario: Scenario) -> tuple[Any, ...]:
    """Return what can be counted in the past of a file."""
    return (
        grievance_levels(scenario),
        violations_a_day(scenario),
        harm_a_day(scenario),
        claims_a_day(scenario),
    )


def without_past(world: World) -> World:
    """Return a world with nothing that is counted in its past."""
    parties = {
        name: replace(party, grievance_at_start=0.0, limit=0.0, headroom=Spread.constant(0.0))
        for name, party in world.parties.items()
    }
    return replace(world, parties=parties, levels=replace(world.levels, **NO_LEVELS))


NO_LEVELS: dict[str, Any] = {
    "quiet_per_day": 0.0,
    "settled_open": 0,
    "calm_violations": 0,
    "spiral_violations": 0,
    "grave_harm": 0.0,
}


@pytest.mark.parametrize("path", CASES)
def test_set_option_and_file_give_the_same_world(path: str, folder: Path) -> None:
    value = CASES[path].value
    file = write(folder, to_toml(base_of(path)), "base.toml")
    base = load(file)
    text = json.dumps(value) if isinstance(value, bool) else toml(value)
    option = from_raw({**base.source, "options": {"it": {"set": {path: value}}}})
    fresh = written(path, value)
    world = build_world(fresh)
    assert build_world(load(file, [f"{path}={text}"])) == world
    assert build_world(with_values(base, {path: value})) == world
    chosen = build_world(alternatives_of(option)[0].scenario)
    # What an option sets cannot have been so before the truce.
    assert without_past(chosen) == without_past(world)
    if before(fresh) == before(base):
        assert chosen == world


@pytest.mark.parametrize("path", [*CASES, *DELAYS, "verification.checked_in.median"])
def test_a_level_of_a_sweep_is_the_world_that_set_gives_under_the_path_told(
    path: str, folder: Path
) -> None:
    file = write(folder, to_toml(base_of(path)), "base.toml")
    base = load(file)
    try:
        line = axis(base, path)
    except PathError:
        return
    if line.kind == "duration":
        levels = "5h,7h"
    elif line.kind == "date":
        levels = "2030-01-14 12:00,2030-01-15 12:00"
        if path == "dates.truce_starts":
            levels = "2029-12-30 12:00,2029-12-31 12:00"
    else:
        levels = {"share": "0.31,0.33", "whole": "7,9", "rate": "1 a day,2 a day"}.get(
            line.kind, "3.5,4.5"
        )
    if path == "measures.lull.until":
        levels = "75h,77h"
    if path == "parties.north.retaliates_fed_up":
        levels = "0.61,0.63"
    swept = levels_of(base, f"{path}={levels}")
    for level in swept.levels:
        world = build_world(with_levels(base, [swept], [level]))
        assert world == build_world(load(file, [f"{swept.path}={level.raw}"]))
        assert world == build_world(with_values(base, {swept.path: level.raw}))
        if swept.path == path:
            assert world == build_world(load(file, [f"{path}={level.raw}"]))
        else:
            assert swept.path == f"{path}.median"
            assert swept.label.endswith(", median")


def test_what_set_or_an_option_makes_constant_is_told_with_what_moves_it(
    file: Path, tmp_path: Path
) -> None:
    base = warnings_of(load(file))
    told = set(warnings_of(load(file, ["verification.checked_in=6h"]))) - set(base)
    (fault,) = (one for one in told if "always" in one.sentence)
    assert fault.sentence.startswith("verification.checked_in is always 6h")
    moved = fault.try_.removeprefix("--set ")
    assert moved == "verification.checked_in.median=6h"
    assert not [one for one in warnings_of(load(file, [moved])) if "always" in one.sentence]
    raw = {**BUSY, "options": {"it": {"set": {"parties.all.harm": 3}}}}
    other = write(tmp_path, to_toml(raw))
    (fault,) = (one for one in warnings_of(load(other)) if "always" in one.sentence)
    assert fault.try_.startswith('"parties.all.harm.median" = 3')
