"""The kinds of truce that a file can begin with are whole, checked and ranged."""

import re
import tomllib
from pathlib import Path

import pytest
from truce_sim.model import build_world, simulate
from truce_sim.scenario import Scenario, load, warnings_of
from truce_sim.scenario.archetypes import ARCHETYPES, text_of
from truce_sim.scenario.inputs import input_rows
from truce_sim.scenario.loading import from_raw
from truce_sim.scenario.starter import write_new

ROOT = Path(__file__).parents[2]


def written(kind: str, folder: Path) -> Scenario:
    path = folder / "mine.toml"
    write_new(path, text_of(kind))
    return load(path)


@pytest.mark.parametrize("kind", ARCHETYPES)
def test_it_runs_as_it_stands_without_a_note(kind: str, tmp_path: Path) -> None:
    assert warnings_of(written(kind, tmp_path)) == ()


@pytest.mark.parametrize("kind", ARCHETYPES)
def test_each_input_says_where_it_comes_from(kind: str, tmp_path: Path) -> None:
    scenario = written(kind, tmp_path)
    rows = [row for row in input_rows(scenario) if not row.path.startswith("run.")]
    assert [row.path for row in rows if not row.source] == []
    assert {row.basis for row in rows} == {"guess"}


@pytest.mark.parametrize("kind", ARCHETYPES)
def test_it_is_nobodys_truce(kind: str) -> None:
    raw = tomllib.loads(text_of(kind))
    named = [
        one["name"]
        for section in ("parties", "excluded", "guarantors", "zones")
        for one in raw.get(section, {}).values()
    ]
    assert all(
        re.fullmatch(r"(Party|Group|Power) [A-Z0-9]|North|Centre|South", name) for name in named
    )
    assert len(raw["options"]) >= 3


def test_parties_differ_in_what_they_do_and_suffer_only() -> None:
    """So that any of them can stand for another one of the same kind."""
    for kind in ARCHETYPES:
        first, *others = tomllib.loads(text_of(kind))["parties"].values()
        for other in others:
            unlike = {key for key in first if first[key] != other.get(key)}
            assert unlike <= {"name", "violates", "hits"}, kind


def test_they_travel_with_the_package() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert told["tool"]["setuptools"]["package-data"]["truce_sim.scenario.archetypes"] == ["*.toml"]
    folder = ROOT / "sim" / "truce_sim" / "scenario" / "archetypes"
    assert {path.stem for path in folder.glob("*.toml")} == set(ARCHETYPES)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ARCHETYPES)
def test_the_risk_falls_with_age(kind: str) -> None:
    """As that of real truces: what outlives three days is less at risk in its second week."""
    raw = tomllib.loads(text_of(kind))
    raw["dates"]["watch_until"] = "truce + 40 days"
    world = build_world(from_raw(raw))
    lives = [simulate(world, 7, replication).life / 24 for replication in range(300)]

    def hazard(first: int, last: int) -> float:
        at_risk = sum(max(0.0, min(life, last) - first) for life in lives)
        return sum(first <= life < last for life in lives) / at_risk

    assert hazard(7, 14) < 0.75 * hazard(0, 3)


def test_the_page_lists_them_as_the_command_does() -> None:
    page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    assert all(f"| `{kind}` | {line} |" in page for kind, line in ARCHETYPES.items())
