"""Numbers that somebody counted, each with its days and its counter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from truce_sim.scenario.days import DAY, StrangeDay
from truce_sim.scenario.kinds import Kind, Problem, UnfitError, short, what
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.parts import parsed_parts
from truce_sim.scenario.words import Text

LARGEST_COUNT = 1_000_000
"""No truce has had so many incidents on all its days together."""
MOST_NUMBERS = 10_000
OPTIONAL = ("to", "known")
_ABOUT = re.compile(r"\s*(?:about\s+|~\s*)([0-9]{1,7})\s*")
_SAMPLE = '[{ from = "2016-03-01", to = "2016-03-01", counter = "monitors", number = 40 }]'
_WHOLE = Number(0, LARGEST_COUNT, whole=True)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as somebody counted it.

    Attributes:
        value: the number, 0 or more.
        about: whether it was told as about so many.
    """

    value: int
    about: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """One number, as it stands in a file.

    Attributes:
        first: the first day that it counts.
        last: the last one.
        counter: id of who counted.
        amount: how many.
        known: the day on which the number became known; None for the last day that it counts.
    """

    first: date | StrangeDay
    last: date | StrangeDay
    counter: str
    amount: Amount
    known: date | StrangeDay | None = None


class AmountCounted(Kind):
    """A whole number, or "about 40"."""

    def parse(self, raw: object) -> Amount:
        """Return the number."""
        if not isinstance(raw, str):
            return Amount(int(_WHOLE.parse(raw)))
        match = _ABOUT.fullmatch(raw)
        if match and int(match[1]) <= LARGEST_COUNT:
            return Amount(int(match[1]), about=True)
        raise UnfitError(_no_number(raw))

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "40"

    @property
    def form(self) -> str:
        """How it is written."""
        return 'whole number, or "about 40"'

    @property
    def json_schema(self) -> dict[str, Any]:
        """Number, or a string with a pattern."""
        pattern = rf"^{_ABOUT.pattern}$"
        return {"anyOf": [_WHOLE.json_schema, {"type": "string", "pattern": pattern}]}


def _no_number(text: str) -> Problem:
    """Return what is wrong with a text that is no number, with what was probably meant."""
    from truce_sim.scenario.cells import BadCellError, amount_of  # noqa: PLC0415 - only for faults

    try:
        found = amount_of(text)
    except BadCellError as error:
        digits = error.try_.isdecimal() and int(error.try_) <= LARGEST_COUNT
        meant = str(int(error.try_)) if digits else ()
        return Problem(f": '{short(text)}' {error.says}", "how many, 0 or more", instead=meant)
    if found is None:
        return Problem(" is missing; where nobody counted, there is no line at all", drop=True)
    near = round(found.value)
    if near > LARGEST_COUNT:
        return Problem(f" must be {_WHOLE.allowed}, not {short(text)}")
    if found.rough:
        says = "is not written like about 40" if found.rough == "about" else "is not one number"
        return Problem(f": '{short(text)}' {says}", instead=f'"about {near}"')
    says = " must be a whole number"
    if found.value == near:
        says = f": '{short(text)}' must be digits alone"
    return Problem(says, instead=str(near))


class NumbersKind(Kind):
    """A list of { from, to, counter, number }."""

    def parse(self, raw: object) -> tuple[Counted, ...]:
        """Return the numbers, in the order of the file."""
        if not isinstance(raw, list):
            says = f" must be a list of {{ from, to, counter, number }}, not {what(raw)}"
            raise UnfitError(Problem(says, f"write it like {_SAMPLE}"))
        if len(raw) > MOST_NUMBERS:
            says = f": {len(raw):,} are more than the {MOST_NUMBERS:,} that can be given"
            raise UnfitError(Problem(says, "one number may count several days, or a month"))
        found: list[Counted] = []
        problems: list[Problem] = []
        for place, one in enumerate(raw):
            try:
                found.append(counted(one))
            except UnfitError as error:
                problems.extend(problem.under(place) for problem in error.problems)
        if problems:
            raise UnfitError(*problems)
        return tuple(found)

    def show(self, value: Sequence[Counted]) -> str:
        """Return how many there are."""
        return f"{len(value):,} {'number' if len(value) == 1 else 'numbers'}" if value else ""

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return _SAMPLE

    @property
    def form(self) -> str:
        """How it is written."""
        return "list of { from, to, counter, number }"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Array of objects."""
        said = {
            "from": "The first day that the number counts.",
            "to": "The last day that it counts; the first where it is left out.",
            "counter": "Who counted: an id of [observed.counters].",
            "number": 'How many; "about 40" where nobody knows exactly.',
            "known": "The day on which the number became known; its last day where left out.",
        }
        one = {
            "type": "object",
            "properties": {
                name: {**kind.json_schema, "description": said[name]}
                for name, kind in KINDS.items()
            },
            "required": [name for name in KINDS if name not in OPTIONAL],
            "additionalProperties": False,
        }
        return {"type": "array", "items": one, "maxItems": MOST_NUMBERS}


KINDS: dict[str, Kind] = {
    "from": DAY,
    "to": DAY,
    "counter": Text(longest=60, filled=True, lines=False),
    "number": AmountCounted(),
    "known": DAY,
}
"""The parts of a number, in the order in which a file has them."""


def counted(raw: object) -> Counted:
    """Return one number of raw values.

    Raises:
        UnfitError: for all parts that are wrong.
    """
    if not isinstance(raw, dict):
        says = f" must be {{ from, to, counter, number }}, not {what(raw)}"
        raise UnfitError(Problem(says, f"write it like {_SAMPLE[1:-1]}"))
    parts = parsed_parts(raw, KINDS, OPTIONAL)
    first = parts["from"]
    return Counted(
        first, parts.get("to", first), parts["counter"], parts["number"], parts.get("known")
    )
