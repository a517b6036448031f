"""Doubt about inputs, told apart from chance between runs."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.statistics.ignorance import Doubt, doubt

Law = Callable[[np.random.Generator, int], np.ndarray]


def logistic(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x)))


LAWS: dict[str, Law] = {
    "one hump": lambda rng, n: logistic(0.85 * rng.standard_normal(n)),
    "narrow": lambda rng, n: logistic(0.4 + 0.25 * rng.standard_normal(n)),
    "a yes/no input": lambda rng, n: np.where(rng.random(n) < 0.4, 0.25, 0.85),
    "skewed": lambda rng, n: logistic(2.4 - 1.5 * rng.exponential(1, n)),
    "a threshold": lambda rng, n: np.where(
        rng.random(n) < 0.5, rng.uniform(0.02, 0.1, n), rng.uniform(0.9, 0.98, n)
    ),
    "a rare hump": lambda rng, n: np.where(rng.random(n) < 0.08, 0.3, 0.9),
    "near certainty": lambda rng, n: logistic(4 + rng.standard_normal(n)),
    "no spread": lambda rng, n: np.full(n, 0.6),
    "no spread, rare": lambda rng, n: np.full(n, 0.95),
}


def told(law: Law, seed: int, draws: int = 100, runs: int = 10) -> Doubt:
    rng = np.random.default_rng(seed)
    return doubt(rng.binomial(runs, law(rng, draws)), runs)


def truth(law: Law) -> tuple[float, float, float]:
    odds = law(np.random.default_rng(0), 200_000)
    low, high = np.quantile(odds, [0.05, 0.95])
    return float(low), float(high), float(odds.mean())


def holds(found: Doubt, law: Law) -> tuple[bool, bool, bool]:
    low, high, mean = truth(law)
    room = 1e-9
    return (
        found.low_interval[0] - room <= low <= found.low_interval[1] + room,
        found.high_interval[0] - room <= high <= found.high_interval[1] + room,
        found.mean.low <= mean <= found.mean.high,
    )


def test_the_intervals_of_the_ends_hold_the_truth_whatever_the_law() -> None:
    """A look at one study of each law; the slow test counts."""
    held = [holds(told(law, 3), law) for law in LAWS.values()]
    assert np.mean(held) >= 0.9


@pytest.mark.slow
@pytest.mark.parametrize("draws", [50, 100])
@pytest.mark.parametrize("name", LAWS)
def test_they_do_so_as_often_as_they_say(name: str, draws: int) -> None:
    """150 studies: with 95 in 100 covered, fewer than 90 in 100 come up one time in 300."""
    law = LAWS[name]
    low, high, mean = np.mean([holds(told(law, seed, draws), law) for seed in range(150)], axis=0)
    assert low >= 0.9
    assert high >= 0.9
    assert mean >= 0.9


@pytest.mark.parametrize("name", ["one hump", "a yes/no input"])
def test_the_ends_come_out_near_the_truth(name: str) -> None:
    found = [told(LAWS[name], seed) for seed in range(3)]
    low, high, _ = truth(LAWS[name])
    assert np.mean([one.low for one in found]) == pytest.approx(low, abs=0.1)
    assert np.mean([one.high for one in found]) == pytest.approx(high, abs=0.1)


def test_no_spread_is_claimed_where_there_is_none() -> None:
    for name in ("no spread", "no spread, rare"):
        found = told(LAWS[name], 1)
        assert found.low_interval[1] >= found.high_interval[0]


@pytest.mark.parametrize("count", [0, 20])
def test_all_alike_leaves_the_ends_open(count: int) -> None:
    found = doubt([count] * 50, 20)
    assert found.mean.value == count / 20
    assert found.mean.high - found.mean.low > 0.05
    ends = (*found.low_interval, *found.high_interval)
    assert min(ends) <= count / 20 <= max(ends)
    assert found.low_interval[1] >= found.high_interval[0]


@given(
    st.integers(2, 30).flatmap(
        lambda m: st.tuples(st.just(m), st.lists(st.integers(0, m), min_size=2, max_size=60))
    )
)
@settings(deadline=None, max_examples=4)
def test_ends_lie_in_their_intervals_and_mirror(case: tuple[int, list[int]]) -> None:
    runs, counts = case
    found = doubt(counts, runs)
    assert 0 <= found.low_interval[0] <= found.low <= found.low_interval[1] <= 1
    assert 0 <= found.high_interval[0] <= found.high <= found.high_interval[1] <= 1
    mirrored = doubt([runs - count for count in counts], runs)
    assert 1 - mirrored.high == pytest.approx(found.low, abs=1e-6)
    assert 1 - mirrored.low == pytest.approx(found.high, abs=1e-6)


@pytest.mark.parametrize(
    ("counts", "runs"), [([3], 10), ([1, 0], 1), ([11, 2], 10), ([-1, 2], 10), ([0.5, 1], 10)]
)
def test_bad_input_is_refused(counts: list[int], runs: int) -> None:
    with pytest.raises(ValueError, match=r"draw|counts"):
        doubt(counts, runs)
