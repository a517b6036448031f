"""What a column is compared with, read as people write it: "3 days", "0.3", "yes", "walk-out"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from truce_sim.model.ending import CAUSES
from truce_sim.scenario.durations import DurationKind
from truce_sim.scenario.kinds import Problem, UnfitError, nearest, short
from truce_sim.scenario.moments import DateKind
from truce_sim.scenario.numbers import in_file, meant
from truce_sim.scenario.shifts import Shift
from truce_sim.studies.search.condition import Value
from truce_sim.studies.search.terms import Manner, Term

_DURATION, _DATE = DurationKind(zero=True), DateKind(after_truce=True)
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_YES, _NO = ("yes", "true", "1"), ("no", "false", "0")
MISSING = "none"


@dataclass(frozen=True, slots=True)
class Unfit(Exception):  # noqa: N818 - it says what is unfit
    """A value does not fit its column.

    Attributes:
        says: what follows the column's name in the sentence.
        instead: values that would do.
        note: what helps beside them.
    """

    says: str
    instead: tuple[str, ...] = field(default=())
    note: str = ""


def value_of(term: Term, text: str) -> Value | None:
    """Return what a text means as a value of a column; None where it asks for what is missing.

    Args:
        term: the column.
        text: as written, without quotes.

    Raises:
        Unfit: if it means nothing there.
    """
    text = text.strip()
    if text.lower() in (MISSING, ""):
        return None
    return _READERS[term.manner](text, term.starts)


def _yes_or_no(text: str, _: datetime) -> bool:
    if text.lower() in _YES or text.lower() in _NO:
        return text.lower() in _YES
    raise Unfit(f" is yes or no, not '{short(text)}'", ("yes", "no"))


def _number(text: str) -> float:
    if _NUMBER.match(text):
        return float(text)
    number = meant(text)
    instead = () if number is None else (in_file(number),)
    raise Unfit(f" must be compared with a number, not '{short(text)}'", instead)


def _share(text: str) -> float:
    share = re.fullmatch(r"(.*?)\s*(?:%|percent)", text)
    return _number(share[1]) / 100 if share else _number(text)


def _hours(text: str) -> float:
    try:
        return float(_DURATION.parse(0 if text == "0" else text))
    except UnfitError as error:
        raise _unfit(error.problems[0]) from None


def _since(text: str, starts: datetime) -> float:
    """Return hours from the truce's start to a date; of a day alone, to its beginning."""
    try:
        moment = _DATE.parse(f"{text} 00:00" if _DAY.match(text) else text)
    except UnfitError as error:
        instead = _unfit(error.problems[0]).instead
        # A file needs an hour of the day and offers a usual one; here a day alone will do.
        asked = "15" in text.replace("2015", "")
        days = tuple(one if asked else one.removesuffix(" 15:00") for one in instead)
        says = f" must be compared with a date, not '{short(text)}'"
        raise Unfit(says, days, "write it like 2016-03-09, 2016-03-09 15:00 or +10 days") from None
    if isinstance(moment, Shift):
        return moment.hours
    return (moment - starts).total_seconds() / 3600


def _unfit(problem: Problem) -> Unfit:
    """Return what is wrong in the words of a file, where values stand in quotes."""
    instead = (problem.instead,) if isinstance(problem.instead, str) else problem.instead
    note = problem.try_.replace('"', "")
    return Unfit(problem.says, tuple(one.strip('"') for one in instead), note)


def _cause(text: str, _: datetime) -> str:
    named = {**{label: key for key, label in CAUSES.items()}, **{key: key for key in CAUSES}}
    if text.lower() in named:
        return named[text.lower()]
    near = nearest(text, list(named))
    near = near or next((key for key in CAUSES if key.split()[0] in text.lower()), None)
    causes = f"causes are {', '.join(CAUSES)}; {MISSING} where it did not collapse"
    says = f": there is no cause '{short(text)}'"
    raise Unfit(says, () if near is None else (near,), causes)


_READERS: Mapping[Manner, Callable[[str, datetime], Value]] = {
    "yes or no": _yes_or_no,
    "duration": lambda text, _: _hours(text),
    "days": lambda text, _: _number(text) if _NUMBER.match(text) else _hours(text) / 24,
    "share": lambda text, _: _share(text),
    "number": lambda text, _: _number(text),
    "date": _since,
    "cause": _cause,
    "text": lambda text, _: text,
}
