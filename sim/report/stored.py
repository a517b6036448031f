"""Stored results read back as typed values."""

from pydantic import TypeAdapter, ValidationError

from sim.runs.store import Stored, StoreError
from sim.studies.results import AnyResult, Story

_RESULT: TypeAdapter[AnyResult] = TypeAdapter(AnyResult)


def result_of(stored: Stored) -> AnyResult:
    """Return the summary of a stored result.

    Raises:
        StoreError: if it cannot be read.
    """
    path = stored.folder / "summary.json"
    try:
        return _RESULT.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
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


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
