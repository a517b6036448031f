"""`compare RUN1 RUN2`: what changed from one stored answer to the other, and what that did.

Where both rest on the same histories they are set side by side as any two files are: from the runs
that were stored, or, where those are not kept or another version made them, from runs made again.
"""

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from rich.text import Text

from truce_sim.api.questions.compare import CompareAsked
from truce_sim.calling import command, with_out
from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.cli.requests import New, Planned, Voice, Weigh
from truce_sim.cli.streams import write_json
from truce_sim.report import words as w
from truce_sim.report.questions.compare.changed import listed
from truce_sim.report.stored import result_of
from truce_sim.report.terminal import show, signpost, title
from truce_sim.report.terminal_lines import wrapped
from truce_sim.runs.batch import Columns
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.scenario import Scenario, ScenarioFaults, load
from truce_sim.scenario.faults import wrap
from truce_sim.scenario.study import BASE
from truce_sim.shipped import is_file
from truce_sim.statistics.estimates import Share
from truce_sim.studies.alternatives import keys_of, same_truce
from truce_sim.studies.changed_inputs import changed_inputs
from truce_sim.studies.compare import Compare
from truce_sim.studies.pairing import why_apart
from truce_sim.studies.results.common import Result
from truce_sim.studies.results.compare import CompareResult
from truce_sim.studies.results.run import RunResult
from truce_sim.studies.stored_runs import stored_runs

_ID = re.compile(r"(?:.*/)?(?:[a-z]+-)?[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{4}(?:-[0-9]+)?/?")


