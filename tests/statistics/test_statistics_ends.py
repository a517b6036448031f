"""One input at both ends of its range: exact ends, and a winner only where there is one."""

import numpy as np
import pytest
from truce_sim.statistics.ends import measured, surely_widest


def pairs(rng: np.random.Generator, shares: np.ndarray, runs: int) -> np.ndarray:
    """Return outcomes that share their luck, shape (settings, runs)."""
    return np.asarray(rng.random(runs)[None, :] < shares[:, None])


def test_the_ends_and_the_change_are_those_of_the_runs() -> None:
    low, high = pairs(np.random.default_rng(1), np.array([0.2, 0.7]), 400)
    found = measured(low, high, family=3)
    assert found.at_low.value == low.mean()
    assert found.at_high.value == high.mean()
    assert found.at_low.method == "clopper-pearson"
    assert found.change.value == pytest.approx(high.mean() - low.mean())
    assert found.clear
    assert not measured(low, low).clear
    assert not measured(np.ones(40), np.ones(40)).clear


def test_all_intervals_of_a_family_hold_together_also_those_chosen_for_their_size() -> None:
    rng = np.random.default_rng(2)
    truth = np.array([[0.5, 0.52], [0.5, 0.6], [0.9, 0.97], [0.3, 0.3]])
    missed = wrong = told = off = 0
    for _ in range(300):
        for place, shares in enumerate(truth):
            low, high = pairs(rng, shares, 150)
            found = measured(low, high, family=4)
            held = [
                end.low <= p <= end.high
                for end, p in zip((found.at_low, found.at_high), shares, strict=True)
            ]
            missed += not all(held)
            wrong += found.clear and found.change.value * (shares[1] - shares[0]) <= 0
            if found.clear:
                told, off = told + 1, off + (not all(held))
            del place
    assert missed / 300 <= 0.08
    assert wrong / 300 <= 0.08
    assert off / told <= 0.05


def test_the_widest_is_named_only_where_it_is_sure() -> None:
    rng = np.random.default_rng(3)
    ends = [(0.3, 0.9), (0.7, 0.5), (0.55, 0.6)]
    low, high = np.array([pairs(rng, np.array(both), 500) for both in ends]).swapaxes(0, 1)
    assert surely_widest(low, high) == 0
    assert surely_widest(low[1:], high[1:]) == 0
    assert surely_widest(low[2:], low[2:]) is None


def test_equals_are_seldom_ranked() -> None:
    rng = np.random.default_rng(4)
    named = 0
    for _ in range(200):
        low = pairs(rng, np.array([0.4, 0.4, 0.45]), 160)
        luck = rng.random((3, 160))
        high = luck < np.array([0.65, 0.65, 0.5])[:, None]
        named += surely_widest(low, high) is not None
    assert named / 200 <= 0.05


def test_what_differs_in_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        measured([1, 0], [1, 0, 1])
    with pytest.raises(ValueError, match="dimension"):
        surely_widest([1, 0], [0, 1])
