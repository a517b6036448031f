"""What all commands that simulate do alike: conduct, tell, say where the results are."""

import argparse
import sys
import tomllib
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from truce_sim.cli.console import answers, messages
from truce_sim.cli.errors import UsageError
from truce_sim.cli.hints import what_next
from truce_sim.cli.progress import reporting
from truce_sim.cli.reading import BadScenarioError, read, tell
from truce_sim.model import build_world
from truce_sim.report import words
from truce_sim.report.files import told_files
from truce_sim.report.terminal import headline, show, signpost, tells, title
from truce_sim.runs.executors import cores
from truce_sim.runs.pace import seconds_a_run
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.scenario import Scenario, ScenarioFaults, from_raw
from truce_sim.studies.conduct import (
    ChangedError,
    Conducted,
    Files,
    Origin,
    conduct,
    resume_command,
)
from truce_sim.studies.results import AnyResult
from truce_sim.studies.study import Answer, Extent, NothingFinishedError, Study

OK, BAD_INPUT, NOT_MET, STOPPED = 0, 2, 3, 130


def ask(
    parsed: argparse.Namespace,
    command: Sequence[str],
    study_of: Callable[[Scenario], Study],
    from_arguments: Callable[[dict[str, Any]], Study],
) -> int:
    """Ask a question about the scenario of a command line, or go on with an interrupted one.

    Args:
        parsed: the command line.
        command: the command line as it was given.
        study_of: makes the study from the scenario.
        from_arguments: makes the study from what an interrupted one was asked.

    Returns:
        The exit code.
    """
    kind = parsed.command
    try:
        if parsed.resume:
            stored, plan, scenario = unfinished(parsed, kind)
            _same_question(parsed, plan)
            parsed.scenario = plan["scenario_path"]
            origin = Origin(tuple(plan["command"]), plan["scenario_path"], tuple(plan["sets"]))
            study = from_arguments(plan["arguments"])
            return simulate(study, scenario, parsed, origin, stored)
        if parsed.scenario is None:
            raise UsageError(
                f"Which scenario? Try: python run_sim.py {kind} scenarios/syria-2016.toml"
            )
        scenario = read(
            parsed.scenario, parsed.sets, plain=parsed.plain, quiet=parsed.quiet or parsed.json
        )
        return simulate(study_of(scenario), scenario, parsed, origin_of(parsed, command))
    except BadScenarioError:
        return BAD_INPUT


def simulate(
    study: Study,
    scenario: Scenario,
    parsed: argparse.Namespace,
    origin: Origin,
    resume: Stored | None = None,
) -> int:
    """Conduct a study for a command line and tell its answer; return the exit code.

    Raises:
        UsageError: if results cannot be written, or an unfinished study has changed.
        BadScenarioError: if what is asked does not fit the scenario; its faults have been told.
    """
    messenger = messages(plain=parsed.plain)
    extent = _fits(study, scenario, parsed)
    if parsed.dry_run:
        return _weighed(extent, scenario, study.seed, parsed)
    store = Store(Path(parsed.out))
    try:
        with reporting(messenger, quiet=parsed.quiet or parsed.json or parsed.json) as reporter:
            done = conduct(
                study,
                scenario,
                store,
                origin,
                jobs=parsed.jobs or cores(),
                on_progress=reporter,
                files=_asked_files(parsed),
                resume=resume,
            )
    except NothingFinishedError as nothing:
        if not str(nothing):
            messenger.print("Stopped before any run was finished; nothing was kept.")
            return STOPPED
        messenger.print("Stopped before there was anything to report; finished work is saved.")
        again = resume_command(study, str(nothing), store)
        show(messenger, signpost([("Carry on", again)]))
        return STOPPED
    except ScenarioFaults as error:
        # A setting between the ends that were looked at before does not fit.
        tell(error.faults, plain=parsed.plain)
        raise BadScenarioError from None
    except (StoreError, ChangedError) as error:
        raise UsageError(str(error)) from None
    _tell(done, parsed, origin)
    if done.finished:
        return NOT_MET if _missed(done.answer.result) else OK
    messenger.print(f"Stopped. {reporter.finished()} saved.", style="bold")
    again = resume_command(study, done.stored.run_id, store)
    show(messenger, signpost([("Carry on", again)]))
    return STOPPED


