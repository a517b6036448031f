"""`postpone`: what later talks buy, and what they cost."""

import argparse
from collections.abc import Sequence

from truce_sim.cli.conducting import ask
from truce_sim.scenario import Scenario
from truce_sim.studies.postpone import Postpone, usual_dates


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    return ask(parsed, command, lambda scenario: _study(parsed, scenario), Postpone.from_arguments)


def _study(parsed: argparse.Namespace, scenario: Scenario) -> Postpone:
    return Postpone(
        runs=scenario.run.runs if parsed.runs is None else parsed.runs,
        seed=scenario.run.seed if parsed.seed is None else parsed.seed,
        talks=usual_dates(scenario) if parsed.talks is None else parsed.talks,
    )
