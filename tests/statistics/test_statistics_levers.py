"""Which inputs move the odds, from a few runs at each of many draws."""

import numpy as np
import pytest
from truce_sim.statistics.levers import Move, TooFewDrawsError, moves
from truce_sim.statistics.metamodel import OutsideBoxError

LOW, HIGH = np.array([0.0, 10.0, -1.0, 2.0]), np.array([1.0, 50.0, 1.0, 3.0])
MIDDLE = (LOW + HIGH) / 2
SLOPES = np.array([1.5, -0.8, 0.0, 0.0])
"""Log-odds from the middle of the range to its upper end; the last two inputs are inert."""


def drawn(seed: int, draws: int = 100, runs: int = 10, spread: float = 0.0) -> tuple[Move, ...]:
    """Return the moves found; with `spread`, draws differ by more than their inputs."""
    rng = np.random.default_rng(seed)
    unit = rng.random((draws, 4))
    logits = (2 * unit - 1) @ SLOPES + spread * rng.standard_normal(draws)
    held = rng.random((draws, runs)) < (1 / (1 + np.exp(-logits)))[:, None]
    return moves(LOW + unit * (HIGH - LOW), held, LOW, HIGH, MIDDLE, 0.5)


def truth(place: int, end: int) -> float:
    return float(1 / (1 + np.exp(-end * SLOPES[place])))


def test_inputs_that_matter_are_clear_and_of_the_right_size() -> None:
    found = drawn(1, draws=2000)
    assert [move.clear for move in found] == [True, True, False, False]
    for place, move in enumerate(found):
        assert move.at_low == pytest.approx(truth(place, -1), abs=0.03)
        assert move.at_high == pytest.approx(truth(place, 1), abs=0.03)
        assert move.low_interval[0] < move.at_low < move.low_interval[1]
        assert move.high_interval[0] < move.at_high < move.high_interval[1]


def test_the_moves_start_from_the_odds_at_home() -> None:
    rng = np.random.default_rng(3)
    points = rng.random((60, 1))
    held = rng.random((60, 10)) < points
    (at_end,) = moves(points, held, [0], [1], [1.0], 0.9)
    assert at_end.at_high == pytest.approx(0.9)
    assert at_end.high_interval == pytest.approx((0.9, 0.9))
    assert at_end.at_low < 0.5


@pytest.mark.parametrize("spread", [0.0, 0.7])
def test_all_intervals_together_hold_the_truth(spread: float) -> None:
    """Also where draws differ by more than chance between runs: that is what clusters are for."""
    whole, missed = 120, 0
    for seed in range(whole):
        for place, move in enumerate(drawn(seed, spread=spread)):
            low, high = move.high_interval
            # Spread flattens the odds of the average truce; what is inert stays inert.
            if (spread == 0 or place > 1) and not low <= truth(place, 1) <= high:
                missed += 1
                break
    assert missed / whole <= 0.10


def test_what_decides_everything_stays_finite() -> None:
    points = np.linspace(0, 1, 50)[:, None]
    (move,) = moves(points, np.repeat(points > 0.5, 4, axis=1), [0], [1], [0.5], 0.5)
    assert move.clear
    assert 0 <= move.at_low < 0.1
    assert 0.9 < move.at_high <= 1


def test_what_cannot_be_fitted_is_refused() -> None:
    held = np.tile([[True, False]], (20, 1))
    points = np.linspace(0, 1, 20)[:, None]
    with pytest.raises(TooFewDrawsError):
        moves(points[:11], held[:11], [0], [1], [0.5], 0.5)
    with pytest.raises(ValueError, match="odds at home"):
        moves(points, held, [0], [1], [0.5], 1.0)
    with pytest.raises(ValueError, match="20 draws but outcomes of 19"):
        moves(points, held[:19], [0], [1], [0.5], 0.5)
    with pytest.raises(OutsideBoxError):
        moves(points, held, [0], [1], [1.5], 0.5)
