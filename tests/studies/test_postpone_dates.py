"""Looking at one long run at each date is what running each date anew would give, run by run.

That holds where nobody reacts to the date (who does is in tests/model/test_dates.py, by input);
here it is shown for the scenarios that come with the tool, and for the study itself.
"""

from typing import Any

import numpy as np
import pytest
from quickest import work
from truce_sim.model import Outcome, World, build_world, simulate
from truce_sim.model.outcome import Checkpoint
from truce_sim.scenario import Scenario, from_raw, load
from truce_sim.scenario.asking import levels_of
from truce_sim.studies.dated import by_rule, fixed_date
from truce_sim.studies.postpone import Postpone
from truce_sim.studies.results.postpone import PostponeResult

RUNS = 12
DATES = {
    "syria-2016": "2016-03-07 10:00,2016-03-09 15:00,2016-03-16 00:00,2016-03-23 07:20",
    "donbas-2020": "2020-08-05 00:01,2020-08-20 12:00,2020-09-16 00:00",
}
"""Among them dates at the end of a whole day of the truce, and at odd minutes."""


def deaf(scenario: Scenario) -> Scenario:
    """Return the scenario without what makes anybody react to the date."""
    source = scenario.source
    groups = source.get("excluded", {}).items()
    raw: dict[str, Any] = {
        **{key: source[key] for key in source if key not in ("believable", "options", "evidence")},
        "complaints": {},
        "excluded": {
            name: {key: value for key, value in group.items() if key != "spoils"}
            for name, group in groups
        },
    }
    return from_raw(raw, scenario.name)


def stood(one: Outcome | Checkpoint) -> list[str]:
    """Return how the truce stood; in texts, because a missing number does not equal itself."""
    names = ("held", "quiet", "settled", "open_complaints", "agenda_share")
    return [f"{name} {float(getattr(one, name))}" for name in names]


def dated(scenario: Scenario) -> tuple[World, list[World]]:
    """Return the world looked at on the way, and one for each date."""
    levels = levels_of(scenario, f"dates.talks={DATES[scenario.name]}", "--talks").levels
    hours = tuple(level.number for level in levels)
    worlds = [build_world(fixed_date(scenario, level)) for level in levels]
    assert [world.opening for world in worlds] == list(hours)
    return build_world(fixed_date(scenario, levels[-1]), checkpoints=hours), worlds


def some_look_differs(scenario: Scenario) -> bool:
    """Return whether any look on the way is not what talks at that date would find."""
    long, worlds = dated(scenario)
    return any(
        stood(look) != stood(simulate(world, 3, run))
        for run in range(RUNS)
        for look, world in zip(simulate(long, 3, run).checkpoints, worlds, strict=True)
    )


@pytest.mark.parametrize("name", DATES)
def test_one_long_run_gives_what_each_date_would(name: str) -> None:
    scenario = deaf(load(f"scenarios/{name}.toml"))
    assert not dated(scenario)[0].reacts_to_date
    assert not some_look_differs(scenario)


def test_syria_reacts_to_the_date_and_donbas_does_not() -> None:
    """Jabhat al-Nusra tries to spoil the talks, and false complaints rise before them."""
    syria, donbas = (load(f"scenarios/{name}.toml") for name in DATES)
    assert dated(syria)[0].reacts_to_date
    assert some_look_differs(syria)
    assert not dated(donbas)[0].reacts_to_date


@pytest.mark.slow
def test_the_study_finds_the_same_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = deaf(load("scenarios/syria-2016.toml"))
    # Enough runs that some hold until the first date and not until the last.
    study = Postpone(2 * RUNS, 3, DATES["syria-2016"])

    def conducted() -> PostponeResult:
        result = study.conduct(scenario, work(study.seed)).result
        assert isinstance(result, PostponeResult)
        return result

    at_once = conducted()
    monkeypatch.setattr(World, "reacts_to_date", property(lambda _: True))
    anew = conducted()
    assert anew.reacts_to_date
    assert not at_once.reacts_to_date
    assert anew.dates == at_once.dates
    assert anew.survival == at_once.survival
    held = [one.held.value for one in at_once.dates]
    assert np.all(np.diff(held) <= 0)
    assert 0 < held[-1] < held[0]


@pytest.mark.parametrize("later", ["2016-03-07 10:01:10", "2016-03-09 15:00:55"])
def test_the_rule_moves_the_talks_to_the_very_second(later: str) -> None:
    syria = load("scenarios/syria-2016.toml")
    asked = f"dates.talks=2016-03-07 10:00:50,{later}"
    first, second = levels_of(syria, asked, "--talks").levels
    world = build_world(by_rule(syria, first, second))
    assert world.last_opening == pytest.approx(second.number, abs=1e-9)
