"""`check`: read scenario files and say what is wrong with them; runs nothing."""

import argparse
import sys
from collections.abc import Sequence

from truce_sim.cli.exits import Exit
from truce_sim.cli.reading import BadScenarioError, read
from truce_sim.scenario import warnings_of
from truce_sim.scenario.base_rate import to_add
from truce_sim.scenario.faults import render_warnings, wrap
from truce_sim.scenario.kinds import visible


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    code: int = Exit.FINISHED
    for path in parsed.scenario:
        try:
            scenario = read(path, parsed.sets, quiet=True)
        except BadScenarioError:
            code = Exit.BAD_INPUT
            continue
        parties = len(scenario.parties)
        sys.stdout.write(f"{visible(path)}: fine. {scenario.title} ({parties} parties)\n")
        if lacking := to_add(scenario.base_rate):
            sys.stdout.write(
                "\n".join(wrap(f"nothing is told of earlier truces: {lacking}", 2, 2)) + "\n"
            )
        warnings = warnings_of(scenario)
        if warnings:
            sys.stdout.write(render_warnings(warnings) + "\n")
            code = Exit.BAD_INPUT if parsed.strict else code
    return code
