"""`check`: read scenario files and say what is wrong with them; runs nothing."""

import argparse
from collections.abc import Sequence

from sim.cli.console import answers
from sim.cli.reading import BadScenarioError, read

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
            answers().print(f"{path}: fine. {scenario.title} ({parties} parties)")
    return code
