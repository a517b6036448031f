"""Doubt about inputs: the scenario run over its believable ranges, a few runs a draw."""

from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from sim.model import build_world
from sim.model.streams import address
from sim.runs.replications import Setting, Work
from sim.scenario import Scenario
from sim.scenario.believable import believable_inputs, draw
from sim.statistics.ignorance import doubt
from sim.studies.results import Ignorance

RUNS_PER_DRAW = 10
FEWEST_DRAWS, MOST_DRAWS = 20, 100
_FAR = 10_000_000
"""Replications from here on are the draws' own: their luck is not that of the main runs."""


def quantiles(scenario: Scenario, draws: int, seed: int) -> NDArray[np.float64]:
    """Return a Latin hypercube over the believable inputs, shape (draws, inputs), in [0, 1)."""
    from scipy.stats.qmc import LatinHypercube  # noqa: PLC0415 - slow to import, needed late

    luck = np.random.SeedSequence([seed, address("believable inputs")])
    generator = np.random.Generator(np.random.Philox(luck))
    points: NDArray[np.float64] = LatinHypercube(
        d=len(believable_inputs(scenario)), rng=generator
    ).random(draws)
    return points


def doubt_about_inputs(scenario: Scenario, work: Work, runs: int) -> Ignorance | None:
    """Return how the odds vary over believable inputs, or None if interrupted before the end.

    Args:
        scenario: with believable ranges.
        work: where to run.
        runs: about as many runs as may be spent on it.
    """
    draws = min(MOST_DRAWS, max(FEWEST_DRAWS, runs // RUNS_PER_DRAW))
    points = quantiles(scenario, draws, work.seed)
    settings = [
        Setting(
            f"draw {number}",
            build_world(draw(scenario, point.tolist())),
            _FAR + number * RUNS_PER_DRAW,
        )
        for number, point in enumerate(points)
    ]
    found = work.run(settings, 0, RUNS_PER_DRAW)
    if len(found) < len(settings):
        return None
    counts = [int(found[setting.key]["held"].sum()) for setting in settings]
    return Ignorance(**asdict(doubt(counts, RUNS_PER_DRAW)))