@dataclass(frozen=True, slots=True)
class Side:
    """One stored answer."""

    stored: Stored
    result: Result
    scenario: Scenario
    version: str
    """Of the program that made it."""

    @property
    def name(self) -> str:
        """What it is called beside the other."""
        return self.stored.run_id

    @property
    def path(self) -> str:
        """The file that it keeps."""
        return str(self.stored.folder / "scenario.toml")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stored answers."""

    first: Side
    second: Side
    out: str
    """The results folder that they are in."""

    @property
    def apart(self) -> str:
        """Why they are not of the same histories; "" if they are."""
        return why_apart(*((one.result.heading, one.scenario) for one in self.sides))

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Paired:
    """What is asked of two stored answers on the same histories."""

    study: Compare
    known: Mapping[str, Columns]
    """Runs that were stored, by setting; none where all are made again."""


def pair_of(request: New | Weigh | Planned, kind: str) -> Pair | None:
    """Return the two stored answers that are named; None where files are.

    Raises:
        UsageError: if one is named and the other is a file, or one cannot be read.
    """
    if kind != "compare" or not isinstance(request.question, CompareAsked):
        return None
    store, words = Store(Path(request.out)), request.sources.scenarios
    found = [_stored(word, store) for word in words]
    if not any(found):
        return None
    if len(words) != 2 or not all(found):
        raise UsageError(
            "compare takes scenario files, or two stored runs; the file of a stored run is the "
            "scenario.toml in its folder"
        )
    if request.sources.sets:
        raise UsageError("--set changes files; stored runs are compared as they were")
    first, second = (_side(one) for one in found if one is not None)
    return Pair(first, second, request.out)


def _stored(word: str, store: Store) -> Stored | None:
    """Return the stored answer that a word means, as `show` takes it; None if it means a file."""
    if word.endswith(".toml") or (is_file(word) and word != "latest"):
        return None
    try:
        return store.find(word)
    except StoreError as error:
        if word == "latest" or _ID.fullmatch(word):
            raise UsageError(str(error)) from None
        return None


def _side(stored: Stored) -> Side:
    if not stored.finished:
        raise UsageError(f"{stored.run_id} is not finished")
    try:
        result = result_of(stored)
        stored.check(drawn=False)
        version = str(stored.manifest().get("tool_version"))
        scenario = load(stored.folder / "scenario.toml")
    except StoreError as error:
        raise UsageError(str(error)) from None
    except ScenarioFaults as error:
        said = error.faults[0].sentence
        raise UsageError(f"the file of {stored.run_id} no longer fits: {said}") from None
    if not result.heading.parties:
        raise UsageError(f"{stored.run_id} is about no truce of one file")
    name = result.heading.scenario
    return Side(stored, result, scenario.known_as(name, dict(scenario.source)), version)


def paired(pair: Pair, asked: CompareAsked, version: str) -> Paired | None:
    """Return what is asked of two answers on the same histories; None where they share none.

    Args:
        pair: the answers.
        asked: with runs and seed where the command line gives them: then all is made anew.
        version: of this program.
    """
    heading = pair.first.result.heading
    anew = asked.runs is not None or asked.seed is not None
    if pair.apart and not anew:
        return None
    study = Compare(
        runs=heading.runs if asked.runs is None else asked.runs,
        seed=heading.seed if asked.seed is None else asked.seed,
        others=(pair.second.scenario,),
        called=(pair.first.name, pair.second.name),
    )
    return Paired(study, {} if anew else _known(pair, version))


def _known(pair: Pair, version: str) -> Mapping[str, Columns]:
    """Return the runs that were stored, and say where they are from."""
    others = sorted({one.version for one in pair.sides} - {version})
    if others:
        _note(f"made by version {' and '.join(others)}, so both files are run again")
        return {}
    kept = [stored_runs(one.stored) if one.result.kind == "run" else None for one in pair.sides]
    if kept[0] is None or kept[1] is None:
        _note("not all runs of the two are kept, so both files are run again")
        return {}
    _note("read from the runs that were stored; nothing is simulated but the run that is named")
    _, key = keys_of([one.scenario for one in pair.sides])
    return {BASE: kept[0], key: kept[1]}


def tell_apart(pair: Pair, voice: Voice) -> None:
    """Print what changed, and both odds with ranges of their own, where nothing is shared."""
    first, second = pair.sides
    changed = changed_inputs(first.scenario, second.scenario)
    odds = [(one.name, _held(one.result)) for one in pair.sides]
    if voice.json:
        told = {
            "apart": pair.apart,
            "changed": [one.model_dump(mode="json") for one in changed],
            "runs": [
                {"run": name, "held": None if held is None else held.model_dump(mode="json")}
                for name, held in odds
            ],
        }
        write_json(json.dumps(told, indent=1) + "\n")
        return
    console = answers(plain=voice.plain)
    show(console, chain(title(first.result.heading), [Text()], listed(changed), [Text()]))
    lines = [
        f"{name}: {w.in_100(held)} ({w.span(held.low, held.high)})"
        if held is not None
        else f"{name}: answers another question"
        for name, held in odds
    ]
    show(console, chain.from_iterable(wrapped(line) for line in lines))
    why = f"They are not of the same histories, as {pair.apart}, so there is no change to tell"
    show(console, wrapped(f"{why}: each has its own range for chance."))
    if same_truce(first.scenario, second.scenario):
        show(console, signpost([("Next", afresh(pair))]))


def _held(result: Result) -> Share | None:
    """Return the odds of the file as it stands; None where that is not what was asked."""
    if isinstance(result, RunResult):
        return result.answers.held
    return result.base.held if isinstance(result, CompareResult) else None


def afresh(pair: Pair) -> str:
    """Return the command that sets both on the same histories."""
    runs = max(one.result.heading.runs for one in pair.sides)
    seed = pair.first.result.heading.seed
    names = [f"{one.stored.scenario}/{one.stored.run_id}" for one in pair.sides]
    words = ["compare", *names, "--runs", str(runs), "--seed", str(seed)]
    return command(*with_out(words, pair.out))


def with_files(request: New, pair: Pair, study: Compare) -> New:
    """Return a request about the files that two stored answers keep, on the same histories."""
    paths = tuple(one.path for one in pair.sides)
    asked = replace(CompareAsked(study.runs, study.seed), others=study.others)
    return replace(request, question=asked, sources=replace(request.sources, scenarios=paths))


def _note(said: str) -> None:
    sys.stderr.write("\n".join(wrap(f"Note: {said}.", 6)) + "\n")
