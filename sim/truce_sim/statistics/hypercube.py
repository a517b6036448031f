"""Latin hypercubes: points that fill each of several axes evenly."""

import numpy as np

from truce_sim.statistics.arrays import Floats


def latin_hypercube(points: int, axes: int, generator: np.random.Generator) -> Floats:
    """Return a Latin hypercube, shape (points, axes), in [0, 1).

    Each axis is cut into as many equal parts as there are points, and each part holds one point, at
    a place of its own (McKay, Beckman and Conover 1979). The same points from the same generator as
    `scipy.stats.qmc.LatinHypercube`, which spawns one of its own from it as well, and whose import
    takes longer than many a study.
    """
    (generator,) = generator.spawn(1)
    within = generator.uniform(size=(points, axes))
    parts = np.tile(np.arange(1, points + 1), (axes, 1))
    for row in parts:
        generator.shuffle(row)
    return np.asarray((parts.T - within) / points, dtype=np.float64)
