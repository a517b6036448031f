"""`compare`: options, or scenario files, on the same simulated histories."""

import argparse
from collections.abc import Sequence

from truce_sim.cli.conducting import ask
from truce_sim.cli.errors import UsageError
from truce_sim.cli.reading import read
from truce_sim.scenario import Scenario
from truce_sim.studies.compare import Compare


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    first, *others = parsed.scenario or [None]
    parsed.scenario = first
    return ask(parsed, command, lambda base: _study(parsed, base, others), Compare.from_arguments)


def _study(parsed: argparse.Namespace, base: Scenario, others: Sequence[str]) -> Compare:
    if not others and not base.options:
        raise UsageError(f"{parsed.scenario} has no [options.NAME]: add one, or name a second file")
    return Compare(
        runs=base.run.runs if parsed.runs is None else parsed.runs,
        seed=base.run.seed if parsed.seed is None else parsed.seed,
        others=tuple(
            read(path, parsed.sets, plain=parsed.plain, quiet=parsed.quiet or parsed.json)
            for path in others
        ),
    )
