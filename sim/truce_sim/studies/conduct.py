"""Conducting a study: a folder for it, workers, a ledger of what is finished, whole results.

Interrupted work keeps its finished batches under `<run-id>.unfinished/`; resuming runs only what
is missing, and refuses when scenario, study, the tool's version or those of the libraries behind
the numbers have changed, because the parts would not belong together.
"""

import json
import shlex
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from truce_sim import __version__
from truce_sim.runs.executors import executor
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.manifest import manifest, shaping_versions, timing
from truce_sim.runs.replications import Progress, Work
from truce_sim.runs.store import Store, Stored, fingerprint
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.scenario.writing import dump_toml
from truce_sim.studies.study import Answer, NothingFinishedError, Study

Files = dict[str, str | bytes]


class ChangedError(Exception):
    """An unfinished study cannot go on: something it rests on has changed."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a study was asked for: needed to ask again."""

    command: tuple[str, ...]
    scenario_path: str
    sets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conducted:
    """A study that came to an end, or was stopped with something to show."""

    answer: Answer
    stored: Stored
    manifest: dict[str, Any]
    finished: bool


def plan_of(study: Study, scenario: Scenario) -> dict[str, Any]:
    """Return what a study is going to do: enough to tell whether two are the same."""
    return {
        "study": study.kind,
        "arguments": study.arguments(),
        "scenario": scenario.name,
        "scenario_text": dump_toml(scenario),
        "seed": study.seed,
        "version": __version__,
        "libraries": shaping_versions(),
    }


def mark_of(plan: dict[str, Any]) -> str:
    """Return the four digits of a run id: of scenario, question, seed and version.

    Libraries are left out, so that a study has the same digits on every machine.
    """
    named = {key: value for key, value in plan.items() if key != "libraries"}
    return fingerprint(json.dumps(named, sort_keys=True))


def conduct(
    study: Study,
    scenario: Scenario,
    store: Store,
    origin: Origin,
    *,
    jobs: int,
    on_progress: Callable[[Progress], None],
    files: Callable[[Answer, dict[str, Any]], Files],
    resume: Stored | None = None,
) -> Conducted:
    """Conduct a study and store what comes of it.

    Args:
        study: the question.
        scenario: what it is asked about.
        store: where results live.
        jobs: worker processes.
        origin: the command line, and the file it names.
        on_progress: told how far it is.
        files: makes the files beside the summary from answer and manifest: tables, report.
        resume: an unfinished study to go on with.

    Raises:
        ChangedError: if `resume` was something else.
        NothingFinishedError: if it was interrupted before there was anything to show.
        ScenarioFaults: if a setting of the study does not fit the scenario.
        StoreError: if results cannot be written.
    """
    plan = plan_of(study, scenario)
    if resume is not None:
        check_same(plan, resume.read("plan.json"))
        stored = resume
    else:
        prefix = "" if study.kind == "run" else study.kind
        stored = store.begin(scenario.name, prefix, mark_of(plan), {**plan, **asdict(origin)})
    started, clock = datetime.now(UTC), time.perf_counter()
    with executor(jobs) as pool:
        work = Work(
            study.seed,
            pool,
            jobs,
            ledger=Ledger(stored.folder / "parts"),
            on_progress=on_progress,
        )
        try:
            answer = study.conduct(scenario, work)
        except NothingFinishedError:
            store.drop_if_empty(stored)
            raise NothingFinishedError(stored.run_id if stored.folder.exists() else "") from None
        except ScenarioFaults:
            store.drop_if_empty(stored)
            raise
    about = manifest(
        study=study.kind,
        arguments=study.arguments(),
        command=origin.command,
        scenario_text=plan["scenario_text"],
        seed=study.seed,
    )
    if work.interrupted:
        about["settings"] = study.extent(scenario).settings
        about["resume"] = resume_command(study, stored.run_id, store)
    about["timing"] = timing(started, time.perf_counter() - clock, jobs)
    written = _files(answer, plan["scenario_text"], about) | files(answer, about)
    if work.interrupted:
        store.set_down(stored, written)
        return Conducted(answer, stored, about, finished=False)
    return Conducted(answer, store.finish(stored, written), about, finished=True)


def resume_command(study: Study, run_id: str, store: Store) -> str:
    """Return the command that goes on with an interrupted study, from wherever it is kept."""
    where = "" if str(store.root) == "results" else f" --out {shlex.quote(str(store.root))}"
    return f"python run_sim.py {study.kind} --resume {run_id}{where}"


def check_same(plan: dict[str, Any], before: dict[str, Any]) -> None:
    """Refuse to go on with parts that belong to another plan.

    Raises:
        ChangedError: saying what has changed.
    """
    changed = [
        said
        for key, said in (
            ("scenario_text", "the scenario"),
            ("study", "the command"),
            ("arguments", "what was asked for"),
            ("seed", "the seed"),
            ("version", "the version of this tool"),
        )
        if json.loads(json.dumps(plan[key])) != before.get(key)
    ]
    had = before.get("libraries", {})
    changed += [
        f"{name} (from {had.get(name, 'an unknown version')} to {version})"
        for name, version in plan["libraries"].items()
        if had.get(name) != version
    ]
    if changed:
        raise ChangedError(f"{' and '.join(changed)} changed since it was interrupted")


def _files(answer: Answer, scenario_text: str, about: dict[str, Any]) -> Files:
    files: Files = {
        "summary.json": answer.result.model_dump_json(indent=1) + "\n",
        "scenario.toml": scenario_text,
        "run.json": json.dumps(about, indent=1) + "\n",
    }
    if answer.story is not None:
        files[f"trace-{answer.story.replication}.json"] = (
            answer.story.model_dump_json(indent=1) + "\n"
        )
    return files