def _fits(study: Study, scenario: Scenario, parsed: argparse.Namespace) -> Extent:
    """Return how much work a study is, or tell why it does not fit the scenario."""
    try:
        return study.extent(scenario)
    except ScenarioFaults as error:
        tell(error.faults, plain=parsed.plain)
        raise BadScenarioError from None


def _missed(result: AnyResult) -> bool:
    """Return whether odds that were asked for were not reached."""
    return result.kind == "require" and result.enough is None


def _weighed(extent: Extent, scenario: Scenario, seed: int, parsed: argparse.Namespace) -> int:
    """Say how much work a study would be; run nothing but a few runs to time them."""
    jobs = parsed.jobs or cores()
    seconds = extent.replications * seconds_a_run(build_world(scenario), seed) / jobs
    most = "at most " if extent.at_most else ""
    settings = f"{extent.settings:,} settings, " if extent.settings > 1 else ""
    sys.stdout.write(
        f"{settings}{most}{extent.replications:,} runs: about {words.seconds(seconds)} "
        f"with {jobs} {'process' if jobs == 1 else 'processes'}.\n"
        "Nothing was run but a few runs to time them.\n"
    )
    return OK


def origin_of(parsed: argparse.Namespace, command: Sequence[str]) -> Origin:
    """Return where a study is asked for."""
    return Origin(tuple(command), str(parsed.scenario), tuple(parsed.sets))


def unfinished(parsed: argparse.Namespace, kind: str) -> tuple[Stored, dict[str, Any], Scenario]:
    """Return the study that `--resume` names: its folder, its plan, and its scenario as it is now.

    Raises:
        UsageError: if there is none, or it is finished, or it is of another kind.
    """
    try:
        stored = Store(Path(parsed.out)).find(parsed.resume)
        if stored.finished:
            raise UsageError(f"{stored.run_id} is finished; there is nothing to resume")
        plan = stored.read("plan.json")
    except StoreError as error:
        raise UsageError(str(error)) from None
    if plan["study"] != kind:
        raise UsageError(
            f"{stored.run_id} is a {plan['study']}; try: "
            f"python run_sim.py {plan['study']} --resume {stored.run_id}"
        )
    path = parsed.scenario or plan["scenario_path"]
    if parsed.scenario or Path(path).exists():
        return (
            stored,
            plan,
            read(
                path,
                parsed.sets or plan["sets"],
                plain=parsed.plain,
                quiet=parsed.quiet or parsed.json,
            ),
        )
    return stored, plan, from_raw(tomllib.loads(plan["scenario_text"]), plan["scenario"])


def _same_question(parsed: argparse.Namespace, plan: dict[str, Any]) -> None:
    """Refuse numbers that the interrupted study was not asked with: it goes on as it was."""
    for name, asked in (("runs", parsed.runs), ("seed", parsed.seed)):
        was = plan["arguments"].get(name)
        if asked is not None and asked != was:
            raise UsageError(
                f"--resume goes on with {name} {was}, as it was asked; leave --{name} out"
            )


def _asked_files(parsed: argparse.Namespace) -> Callable[[Answer, dict[str, Any]], Files]:
    """Return what makes the files that a command line asks for."""
    formats = ["csv"] if parsed.no_report else parsed.formats

    def make(answer: Answer, about: dict[str, Any]) -> Files:
        tables = answer.tables if "csv" in formats else {}
        return {**tables, **told_files(answer.result, answer.story, about, formats)}

    return make


def _tell(done: Conducted, parsed: argparse.Namespace, origin: Origin) -> None:
    result = done.answer.result
    if parsed.json:
        sys.stdout.write(result.model_dump_json(indent=1) + "\n")
        return
    console = answers(plain=parsed.plain)
    if not parsed.quiet:
        show(console, title(result.heading))
    show(console, headline(result) if parsed.quiet else tells(result))
    report = done.stored.folder / "report.html"
    rows = [("Results", str(done.stored.folder))]
    if report.is_file():
        rows = [("Report", str(report))]
        if parsed.open:
            webbrowser.open(report.resolve().as_uri())
    if not parsed.quiet and done.finished:
        rows.append(("Next", what_next(result, origin)))
    show(console, signpost(rows))
