"""`schema`: print the schema that editors complete from."""

import argparse
import sys
from collections.abc import Sequence

from truce_sim.cli.exits import Exit
from truce_sim.scenario.editor_schema import editor_schema_text


def main(_parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    sys.stdout.write(editor_schema_text())
    return Exit.FINISHED
