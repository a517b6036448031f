"""Reliability diagrams: what happened by the odds that were given, with a band of consistency."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.statistics.reliability import Least, reliability
from truce_sim.statistics.scores import brier


def test_by_hand() -> None:
    found = reliability([0.2, 0.2, 0.6, 0.6, 0.9], [1, 0, 0, 0, 1])
    # .5 then 0 falls, so both become (1 + 0)/4.
    assert found.odds == (0.2, 0.6, 0.9)
    assert found.cases == (2, 2, 1)
    assert found.happened == pytest.approx((0.25, 0.25, 1))


def test_points_are_put_together_until_each_stands_for_enough() -> None:
    odds = [0.1, 0.2, 0.3, 0.3, 0.5, 0.6, 0.7]
    of = ["A", "A", "A", "B", "B", "C", "C"]
    outcomes = [0, 0, 1, 0, 1, 1, 1]
    found = reliability(odds, outcomes, of=of, least=Least(2, 2))
    # 0.1 and 0.2 are of one cluster, so 0.3 joins them; 0.7 is left over.
    assert found.cases == (4, 3)
    assert found.odds == pytest.approx((0.225, 0.6))
    assert found.happened == pytest.approx((0.25, 1))
    alone = reliability(odds, outcomes)
    assert found.miscalibration == alone.miscalibration
    assert reliability(odds, outcomes, of=of, least=Least(4, 4)).cases == (7,)


cases = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.4, 0.7, 1.0]), st.booleans()), min_size=1, max_size=40
)


@settings(max_examples=25)
@given(cases)
def test_the_score_is_the_sum_of_its_parts(listed: list[tuple[float, bool]]) -> None:
    odds, outcomes = zip(*listed, strict=True)
    found = reliability(odds, outcomes)
    parts = found.miscalibration - found.discrimination + found.uncertainty
    assert parts == pytest.approx(float(brier(odds, outcomes).mean()))
    assert found.miscalibration >= -1e-12
    assert found.discrimination >= -1e-12
    assert found.happened == pytest.approx(sorted(found.happened), abs=1e-12)


def test_right_odds_lie_within_the_band_and_wrong_ones_do_not() -> None:
    rng = np.random.default_rng(5)
    true = np.repeat([0.1, 0.3, 0.5, 0.7, 0.9], 200)
    happened = rng.random(1000) < true
    right = reliability(true, happened)
    wrong = reliability(np.clip(true + 0.25, 0, 1), happened)
    within = [
        low <= seen <= high
        for low, seen, high in zip(right.low, right.happened, right.high, strict=True)
    ]
    assert sum(within) >= 4
    assert not any(
        low <= seen <= high
        for low, seen, high in zip(wrong.low, wrong.happened, wrong.high, strict=True)
    )
    assert wrong.miscalibration > 10 * right.miscalibration


def test_always_the_same_odds_tell_nothing_apart() -> None:
    found = reliability([0.7] * 10, [1] * 7 + [0] * 3)
    assert found.discrimination == pytest.approx(0)
    assert found.miscalibration == pytest.approx(0)


def test_what_is_no_forecast_is_refused() -> None:
    with pytest.raises(ValueError, match="shapes"):
        reliability([0.5, 0.5], [1])
