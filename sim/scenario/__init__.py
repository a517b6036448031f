"""What a user writes: scenario files, checked and explained."""

from sim.scenario.faults import Fault, ScenarioFaults, render_plain
from sim.scenario.loading import from_raw, load, with_values
from sim.scenario.paths import PathError, describe_path
from sim.scenario.schema import Scenario
from sim.scenario.values import value_at
from sim.scenario.writing import dump_toml

__all__ = [
    "Fault",
    "PathError",
    "Scenario",
    "ScenarioFaults",
    "describe_path",
    "dump_toml",
    "from_raw",
    "load",
    "render_plain",
    "value_at",
    "with_values",
]
