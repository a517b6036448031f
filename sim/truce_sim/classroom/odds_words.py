"""How people write a probability: 70, 70%, 0.7. What could be two is refused, never guessed."""

import re
from dataclasses import dataclass
from typing import Literal

from truce_sim.scenario.cells import OTHER_DIGITS, BadCellError
from truce_sim.scenario.digits import in_our_digits, number_meant

Form = Literal["marked", "whole", "part", "none"]
"""How a probability was written: as 70% or 70 in 100, as 70, as 0.7, or as 0, which is all."""
_NUMBER = r"([0-9]{1,9}(?:[.,][0-9]{1,9})?|[.,][0-9]{1,9})"
_PLAIN = re.compile(_NUMBER)
_MARKED = re.compile(rf"{_NUMBER}\s*(?:%|percent|per cent|(?:in|of|out of|/)\s*100)")
_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f]+")
_MOST = 100.0


@dataclass(frozen=True, slots=True)
class Told:
    """A probability as somebody wrote it.

    Attributes:
        value: between 0 and 1.
        form: how it was written.
    """

    value: float
    form: Form


def odds_of(text: str) -> Told:
    """Return the probability in a cell.

    A bare number above 1 is of 100, one below 1 is of 1; 1 could be either.

    Raises:
        BadCellError: if it is none, or could be two.
    """
    plain = _BLANKS.sub(" ", text).strip().lower()
    if not plain:
        raise BadCellError("is blank", "leave the line out where a group did not bet")
    if marked := _MARKED.fullmatch(plain):
        return Told(_at_most_all(_value(marked[1])) / _MOST, "marked")
    if not _PLAIN.fullmatch(plain):
        raise _none(plain)
    value = _value(plain)
    if value == 1:
        raise BadCellError("could be one in a hundred or certain", "1%, or 100%")
    if value < 1:
        return Told(value, "part" if value else "none")
    return Told(_at_most_all(value) / _MOST, "whole")


def as_percent(value: float) -> str:
    """Return a probability in the form that is never mistaken."""
    return f"{100 * value:.10g}%"


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def _at_most_all(value: float) -> float:
    if value > _MOST:
        raise BadCellError("is more than 100 in 100", "a number from 0% to 100%")
    return value


def _none(plain: str) -> BadCellError:
    if re.match(r"[-\u2212]\s*[0-9]", plain):
        return BadCellError("is below zero", "a number from 0% to 100%")
    ours = in_our_digits(plain).replace("\u066a", "%")
    if ours != plain:
        return BadCellError(OTHER_DIGITS, _meant(ours))
    meant = number_meant(plain)
    offer = f"{meant}%" if meant and 1 < float(meant) <= _MOST else "a number such as 70%"
    return BadCellError("is no probability", offer)


def _meant(ours: str) -> str:
    """Return what the same in our digits says, in a form that says nothing else; "" if nothing."""
    try:
        return as_percent(odds_of(ours).value)
    except BadCellError:
        return ""
