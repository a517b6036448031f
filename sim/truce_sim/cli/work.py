"""`work`: one share of a planned study, made on whatever machine sees its folder."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from truce_sim.api.progress import reporting
from truce_sim.cli.arrays import share_of_task
from truce_sim.cli.choosing import refusal, speaker
from truce_sim.cli.console import answers, messages
from truce_sim.cli.ends import Under
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.failing import failed
from truce_sim.cli.given import Given
from truce_sim.cli.planning import work_command
from truce_sim.cli.weighing import refuse_too_little_memory
from truce_sim.engine import NoEngineError
from truce_sim.model import build_world
from truce_sim.report.registry import study_named
from truce_sim.report.terminal import show, signpost
from truce_sim.report.terminal_lines import wrapped
from truce_sim.runs.engines import Choice
from truce_sim.runs.executors import cores
from truce_sim.runs.known_engines import ENGINES
from truce_sim.runs.pace import seconds_a_run
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.scenario import Scenario
from truce_sim.studies.asked import scenario_from, study_from
from truce_sim.studies.conduct import (
    ChangedError,
    check_same,
    plan_of,
    refuse_other_versions,
    resume_command,
)
from truce_sim.studies.shares import Filled, Filling, GoneError, NotForeseenError, Share
from truce_sim.studies.study import Study


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a command line asks for."""

    run: str
    share: Share
    from_slurm: bool
    jobs: int
    engine: str
    out: str
    json: bool
    plain: bool
    debug: bool


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    asked = _asked(Given(parsed))
    refuse_too_little_memory()
    store = Store(Path(asked.out))
    try:
        stored = store.find(asked.run)
        if stored.finished:
            return _nothing_to_do(asked, stored, "it is finished")
        if (holder := stored.holder) is not None:
            raise UsageError(
                f"{stored.run_id} is being worked on by {holder}, which makes all that is missing"
            )
        plan = stored.plan()
        refuse_other_versions(plan)
        study, scenario = _study(plan, stored)
        check_same(plan_of(study, scenario), plan)
    except (StoreError, ChangedError) as error:
        raise UsageError(f"{asked.run} cannot be worked on here: {error}") from None
    return _worked(asked, store, stored, study, scenario)


def _asked(given: Given) -> _Asked:
    """Return what a command line asks for.

    Raises:
        UsageError: if it does not say which share.
    """
    share, told = given.texts("share"), share_of_task
    own = Share(int(share[0]), int(share[1])) if share else told(os.environ)
    if own is None:
        raise UsageError(
            "Which share? Say it with --share, e.g. --share 3/40, the third of forty; in a Slurm "
            "array it is read from SLURM_ARRAY_TASK_ID"
        )
    asked = _Asked(
        run=given.text("run") or "",
        share=own,
        from_slurm=not share,
        jobs=given.whole("jobs") or cores(),
        engine=given.text("engine") or "auto",
        out=given.text("out") or "results",
        json=given.flag("json"),
        plain=given.flag("plain"),
        debug=given.flag("debug"),
    )
    given.refuse_rest("work makes one share of one study")
    return asked


def _study(plan: dict[str, Any], stored: Stored) -> tuple[Study, Scenario]:
    """Return what a plan asks, of the scenario that it keeps: no file is needed here.

    Raises:
        StoreError: if this version knows no such study.
    """
    study = study_from(study_named(plan.get("study")), plan.get("arguments"), stored.run_id)
    name = str(stored.folder)
    return study, scenario_from(plan.get("scenario_text"), plan.get("scenario"), name)


