"""The smallest level that meets a target, and quantiles of critical values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.statistics.laws import binomial_masses
from sim.statistics.proportions import lower_bound
from sim.statistics.threshold import quantile_interval, reversals, smallest_level


def test_sure_needs_the_lower_bound_and_seen_only_the_estimate() -> None:
    counts = [1700, 1801, 1830, 1850]
    assert lower_bound(1830, 2000) >= 0.9 > lower_bound(1801, 2000)
    found = smallest_level(counts, 2000, 0.9)
    assert (found.sure, found.seen) == (2, 1)


def test_a_saturating_lever_reaches_nothing() -> None:
    counts = [774, 1294, 1506, 1554, 1566, 1568, 1568]
    found = smallest_level(counts, 2000, 0.9)
    assert found.sure is None
    assert found.seen is None
    assert smallest_level(counts, 2000, 0.3).sure == 0


def test_the_search_stops_at_the_first_failure_from_the_strongest_down() -> None:
    # The third level fails, so the second, though high, was never tested.
    assert smallest_level([100, 990, 850, 990], 1000, 0.9).sure == 3
    assert smallest_level([990, 990, 990, 850], 1000, 0.9).sure is None


def test_an_insufficient_level_is_called_sure_in_at_most_five_of_a_hundred() -> None:
    # The hardest case: one level exactly below the target, the stronger ones just sufficient.
    shares = np.array([0.70, 0.8999, 0.93, 0.95])
    rng = np.random.default_rng(8)
    wrong = 0
    for _ in range(4000):
        counts = (rng.random(500)[None, :] < shares[:, None]).sum(axis=1)
        sure = smallest_level(counts, 500, 0.9).sure
        wrong += sure is not None and shares[sure] < 0.9
    assert 0.01 < wrong / 4000 <= 0.05


@pytest.mark.parametrize(("runs", "share"), [(50, 0.1), (200, 0.1), (37, 0.5), (2000, 0.9)])
def test_the_order_statistic_interval_covers_and_is_no_wider_than_needed(
    runs: int, share: float
) -> None:
    # With values 1..n the ends are the ranks themselves.
    found = quantile_interval(np.arange(1, runs + 1), share)
    low = 0 if np.isinf(found.low) else int(found.low)
    high = runs + 1 if np.isinf(found.high) else int(found.high)
    mass = binomial_masses(runs, share)
    # The quantile is below X_(low) if fewer than `low` values lie under it, and so on.
    assert mass[:low].sum() <= 0.025 < mass[: low + 1].sum()
    assert mass[high:].sum() <= 0.025 < mass[high - 1 :].sum()
    assert found.low <= found.value <= found.high


def test_too_few_values_leave_an_end_open() -> None:
    found = quantile_interval([3.0, 1.0, 2.0], 0.1)
    assert found.low == -np.inf
    assert found.value == 1
    assert np.isfinite(quantile_interval(np.arange(200), 0.1).low)


def test_worlds_that_nothing_saves_count_as_infinite() -> None:
    # Delays up to which each of 100 worlds holds; twenty hold at none.
    values = np.concatenate([np.full(20, -np.inf), np.linspace(1, 2, 80)])
    assert quantile_interval(values, 0.1).value == -np.inf
    assert 1 <= quantile_interval(values, 0.5).value <= 2


def test_reversals_count_replications_once() -> None:
    held = np.array(
        [
            [0, 1, 1, 0, 1],
            [1, 0, 1, 1, 0],
            [1, 1, 1, 0, 1],
            [1, 0, 1, 1, 1],
        ]
    )
    found = reversals(held)
    assert (found.count, found.runs) == (3, 5)
    monotone = reversals(np.array([[0, 0, 1], [0, 1, 1]]))
    assert monotone.count == 0
    assert monotone.high > 0


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=200), st.floats(0.02, 0.98))
@settings(deadline=None)
def test_a_quantile_lies_within_its_interval_and_shifts_with_the_values(
    values: list[float], share: float
) -> None:
    found = quantile_interval(values, share)
    assert found.low <= found.value <= found.high
    assert found.value in values
    assert np.mean(np.array(values) <= found.value) >= share - 1e-9


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="target"):
        smallest_level([1], 2, 1.0)
    with pytest.raises(ValueError, match="counts"):
        smallest_level([], 2, 0.5)
    with pytest.raises(ValueError, match="counts"):
        smallest_level([3], 2, 0.5)
    with pytest.raises(ValueError, match="NaN"):
        quantile_interval([np.nan], 0.5)
    with pytest.raises(ValueError, match="share"):
        quantile_interval([1.0], 0.0)
