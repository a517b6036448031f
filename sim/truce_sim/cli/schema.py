"""`schema`: print the schema that editors complete from."""

import argparse
from collections.abc import Sequence

from truce_sim.cli.exits import Exit
from truce_sim.cli.streams import write_json
from truce_sim.scenario.editor_schema import editor_schema_text


def main(_parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    write_json(editor_schema_text())
    return Exit.FINISHED
