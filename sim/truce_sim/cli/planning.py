"""`--plan-only`: a study written down for any number of machines to work on; nothing is run."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from truce_sim.calling import command, line, with_out
from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.reading import tell
from truce_sim.cli.requests import Planned
from truce_sim.report.terminal import show, signpost
from truce_sim.report.terminal_lines import wrapped
from truce_sim.runs.store import Store, StoreError
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.studies.conduct import Origin, begin, resume_command
from truce_sim.studies.shares import NotForeseenError, known_beforehand
from truce_sim.studies.study import Extent, Study

_SHARES = 8
"""Shares that the example has."""


def plan(
    request: Planned, study: Study, scenario: Scenario, extent: Extent, origin: Origin
) -> Exit:
    """Write a study down, and say what to type next; return the exit code.

    Raises:
        UsageError: if what it runs is not known beforehand, or it cannot be written there.
    """
    voice = request.voice
    store = Store(Path(request.out))
    try:
        known = known_beforehand(study, scenario).runs
        planned = {"known": known, "runs": max(extent.replications, known)}
        stored = begin(study, scenario, store, origin, planned)
    except NotForeseenError:
        raise UsageError(_refusal(study, origin.command)) from None
    except ScenarioFaults as error:
        tell(error.faults, plain=voice.plain)
        return Exit.BAD_INPUT
    except StoreError as error:
        if error.__cause__ is None or error.of_folder:
            raise UsageError(str(error)) from None
        sys.stderr.write(f"{error}.\n")
        return Exit.FAILED
    share = work_command(stored.run_id, f"1/{_SHARES}", store)
    gather = resume_command(study.kind, stored.run_id, store)
    if voice.json:
        told = {
            "id": stored.run_id,
            "study": study.kind,
            "folder": str(stored.folder),
            **planned,
            "work": share,
            "gather": gather,
        }
        sys.stdout.write(json.dumps(told, indent=1) + "\n")
        return Exit.FINISHED
    if voice.quiet:
        sys.stdout.write(f"{stored.run_id}\n")
        return Exit.FINISHED
    console = answers(plain=voice.plain)
    more = planned["runs"] - known
    said = f"Planned, and nothing was run: {known:,} runs are known beforehand"
    said += f"; up to {more:,} more hang on what those show." if more else ", all of them."
    said += f" Share them out in any number of parts; for {_SHARES}, this is the first:"
    show(console, wrapped(said, 0))
    rows = [
        ("Study", stored.run_id),
        ("Work", share),
        ("Gather", gather),
    ]
    show(console, signpost(rows))
    return Exit.FINISHED


def work_command(run_id: str, share: str, store: Store) -> str:
    """Return the command that fills a share of a study, from wherever that is kept."""
    return command(*with_out(["work", run_id, "--share", share], str(store.root)))


def _refusal(study: Study, asked: Sequence[str]) -> str:
    """Return why there is nothing to share out beforehand, and what to type instead."""
    arguments = study.arguments()
    for rule in ("precision", "decide"):
        if arguments.get(rule) is not None:
            return (
                f"--{rule} stops by what the runs show, so how many there are to share out is not "
                f"known beforehand; give --runs N instead of --{rule}, or leave out --plan-only"
            )
    why = f"{study.kind} chooses what to run by what it has found"
    if "given_observed" in arguments:
        why = "which truces are like what was observed is found by running them"
    instead = line([word for word in asked if word != "--plan-only"])
    return f"{why}, so there is nothing to share out beforehand. On one machine: {instead}"
