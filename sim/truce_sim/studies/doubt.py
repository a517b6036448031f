"""Doubt about inputs: the scenario run over its believable ranges, a few runs a draw."""

from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import build_world
from truce_sim.model.streams import address
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import PathError, Scenario
from truce_sim.scenario.believable import (
    BelievableInput,
    believable_inputs,
    draw,
    number_at,
    numbers_at,
)
from truce_sim.scenario.inputs import label_of
from truce_sim.statistics.ignorance import doubt
from truce_sim.statistics.levers import TooFewDrawsError, moves
from truce_sim.studies.results import Ignorance, Lever

RUNS_PER_DRAW = 10
FEWEST_DRAWS, MOST_DRAWS = 50, 100
"""With fewer sets of ten runs, chance hides how far the odds differ between sets."""
_FAR = 10_000_000
"""Replications from here on are the draws' own: their luck is not that of the main runs."""


def draws(runs: int) -> int:
    """Return how many sets of inputs are drawn where about `runs` runs may be spent on them.

    0 if those runs are too few to tell anything.
    """
    number = runs // RUNS_PER_DRAW
    return min(MOST_DRAWS, number) if number >= FEWEST_DRAWS else 0


def quantiles(scenario: Scenario, count: int, seed: int) -> NDArray[np.float64]:
    """Return a Latin hypercube over the believable inputs, shape (count, inputs), in [0, 1)."""
    from scipy.stats.qmc import LatinHypercube  # noqa: PLC0415 - slow to import, needed late

    luck = np.random.SeedSequence([seed, address("believable inputs")])
    generator = np.random.Generator(np.random.Philox(luck))
    points: NDArray[np.float64] = LatinHypercube(
        d=len(believable_inputs(scenario)), rng=generator
    ).random(count)
    return points


def doubt_about_inputs(scenario: Scenario, work: Work, runs: int, odds: float) -> Ignorance | None:
    """Return how the odds vary over believable inputs.

    None if it was interrupted before the end, or if the runs are too few to tell.

    Args:
        scenario: with believable ranges.
        work: where to run.
        runs: about as many runs as may be spent on it.
        odds: of the scenario as it stands, found by other runs.
    """
    count = draws(runs)
    if not count:
        return None
    inputs = believable_inputs(scenario)
    points = quantiles(scenario, count, work.seed)
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
    held = np.array([found[setting.key]["held"] for setting in settings])
    numbers = np.array(numbers_at(inputs, points))
    return Ignorance(
        **asdict(doubt(held.sum(axis=1), RUNS_PER_DRAW)),
        levers=levers(scenario, numbers, held, odds)
        if 0 < odds < 1 and 0 < held.sum() < held.size
        else (),
    )


def levers(
    scenario: Scenario, numbers: NDArray[np.float64], held: NDArray[np.bool_], odds: float
) -> tuple[Lever, ...]:
    """Return how far each input moves the odds, widest first; none if the draws are too few.

    The others stay as in the file, or at the nearer end of their range if the file is outside it.

    Args:
        scenario: with believable ranges.
        numbers: the inputs of each draw, on their own axes, shape (draws, inputs).
        held: outcomes of each draw's runs, shape (draws, runs per draw).
        odds: of the scenario as it stands.
    """
    inputs = believable_inputs(scenario)
    low, high = (np.array([getattr(one, end) for one in inputs]) for end in ("low", "high"))
    home = np.clip([_in_file(scenario, one) for one in inputs], low, high)
    try:
        found = moves(np.clip(numbers, low, high), held, low, high, home, odds)
    except TooFewDrawsError:
        return ()
    reached = [
        Lever(
            path=one.path,
            label=label_of(scenario, one.path),
            low_text=one.axis.text(one.low),
            high_text=one.axis.text(one.high),
            **asdict(move),
        )
        for one, move in zip(inputs, found, strict=True)
    ]
    return tuple(sorted(reached, key=lambda lever: -abs(lever.at_high - lever.at_low)))


def _in_file(scenario: Scenario, one: BelievableInput) -> float:
    """Return where the file stands on an input's axis; the middle of the range if nowhere."""
    try:
        return number_at(scenario, one.path)
    except PathError:
        return (one.low + one.high) / 2
