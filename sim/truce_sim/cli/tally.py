"""`tally`: how good the odds of a class were, once it is known what happened."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from truce_sim.classroom import kit
from truce_sim.classroom.reading import read_bets, read_endings
from truce_sim.classroom.tally import tally
from truce_sim.cli.exits import Exit
from truce_sim.cli.given import Given
from truce_sim.cli.reading import tell
from truce_sim.report.tally_told import told, values
from truce_sim.scenario import ScenarioFaults


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    given = Given(parsed)
    given.flag("debug")
    name, ends = given.text("predictions") or "", given.text("outcomes")
    as_json = given.flag("json")
    given.refuse_rest("tally reads one file of predictions")
    try:
        endings = read_endings(
            Path(ends) if ends else kit.home() / kit.ENDINGS, ends or kit.ENDINGS
        )
        found = tally(read_bets(Path(name), name, endings), endings)
    except ScenarioFaults as error:
        tell(error.faults, of="predictions")
        return Exit.BAD_INPUT
    sys.stdout.write(json.dumps(values(found), indent=1) + "\n" if as_json else told(found))
    return Exit.FINISHED
