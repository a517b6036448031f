"""Stored results read back as typed values."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from truce_sim.runs.store import Stored, StoreError
from truce_sim.studies.results import AnyResult, Story

_WITH_VALUE = ("--jobs", "--out", "--resume")
_ALONE = ("-q", "--quiet", "--json", "--plain", "--open", "--debug")

_RESULT: TypeAdapter[AnyResult] = TypeAdapter(AnyResult)


def result_of(stored: Stored) -> AnyResult:
    """Return the summary of a stored result.

    Raises:
        StoreError: if it cannot be read.
    """
    path = stored.folder / "summary.json"
    if not stored.finished and not path.exists():
        study = stored.read("plan.json")["study"]
        raise StoreError(
            f"{stored.run_id} was stopped before there was anything to show; go on with: "
            f"python run_sim.py {study} --resume {stored.run_id}"
        )
    try:
        return _RESULT.validate_json(path.read_bytes())
    except ValidationError:
        raise StoreError(f"{path} is damaged, or of another version of this tool") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {_first_line(error)}") from error


def story_of(stored: Stored, result: AnyResult) -> Story | None:
    """Return the run that a result tells, if it tells one.

    Raises:
        StoreError: if it cannot be read.
    """
    if result.kind != "run" or result.story is None:
        return None
    path = stored.folder / f"trace-{result.story}.json"
    try:
        return Story.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise StoreError(f"{path} cannot be read: {_first_line(error)}") from error


def for_report(about: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest without what does not change the answer: workers, folders, times.

    So the report of the same study is the same to the byte, wherever and however it was run.
    """
    command, kept = iter(about.get("command", ())), []
    for word in command:
        if word in _WITH_VALUE:
            next(command, None)
        elif word not in _ALONE and not word.startswith(tuple(f"{one}=" for one in _WITH_VALUE)):
            kept.append(word)
    return {key: value for key, value in about.items() if key != "timing"} | {"command": kept}


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
