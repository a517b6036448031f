"""The surface that a report carries: its range holds what a fresh run answers."""

import json
from typing import Any

import numpy as np
import pytest
from quickest import work
from truce_sim.model import build_world
from truce_sim.runs.replications import Setting
from truce_sim.scenario import from_raw, load, with_values
from truce_sim.scenario.believable import believable_inputs
from truce_sim.scenario.overrides import value_of
from truce_sim.statistics.surface import Surface, Told, told
from truce_sim.studies.results.sensitivity import MovedStop, WhatIf
from truce_sim.studies.what_if import FRESH, what_if

MATTER = {
    "ordinary": (
        *("truce.floor", "truce.settles_in", "parties.all.violates", "truce.takes_hold"),
        *("parties.all.notices", "parties.all.means_it"),
    ),
    "syria-2016": (
        *("shocks.offensive.chance", "parties.all.forgets_in", "shocks.offensive.factor"),
        *("mass_casualty.harm", "verification.hotline.believed", "parties.all.headroom"),
    ),
    "donbas-2020": (
        *("shocks.politics.chance", "truce.takes_hold", "shocks.politics.ends"),
        *("spiral.violations", "parties.all.harm", "guarantors.germany-france.leverage"),
    ),
}
"""What `sensitivity` finds to matter most, the first six."""


def answer(found: WhatIf, stops: list[MovedStop]) -> Told:
    """Return what the page tells of a state."""
    terms = len(found.coefficients)
    covariance = np.zeros((terms, terms))
    rows, columns = np.tril_indices(terms)
    covariance[rows, columns] = covariance[columns, rows] = found.covariance
    kept = Surface(
        np.array(found.coefficients), covariance, found.spread, found.farthest, np.empty(0)
    )
    return told(kept, [stop.unit for stop in stops], found.fresh)


@pytest.mark.slow
@pytest.mark.parametrize("name", MATTER)
def test_the_told_range_holds_the_fresh_answer_at_random_states(name: str) -> None:
    scenario = load(f"scenarios/{name}.toml")
    found = what_if(scenario, believable_inputs(scenario), MATTER[name], 400, work(1))
    assert found is not None
    dice = np.random.default_rng(5)
    inside = 0
    for place in range(20):
        stops = [one.stops[int(dice.integers(len(one.stops)))] for one in found.inputs]
        typed = dict(stop.typed.split("=", 1) for stop in stops)
        world = build_world(
            with_values(scenario, {path: value_of(text) for path, text in typed.items()})
        )
        runs = work(77).run([Setting(f"state {place}", world, kept=("held",))], 0, FRESH)
        share = float(runs[f"state {place}"]["held"].mean())
        one = answer(found, stops)
        inside += one.low <= share <= one.high
    assert inside >= 18


SMALL: dict[str, Any] = {
    "title": "two days, for tests",
    "dates": {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-03 00:00"},
    "parties": {
        name: {
            "violates": {"chance": 0.3, "every": "6h"},
            "hits": {other: 1},
            "tolerance": 4,
            "notices": 0.8,
        }
        for name, other in (("a", "b"), ("b", "a"))
    },
    "believable": {
        "parties.all.notices": [0.5, 1],
        "parties.all.tolerance": [2, 9],
        "parties.all.violates.chance": [0.2, 0.5],
    },
}


def test_it_moves_what_the_file_has_at_one_number_and_keeps_its_stops(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("truce_sim.studies.what_if.sets_of", lambda _: 40)
    scenario = with_values(from_raw(SMALL), {"parties.a.notices": 0.6})
    ranges = believable_inputs(scenario)
    found = what_if(scenario, ranges, [one.path for one in ranges], 400, work(1))
    assert found is not None
    moved = [one.path for one in found.inputs]
    assert moved == ["parties.all.tolerance", "parties.all.violates.chance"]
    assert found.others == 1
    for one in found.inputs:
        units = [stop.unit for stop in one.stops]
        assert units == sorted(units)
        assert 0 <= units[0] < units[-1] <= 1
        assert len({stop.text for stop in one.stops}) == len(units)
        assert all(stop.typed.startswith(f"{one.path}=") for stop in one.stops)
    assert [one.stops[one.file].text for one in found.inputs] == ["4", "0.3"]
    assert WhatIf.model_validate_json(json.dumps(found.model_dump())) == found


def test_few_runs_or_nothing_that_matters_give_none() -> None:
    scenario = from_raw(SMALL)
    ranges = believable_inputs(scenario)
    assert what_if(scenario, ranges, [ranges[0].path], 199, work(1)) is None
    assert what_if(scenario, ranges, [], 400, work(1)) is None
