"""Conducting a study: a folder for it, workers, a ledger of what is finished, whole results.

Interrupted work keeps its finished batches under `<run-id>.unfinished/`; resuming runs only what
is missing, and refuses when scenario, study, the tool's version or those of the libraries behind
the numbers have changed, because the parts would not belong together.
"""

import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from truce_sim import __version__
from truce_sim.calling import command, with_out
from truce_sim.locks import HeldError, alone
from truce_sim.runs.batch import Columns
from truce_sim.runs.engines import Choice
from truce_sim.runs.executors import Growing, executor
from truce_sim.runs.files import Content, spoken
from truce_sim.runs.formats import table_files
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.manifest import manifest, shaping_versions, timing
from truce_sim.runs.replications import Progress, Work
from truce_sim.runs.sources import NAME, OF_STUDIES, digest
from truce_sim.runs.store import Store, Stored, StoreError, fingerprint
from truce_sim.runs.stored import PARTS, PLANNED
from truce_sim.scenario import Scenario
from truce_sim.scenario.writing import dump_toml
from truce_sim.shipped import file_of
from truce_sim.studies.described import about
from truce_sim.studies.steady import steady
from truce_sim.studies.study import Answer, Study


class ChangedError(Exception):
    """An unfinished study cannot go on: something it rests on has changed."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a study was asked for: needed to ask again."""

    command: tuple[str, ...]
    """The command line as it was given."""
    question: tuple[str, ...]
    """What of it shapes the answer: the command, scenario files, `--set`, what was asked."""
    scenario_path: str
    sets: tuple[str, ...]

    def kept(self) -> dict[str, Any]:
        """Return it as a plan keeps it, with the scenario's file findable from any folder."""
        path = self.scenario_path
        return {
            "command": list(self.command),
            "question": list(self.question),
            "scenario_path": path,
            "scenario_file": str(file_of(path).resolve()) if path else "",
            "sets": list(self.sets),
        }


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
        "libraries": _versions(),
    }


def _versions() -> dict[str, str]:
    """Return the versions of all that the runs of a study hang on, our own lines among them."""
    return {**shaping_versions(), NAME: digest(OF_STUDIES)}


def mark_of(plan: dict[str, Any]) -> str:
    """Return the four digits of a run id: of scenario, question, seed and version.

    Libraries are left out, so that a study has the same digits on every machine.
    """
    named = {key: value for key, value in plan.items() if key != "libraries"}
    return fingerprint(json.dumps(named, sort_keys=True))


def begin(
    study: Study,
    scenario: Scenario,
    store: Store,
    origin: Origin,
    planned: Mapping[str, int] | None = None,
) -> Stored:
    """Open a folder for a study.

    Args:
        study: the question.
        scenario: what it is asked about.
        store: where results live.
        origin: the command line, and the file it names.
        planned: how much work it is, if it is only planned and others are to do the work.

    Raises:
        StoreError: if it cannot be written.
    """
    plan = plan_of(study, scenario)
    prefix = "" if study.kind == "run" else study.kind
    kept = {**plan, **origin.kept()}
    if planned is None:
        return store.begin(scenario.name, prefix, mark_of(plan), kept)
    kept[PLANNED] = dict(planned)
    stored = store.begin(scenario.name, prefix, mark_of(plan), kept)
    with spoken(stored.folder):
        (stored.folder / PARTS).mkdir(exist_ok=True)
    return stored


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a study, wherever that is to be kept."""

    answer: Answer
    interrupted: bool
    """Ctrl-C came: the answer is of what was finished by then."""
    timing: dict[str, Any]
    """When, how long, on what, by which engines: all that differs from one time to the next."""


def answered(  # noqa: PLR0913 - all that an answer needs, by name
    study: Study,
    scenario: Scenario,
    *,
    jobs: int,
    on_progress: Callable[[Progress], None] = lambda _: None,
    tell: Callable[[str], None] = lambda _: None,
    choice: Choice | None = None,
    ledger: Ledger | None = None,
    known: Mapping[str, Columns] | None = None,
    on: str | None = None,
) -> Answered:
    """Conduct a study; what it finds is kept in a ledger or, without one, in memory.

    Args:
        study: the question.
        scenario: what it is asked about.
        jobs: worker processes.
        on_progress: told how far it is.
        tell: is told, in a sentence, if there are to be fewer processes.
        choice: which engine makes the runs; none: SimPy.
        ledger: keeps what is finished.
        known: runs by setting, from run 0 on, that were made for another answer.
        on: where a cluster is whose workers compute it; none: this machine does.

    Raises:
        ClusterError: if there is no such cluster, or nobody in it can take part.
        NothingFinishedError: if it was interrupted before there was anything to show.
        ScenarioFaults: if a setting of the study does not fit the scenario.
        StoreError: if the ledger cannot be written.
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    choice = choice or Choice()
    with choice, executor(jobs, tell, on) as pool:
        work = Work(study.seed, pool, jobs, ledger, on_progress=on_progress, engine=choice)
        for key, columns in (known or {}).items():
            work.know(key, columns)
        answer = steady(study.conduct(scenario, work))
        if work.interrupted:
            choice.stop()
        far = pool if isinstance(pool, Growing) else None
    took = timing(
        started,
        time.perf_counter() - clock,
        far.most if far else jobs,
        choice.used,
        far.kind if far else "",
    )
    return Answered(answer, work.interrupted, took)


