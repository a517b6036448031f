"""`show`: a scenario in plain words, a finished run, or every input there is."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.cli.parser import PROG
from truce_sim.cli.reading import BadScenarioError, read
from truce_sim.scenario.faults import wrap
from truce_sim.scenario.kinds import short

OK, BAD_INPUT = 0, 2


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    if parsed.what == "inputs":
        return _inputs(parsed.place or "")
    if parsed.place is not None:
        raise UsageError(f"show takes one thing at a time, not '{short(parsed.place)}' as well")
    if parsed.what.endswith(".toml") or Path(parsed.what).is_file():
        from truce_sim.scenario.describe import as_text, in_words

        try:
            scenario = read(parsed.what, parsed.sets, quiet=True)
        except BadScenarioError:
            return BAD_INPUT
        sys.stdout.write(as_text(in_words(scenario)))
        return OK
    return _finished(parsed)


def _inputs(place: str) -> int:
    from truce_sim.scenario.inputs import inputs_under

    rows = inputs_under(place)
    if not rows:
        raise UsageError(
            f"There are no inputs at '{short(place)}'. All of them: {PROG} show inputs"
        )
    for row in rows:
        sys.stdout.write(f"{row.path}\n")
        allowed = f", {row.allowed}" if row.allowed else ""
        first, *rest = wrap(f"{row.unit}{allowed}; default: {row.default}", 4, 4)
        sys.stdout.write("\n".join([f"    {first}", *rest]) + "\n")
        first, *rest = wrap(row.meaning, 4, 4)
        sys.stdout.write("\n".join([f"    {first}", *rest]) + "\n\n")
    return OK


def _finished(parsed: argparse.Namespace) -> int:
    from truce_sim.report.stored import result_of
    from truce_sim.report.terminal import show, signpost, tells, title
    from truce_sim.runs.store import Store, StoreError

    try:
        stored = Store(Path(parsed.out)).find(parsed.what)
        result = result_of(stored)
    except StoreError as error:
        raise UsageError(f"{parsed.what} is neither a scenario file nor a run: {error}") from None
    console = answers()
    show(console, title(result.heading))
    show(console, tells(result))
    show(console, signpost([("Results", str(stored.folder))]))
    return OK
