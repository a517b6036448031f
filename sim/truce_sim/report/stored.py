"""Stored results read back as typed values."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from truce_sim.calling import command, reported, with_out
from truce_sim.report.registry import names, question_named, question_of
from truce_sim.runs.files import DamagedError
from truce_sim.runs.seals import Sum
from truce_sim.runs.store import Stored, StoreError
from truce_sim.studies.results.common import SCHEMA_VERSION, Result, Story


def result_of(stored: Stored) -> Result:
    """Return the summary of a stored result, if it is what was written.

    Raises:
        StoreError: if it is not, or cannot be read, or is of another version.
    """
    if not stored.finished and not (stored.folder / "run.json").is_file():
        raise StoreError(_nothing_to_show(stored))
    summary = checked_summary(stored)
    damaged = f"{stored.folder / 'summary.json'} is damaged: it does not read as an answer"
    question = question_named(summary.get("kind"))
    if question is None:
        raise DamagedError(damaged)
    try:
        result: Result = question.result.model_validate_json(json.dumps(summary))
    except ValidationError:
        raise DamagedError(damaged) from None
    return result


def checked_summary(
    stored: Stored, sums: Callable[[], Mapping[str, Sum]] | None = None
) -> dict[str, Any]:
    """Return the summary of a stored result as plain values, if it is what was written.

    Args:
        stored: the result.
        sums: returns those of its files, if they are known; asked once its version is.

    Raises:
        StoreError: if it is not, or cannot be read, or is of another version.
    """
    content, summary = _same_version(stored, stored.folder / "summary.json")
    checked = stored.content("summary.json", sums and sums())
    # To read it once is most of what it takes to list it.
    whole: dict[str, Any] = summary if checked == content else json.loads(checked)
    return whole


def story_of(stored: Stored, result: Result) -> Story | None:
    """Return the run that a result tells, if it tells one.

    Raises:
        StoreError: if it cannot be read, or is not what was written.
    """
    replication = question_of(result).told_run(result)
    if replication is None:
        return None
    name = f"trace-{replication}.json"
    try:
        return Story.model_validate_json(stored.content(name))
    except ValidationError as error:
        raise DamagedError(
            f"{stored.folder / name} cannot be read: {str(error).splitlines()[0]}"
        ) from error


def for_report(about: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest with nothing that does not shape the answer: workers, folders, times.

    So the report of the same study is the same to the byte, wherever and however it was run.
    """
    left = ("timing", "files", "command", "question")
    question = [str(word) for word in about.get("question", ())]
    asked = {"command": reported(*question)} if question else {}
    return {key: value for key, value in about.items() if key not in left} | asked


def _same_version(stored: Stored, path: Path) -> tuple[bytes, dict[str, Any]]:
    """Refuse an answer of another version by its number, before anything else is said of it.

    Returns:
        What stands in the file, and that as plain values; not looked at any further.

    Raises:
        StoreError: saying how to ask again.
    """
    try:
        content = path.read_bytes()
        summary: dict[str, Any] = json.loads(content)
        version = summary.get("schema_version")
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    except (ValueError, AttributeError, RecursionError):
        raise DamagedError(f"{path} is damaged: it is no answer") from None
    if version != SCHEMA_VERSION:
        number = version if isinstance(version, int) else "unknown"
        raise StoreError(
            f"{path} is of schema version {number}, this tool reads {SCHEMA_VERSION}; "
            f"run it again: {_once_more(stored)}"
        )
    return content, summary


def _once_more(stored: Stored) -> str:
    """Return how to ask the question of a result of another version, as far as it is known."""
    try:
        about = json.loads((stored.folder / "run.json").read_bytes())
        words = about.get("question") or about["command"][1:]  # of an older version
        kept = [str(word) for word in words]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        kept = []
    if not kept or kept[0] not in names():
        kept = ["run", str(stored.folder / "scenario.toml")]
    return command(*kept)


def _nothing_to_show(stored: Stored) -> str:
    if (holder := stored.holder) is not None:
        return f"{stored.run_id} is still running ({holder})"
    asked = stored.plan().get("study")
    where = command(*with_out([str(asked), "--resume", stored.run_id], _root(stored)))
    if stored.state == "planned":
        return f"{stored.run_id} is planned; when its shares are made, gather it with: {where}"
    return f"{stored.run_id} was stopped before there was anything to show; go on with: {where}"


def _root(stored: Stored) -> str:
    root = stored.folder.parent.parent
    return "results" if root.resolve() == Path("results").resolve() else str(root)
