"""The answer of `run`: of one piece, whatever moves the talks, the watch or the stop."""

from collections.abc import Callable
from typing import Any

import pytest
from truce_sim.scenario import Scenario
from truce_sim.statistics.stopping import Decide, Precision
from truce_sim.studies import odds
from truce_sim.studies.odds import Odds
from truce_sim.studies.results.run import RunResult

Ask = Callable[[Any, Scenario], Any]
Ruptures = Callable[..., Scenario]


@pytest.mark.parametrize(
    ("rule", "level"), [(Precision(0.06), 0.95), (Decide(0.8), 1 - 0.05 / 6), (None, 0.95)]
)
def test_the_interval_is_the_one_that_the_rule_looked_at(
    ask: Ask, ruptures: Ruptures, rule: Any, level: float
) -> None:
    found: RunResult = ask(Odds(200, 3, rule, believable=False), ruptures())
    held = found.answers.held
    assert held.level == pytest.approx(level)
    assert held.method == ("clopper-pearson" if rule else "wilson")
    if rule:
        assert held == rule.judge(held.count, held.runs).share


POSTPONED = {
    "postponement": {"unless": "quiet", "decides_before": "1 day", "by": "3 days", "at_most": 2},
    "quiet": {"share": 0},
    "parties": {
        "north": {"violates": {"chance": 0.99, "every": "12h"}, "hits": {"south": 1}},
        "south": {"violates": {"chance": 0.99, "every": "12h"}, "hits": {"north": 1}},
    },
}
"""Never quiet, so always moved, twice."""
WATCHED = {
    "dates": {
        "truce_starts": "2030-01-01 00:00",
        "talks": "2030-01-11 00:00",
        "watch_until": "2030-02-20 00:00",
    }
}


@pytest.mark.parametrize("more", [POSTPONED, WATCHED, {}], ids=["postponed", "watched", "plain"])
def test_all_is_told_until_the_talks_open(ask: Ask, ruptures: Ruptures, more: Any) -> None:
    """Curve, counts, causes and halves agree with the headline, wherever the talks were moved."""
    found: RunResult = ask(Odds(300, 3, None, believable=False), ruptures(**more))
    held = found.answers.held
    days = 16 if "postponement" in more else 10
    assert found.openings == (f"2030-01-{1 + days} 00:00",)
    assert found.moved == (held.count if days == 16 else 0)
    assert abs(held.value - 0.95**days) < 0.1
    curve = found.survival
    assert curve.hours[-1] == 24 * days
    assert curve.value[-1] == pytest.approx(held.value)
    assert found.at_risk.holding[-1] == held.count
    assert sum(cause.share.count for cause in found.causes) == held.runs - held.count
    assert sum(shares[-1] for shares in found.incidence.by_cause.values()) == pytest.approx(
        1 - held.value
    )
    assert found.half_of_collapses_hours is not None
    assert found.half_of_collapses_hours < 24 * days
    assert found.hazard.to_day[-1] == days
    assert sum(found.hazard.exposure_days) <= 300 * days


def test_a_run_of_more_incidents_than_anybody_reads_is_not_told(
    ask: Ask, ruptures: Ruptures, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = ruptures()
    study = Odds(runs=20, seed=1, believable=False)
    assert ask(study, scenario).story is not None
    monkeypatch.setattr(odds, "_MOST_TOLD", -1)
    assert ask(study, scenario).story is None
