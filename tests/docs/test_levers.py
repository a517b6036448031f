"""Every lever of the Syria scenario pulls the way that docs/levers.md says."""

from pathlib import Path
from typing import Any

import pytest
from quickest import quickest
from truce_sim.model import build_world
from truce_sim.runs.executors import executor
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import Scenario, load, with_option, with_values
from truce_sim.scenario.believable import BelievableInput, believable_inputs
from truce_sim.statistics.means import paired_mean

RUNS = {"clear": 250, "weak": 60}
"""Runs a row: where little is said, little need be looked at."""
SYRIA = load("scenarios/syria-2016.toml")


def table() -> dict[str, tuple[str, str]]:
    rows = {}
    for line in Path("docs/levers.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[1] in ("longer", "shorter"):
            rows[cells[0]] = (cells[1], cells[2])
    return rows


def together(path: str) -> str:
    """Return what a row calls an input: of all parties, groups, guarantors or zones at once."""
    section, name, *rest = path.split(".")
    named = section in {"parties", "excluded", "guarantors", "zones"} and name != "all"
    return ".".join((section, "*", *rest)) if named else path


def pairs() -> dict[str, tuple[Scenario, Scenario]]:
    """Return for each lever the scenario with less of it and with more."""
    moved: dict[str, list[BelievableInput]] = {}
    for one in believable_inputs(SYRIA):
        if not one.path.startswith("agenda."):  # what the talks lose to complaints ends no truce
            moved.setdefault(together(one.path), []).append(one)
    found = {}
    for name, inputs in moved.items():
        key = name if len(inputs) > 1 else inputs[0].path
        low, high = (
            with_values(SYRIA, {one.path: one.raw_at_quantile(u) for one in inputs})
            for u in (0.0, 1.0)
        )
        found[key] = (low, high)
    for key, option in SYRIA.options.items():
        if not {"dates.talks", "verification.public"} & set(option.set):
            found[f"option {key}"] = (SYRIA, with_option(SYRIA, option.set))
    return found


def test_every_lever_has_a_row_and_every_row_a_lever() -> None:
    assert set(table()) == set(pairs())


@pytest.mark.slow
def test_levers_pull_the_way_the_page_says() -> None:
    levers, rows = pairs(), table()
    found: dict[str, Any] = {}
    with executor(2) as pool:
        work = Work(SYRIA.run.seed, pool, 2, engine=quickest)
        for clarity, runs in RUNS.items():
            settings = [
                Setting(f"{name} {end}", build_world(scenario), kept=("held", "life"))
                for name, scenarios in levers.items()
                if rows[name][1] == clarity
                for end, scenario in zip(("less", "more"), scenarios, strict=True)
            ]
            found |= work.run(settings, 0, runs)
    wrong = []
    for name, (direction, clarity) in rows.items():
        lives = found[f"{name} less"]["life"], found[f"{name} more"]["life"]
        change = paired_mean(*lives)
        # One of so many rows would else pull the other way by chance alone.
        together = paired_mean(*lives, family=len(levers))
        against = together.high < 0 if direction == "longer" else together.low > 0
        clear = change.low > 0 if direction == "longer" else change.high < 0
        if against or (clarity == "clear" and not clear):
            wrong.append(f"{name}: {change.low:.1f} to {change.high:.1f} hours")
    assert not wrong, wrong
