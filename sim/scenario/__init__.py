"""What a user writes: scenario files, checked and explained."""

from sim.scenario.faults import Fault, ScenarioFaults, render_plain
from sim.scenario.loading import from_raw, load, with_values
from sim.scenario.paths import PathError, describe_path
from sim.scenario.schema import Scenario

__all__ = [
    "Fault",
    "PathError",
    "Scenario",
    "ScenarioFaults",
    "describe_path",
    "from_raw",
    "load",
    "render_plain",
    "with_values",
]
