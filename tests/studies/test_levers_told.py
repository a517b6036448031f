"""Every lever that is told holds the odds that are known exactly, wherever the file stands."""

from collections.abc import Callable

import numpy as np
import pytest
from quickest import work
from truce_sim.scenario import Scenario, with_values
from truce_sim.studies.doubt import doubt_about_inputs
from truce_sim.studies.results.run import Ignorance

Ruptures = Callable[..., Scenario]
DAYS = 10
ENDS = (0.02, 0.1)
"""Believable daily chances that the truce breaks."""


def found(scenario: Scenario, seed: int) -> Ignorance:
    doubt = doubt_about_inputs(scenario, work(seed), 500)
    assert doubt is not None
    return doubt


def truths() -> tuple[float, float]:
    """Return the odds at both ends."""
    low, high = ((1 - chance) ** DAYS for chance in ENDS)
    return low, high


def scenario(ruptures: Ruptures, place: str) -> Scenario:
    """Return a truce that stands at some place beside its believable range."""
    at = {"inside": 0.05, "below": 0.0, "above": 0.3, "set": 0.3}[place]
    made = ruptures(
        at,
        DAYS,
        believable={
            "shocks.rupture.chance": list(ENDS),
            "settled.open_complaints": [1, 40],
        },
    )
    if place != "set":
        return made
    return with_values(made, {"shocks.rupture.chance": 0.4})


@pytest.mark.slow
@pytest.mark.parametrize("place", ["inside", "below", "above", "set"])
def test_levers_and_mean_hold_the_truth_wherever_the_file_stands(
    ruptures: Ruptures, place: str
) -> None:
    made = scenario(ruptures, place)
    low, high = truths()
    chances = np.linspace(*ENDS, 20_001)
    mean = float(((1 - chances) ** DAYS).mean())
    held, means, wrong = [], [], 0
    for seed in range(20):
        doubt = found(made, seed)
        lever = next(one for one in doubt.levers if one.path == "shocks.rupture.chance")
        held += [
            lever.low_interval[0] <= low <= lever.low_interval[1],
            lever.high_interval[0] <= high <= lever.high_interval[1],
        ]
        means.append(doubt.mean.low <= mean <= doubt.mean.high)
        wrong += any(one.path != "shocks.rupture.chance" for one in doubt.clear)
        assert doubt.widest is None or doubt.widest == lever
    assert np.mean(held) >= 0.95
    assert np.mean(means) >= 0.85
    assert wrong == 0


def test_a_lever_holds_the_truth_also_where_the_file_stands_outside(ruptures: Ruptures) -> None:
    made = scenario(ruptures, "above")
    doubt = found(made, 1)
    (lever,) = doubt.clear
    low, high = truths()
    assert lever.low_interval[0] <= low <= lever.low_interval[1]
    assert lever.high_interval[0] <= high <= lever.high_interval[1]
    assert lever.at_low > lever.at_high > 0.2 > (1 - 0.3) ** DAYS
