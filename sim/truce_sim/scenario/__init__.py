"""What a user writes: scenario files, checked and explained."""

from truce_sim.scenario.faults import Fault, ScenarioFaults, render_plain
from truce_sim.scenario.loading import (
    from_raw,
    from_text,
    load,
    with_option,
    with_sets,
    with_values,
)
from truce_sim.scenario.paths import PathError, describe_path
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.values import value_at
from truce_sim.scenario.warnings import warnings_of
from truce_sim.scenario.writing import dump_toml

__all__ = [
    "Fault",
    "PathError",
    "Scenario",
    "ScenarioFaults",
    "describe_path",
    "dump_toml",
    "from_raw",
    "from_text",
    "load",
    "render_plain",
    "value_at",
    "warnings_of",
    "with_option",
    "with_sets",
    "with_values",
]