def conduct(  # noqa: PLR0913 - all that a study needs, by name
    study: Study,
    scenario: Scenario,
    store: Store,
    origin: Origin,
    stored: Stored,
    *,
    jobs: int,
    on_progress: Callable[[Progress], None],
    formats: Collection[str] = ("csv",),
    tell: Callable[[str], None] = lambda _: None,
    choice: Choice | None = None,
    known: Mapping[str, Columns] | None = None,
    on: str | None = None,
) -> Conducted:
    """Conduct a study and store its answer, whole: summary, scenario, manifest, story, tables.

    Args:
        study: the question.
        scenario: what it is asked about.
        store: where results live.
        origin: the command line, and the file it names.
        stored: the study's folder, new or unfinished.
        jobs: worker processes.
        on_progress: told how far it is.
        formats: in which to write tables: "csv", "parquet"; others are none of tables.
        tell: is told, in a sentence, if there are to be fewer processes.
        choice: which engine makes the runs; none: SimPy.
        known: runs by setting, from run 0 on, that were made for another answer.
        on: where a cluster is whose workers compute it; none: this machine does.

    Raises:
        ClusterError: if there is no such cluster, or nobody in it can take part.
        ChangedError: if the folder's study was another one.
        NothingFinishedError: if it was interrupted before there was anything to show.
        ScenarioFaults: if a setting of the study does not fit the scenario.
        StoreError: if results cannot be written, or another process is at work on this study.
    """
    try:
        with _alone(stored.folder):
            plan = plan_of(study, scenario)
            check_same(plan, stored.plan())
            done = answered(
                study,
                scenario,
                jobs=jobs,
                on_progress=on_progress,
                tell=tell,
                choice=choice,
                known=known,
                on=on,
                ledger=Ledger(stored.folder / "parts", json.dumps(plan, sort_keys=True)),
            )
            answer = done.answer
            about = about_of(study, scenario, origin)
            if done.interrupted:
                about["settings"] = study.extent(scenario).settings
                about["resume"] = resume_command(study.kind, stored.run_id, store)
            about["timing"] = done.timing
            files = answer_files(answer, plan["scenario_text"], formats)
            if done.interrupted:
                store.set_down(stored, about, files)
                return Conducted(answer, stored, about, finished=False)
            return Conducted(answer, store.finish(stored, about, files), about, finished=True)
    except HeldError as error:
        raise StoreError(f"{stored.run_id} is being worked on by {error}") from None
    except FileNotFoundError as error:
        if stored.folder.exists():
            raise
        raise StoreError(f"{stored.run_id} is gone: finished, or removed, meanwhile") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a study's folder for oneself.

    Raises:
        FileNotFoundError: if it is gone.
        HeldError: if another process holds it.
        StoreError: if it cannot be written to.
    """
    with ExitStack() as held:
        try:
            held.enter_context(alone(folder))
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StoreError(f"cannot write to {folder}: {error.strerror or error}") from error
        yield


def about_of(study: Study, scenario: Scenario, origin: Origin) -> dict[str, Any]:
    """Return the manifest of a study, but for its timing."""
    return {
        **manifest(
            study=study.kind,
            arguments=study.arguments(),
            command=origin.command,
            scenario_text=dump_toml(scenario),
            seed=study.seed,
        ),
        "question": list(origin.question),
        "scenario": scenario.name,
    }


def answer_files(
    answer: Answer, scenario_text: str, formats: Collection[str]
) -> dict[str, Content]:
    """Return the files of an answer, but for the manifest, by name.

    Args:
        answer: the answer.
        scenario_text: what it is the answer about.
        formats: in which tables are written: "csv", "parquet"; others are none of tables.
    """
    files: dict[str, Content] = {
        "summary.json": answer.result.model_dump_json(indent=1) + "\n",
        "scenario.toml": scenario_text,
    }
    if answer.story is not None:
        files[f"trace-{answer.story.replication}.json"] = (
            answer.story.model_dump_json(indent=1) + "\n"
        )
    return {**files, **table_files(answer.tables, formats, about(answer.result))}


def resume_command(kind: str, run_id: str, store: Store) -> str:
    """Return the command that goes on with an interrupted study, from wherever it is kept."""
    return command(*with_out([kind, "--resume", run_id], str(store.root)))


def check_same(plan: Mapping[str, Any], before: Mapping[str, Any]) -> None:
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
    changed += [
        f"{name} (from {had} to {now})"
        for name, had, now in other_libraries(plan["libraries"], before)
    ]
    if changed:
        since = "planned" if before.get(PLANNED) else "interrupted"
        raise ChangedError(f"{' and '.join(changed)} changed since it was {since}")


def other_libraries(
    here: Mapping[str, str], before: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """Yield what had another version when a plan was made: its name, that version, this one."""
    had = before.get("libraries")
    had = had if isinstance(had, dict) else {}
    for name, version in here.items():
        if had.get(name) != version:
            yield name, had.get(name, "an unknown version"), version


def refuse_other_versions(before: Mapping[str, Any]) -> None:
    """Refuse to work here on what was planned with other versions than there are here.

    Raises:
        ChangedError: naming each, as it was and as it is.
    """
    others = list(other_libraries(_versions(), before))
    if before.get("version") != __version__:
        others.insert(0, ("truce-sim", str(before.get("version")), __version__))
    if others:
        said = ", ".join(f"{name} {had} (here {here})" for name, had, here in others)
        raise ChangedError(f"it was planned with {said}; numbers of both would not belong together")
