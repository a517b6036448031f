"""`sensitivity`: which believable inputs matter, and how much is luck."""

import argparse
from collections.abc import Sequence

from truce_sim.cli.conducting import ask
from truce_sim.cli.errors import UsageError
from truce_sim.scenario import Scenario
from truce_sim.studies.sensitivity import Sensitivity

RUNS = 400
"""Runs a bar where none are asked for: there are two bars for each input."""


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    return ask(
        parsed, command, lambda scenario: _study(parsed, scenario), Sensitivity.from_arguments
    )


def _study(parsed: argparse.Namespace, scenario: Scenario) -> Sensitivity:
    if not scenario.believable:
        raise UsageError(
            f"{parsed.scenario} has no [believable] ranges to move inputs over; "
            'add one, such as "verification.teams" = [2, 12]'
        )
    return Sensitivity(
        runs=RUNS if parsed.runs is None else parsed.runs,
        seed=scenario.run.seed if parsed.seed is None else parsed.seed,
    )
