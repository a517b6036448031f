"""A surface over a few inputs finds smooth truths, knows its doubt, and owns up to thresholds."""

from collections.abc import Callable

import numpy as np
import pytest
from truce_sim.statistics.arrays import Floats, Ints
from truce_sim.statistics.surface import Surface, missed, surface, told

RUNS, SETS, FRESH = 10, 1200, 1000
Truth = Callable[[Floats], Floats]


def smooth(unit: Floats) -> Floats:
    at = 1.2 * unit[:, 0] - 2 * unit[:, 1] ** 2 + 1.5 * unit[:, 0] * unit[:, 2]
    return np.asarray(1 / (1 + np.exp(-at)))


def stepped(unit: Floats) -> Floats:
    return np.where(unit[:, 0] + unit[:, 1] > 1.0, 0.9, 0.15)


def drawn(truth: Truth, seed: int) -> tuple[Floats, Ints, Surface]:
    dice = np.random.default_rng(seed)
    unit = dice.random((SETS, 3))
    counts = dice.binomial(RUNS, truth(unit))
    return unit, counts, surface(unit, counts, RUNS)


def test_a_smooth_truth_is_found_and_fresh_answers_lie_where_told() -> None:
    _, counts, found = drawn(smooth, 1)
    square, _ = missed(found.held_out, counts, RUNS)
    assert square < 0.03**2
    dice = np.random.default_rng(2)
    points = dice.random((200, 3))
    fresh = dice.binomial(FRESH, smooth(points)) / FRESH
    answers = [told(found, point, FRESH) for point in points]
    inside = [one.low <= share <= one.high for one, share in zip(answers, fresh, strict=True)]
    assert sum(inside) >= 184
    assert np.mean([one.high - one.low for one in answers]) < 0.2


def test_what_a_threshold_does_is_seen_at_sets_held_back() -> None:
    unit, counts, found = drawn(stepped, 3)
    square, doubt = missed(found.held_out, counts, RUNS)
    true = float(np.mean((found.held_out - stepped(unit)) ** 2))
    assert square == pytest.approx(true, abs=3 * doubt)
    assert square > 0.06**2
    assert found.spread > 0.3


def test_chance_alone_is_no_miss() -> None:
    dice = np.random.default_rng(4)
    odds = dice.uniform(0.2, 0.8, 4000)
    square, doubt = missed(odds, dice.binomial(RUNS, odds), RUNS)
    assert abs(square) < 3 * doubt
    off, _ = missed(odds + 0.1, dice.binomial(RUNS, odds), RUNS)
    assert off == pytest.approx(0.01, abs=3 * doubt)


def test_beyond_what_was_tried_it_says_so() -> None:
    dice = np.random.default_rng(5)
    unit = np.clip(dice.normal(0.5, 0.1, (SETS, 3)), 0.2, 0.8)
    found = surface(unit, dice.binomial(RUNS, smooth(unit)), RUNS)
    assert not told(found, [0.5, 0.5, 0.5], FRESH).outside
    assert told(found, [1.0, 0.0, 1.0], FRESH).outside


@pytest.mark.parametrize("counts", [np.zeros(SETS), np.full(SETS, RUNS), np.zeros(9)])
def test_nothing_is_fitted_to_nothing(counts: Floats) -> None:
    with pytest.raises(ValueError, match="set"):
        surface(np.full((SETS, 3), 0.5), counts, RUNS)