def _worked(asked: _Asked, store: Store, stored: Stored, study: Study, scenario: Scenario) -> int:
    """Fill the share, and say what was done, what is left, and what to type next."""
    again = work_command(stored.run_id, str(asked.share), store)
    under = Under(study.kind, store, messages(plain=asked.plain), stored, carry_on=again)
    speak = speaker(under.messenger, quiet=asked.json)
    engine = next(one for one in ENGINES if one == asked.engine)

    def engines(runs: int) -> Choice:
        return Choice(engine, runs * seconds_a_run(build_world(scenario)), speak, asked.jobs)

    try:
        with reporting(under.messenger, quiet=asked.json) as under.reporter:
            filling = Filling(
                stored,
                plan_of(study, scenario),
                asked.share,
                asked.jobs,
                engines,
                under.reporter,
                speak,
            )
            filled = filling.fill(study, scenario)
    except KeyboardInterrupt:
        return under.stopped()
    except NotForeseenError:
        raise UsageError(
            f"{stored.run_id}: {study.kind} chooses what to run by what it has found, so there is "
            f"nothing to share out; try: {resume_command(study.kind, stored.run_id, store)}"
        ) from None
    except NoEngineError as error:
        raise UsageError(refusal(error)) from None
    except GoneError:
        return _gone(asked, stored)
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, what is kept must be said
        return failed(under, error, debug=asked.debug)
    if filled is not None and filled.interrupted:
        return under.stopped()
    gather = resume_command(study.kind, stored.run_id, store)
    if filled is None:
        return _nothing_to_do(asked, stored, "every run of it is there", gather)
    more = max(0, study.extent(scenario).replications - filled.wanted) if filled.beforehand else 0
    _tell(asked, stored, filled, more, (gather, again))
    return Exit.FINISHED


def _gone(asked: _Asked, stored: Stored) -> int:
    """Say that the study is no longer there to be worked on."""
    final = Stored(stored.folder.with_name(stored.run_id))
    if final.state == "finished":
        return _nothing_to_do(asked, final, "it was gathered meanwhile")
    why = "what was there a moment ago is gone; try again"
    if not stored.folder.exists():
        why = "it is gone: removed meanwhile"
    raise UsageError(f"{stored.run_id} cannot be worked on: {why}")


def _nothing_to_do(asked: _Asked, stored: Stored, why: str, gather: str = "") -> int:
    """Say that the share needs nothing; return the exit code."""
    if asked.json:
        told = {"id": stored.run_id, "share": str(asked.share), "simulated": 0, "left": 0}
        more = {"state": "whole" if gather else "finished", "next": gather or None}
        sys.stdout.write(json.dumps(told | more, indent=1) + "\n")
        return Exit.FINISHED
    console = answers(plain=asked.plain)
    show(console, wrapped(f"{stored.run_id}: nothing is left to do, {why}.", 0))
    if gather:
        show(console, signpost([("Gather", gather)]))
    return Exit.FINISHED


def _tell(
    asked: _Asked, stored: Stored, filled: Filled, more: int, commands: tuple[str, str]
) -> None:
    """Say what was done, what is left, and what to type next."""
    gather, again = commands
    if asked.json:
        told = {
            "id": stored.run_id,
            "share": str(asked.share),
            "runs": filled.runs,
            "simulated": filled.made,
            "wanted": filled.wanted,
            "left": filled.left,
            "beforehand": filled.beforehand,
            "more": more,
            "state": "filled",
            "next": None if filled.left else gather,
        }
        sys.stdout.write(json.dumps(told, indent=1) + "\n")
        return
    console = answers(plain=asked.plain)
    for sentence in _sentences(asked, filled, more):
        show(console, wrapped(sentence, 0))
    _show_ways(console, filled, more, gather, again)


def _sentences(asked: _Asked, filled: Filled, more: int) -> Iterator[str]:
    known = "known beforehand" if filled.beforehand else "that hang on what others have shown"
    whose = ", as Slurm numbers its tasks," if asked.from_slurm else ""
    there = filled.runs - filled.made
    yield (
        f"Share {asked.share}{whose} is {filled.runs:,} of {filled.wanted:,} runs {known}: "
        f"{filled.made:,} simulated now, {there:,} were there already."
    )
    if filled.left:
        yield (
            f"{filled.left:,} of the {filled.wanted:,} are left, in other shares; gather when "
            "they are made."
        )
    elif more:
        yield (
            f"All {filled.wanted:,} are there. Up to {more:,} more hang on what they show: "
            "gathering makes them on one machine, the same shares once more on many."
        )
    else:
        yield f"All {filled.wanted:,} are there."


def _show_ways(console: Console, filled: Filled, more: int, gather: str, again: str) -> None:
    rows = [("Gather", gather)]
    if more and not filled.left:
        rows.append(("Or", again))
    show(console, signpost(rows))
