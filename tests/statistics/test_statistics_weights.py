"""Histories that count unequally."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.statistics.proportions import share, share_of
from truce_sim.statistics.survival import survival_curve
from truce_sim.statistics.weights import NoWeightError, Weights

LOGS = st.lists(st.floats(-30, 30), min_size=2, max_size=40)


def equal(n: int) -> Weights:
    return Weights.of_logs(np.zeros(n))


@given(LOGS)
def test_weights_are_shares_and_as_many_in_effect_as_there_are_at_most(logs: list[float]) -> None:
    weights = Weights.of_logs(logs)
    assert weights.each.sum() == pytest.approx(1)
    assert 1 - 1e-9 <= weights.effective <= len(logs) + 1e-9


def test_equal_weights_are_none() -> None:
    held = np.arange(50) % 3 == 0
    lives = np.where(held, 100.0, np.arange(50) + 1.0)
    weights = equal(50)
    assert weights.effective == pytest.approx(50)
    plain, weighted = share(int(held.sum()), 50), share_of(held, weights)
    assert weighted.model_dump(exclude={"value", "low", "high"}) == plain.model_dump(
        exclude={"value", "low", "high"}
    )
    assert (weighted.value, weighted.low, weighted.high) == pytest.approx(
        (plain.value, plain.low, plain.high)
    )
    curves = [survival_curve(lives, ~held, [0, 10, 50], weights=one) for one in (None, weights)]
    assert curves[0].value == pytest.approx(curves[1].value)
    assert curves[0].low == pytest.approx(curves[1].low)


def test_a_history_of_weight_two_is_two_histories() -> None:
    weights = Weights.of_logs(np.log([2.0, 1.0, 1.0]))
    assert weights.total([1, 0, 1]) == pytest.approx(3 / 4)
    assert weights.quantile([3.0, 1.0, 2.0], 0.5) == 2
    assert weights.quantile([3.0, 1.0, 2.0], 0.51) == 3
    assert weights.effective == pytest.approx(16 / 6)


def test_what_counts_nothing_is_never_looked_at() -> None:
    weights = Weights.of_logs([0.0, -np.inf, 0.0])
    assert weights.alive == 2
    assert weights.total([1.0, np.nan, 3.0]) == pytest.approx(2)
    assert share_of([1, 0, 1], weights).high == 1
    assert share_of([1, 0, 1], weights).low < 0.3  # two histories in effect, both of which held


def test_no_history_that_fits_is_said() -> None:
    with pytest.raises(NoWeightError, match="no history"):
        Weights.of_logs([-np.inf, -np.inf])


def test_intervals_know_the_weights() -> None:
    """Of 95% intervals of weighted shares, 95 in 100 hold what is true."""
    luck = np.random.default_rng(5)
    inside = 0
    for _ in range(400):
        x = luck.normal(size=800)
        # What weighs much also holds more often: the true share under the weights is that of
        # normal numbers with mean 1/2.
        weights = Weights.of_logs(0.5 * x)
        yes = luck.random(800) < 1 / (1 + np.exp(-x))
        found = share_of(yes, weights)
        inside += found.low <= TRUE <= found.high
    assert inside >= 0.92 * 400


POINTS = np.linspace(-8, 9, 20001)
LAW = np.exp(-((POINTS - 0.5) ** 2) / 2)
TRUE = float((LAW / (1 + np.exp(-POINTS))).sum() / LAW.sum())
