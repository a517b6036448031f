"""A change of a truce as `--set` has it, from a value of Python."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from truce_sim.api.errors import QuestionError, Word
from truce_sim.scenario.writing import inline

_STAND_IN_FILES = (str, bool, int, float, date, time)


def change_of(path: object, value: object) -> str:
    """Return a change, "PATH=VALUE".

    Args:
        path: dotted path of an input.
        value: what would be read from a file, or what a numeric library has for it.

    Raises:
        QuestionError: if the path is none, or no file could hold such a value.
    """
    # What follows a = or the end of a line would be read as part of the value.
    if not isinstance(path, str) or any(mark in path for mark in "=\r\n"):
        raise QuestionError(
            "{change} is no path of an input; write it as verification.teams",
            change=Word("set", path),
        )
    return f"{path}={inline(_readable(path, plain(value)))}"


def plain(value: object) -> object:
    """Return numbers, moments and lists of numeric libraries as plain ones."""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind == "M":
        # Finer than microseconds, moments would come out as whole numbers.
        value = value.astype("datetime64[us]")  # type: ignore[attr-defined]
    return value.tolist() if hasattr(value, "tolist") else value


def _readable(path: str, value: object) -> Any:  # noqa: ANN401 - whatever a file may hold
    if isinstance(value, Mapping):
        return {str(key): _readable(path, plain(one)) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(path, plain(one)) for one in value]
    if isinstance(value, datetime) and value.tzinfo is not None:
        # A file has no zones: written there, it would be another moment.
        raise QuestionError(
            "{change} has a time zone; dates of a scenario are local: give {local}",
            change=Word("set", path),
            local=repr(f"{value:%Y-%m-%d %H:%M}"),
        )
    if not isinstance(value, _STAND_IN_FILES):
        raise QuestionError(
            "{change}: no scenario can hold a value of type {kind}; give a number, a text such as "
            "'36h', a date, a list or a mapping",
            change=Word("set", path),
            kind=type(value).__name__,
        )
    return value
