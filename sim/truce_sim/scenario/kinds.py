"""Kinds of input: how a value is written, what it may be, and what to say when it is not.

A kind stands in a field's annotation, so that pydantic calls it, and it also feeds the editor
schema, `show inputs` and the reference page. Its messages are plain English and reach the user
unchanged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one value.

    Attributes:
        says: what follows the path in the sentence, such as " needs a unit".
        try_: what to do about it, or "".
        instead: values that would do, written as in a file.
        at: steps from the field down to the part at fault, such as ("p90",).
        of: steps of `at` that the sentence leaves out, because `says` names the part.
        name: another name that would do, where the name of a part is at fault, or "".
        drop: whether leaving the part out would do.
        lacks: parts that are missing, each with a sample value.
        whole: values for the whole input that would do.
    """

    says: str
    try_: str = ""
    instead: str | tuple[str, ...] = ()
    at: tuple[str | int, ...] = ()
    of: int = 0
    name: str = ""
    drop: bool = False
    lacks: tuple[tuple[str, str], ...] = ()
    whole: tuple[str, ...] = ()

    def under(self, *steps: str | int) -> "Problem":
        """Return the same problem seen from further up."""
        return replace(self, at=(*steps, *self.at))


class UnfitError(ValueError):
    """A value does not fit its kind."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.says for problem in problems))
        self.problems = problems


class Kind:
    """Base of all kinds of input."""

    def parse(self, raw: object) -> Any:  # noqa: ANN401 - each kind has its own type
        """Return the parsed value, or raise UnfitError."""
        raise NotImplementedError

    def show(self, value: Any) -> str:  # noqa: ANN401
        """Return a parsed value in plain words."""
        return f"{value}"

    @property
    def form(self) -> str:
        """How a value is written, in a few words, with the unit."""
        raise NotImplementedError

    @property
    def allowed(self) -> str:
        """The allowed range, in a few words, or ""."""
        return ""

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        raise NotImplementedError

    @property
    def json_schema(self) -> dict[str, Any]:
        """JSON schema of the raw value, for editors."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(
        self,
        source: object,
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        """Let pydantic call `parse`."""
        del source, handler
        return core_schema.no_info_plain_validator_function(self._checked)

    def _checked(self, raw: object) -> Any:  # noqa: ANN401
        try:
            return self.parse(raw)
        except UnfitError as error:
            raise PydanticCustomError("unfit", "unfit", {"problems": error.problems}) from None


def what(raw: object) -> str:
    """Say what sort of value this is."""
    if isinstance(raw, bool):
        return "true or false"
    if isinstance(raw, str):
        return "text"
    if isinstance(raw, dict):
        return "a table"
    if isinstance(raw, list):
        return "a list"
    if isinstance(raw, int | float):
        return "a number"
    return "a date or time"


def visible(text: str) -> str:
    """Return text with characters that would steer a terminal written as escapes."""
    return "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")


def many(what: str, number: int) -> str:
    """Return how many there are of what is given in the singular: "1 war", "2 wars"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def short(raw: object, limit: int = 40) -> str:
    """Return user text cut to a length that fits a line, control characters made visible."""
    text = visible(str(raw)[: limit + 1])
    return text if len(text) <= limit else text[: limit - 3] + "..."


def nearest(name: str, names: Sequence[str]) -> str | None:
    """Return the name most like `name`, or None if none is like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed once something is wrong

    close = get_close_matches(name[:80].lower(), [other.lower() for other in names], 1, 0.6)
    if not close:
        return None
    return next(other for other in names if other.lower() == close[0])
