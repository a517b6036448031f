"""What the cells of a case file say: coded words and numbers, or free words of a first coding."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from truce_sim.evidence.cases import PUBLICITY, RECORDS
from truce_sim.evidence.rows import REGIONS
from truce_sim.scenario.cells import BadCellError, amount_of, days_of
from truce_sim.scenario.kinds import nearest
from truce_sim.scenario.other_calendars import CALENDARS

_YES = frozenset({"yes", "y", "true", "1", "1.0"})
_NO = frozenset({"no", "n", "false", "0", "0.0"})
UNKNOWN = frozenset({"", "?", "-", "unclear", "unknown", "not known", "n/a", "na"})
"""Nobody knows. In a column told in words, a blank cell says that there is none."""
_NONE = frozenset({"none", "no", "nil", "nothing", "nobody", "-", "0"})
_OPEN = frozenset({"none", "no date", "open", "open-ended"})
_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
_MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of cell.

    Attributes:
        read: the value of a cell in lower case as coded; None where nobody knows.
        tell: the value of a cell that is told in words, where it may be.
    """

    read: Callable[[str], Any]
    tell: Callable[[str], Any] | None = None


def _either(text: str) -> bool | None:
    if text in UNKNOWN:
        return None
    if text in _YES | _NO:
        return text in _YES
    raise _no_word(text, ("yes", "no", "unknown"))


def _outcome(text: str) -> bool | None:
    if text == "none":
        return None
    if not text:
        says = "is blank, and a case without outcome cannot be scored"
        raise BadCellError(says, "yes, no, or unclear where nobody knows")
    if text in UNKNOWN | _YES | _NO:
        return _either(text)
    raise _no_word(text, ("yes", "no", "unclear"))


def _on_date(text: str) -> bool | None:
    try:
        return _outcome(text)
    except BadCellError as error:
        if text:
            raise _no_word(text, ("yes", "no", "unclear", "none")) from None
        raise error from None


def _not_outcome(text: str) -> bool | None:
    found = _outcome(text)
    return None if found is None else not found


def _word_of(*words: str) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        if text in UNKNOWN:
            return None
        found = next((word for word in words if word.lower() == text), None)
        if found is None:
            raise _no_word(text, words)
        return found

    return read


def _whole(text: str) -> int | None:
    if text in _NONE:
        return 0
    found = amount_of(text)
    if found is None:
        return None
    if found.value != int(found.value):
        raise BadCellError("is no whole number", f"{found.value:.0f}")
    return int(found.value)


def _parties(text: str) -> int | None:
    found = _whole(text)
    if found == 0:
        raise BadCellError("is too few", "2")
    return found


def _length(text: str) -> float | None:
    if text in _OPEN:
        return None
    bare = re.sub(r"\s*(days?|d)\Z", "", text)
    if re.match(r"[-\u2212]\s*[0-9]", bare):
        raise BadCellError("is below zero, and a milestone comes after the start")
    found = amount_of(bare, dot_groups=False)
    if found is None:
        return None
    if not found.value:
        says = "is no time: a milestone comes after the start"
        raise BadCellError(says, "leave it blank where no milestone has a date")
    if found.value > _MOST_DAYS:
        raise BadCellError("is more than a hundred years")
    return found.value


def _day(text: str) -> date | None:
    if text in UNKNOWN | _OPEN:
        return None
    days = days_of(text)
    if days is None:
        return None
    first = days[0]
    if _FIRST <= first <= _LAST:
        return first
    elsewhere = [
        f"{ours} ({calendar.name})"
        for calendar in CALENDARS
        if (ours := calendar.day(first)) is not None and _FIRST <= ours <= _LAST
    ]
    raise BadCellError(
        "lies centuries away; it looks like a day of another calendar"
        if elsewhere
        else "lies centuries away",
        " or ".join(elsewhere) or "a day such as 2016-02-27",
    )


def _is_some(text: str) -> bool:
    """Return whether words name something: none, and what begins with it, name nothing."""
    return not (text in UNKNOWN | _NONE or re.match(r"(none|no|nil)\b", text))


def _counted(separator: str) -> Callable[[str], int]:
    def tell(text: str) -> int:
        if not _is_some(text):
            return 0
        return sum(bool(part.strip()) for part in text.split(separator))

    return tell


def _named_parties(text: str) -> int | None:
    """Return how many parties are named; None where nothing parts one from another."""
    return _counted(";")(text) if ";" in text else None


def _made_of(text: str) -> str:
    """Return what becomes of findings, by the words that tell it."""
    if not _is_some(text):
        return "none"
    return "public" if re.search(r"publi|bulletin", text) else "quiet"


def _text(text: str) -> str:
    return text


SORTS = {
    "id": Sort(_text),
    "war": Sort(_text),
    "region": Sort(_word_of(*REGIONS.values())),
    "start": Sort(_day),
    "days": Sort(_length),
    "milestone": Sort(_day),
    "milestone_kind": Sort(_text),
    "parties": Sort(_parties, _named_parties),
    "excluded": Sort(_whole, _counted(",")),
    "outside": Sort(_either, _is_some),
    "mechanism": Sort(_either, _is_some),
    "monitors": Sort(_whole),
    "publicity": Sort(_word_of(*PUBLICITY), _made_of),
    "fixed_term": Sort(_either),
    "record": Sort(_word_of(*RECORDS)),
    "earlier_truces": Sort(_whole),
    "broken_within_ten_days": Sort(_whole),
    "renounced": Sort(_outcome),
    "held": Sort(_not_outcome),
    "violence_down": Sort(_outcome),
    "talks_on_date": Sort(_on_date),
    "source": Sort(_text),
    "confidence": Sort(_text),
}
"""Every column that is read."""
ALSO = {
    "id": "case name",
    "war": "conflict country",
    "start": "starts truce_starts began",
    "days": "days_to_milestone",
    "milestone": "milestone_date talks",
    "outside": "external",
    "publicity": "reporting_mode",
    "earlier_truces": "earlier",
    "broken_within_ten_days": "broken",
    "source": "provenance sources",
}
"""What people call columns otherwise."""
TOLD_IN_WORDS = frozenset({"external", "reporting_mode", "milestone_kind", "days_to_milestone"})
"""Columns of a first coding: where one of them stands, cells may be told in words."""


def is_told(text: str) -> bool:
    """Return whether a cell is surely told in words rather than coded."""
    return bool(re.search(r"[\s;,]", text)) and text not in UNKNOWN | _OPEN


def _no_word(text: str, words: tuple[str, ...]) -> BadCellError:
    near = nearest(text, words)
    return BadCellError("is none of the words for it", near or ", ".join(words))
