"""How far one date lies from another, as people write it: "+10 days", "truce + 10 days"."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from truce_sim.scenario.durations import DURATION, hours, spoken
from truce_sim.scenario.kinds import Problem, UnfitError

LONGEST_TEXT = 80
_FORM = re.compile(r"\s*(truce)?\s*([+\u2212-])\s*([0-9.].*)\Z", re.IGNORECASE | re.DOTALL)
_STRETCH = str(DURATION["pattern"]).removeprefix(r"^\s*").removesuffix("$")
AFTER_PATTERN = rf"^\s*([tT][rR][uU][cC][eE]\s*)?\+\s*{_STRETCH}$"
MOVED_PATTERN = rf"^\s*(([tT][rR][uU][cC][eE]\s*)?\+|[\u2212-])\s*{_STRETCH}$"


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a date lies from another.

    Attributes:
        hours: how much later; below 0 if earlier.
        from_truce: whether it says itself that it counts from the truce's start.
    """

    hours: float
    from_truce: bool

    def after(self, moment: datetime) -> datetime:
        """Return the date that lies so far from a moment, to the second."""
        return moment + timedelta(seconds=round(self.hours * 3600))

    @property
    def words(self) -> str:
        """The distance in words."""
        if self.from_truce:
            return f"{spoken(self.hours)} after the truce starts"
        return f"{spoken(abs(self.hours))} {'earlier' if self.hours < 0 else 'later'}"


def shift_of(raw: object) -> Shift | None:
    """Return how far a raw date lies from another; None where it is no such text.

    Raises:
        UnfitError: if it lies more than a hundred years away.
    """
    match = _FORM.match(raw) if isinstance(raw, str) and len(raw) <= LONGEST_TEXT else None
    if match is None or (match[1] and match[2] != "+"):
        return None
    try:
        length = hours(match[3])
    except UnfitError as error:
        if "longer than" in error.problems[0].says:
            raise
        return None
    return Shift(length if match[2] == "+" else -length, match[1] is not None)


_NEARLY = re.compile(
    r"(?:(?:the\s+)?(?:truce|ceasefire|cessation)(?:[_\s]starts?|'s\s+start)?\s*)?"
    r"([+\u2212-])?\s*(?:in\s+|after\s+|plus\s+)?(\S.*?)"
    r"(\s+(?:later|after|from|following|earlier|before|sooner)\b.*)?\Z",
    re.IGNORECASE,
)


def meant_shift(text: str, *, earlier: bool) -> tuple[str, ...]:
    """Return the distance that was probably meant by a text that is none, as in a file.

    Args:
        text: such as "10 days", "+10", "a week later".
        earlier: whether a distance back in time would do.
    """
    match = _NEARLY.match(text.strip()) if len(text) <= LONGEST_TEXT else None
    if match is None:
        return ()
    back = match[1] not in (None, "+") or (match[3] or "").split()[:1] in (
        ["earlier"],
        ["before"],
        ["sooner"],
    )
    if back and not earlier:
        return ()
    try:
        hours(match[2])
    except UnfitError as error:
        lengths = error.problems[0].instead
    else:
        lengths = f'"{match[2]}"'
    listed = (lengths,) if isinstance(lengths, str) else lengths
    found = tuple(f'"{"-" if back else "+"}{one.strip(chr(34))}"' for one in listed)
    return tuple(told_in_place(one, text) for one in found) if earlier else found


_FROM_OWN = re.compile(
    r"^\s*[\"']?\s*[+\u2212-]|\b(?:later|earlier|sooner|following)\b", re.IGNORECASE
)
_TRUCE = re.compile(r"\b(?:truce|ceasefire|cessation)\b", re.IGNORECASE)


def told_in_place(offered: str, text: str) -> str:
    """Return a distance that is offered for a text, as it counts in place of a file's own date.

    There "+10 days" counts from that date, which "10 days" is not likely to mean.

    Args:
        offered: as in a file, such as '"+10 days"', where it counts from the truce's start.
        text: what was written instead.
    """
    own = _FROM_OWN.search(text) and not _TRUCE.search(text)
    if own or not offered.startswith('"+'):
        return offered
    return f'"truce + {offered[2:]}'


def before_the_truce(shift: Shift) -> Problem:
    """Return the problem of a distance back from the truce's start."""
    return Problem(
        " counts from the truce's start, so it cannot be earlier",
        instead=f'"+{-shift.hours / 24:g} days"',
    )
