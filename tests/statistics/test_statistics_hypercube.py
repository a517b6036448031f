"""Latin hypercubes of our own, point by point those of scipy."""

import numpy as np
import pytest
from scipy.stats.qmc import LatinHypercube
from truce_sim.statistics.hypercube import latin_hypercube


def luck(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(seed))


@pytest.mark.parametrize(("points", "axes"), [(1, 1), (2, 5), (50, 7), (400, 24)])
def test_they_are_those_of_scipy_to_the_bit(points: int, axes: int) -> None:
    theirs = LatinHypercube(axes, rng=luck(points)).random(points)
    assert latin_hypercube(points, axes, luck(points)).tobytes() == theirs.tobytes()


def test_every_part_of_every_axis_holds_one_point() -> None:
    found = latin_hypercube(60, 4, luck(1))
    parts = np.sort(np.floor(found * 60).astype(int), axis=0)
    assert (parts == np.arange(60)[:, None]).all()
