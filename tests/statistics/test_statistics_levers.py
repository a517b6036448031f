"""Which inputs seem to move the odds, from a few runs at each of many draws."""

import numpy as np
import pytest
from truce_sim.statistics.arrays import Floats
from truce_sim.statistics.levers import TooFewDrawsError, slopes
from truce_sim.statistics.metamodel import OutsideBoxError

SLOPES = np.array([1.5, -0.8, 0.0, 0.0])
"""Log-odds from the middle of the range to its upper end; the last two inputs are inert."""


def drawn(seed: int, draws: int = 100, runs: int = 10) -> Floats:
    rng = np.random.default_rng(seed)
    unit = rng.random((draws, 4))
    logits = (2 * unit - 1) @ SLOPES
    held = rng.random((draws, runs)) < (1 / (1 + np.exp(-logits)))[:, None]
    return slopes(unit, held)


def test_inputs_that_matter_have_the_slopes_that_they_have() -> None:
    assert drawn(1, draws=2000) == pytest.approx(SLOPES, abs=0.1)


def test_a_hundred_draws_rank_what_matters_first() -> None:
    found = [np.argsort(-np.abs(drawn(seed)))[:2].tolist() for seed in range(50)]
    assert sum(first == [0, 1] for first in found) >= 45


def test_what_decides_everything_stays_finite() -> None:
    points = np.linspace(0, 1, 50)[:, None]
    (slope,) = slopes(points, np.repeat(points > 0.5, 4, axis=1))
    assert 2 < slope < 100


def test_what_cannot_be_fitted_is_refused() -> None:
    held = np.tile([[True, False]], (20, 1))
    points = np.linspace(0, 1, 20)[:, None]
    with pytest.raises(TooFewDrawsError):
        slopes(points[:11], held[:11])
    with pytest.raises(ValueError, match="20 draws but outcomes of 19"):
        slopes(points, held[:19])
    with pytest.raises(OutsideBoxError):
        slopes(2 * points, held)
