"""Kinds of input: how a value is written, what it may be, and what to say when it is not.

A kind stands in a field's annotation, so that pydantic calls it, and it also feeds the editor
schema, `show inputs` and the reference page. Its messages are plain English and reach the user
unchanged.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LARGEST_NUMBER = 1e12
"""No input of a truce comes near it; beyond it sums lose the precision that results need."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one value.

    Attributes:
        says: what follows the path in the sentence, such as " needs a unit".
        try_: what to do about it, or "".
        instead: a value that would do, written as in a file, or "".
        at: steps from the field down to the part at fault, such as ("p90",).
        of: steps of `at` that the sentence leaves out, because `says` names the part.
    """

    says: str
    try_: str = ""
    instead: str = ""
    at: tuple[str | int, ...] = ()
    of: int = 0

    def under(self, *steps: str | int) -> "Problem":
        """Return the same problem seen from further up."""
        return Problem(self.says, self.try_, self.instead, (*steps, *self.at), self.of)


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


def plain(number: float) -> str:
    """Return a number as people write it: no trailing zeros, thousands separated."""
    if number == int(number) and abs(number) < 1e15:
        return f"{int(number):,}"
    return f"{number:.6g}"


def in_file(number: float) -> str:
    """Return a number as TOML reads it back, exactly."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


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


def short(raw: object, limit: int = 40) -> str:
    """Return user text cut to a length that fits a line, control characters made visible."""
    text = "".join(c if c.isprintable() else "?" for c in str(raw))
    return text if len(text) <= limit else text[: limit - 3] + "..."


def finite(raw: object) -> float:
    """Return a raw TOML number as a float, or raise UnfitError."""
    if isinstance(raw, str):
        try:
            number = float(raw.strip().removesuffix("%"))
        except ValueError:
            number = math.nan
        good = math.isfinite(number) and abs(number) < LARGEST_NUMBER and "%" not in raw
        raise UnfitError(
            Problem(" must be a number, not text", instead=in_file(number) if good else "")
        )
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise UnfitError(Problem(f" must be a number, not {what(raw)}"))
    if isinstance(raw, float) and not math.isfinite(raw):
        raise UnfitError(Problem(f" must be an ordinary number, not {raw}"))
    if abs(raw) > LARGEST_NUMBER:
        raise UnfitError(Problem(" is too large a number"))
    return float(raw)


