"""The rate of incidents a day keeps its level where days differ by more than chance."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.statistics.daycounts import daily_rate
from truce_sim.statistics.laws import t_quantile


def days(count: int) -> np.ndarray:
    return np.ones(count)


def overdispersed(mean: float, dispersion: float, size: int, random: np.random.Generator) -> object:
    """Draw counts of variance dispersion x mean (negative binomial; Poisson at 1)."""
    if dispersion == 1:
        return random.poisson(mean, size)
    return random.negative_binomial(mean / (dispersion - 1), 1 / dispersion, size)


@pytest.mark.parametrize("dispersion", [1.0, 5.0])
@pytest.mark.parametrize("size", [5, 28])
def test_the_interval_holds_the_rate_in_95_of_100_files(dispersion: float, size: int) -> None:
    random = np.random.default_rng(20300501)
    kept, known = 0, 0
    for _ in range(400):
        found = daily_rate(
            np.asarray(overdispersed(12.0, dispersion, size, random)), days(size), np.arange(size)
        )
        assert found.low is not None
        assert found.high is not None
        kept += found.low <= 12 <= found.high
        known += found.dispersion is not None and (
            found.dispersion.low <= dispersion <= found.dispersion.high
        )
    # Three standard errors of 400 are three points in 100.
    assert kept >= 368
    assert known >= 368


def test_spells_widen_the_interval() -> None:
    # The same numbers, once in spells of four days and once mixed.
    spells = np.tile(np.repeat([2, 30, 8, 40], 4), 3)
    mixed = np.random.default_rng(1).permutation(spells)
    alike = daily_rate(spells, days(48), np.arange(48))
    apart = daily_rate(mixed, days(48), np.arange(48))
    assert alike.value == apart.value
    assert alike.correlation is not None
    assert alike.correlation.low > 0.3
    assert alike.low is not None
    assert apart.low is not None
    assert alike.low < apart.low


def test_chance_alone_gives_the_score_interval_with_students_t() -> None:
    """Even counts: dispersion is below 1, and chance is left, where the roots are known."""
    found = daily_rate([9, 9, 9, 9], days(4), np.arange(4))
    t = t_quantile(0.975, 3)
    for end in (found.low, found.high):
        assert end is not None
        assert (9 - end) ** 2 == pytest.approx(t**2 * end / 4)


def test_rows_of_several_days_count_by_their_length() -> None:
    found = daily_rate([10, 30, 10, 20, 10], [1, 3, 1, 2, 1], [0, 1, 4, 5, 7])
    assert found.value == 10
    assert found.days == 8
    assert found.dispersion is not None
    assert found.dispersion.value == 0


def test_nothing_counted_still_leaves_something_possible() -> None:
    found = daily_rate(np.zeros(30), days(30), np.arange(30))
    assert (found.value, found.low) == (0, 0)
    assert found.high is not None
    assert 0 < found.high < 0.2
    assert found.dispersion is None


def test_three_numbers_have_no_interval() -> None:
    found = daily_rate([4, 8, 6], days(3), np.arange(3))
    assert (found.value, found.low, found.high) == (6, None, None)


@given(st.lists(st.integers(0, 500), min_size=4, max_size=60), st.integers(2, 9))
def test_the_interval_holds_the_value_and_follows_the_unit(counts: list[int], scale: int) -> None:
    found = daily_rate(counts, days(len(counts)), np.arange(len(counts)))
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value <= found.high
    assert math.isfinite(found.high)
    assert (found.low > 0) == (found.value > 0)
    longer = daily_rate(counts, days(len(counts)) * scale, np.arange(len(counts)) * scale)
    assert longer.value == pytest.approx(found.value / scale)
    assert longer.high == pytest.approx(found.high / scale) or found.correlation is not None


def test_what_makes_no_sense_is_refused() -> None:
    for numbers, lengths in (([1, -1], [1, 1]), ([1, 1], [1, 0]), ([1, 1], [1, 1, 1]), ([], [])):
        with pytest.raises(ValueError, match=r".+"):
            daily_rate(numbers, lengths, range(len(numbers)))


@pytest.mark.slow
@pytest.mark.parametrize(("alike", "least"), [(0.5, 0.89), (0.8, 0.76)])
def test_what_the_page_says_of_spells(alike: float, least: float) -> None:
    """Counts about a level that drifts: a month of them says less than it seems to."""
    random = np.random.default_rng(7)
    variance = math.log(1 + 4 / 25)  # of the logarithm of the level, for a dispersion of 5
    kept = 0
    for _ in range(1500):
        steps = random.normal(size=28)
        level = np.empty(28)
        level[0] = steps[0]
        for day in range(1, 28):
            level[day] = alike * level[day - 1] + math.sqrt(1 - alike**2) * steps[day]
        mean = 25 * np.exp(math.sqrt(variance) * level - variance / 2)
        found = daily_rate(random.poisson(mean), days(28), np.arange(28))
        assert found.low is not None
        assert found.high is not None
        kept += found.low <= 25 <= found.high
    assert least < kept / 1500 < 0.96
