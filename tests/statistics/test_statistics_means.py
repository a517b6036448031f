"""Means and paired means: t intervals, and what they say when nothing varied."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.statistics.means import mean, paired_mean


def test_the_t_interval_agrees_with_scipy() -> None:
    from scipy.stats import ttest_1samp

    values = np.array([3.0, 5.0, 4.0, 9.0, 1.0])
    for level in (0.9, 0.95):
        known = ttest_1samp(values, 0).confidence_interval(level)
        found = mean(values, level)
        assert (found.low, found.high) == pytest.approx((known.low, known.high))
        assert found.value == pytest.approx(4.4)
        assert found.runs == 5


def test_the_paired_interval_is_that_of_the_differences() -> None:
    rng = np.random.default_rng(1)
    first = rng.normal(100, 50, 400)
    second = first + rng.normal(2, 1, 400)
    paired, alone = paired_mean(first, second), mean(second - first)
    assert (paired.value, paired.low, paired.high) == (alone.value, alone.low, alone.high)
    assert paired.low > 0
    assert paired.value == pytest.approx(2, abs=0.2)
    assert paired_mean(second, first).value == -paired.value


def test_a_family_widens_by_bonferroni_and_keeps_the_level_of_all_together() -> None:
    rng = np.random.default_rng(2)
    first, second = rng.random(300), rng.random(300)
    five = paired_mean(first, second, 0.95, family=5)
    alone = paired_mean(first, second, 0.99)
    assert (five.low, five.high) == pytest.approx((alone.low, alone.high))
    assert (five.level, five.family) == (0.95, 5)


def test_values_all_alike_still_leave_doubt_where_bounds_are_known() -> None:
    found = mean([336.0] * 100, bounds=(0.0, 336.0))
    assert found.value == found.high == 336
    assert found.low == pytest.approx(336 * 0.025 ** (1 / 100))
    same = paired_mean([5.0] * 50, [5.0] * 50, largest=10)
    assert same.value == 0
    assert (same.low, same.high) == pytest.approx((-same.high, 10 * (1 - 0.025 ** (1 / 50))))
    assert mean([7.0], bounds=(0, 10)).low < 7


def test_the_interval_is_cut_to_the_bounds() -> None:
    found = mean([10.0, 10.0, 9.0, 0.0], bounds=(0, 10))
    assert found.high == 10
    assert mean([10.0, 10.0, 9.0, 0.0]).high > 10


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40))
@settings(deadline=None)
def test_a_mean_lies_within_its_interval_and_ignores_order(values: list[float]) -> None:
    found, turned = mean(values), mean(values[::-1])
    assert found.low <= found.value <= found.high
    assert turned.value == pytest.approx(found.value, abs=1e-6)
    assert turned.high - turned.low == pytest.approx(found.high - found.low, abs=1e-6)


@pytest.mark.parametrize(
    "values", [[], [1.0], [1.0, float("nan")], [1.0, float("inf")], [[1.0, 2.0]]]
)
def test_what_has_no_mean_or_no_interval_is_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match=r"values|interval|dimension"):
        mean(values)


def test_mismatched_or_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        paired_mean([1.0, 2.0], [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="bounds"):
        mean([1.0, 11.0], bounds=(0, 10))
    with pytest.raises(ValueError, match="family"):
        paired_mean([1.0, 2.0], [2.0, 1.0], family=0)
