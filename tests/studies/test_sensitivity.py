"""Which inputs matter: those that do, and not those that do not."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from truce_sim.scenario import Scenario
from truce_sim.statistics.paired import paired_share_of
from truce_sim.statistics.proportions import share
from truce_sim.studies.results.sensitivity import SensitivityResult, TornadoBar
from truce_sim.studies.sensitivity import Sensitivity

Ask = Callable[[Any, Scenario], Any]
Ruptures = Callable[..., Scenario]

RANGES = {
    "shocks.rupture.chance": [0.005, 0.25],
    "settled.open_complaints": [1, 40],
    "parties.north.violates.chance": [0.05, 0.3],
}
"""One input that decides, and two that only look as if."""


@pytest.fixture(scope="module")
def found(ask: Ask, ruptures: Ruptures) -> SensitivityResult:
    result = ask(Sensitivity(250, 6), ruptures(believable=RANGES))
    assert isinstance(result, SensitivityResult)
    return result


def test_the_widest_bar_is_the_input_that_decides(found: SensitivityResult) -> None:
    first, *rest = found.tornado
    assert first.path == "shocks.rupture.chance"
    assert first.at_low.low > 0 > first.at_high.high
    assert found.base.value + first.at_low.value == pytest.approx(0.995**10, abs=0.05)
    assert found.base.value + first.at_high.value == pytest.approx(0.75**10, abs=0.05)
    for bar in rest:
        assert bar.at_low.value == bar.at_high.value == 0, "shared histories: exactly nothing"
    assert {bar.at_low.family for bar in found.tornado} == {6}


def test_an_inert_input_explains_next_to_nothing(found: SensitivityResult) -> None:
    assert found.explained is not None
    shares = {part.path: part for part in found.explained.variance}
    assert shares["shocks.rupture.chance"].total > 0.9
    for path in ("settled.open_complaints", "parties.north.violates.chance"):
        assert shares[path].total < 0.03
        assert shares[path].alone < 0.03


def test_luck_and_the_mean_over_inputs_are_those_of_the_integral(
    found: SensitivityResult,
) -> None:
    """Against the integral over the range: odds (1 - q)^10 at uniform q."""
    odds = (1 - np.linspace(0.005, 0.25, 20001)) ** 10
    exact = float((odds * (1 - odds)).mean() / (odds.mean() * (1 - odds.mean())))
    explained = found.explained
    assert explained is not None
    assert explained.luck_low < exact < explained.luck_high
    assert explained.missed_low < 0.02
    assert explained.mean.low < float(odds.mean()) < explained.mean.high


def test_the_widest_is_named_and_odds_at_the_ends_are_those_of_their_runs(
    found: SensitivityResult,
) -> None:
    assert found.widest_path == "shocks.rupture.chance"
    for bar in found.tornado:
        for end, change in ((bar.odds_low, bar.at_low), (bar.odds_high, bar.at_high)):
            assert end.count == found.base.count + change.gained - change.lost
            assert end.low < end.value < end.high
    first = found.tornado[0]
    assert first.odds_low.low < 0.995**10 < first.odds_low.high
    assert first.odds_high.low < 0.75**10 < first.odds_high.high


def test_what_is_asked_is_kept_and_weighed(ruptures: Ruptures) -> None:
    study = Sensitivity(250, 6)
    assert study.arguments() == {"runs": 250, "seed": 6}
    assert Sensitivity.from_arguments(study.arguments()) == study
    extent = study.extent(ruptures(believable=RANGES))
    surface = 10 * 8 * 250
    assert (extent.settings, extent.replications) == (9, 7 * 250 + 6 * 250 + surface)
    few = Sensitivity(10, 6)
    assert few.extent(ruptures(believable=RANGES)).replications == 7 * 10 + 200


def test_the_fit_beats_a_constant_on_runs_held_back(found: SensitivityResult) -> None:
    assert found.explained is not None
    assert found.explained.holdout_brier < found.explained.base_brier - 0.02
    assert sum(runs for *_, runs in found.explained.reliability) == found.explained.points // 4


def test_it_fails_where_ruptures_are_likely(found: SensitivityResult) -> None:
    assert found.explained is not None
    box = found.explained.box
    assert box is not None
    assert len(box.restrictions) <= 4
    assert any("at least" in one and "rupture" in one.lower() for one in box.restrictions)
    assert box.density_holdout.low > 1 - found.base.value


def test_runs_that_all_end_alike_leave_nothing_to_explain(ask: Ask, ruptures: Ruptures) -> None:
    safe = ruptures(0.0, believable={"settled.open_complaints": [1, 40]})
    result: SensitivityResult = ask(Sensitivity(20, 6), safe)
    assert result.explained is None
    assert result.tornado[0].at_low.value == 0


def test_the_same_seed_gives_the_same_answer(ask: Ask, ruptures: Ruptures) -> None:
    scenario = ruptures(believable=RANGES)
    assert ask(Sensitivity(30, 6), scenario) == ask(Sensitivity(30, 6), scenario)
    assert ask(Sensitivity(30, 6), scenario) != ask(Sensitivity(30, 7), scenario)


def test_an_input_that_harms_at_both_ends_has_a_wide_bar() -> None:
    none = paired_share_of(both=600, gained=0, lost=0, neither=400)
    lost = paired_share_of(both=400, gained=0, lost=200, neither=400)
    little = paired_share_of(both=590, gained=0, lost=10, neither=400)
    odds = share(600, 1000)
    bars = [
        TornadoBar(
            path=path,
            label=path,
            low_text="1",
            high_text="2",
            at_low=low,
            at_high=high,
            odds_low=odds,
            odds_high=odds,
        )
        for path, low, high in (("little", none, little), ("both", lost, lost))
    ]
    assert [bar.reach for bar in bars] == [pytest.approx(0.01), pytest.approx(0.2)]
