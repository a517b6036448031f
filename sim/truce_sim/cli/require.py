"""`require`: how much of one input it takes to reach given odds."""

import argparse
from collections.abc import Sequence

from truce_sim.cli.conducting import ask
from truce_sim.cli.errors import UsageError
from truce_sim.scenario import Scenario
from truce_sim.studies.require import Require


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command; exit code 3 if the odds are not reached.

    Raises:
        UsageError: if the target or the input is missing.
    """
    if not parsed.resume:
        if parsed.holds is None:
            raise UsageError("Which odds? Try: --holds 0.9")
        if parsed.by is None:
            raise UsageError("By which input? Try: --by verification.teams=1:12")
    return ask(parsed, command, lambda scenario: _study(parsed, scenario), Require.from_arguments)


def _study(parsed: argparse.Namespace, scenario: Scenario) -> Require:
    return Require(
        runs=scenario.run.runs if parsed.runs is None else parsed.runs,
        seed=scenario.run.seed if parsed.seed is None else parsed.seed,
        target=parsed.holds,
        by=parsed.by,
    )
