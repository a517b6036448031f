"""The set of settings that cannot be told from the best."""

import numpy as np
import pytest
from truce_sim.statistics.selection import indistinguishable_from_best


def related(shares: list[float], runs: int, link: float, rng: np.random.Generator) -> np.ndarray:
    """Return 0/1 outcomes, settings by runs, that share their chance in `link` of all runs."""
    shared, own = rng.random(runs), rng.random((len(shares), runs))
    chance = np.where(rng.random((len(shares), runs)) < link, shared, own)
    return chance < np.array(shares)[:, None]


@pytest.mark.parametrize("link", [0.0, 0.9, 0.99])
def test_ten_equal_settings_are_told_apart_in_at_most_five_of_a_hundred(link: float) -> None:
    wrong = 0
    for seed in range(200):
        held = related([0.8] * 10, 500, link, np.random.default_rng(seed))
        wrong += indistinguishable_from_best(held) != tuple(range(10))
    assert wrong <= 10


def test_picking_by_separate_intervals_would_call_a_winner_far_too_often() -> None:
    wrong = 0
    for seed in range(200):
        held = related([0.8] * 10, 500, 0.9, np.random.default_rng(seed))
        ahead = (held[:, None, :] & ~held[None, :, :]).sum(axis=2)
        behind = ahead.T
        z = (ahead - behind) / np.sqrt(np.maximum(ahead + behind, 1))
        wrong += bool((z > 1.96).any())
    assert wrong > 60


def test_identical_histories_are_all_in() -> None:
    held = np.tile(np.random.default_rng(1).random(400) < 0.7, (10, 1))
    assert indistinguishable_from_best(held) == tuple(range(10))
    assert indistinguishable_from_best(np.ones((3, 50))) == (0, 1, 2)


def test_what_is_clearly_worse_is_left_out() -> None:
    rng = np.random.default_rng(2)
    held = related([0.60, 0.80, 0.801, 0.70], 2000, 0.9, rng)
    assert indistinguishable_from_best(held) == (1, 2)


def test_shared_histories_tell_small_differences_apart() -> None:
    shared = np.random.default_rng(3).random(2000)
    held = shared < np.array([[0.80], [0.82]])
    assert indistinguishable_from_best(held) == (1,)
    apart = np.random.default_rng(3).random((2, 2000)) < np.array([[0.80], [0.82]])
    assert indistinguishable_from_best(apart) == (0, 1)


def test_the_bar_is_an_exact_test_over_all_ordered_pairs() -> None:
    # Two settings, two ordered pairs: 2^-m <= 0.025 needs six wins out of six, not five.
    five, six = np.zeros((2, 100)), np.zeros((2, 100))
    five[1, :5] = 1
    six[1, :6] = 1
    assert indistinguishable_from_best(five) == (0, 1)
    assert indistinguishable_from_best(six) == (1,)


def test_order_of_settings_and_runs_does_not_matter() -> None:
    rng = np.random.default_rng(4)
    held = related([0.5, 0.7, 0.72, 0.3, 0.71], 1000, 0.8, rng)
    found = indistinguishable_from_best(held)
    order = np.array([3, 1, 4, 0, 2])
    moved = indistinguishable_from_best(held[order][:, rng.permutation(1000)])
    assert sorted(order[list(moved)].tolist()) == list(found)


def test_one_setting_is_the_best_and_bad_input_is_refused() -> None:
    assert indistinguishable_from_best([[0, 1, 1]]) == (0,)
    with pytest.raises(ValueError, match="dimension"):
        indistinguishable_from_best([0, 1])
    with pytest.raises(ValueError, match="0 and 1"):
        indistinguishable_from_best([[0, 2]])
