"""The first announced date, the commonest cause and the run that is told: each as it happened."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from truce_sim.model import build_world, simulate
from truce_sim.model.ending import CAUSES
from truce_sim.report.questions.run.sentences import at_planned
from truce_sim.runs.batch import Batch, simulate_batch
from truce_sim.scenario import Scenario, load
from truce_sim.studies.odds import Odds
from truce_sim.studies.results.run import RunResult

Ask = Callable[[Any, Scenario], Any]
Ruptures = Callable[..., Scenario]


@pytest.mark.parametrize(
    ("day", "hours"), [("2030-01-04 07:20", 79 + 1 / 3), ("2030-01-10 00:00", 216)]
)
def test_the_curve_stands_at_the_date_first_announced(
    ask: Ask, ruptures: Ruptures, day: str, hours: float
) -> None:
    """At that very hour, not near it: the share of runs that had not collapsed before it."""
    dates = {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-11 00:00"}
    found: RunResult = ask(
        Odds(200, 3, None, believable=False), ruptures(dates=dates | {"talks_planned": day})
    )
    assert any(hour == pytest.approx(hours, abs=1e-9) for hour in found.survival.hours)
    world = build_world(ruptures())
    lives = [simulate(world, 3, run).life for run in range(200)]
    planned = at_planned(found)
    assert planned == pytest.approx(sum(life > hours for life in lives) / 200)


def test_causes_are_told_commonest_first_and_the_run_told_is_typical(ask: Ask) -> None:
    """Of the commonest cause, and of those it ended the one that lived nearest to their median."""
    scenario = load("tests/support/two-sides.toml")
    runs = 120
    found: RunResult = ask(Odds(runs, 1, None, believable=False), scenario)
    columns = simulate_batch(Batch(build_world(scenario), 1, 0, runs))
    counts = Counter(str(cause) for cause in columns["cause"].tolist() if cause)
    assert len(counts) >= 2
    assert {cause.key: cause.share.count for cause in found.causes} == counts
    told = [cause.share.count for cause in found.causes]
    assert told == sorted(told, reverse=True)
    assert [cause.label for cause in found.causes] == [CAUSES[cause.key] for cause in found.causes]
    commonest = max(counts, key=counts.__getitem__)
    assert found.causes[0].key == commonest
    assert found.story is not None
    of_it = columns["cause"] == commonest
    assert of_it[found.story]
    lives = columns["life"].astype(float)
    off = np.abs(lives - np.median(lives[of_it]))
    assert off[found.story] == off[of_it].min()
