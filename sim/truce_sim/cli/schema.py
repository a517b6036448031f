"""`schema`: print the schema that editors complete from."""

import argparse
import sys
from collections.abc import Sequence

from truce_sim.scenario.editor_schema import editor_schema_text

OK = 0


def main(_parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    sys.stdout.write(editor_schema_text())
    return OK
