"""`check`: read scenario files and say what is wrong with them; runs nothing."""

import argparse
import sys
from collections.abc import Sequence

from truce_sim.cli.reading import BadScenarioError, read

OK, BAD_INPUT = 0, 2


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    code = OK
    for path in parsed.scenario:
        try:
            scenario = read(path, parsed.sets)
        except BadScenarioError:
            code = BAD_INPUT
        else:
            parties = len(scenario.parties)
            sys.stdout.write(f"{path}: fine. {scenario.title} ({parties} parties)\n")
    return code
