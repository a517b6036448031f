"""`teach`: what a class of ninety minutes needs, laid into a folder."""

import argparse
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from rich.text import Text

from truce_sim.calling import command, path_word
from truce_sim.classroom import kit
from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.given import Given
from truce_sim.report.terminal import show, signpost
from truce_sim.scenario.kinds import short, visible


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command.

    Raises:
        UsageError: if the folder cannot be written to, or has such files.
    """
    given = Given(parsed)
    given.flag("debug")
    name = given.text("folder") or ""
    given.refuse_rest("teach takes a folder")
    folder = Path(name)
    try:
        written = kit.lay(folder)
    except FileExistsError as error:
        there = short(Path(str(error)).name)
        raise UsageError(f"{short(name)} has {there} already; name another folder") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{short(name)} cannot be written to: {why}") from None
    bets = command("tally", path_word(str(folder / kit.BETS)))
    rows = [("Read", str(folder / kit.FIRST)), ("At last", bets)]
    laid = Text(f"{len(written)} files for a class, in {visible(str(folder))}")
    show(answers(), chain([laid], signpost(rows)))
    return Exit.FINISHED