@dataclass(frozen=True, eq=False, repr=False)
class Number(Kind):
    """A plain number within bounds.

    Attributes:
        low: smallest allowed value, or None.
        high: largest allowed value, or None.
        above: whether `low` itself is excluded.
        below: whether `high` itself is excluded.
        whole: whether only whole numbers are allowed.
        share: whether it is a share or chance, so that 25 is likely to mean 25 percent.
        counts: what is counted, such as "teams", or "".
    """

    low: float | None = None
    high: float | None = None
    above: bool = False
    below: bool = False
    whole: bool = False
    share: bool = False
    counts: str = ""

    def parse(self, raw: object) -> float | int:
        """Return the number."""
        if self.share and (percent := _percent(raw)) is not None:
            share = in_file(percent / 100)
            raise UnfitError(
                Problem(f" must be {self.allowed}", f"({plain(percent)} percent)", instead=share)
            )
        if self.share and isinstance(raw, bool):
            says = f" must be a share {self.allowed}, not true or false"
            raise UnfitError(Problem(says, instead="0" if not raw or self.below else "1"))
        number = finite(raw)
        if self.whole and number != int(number):
            raise UnfitError(Problem(" must be a whole number", instead=str(max(round(number), 0))))
        if not self._within(number):
            raise UnfitError(Problem(f" must be {self.allowed}, not {plain(number)}"))
        return int(number) if self.whole else number

    def _within(self, number: float) -> bool:
        if self.low is not None and (number < self.low or (self.above and number == self.low)):
            return False
        return self.high is None or not (number > self.high or (self.below and number == self.high))

    def show(self, value: float) -> str:
        """Return the number, shares as they are written."""
        return plain(value)

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "0.25" if self.share else in_file(max(self.low or 0, 1))

    @property
    def form(self) -> str:
        """How it is written."""
        if self.share:
            return "share, 0 to 1"
        return (
            f"whole number{' of ' + self.counts if self.counts else ''}"
            if self.whole
            else (f"number of {self.counts}" if self.counts else "number")
        )

    @property
    def allowed(self) -> str:
        """The range in words."""
        low = None if self.low is None else plain(self.low)
        high = None if self.high is None else plain(self.high)
        if low is not None and high is not None:
            if self.above and self.below:
                return f"above {low} and below {high}"
            if self.above:
                return f"above {low} and at most {high}"
            if self.below:
                return f"at least {low} and below {high}"
            return f"between {low} and {high}"
        if low is not None:
            return f"above {low}" if self.above else f"at least {low}"
        return "" if high is None else f"at most {high}"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Number with bounds."""
        schema: dict[str, Any] = {"type": "integer" if self.whole else "number"}
        if self.low is not None:
            schema["exclusiveMinimum" if self.above else "minimum"] = self.low
        if self.high is not None:
            schema["exclusiveMaximum" if self.below else "maximum"] = self.high
        return schema


def _percent(raw: object) -> float | None:
    """Return the percentage that was probably meant, or None."""
    if isinstance(raw, str) and raw.strip().endswith(("%", "percent")):
        try:
            number = float(raw.strip().removesuffix("percent").removesuffix("%"))
        except ValueError:
            return None
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        if not -1e9 < raw < 1e9:
            return None
        number = float(raw)
        if number <= 1.5:
            return None
    else:
        return None
    return number if 0 <= number <= 100 else None


class Flag(Kind):
    """Yes or no."""

    def parse(self, raw: object) -> bool:
        """Return the flag."""
        if not isinstance(raw, bool):
            says = " must be true or false"
            yes = str(raw).strip().lower() in {"yes", "on", "1", "true"}
            no = str(raw).strip().lower() in {"no", "off", "0", "false"}
            raise UnfitError(Problem(says, instead="true" if yes else "false" if no else ""))
        return raw

    def show(self, value: bool) -> str:
        """Return yes or no."""
        return "yes" if value else "no"

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "true"

    @property
    def form(self) -> str:
        """How it is written."""
        return "true or false"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, eq=False, repr=False)
class Text(Kind):
    """A short text for people."""

    longest: int = 2000
    filled: bool = False

    def parse(self, raw: object) -> str:
        """Return the text, unchanged."""
        if not isinstance(raw, str):
            raise UnfitError(
                Problem(f" must be text in quotes, not {what(raw)}", instead=_quoted(raw))
            )
        if self.filled and not raw.strip():
            raise UnfitError(Problem(" is empty"))
        if len(raw) > self.longest:
            raise UnfitError(
                Problem(f" is {len(raw):,} characters long; at most {self.longest:,} are allowed")
            )
        if any(not (c.isprintable() or c in "\n\t") for c in raw):
            raise UnfitError(Problem(" contains characters that cannot be shown"))
        return raw

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"..."'

    @property
    def form(self) -> str:
        """How it is written."""
        return "text"

    @property
    def json_schema(self) -> dict[str, Any]:
        """String."""
        return {"type": "string"}


def _quoted(raw: object) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < LARGEST_NUMBER:
        return f'"{raw}"'
    return ""


@dataclass(frozen=True, eq=False, repr=False)
class Choice(Kind):
    """One of a few words."""

    words: tuple[str, ...]

    def parse(self, raw: object) -> str:
        """Return the word."""
        if isinstance(raw, str) and raw in self.words:
            return raw
        listed = ", ".join(f'"{word}"' for word in self.words[:-1]) + f' or "{self.words[-1]}"'
        near = nearest(raw, self.words) if isinstance(raw, str) else None
        raise UnfitError(Problem(f" must be {listed}", instead=f'"{near}"' if near else ""))

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return f'"{self.words[0]}"'

    @property
    def form(self) -> str:
        """How it is written."""
        return "one of " + ", ".join(f'"{word}"' for word in self.words)

    @property
    def json_schema(self) -> dict[str, Any]:
        """Enumeration."""
        return {"enum": list(self.words)}


class Names(Kind):
    """A list of ids."""

    def parse(self, raw: object) -> tuple[str, ...]:
        """Return the ids."""
        if not isinstance(raw, list):
            instead = f'["{short(raw)}"]' if isinstance(raw, str) else ""
            raise UnfitError(Problem(f" must be a list of names, not {what(raw)}", instead=instead))
        problems = [
            Problem(f" must be a name in quotes, not {what(one)}", at=(place,))
            for place, one in enumerate(raw)
            if not isinstance(one, str)
        ]
        if problems:
            raise UnfitError(*problems)
        if not raw:
            raise UnfitError(Problem(" names nobody"))
        return tuple(dict.fromkeys(raw))

    def show(self, value: tuple[str, ...]) -> str:
        """Return the names, with commas."""
        return ", ".join(value)

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '["a", "b"]'

    @property
    def form(self) -> str:
        """How it is written."""
        return "list of names"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Array of strings."""
        return {"type": "array", "items": {"type": "string"}}


@dataclass(frozen=True, eq=False, repr=False)
class Anything(Kind):
    """A value whose kind depends on another key; checked there."""

    says: str = "value"

    def parse(self, raw: object) -> Any:  # noqa: ANN401
        """Return it as it is."""
        return raw

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "1"

    @property
    def form(self) -> str:
        """How it is written."""
        return self.says

    @property
    def json_schema(self) -> dict[str, Any]:
        """Anything."""
        return {}


def nearest(name: str, names: Sequence[str]) -> str | None:
    """Return the name most like `name`, or None if none is like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed once something is wrong

    close = get_close_matches(name[:80].lower(), [other.lower() for other in names], 1, 0.6)
    if not close:
        return None
    return next(other for other in names if other.lower() == close[0])


class Weights(Kind):
    """Relative weights by name: { opposition = 8, kurdish = 1 }."""

    def parse(self, raw: object) -> dict[str, float]:
        """Return the weights."""
        example = "write it like { opposition = 8, kurdish = 1 }"
        if not isinstance(raw, dict):
            raise UnfitError(Problem(" must give a weight for each actor", example))
        weights: dict[str, float] = {}
        problems: list[Problem] = []
        for name, weight in raw.items():
            try:
                weights[name] = float(Number(0).parse(weight))
            except UnfitError as error:
                problems.extend(problem.under(name) for problem in error.problems)
        if problems:
            raise UnfitError(*problems)
        return weights

    def show(self, value: dict[str, float]) -> str:
        """Return names with weights."""
        return ", ".join(f"{name} {plain(weight)}" for name, weight in value.items())

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "{ opposition = 8, kurdish = 1 }"

    @property
    def form(self) -> str:
        """How it is written."""
        return "weights, such as { opposition = 8, kurdish = 1 }"

    @property
    def allowed(self) -> str:
        """The range in words."""
        return "each at least 0"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Object of numbers."""
        return {"type": "object", "additionalProperties": Number(0).json_schema}
