"""Amounts counted in a file's own past: "2 x before", "14 days as before", beside plain numbers.

Nobody can say how many routine incidents a party bears; how much more than before the truce, or how
long at the old level, can be argued about. What an amount comes to is worked out in
`amounts_before`, once the whole file is known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from truce_sim.scenario.durations import (
    DURATION,
    DURATION_ABOVE_ZERO,
    DurationKind,
    spoken,
    written,
)
from truce_sim.scenario.kinds import Problem, UnfitError, short
from truce_sim.scenario.numbers import Number, in_file, meant, plain

Unit = Literal["x before", "as before"]
Measure = Literal[
    "grievance",
    "violations in the window",
    "violations a day",
    "harm a day",
    "claims a day",
    "share",
]
"""What was before the truce, by the name under which `amounts_before` works it out."""

_NUMBER = r"(([0-9]{1,9}(\.[0-9]{1,20})?|\.[0-9]{1,20})([eE]-[0-9]{1,3})?)"
_TIMES = re.compile(rf"\s*{_NUMBER}\s*(?:x|times|\u00d7)\s+before\s*\Z", re.IGNORECASE)
_LONG = re.compile(r"\s*([0-9.].*?)\s*as\s+before\s*\Z", re.IGNORECASE | re.DOTALL)
_LONGEST_TEXT = 80
_WORDS = {
    "twice": "2 x",
    "double": "2 x",
    "half": "0.5 x",
    "thrice": "3 x",
    "two": "2",
    "three": "3",
}
_SOME_LENGTH = re.compile(r"([0-9.,]+\s*[a-z]{1,9})\s+(?:as|at|of|like)\b", re.DOTALL)
_SOME_TIMES = re.compile(
    r"([0-9.,]+)\s*(%|percent)?\s*(?:x|times|fold|\u00d7)?\s*(?:[a-z]+\s+)*"
    r"(?:before|befor|level|past|old|earlier)\b"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of multiples of the level before, or of hours at it.

    Attributes:
        number: how many times the level, or hours.
        unit: which of them.
    """

    number: float
    unit: Unit

    @property
    def written(self) -> str:
        """The amount as in a file, without quotes."""
        if self.unit == "x before":
            return f"{in_file(self.number)} x before"
        return f"{written(self.number)} as before"

    @property
    def words(self) -> str:
        """The amount in words."""
        if self.unit == "x before":
            return f"{plain(self.number)} x before"
        return f"{spoken(self.number)} as before"


def amount_of(raw: object) -> Amount | None:
    """Return the amount of a raw text that is one, whatever its size; else None."""
    if not isinstance(raw, str) or len(raw) > _LONGEST_TEXT:
        return None
    times = _TIMES.match(raw)
    if times is not None:
        return Amount(float(times[1]), "x before")
    long = _LONG.match(raw)
    if long is None:
        return None
    try:
        return Amount(DurationKind(zero=True).parse(long[1]), "as before")
    except UnfitError:
        return None


@dataclass(frozen=True, eq=False, repr=False)
class AmountKind(Number):
    """A plain number, or an amount counted in what was before the truce.

    Attributes:
        measure: what was before that it is counted in.
        days: whether "14 days as before" makes sense of it.
        example: a plain number that would do where there is nothing before to count in.
        at_most: whether it is a largest number: part of one more is then none.
    """

    measure: Measure = "grievance"
    days: bool = True
    example: str = "30"
    at_most: bool = False

    def parse(self, raw: object) -> Any:  # noqa: ANN401 - a number, or an Amount
        """Return a number, or the amount."""
        amount = amount_of(raw)
        if amount is None:
            if isinstance(raw, str) and (problem := self._nearly(raw.strip())) is not None:
                raise UnfitError(problem)
            return super().parse(raw)
        if amount.unit == "as before" and not self.days:
            instead = f'"{in_file(self.low or 1)} x before"'
            raise UnfitError(
                Problem(" cannot be a length of time at the old level", instead=instead)
            )
        if amount.number == 0 and (self.above or self.low):
            raise UnfitError(Problem(f" must be above 0, not {amount.words}"))
        return amount

    def whole_number(self, number: float) -> float:
        """Return what an amount comes to as a number of this kind."""
        if not self.whole:
            return number
        # What is whole but for its last digits is not moved on.
        hair = 1e-9 * max(1.0, abs(number))
        if self.at_most:
            return float(int(number + hair))
        return max(self.low or 0.0, float(-int(-(number - hair) // 1)))

    def show(self, value: float | Amount) -> str:
        """Return the number or the amount in words."""
        return value.words if isinstance(value, Amount) else super().show(value)

    def _nearly(self, text: str) -> Problem | None:
        """Return the problem of a text that speaks of what was before, but not as it must."""
        says = f" is no amount: '{short(text)}'"
        number = text.lstrip("-\u2212").strip()
        if number != text and amount_of(number) is not None:
            return Problem(f" must not be below 0: '{short(text)}'", instead=f'"{number}"')
        near = next(iter(self._meant(text.lower())), None)
        if near is not None:
            return Problem(says, instead=f'"{near}"')
        if "before" in text or "day" in text:
            return Problem(says, f"write it like {self._forms}")
        return None

    def _meant(self, text: str) -> Iterator[str]:
        for word, count in _WORDS.items():
            text = re.sub(rf"\b{word}\b", count, text)
        length = _SOME_LENGTH.match(text) if self.days else None
        if length is not None:
            try:
                DurationKind().parse(length[1])
            except UnfitError as error:
                instead = error.problems[0].instead
                offered = (instead,) if isinstance(instead, str) else instead
                yield from (f"{one.strip(chr(34))} as before" for one in offered[-1:])
            else:
                yield f"{length[1]} as before"
        times = _SOME_TIMES.match(text)
        size = meant(times[1]) if times is not None else None
        if times is not None and size is not None:
            yield f"{in_file(size / 100 if times[2] else size)} x before"

    @property
    def _forms(self) -> str:
        return '"2 x before" or "14 days as before"' if self.days else '"2 x before"'

    @property
    def form(self) -> str:
        """How it is written."""
        return f"{super().form}, or {self._forms}"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Number with bounds, or one of two patterns."""
        above = self.above or bool(self.low)
        number = _ABOVE if above else _NUMBER
        forms = [_text(rf"^\s*{number}\s*([xX\u00d7]|[tT][iI][mM][eE][sS])\s+{_BEFORE}\s*$")]
        if self.days:
            length = str((DURATION_ABOVE_ZERO if above else DURATION)["pattern"]).removesuffix("$")
            forms.append(_text(rf"{length}\s*[aA][sS]\s+{_BEFORE}\s*$"))
        return {"anyOf": [super().json_schema, *forms]}


_BEFORE = "[bB][eE][fF][oO][rR][eE]"
_ABOVE = (
    r"(([0-9]{0,8}[1-9][0-9]{0,8}(\.[0-9]{1,20})?|[0-9]{0,9}\.[0-9]{0,19}[1-9][0-9]{0,19})"
    r"([eE]-[0-9]{1,3})?)"
)


def _text(pattern: str) -> dict[str, Any]:
    return {"type": "string", "maxLength": _LONGEST_TEXT, "pattern": pattern}
