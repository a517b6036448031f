"""Doubt about inputs, told apart from chance between runs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.statistics.ignorance import (
    doubt,
    odds_quantiles,
    variance_between_draws,
)

A, B = 6.8, 1.5  # odds of mean .82 and standard deviation .126


def draws(number: int, runs: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.binomial(runs, rng.beta(A, B, number))


@pytest.mark.parametrize(("runs", "number"), [(2, 5000), (10, 1000), (20, 500)])
def test_spread_and_quantiles_come_back_whatever_the_runs_per_draw(runs: int, number: int) -> None:
    from scipy.stats import beta

    truth = beta(A, B)
    found = doubt(draws(number, runs, seed=1), runs)
    assert found.mean.low < truth.mean() < found.mean.high
    assert found.sd == pytest.approx(truth.std(), abs=0.013)
    assert found.low == pytest.approx(truth.ppf(0.05), abs=0.03)
    assert found.high == pytest.approx(truth.ppf(0.95), abs=0.015)
    assert len(found.dots) == 20
    assert found.dots == pytest.approx(truth.ppf((np.arange(20) + 0.5) / 20), abs=0.04)


def test_observed_shares_are_far_too_wide_at_few_runs_per_draw() -> None:
    held = draws(1000, 10, seed=2)
    assert np.std(held / 10) > 0.165
    assert np.quantile(held / 10, 0.05) < 0.52
    assert doubt(held, 10).low > 0.56


def test_the_corrected_variance_is_unbiased() -> None:
    truth = A * B / ((A + B) ** 2 * (A + B + 1))
    found = [variance_between_draws(draws(3000, 4, seed), 4) for seed in range(200)]
    assert np.mean(found) == pytest.approx(truth, rel=0.015)


def test_no_doubt_leaves_only_chance() -> None:
    held = np.random.default_rng(3).binomial(20, 0.7, 400)
    found = doubt(held, 20)
    assert found.sd < 0.03
    assert found.high - found.low < 0.08


def test_certain_draws_give_two_piles() -> None:
    found = doubt([0, 20] * 50, 20)
    assert found.low == pytest.approx(0, abs=1e-6)
    assert found.high == pytest.approx(1, abs=1e-6)
    assert sum(dot > 0.5 for dot in found.dots) == 10
    assert found.sd == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(("count", "odds"), [(0, 0.0), (20, 1.0)])
def test_all_alike_gives_one_pile_and_an_open_mean(count: int, odds: float) -> None:
    found = doubt([count] * 50, 20)
    assert found.dots == (odds,) * 20
    assert found.sd == 0
    assert found.mean.value == odds
    assert found.mean.high - found.mean.low > 0.05


def test_equal_counts_between_the_ends_have_no_spread() -> None:
    found = doubt([14] * 60, 20)
    assert found.sd == 0
    assert found.high - found.low < 0.05
    assert found.low < 0.7 < found.high


@given(
    st.integers(2, 30).flatmap(
        lambda m: st.tuples(st.just(m), st.lists(st.integers(0, m), min_size=2, max_size=60))
    )
)
@settings(deadline=None, max_examples=25)
def test_dots_rise_within_zero_and_one_and_mirror(case: tuple[int, list[int]]) -> None:
    runs, counts = case
    found = doubt(counts, runs)
    ends = (found.low, *found.dots, found.high)
    assert all(0 <= dot <= 1 for dot in ends)
    assert list(found.dots) == sorted(found.dots)
    assert found.dots[0] <= found.low <= found.high <= found.dots[-1]
    assert found.sd >= 0
    mirrored = odds_quantiles([runs - count for count in counts], runs, [0.1, 0.9])
    straight = odds_quantiles(counts, runs, [0.9, 0.1])
    assert 1 - mirrored == pytest.approx(straight, abs=0.02)


@pytest.mark.parametrize(
    ("counts", "runs"), [([3], 10), ([1, 0], 1), ([11, 2], 10), ([-1, 2], 10), ([0.5, 1], 10)]
)
def test_bad_input_is_refused(counts: list[int], runs: int) -> None:
    for call in (doubt, variance_between_draws):
        with pytest.raises(ValueError, match=r"draw|counts"):
            call(counts, runs)
