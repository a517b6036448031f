"""What docs/evidence.md says of simulated patterns beside those of real truces."""

import pytest
from truce_sim.model import build_world
from truce_sim.runs.executors import executor
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import load
from truce_sim.statistics.survival import piecewise_hazard


@pytest.mark.slow
def test_an_ordinary_ceasefire_fails_on_its_first_day_or_hardly_ever() -> None:
    """Target T1: of 185 real ones, 0.106 on the first day, 0.004 a day from the fourth."""
    scenario = load("scenarios/ordinary.toml")
    world = build_world(scenario, watch_until=24.0 * 14)
    with executor(1) as here:
        runs = Work(scenario.run.seed, here, 1).run([Setting("ordinary", world)], 0, 400)
    lives, ended = runs["ordinary"]["life"], runs["ordinary"]["cause"] != ""
    hazard = piecewise_hazard(lives, ended, [0, 1, 3, 14])
    assert hazard.low[0] < 0.106 < hazard.high[0]
    assert hazard.low[0] > 8 * hazard.high[2]
    assert hazard.rate[0] > hazard.rate[1] > hazard.rate[2]
