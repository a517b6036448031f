"""`show`: a scenario in plain words, a finished run, every input there is, or every column."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from truce_sim.calling import command
from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.given import Given
from truce_sim.cli.reading import BadScenarioError, read
from truce_sim.runs.stored import Stored
from truce_sim.scenario.faults import wrap
from truce_sim.scenario.kinds import short, visible
from truce_sim.shipped import EXAMPLE, is_bare, is_file


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    given = Given(parsed)
    given.flag("debug")
    what = given.text("what") or ""
    if what == "inputs":
        place = given.text("place")
        given.refuse_rest("show inputs lists what any file can hold")
        return _inputs(place or "")
    if what == "columns":
        place = given.text("place")
        given.refuse_rest("show columns lists what can be asked of a run")
        return _columns(place)
    if (place := given.text("place")) is not None:
        raise UsageError(f"show takes one thing at a time, not '{short(place)}' as well")
    if what.endswith(".toml") or (_means_a_file(what) and not given.has("out")):
        sets = given.texts("sets")
        given.refuse_rest("show tells a scenario file as it is")
        return _scenario(what, sets)
    out = given.text("out")
    given.refuse_rest("show tells a finished run as it was")
    return _finished(what, out or "results")


def _means_a_file(what: str) -> bool:
    """Return whether a word is a scenario to `show`; a name can be that of its runs, too."""
    if not is_file(what) or what == "latest":
        return False
    if is_bare(what) and (stored := _latest(what)) is not None:
        asked = command("show", f"{stored.scenario}/{stored.run_id}")
        sys.stderr.write(f"Note: this is the scenario; its latest run: {asked}\n")
    return True


def _latest(scenario: str) -> Stored | None:
    from truce_sim.runs.store import Store, StoreError

    try:
        return Store(Path("results")).find(scenario)
    except StoreError:
        return None


def _scenario(path: str, sets: Sequence[str]) -> int:
    from truce_sim.scenario.describe import as_text, in_words

    try:
        scenario = read(path, sets, quiet=True)
    except BadScenarioError:
        return Exit.BAD_INPUT
    sys.stdout.write(as_text(in_words(scenario)))
    return Exit.FINISHED


def _inputs(place: str) -> int:
    from truce_sim.scenario.inputs import inputs_under

    rows = inputs_under(place)
    if not rows:
        raise UsageError(
            f"There are no inputs at '{short(place)}'. All of them: {command('show', 'inputs')}"
        )
    for row in rows:
        sys.stdout.write(f"{visible(str(row.path))}\n")
        allowed = f", {row.allowed}" if row.allowed else ""
        first, *rest = wrap(f"{row.unit}{allowed}; default: {row.default}", 4, 4)
        sys.stdout.write("\n".join([f"    {first}", *rest]) + "\n")
        first, *rest = wrap(row.meaning, 4, 4)
        sys.stdout.write("\n".join([f"    {first}", *rest]) + "\n\n")
    return Exit.FINISHED


def _columns(path: str | None) -> int:
    """List the columns of a scenario's runs; they are named after its actors."""
    from truce_sim.model import build_world
    from truce_sim.studies.search.terms import terms_of

    if path is None:
        example = command("show", "columns", EXAMPLE)
        raise UsageError(f"Columns are named after the parties of a file. Try: {example}")
    try:
        scenario = read(path, (), quiet=True)
    except BadScenarioError:
        return Exit.BAD_INPUT
    for term in terms_of(build_world(scenario), scenario.dates.truce_starts).values():
        first, *rest = wrap(f"{term.column.meaning} ({term.column.unit})", 4, 4)
        sys.stdout.write("\n".join([term.name, f"    {first}", *rest]) + "\n")
    return Exit.FINISHED


def _finished(wanted: str, out: str) -> int:
    from truce_sim.report.stored import result_of
    from truce_sim.report.terminal import show, signpost, tells, title
    from truce_sim.runs.store import Store, StoreError
    from truce_sim.studies.conduct import resume_command

    store = Store(Path(out))
    try:
        stored = store.find(wanted)
    except StoreError as error:
        raise UsageError(f"{wanted} is neither a scenario file nor a run: {error}") from None
    try:
        result = result_of(stored)
        stored.check()
    except StoreError as error:
        raise UsageError(str(error)) from None
    console = answers()
    show(console, title(result.heading))
    show(console, tells(result))
    rows = [("Results", str(stored.folder))]
    if not stored.finished:
        rows.append(("Carry on", resume_command(result.kind, stored.run_id, store)))
    show(console, signpost(rows))
    return Exit.FINISHED
