"""The odds under a stopping rule carry the interval that the rule's guarantee speaks of."""

from collections.abc import Callable
from typing import Any

import pytest

from sim.scenario import Scenario
from sim.statistics.stopping import Decide, Precision
from sim.studies.odds import Odds
from sim.studies.results import RunResult

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
