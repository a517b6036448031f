"""`--resume`: an interrupted study found again, and nothing said that it would not honour."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from truce_sim.api.question_words import in_words, words
from truce_sim.calling import command, with_out
from truce_sim.cli.errors import UsageError
from truce_sim.cli.requests import Resume
from truce_sim.report.registry import study_named
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.scenario import Scenario, dump_toml
from truce_sim.shipped import file_of, is_file
from truce_sim.studies.asked import scenario_from, study_from
from truce_sim.studies.conduct import Origin
from truce_sim.studies.study import Study


def unfinished(request: Resume, kind: str) -> tuple[Stored, Study, Scenario, Origin]:
    """Return the study that is named: its folder, its question, its scenario, where it came from.

    Raises:
        BadScenarioError: if its scenario file has faults now.
        UsageError: if there is none, or it is finished, of another kind, at work, of another
            version, or not what was written; or if the command line asks something else.
    """
    try:
        stored = Store(Path(request.out)).find(request.run)
        if stored.finished:
            raise UsageError(f"{stored.run_id} is finished; there is nothing to resume")
        if (holder := stored.holder) is not None:
            raise UsageError(f"{stored.run_id} is being worked on by {holder}")
        plan = stored.plan()
        asked = plan.get("study")
        if asked != kind and isinstance(asked, str):
            where = command(*with_out([asked, "--resume", stored.run_id], request.out))
            raise UsageError(f"{stored.run_id} answers {asked}; try: {where}")
        study = study_from(study_named(asked), plan.get("arguments"), stored.run_id)
        origin = _origin(plan, stored)
        scenario = _scenario(request, plan, origin, stored)
    except StoreError as error:
        raise UsageError(f"{request.run} cannot be resumed: {error}") from None
    _same_question(request, stored, study)
    _same_scenario(request, stored, study, scenario, origin)
    return stored, study, scenario, origin


def _origin(plan: dict[str, Any], stored: Stored) -> Origin:
    """Return where a study was asked for.

    Raises:
        StoreError: if its plan does not say so.
    """
    lists = [plan.get(name) for name in ("command", "question", "sets")]
    path = plan.get("scenario_path")
    if not all(isinstance(one, list) for one in lists) or not isinstance(path, str):
        raise StoreError(f"{stored.folder} does not say how it was asked")
    line, question, sets = (tuple(map(str, one or ())) for one in lists)
    return Origin(line, question, path, sets)


def _scenario(request: Resume, plan: dict[str, Any], origin: Origin, stored: Stored) -> Scenario:
    """Return the scenario as it is now; as it was, where its file is gone and none is named."""
    sets = request.sources.sets or origin.sets
    if request.sources.scenarios:
        return request.sources.read(request.sources.scenarios[0], sets)
    path = str(plan.get("scenario_file") or "")
    if path and _same_file(origin.scenario_path, path):
        path = origin.scenario_path  # as it was given
    for one in (path, origin.scenario_path):
        if one and is_file(one):
            return request.sources.read(one, sets)
    if request.sources.sets and request.sources.sets != origin.sets:
        raise UsageError("--resume goes on with the scenario as it was; leave out --set")
    return scenario_from(plan.get("scenario_text"), plan.get("scenario"), str(stored.folder))


def _same_file(given: str, path: str) -> bool:
    """Return whether a path leads from here to the same file as another."""
    return is_file(given) and is_file(path) and file_of(given).samefile(path)


def _same_scenario(
    request: Resume, stored: Stored, study: Study, scenario: Scenario, origin: Origin
) -> None:
    """Refuse another scenario where the command line made it so.

    Raises:
        UsageError: naming both.
    """
    then = [origin.scenario_path, *_sets(origin.sets)]
    given = request.sources
    path = given.scenarios[0] if given.scenarios else origin.scenario_path
    moved = bool(given.scenarios) and path != origin.scenario_path
    moved = moved and not _same_file(path, str(Path(stored.plan().get("scenario_file") or "")))
    other_sets = bool(given.sets) and given.sets != origin.sets
    if not (moved or other_sets) or dump_toml(scenario) == stored.plan().get("scenario_text"):
        return
    by = [said for said, is_so in (("another file", moved), ("--set", other_sets)) if is_so]
    now = [path, *_sets(given.sets or origin.sets)]
    question = words(study.arguments())
    raise UsageError(
        f"{stored.run_id}: the scenario changed, by {' and '.join(by)}.\n"
        f"  then: {shlex.join([study.kind, *then, *question])}\n"
        f"  now:  {shlex.join([study.kind, *now, *question])}\n"
        "To go on with it, leave out what differs; to ask anew, leave out --resume."
    )


def _sets(sets: Sequence[str]) -> list[str]:
    return [word for one in sets for word in ("--set", one)]


def _same_question(request: Resume, stored: Stored, study: Study) -> None:
    """Refuse what the interrupted study was not asked: it goes on as it was.

    Raises:
        UsageError: naming both questions.
    """
    was = study.arguments()
    now = {**was, **request.question.said()}
    if len(request.sources.scenarios) > 1 or (request.sources.scenarios and was.get("others")):
        others = [request.sources.read(path) for path in request.sources.scenarios[1:]]
        now["others"] = [{"name": one.name, "text": dump_toml(one)} for one in others]
    if now != was:
        raise UsageError(
            f"{stored.run_id} was asked something else.\n"
            f"  then: {in_words(study.kind, was)}\n"
            f"  now:  {in_words(study.kind, now)}\n"
            "To go on with it, leave out what differs; to ask anew, leave out --resume."
        )
