"""What stands in one cell: a number, as exact or rough as somebody knew it; a day, or days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from truce_sim.scenario.digits import in_our_digits, number_meant

OTHER_DIGITS = "must be in the digits 0 to 9"


class BadCellError(ValueError):
    """A cell cannot be read.

    Attributes:
        says: what is wrong, to follow the cell's text.
        try_: what would do, or "".
    """

    def __init__(self, says: str, try_: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.try_ = try_


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as told.

    Attributes:
        value: the number; the middle of two.
        rough: how it is not exact: "about", "at least", "at most", "from to", or "".
        grouped: whether a dot before three digits was read as one that groups thousands.
    """

    value: float
    rough: str = ""
    grouped: bool = False


_MISSING = {
    *("", "-", "--", "\u2013", "\u2014", "?", "??", ".", "..", "...", "n/a", "n.a.", "na", "nan"),
    *("null", "unknown", "missing", "no data", "no report", "not available", "nd", "n.d.", "k.a."),
}
_ABOUT = (
    (r"(?:~|≈|about|around|some|circa|ca?\.|ca|approx\w*\.?|roughly|nearly|almost)", "about"),
    (r"(?:>=?|≥|over|more than|at least|min\.?)", "at least"),
    (r"(?:<=?|≤|under|below|up to|at most|fewer than|less than|max\.?)", "at most"),
)  # fmt: skip
_UNITS = re.compile(r"\s*(?:incidents?|violations?|breach(?:es)?|attacks?|events?|cases?)\Z")
_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([,.' ])[0-9]{3})(?:\1[0-9]{3})*")
_GROUPED_WHOLE = re.compile(
    r"[1-9][0-9]{0,2}(?:(?:[,' ][0-9]{3})+\.[0-9]+|(?:[.' ][0-9]{3})+,[0-9]+)"
)
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+")
DECIMAL_DOT = re.compile(r"(?<![0-9.,])(?:[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|0\.[0-9]+)(?![0-9.,])")
"""A dot that groups no thousands, which says what the other dots of its column do."""
_BETWEEN = re.compile(r"(?:between )?(.+?)\s*(?:\bto\b|\band\b|-|\u2013|\u2014)\s*(.+)")
_LARGEST = 1e9


def amount_of(text: str, *, dot_groups: bool = True) -> Amount | None:
    """Return the number of a cell, or None where it has none: a blank is not known, not zero.

    Args:
        text: the cell.
        dot_groups: whether 1.200 may be one thousand two hundred.

    Raises:
        BadCellError: if it is no number, or below zero.
    """
    plain = _BLANKS.sub(" ", text.replace("\u2019", "'")).strip().lower()
    if plain in _MISSING:
        return None
    bare, rough = _UNITS.sub("", plain).strip(), ""
    for pattern, word in _ABOUT:
        found = re.fullmatch(rf"{pattern}\s*(.+)", bare)
        if found:
            bare, rough = found[1], word
            break
    if bare.endswith("+") and not rough:
        bare, rough = bare[:-1].strip(), "at least"
    number = _number(bare, dot_groups=dot_groups)
    if number is not None:
        return Amount(number[0], rough, number[1])
    between = _BETWEEN.fullmatch(bare)
    ends = [_number(one, dot_groups=dot_groups) for one in between.groups()] if between else []
    low, high = ends if len(ends) == 2 else (None, None)
    if low is not None and high is not None and low[0] <= high[0]:
        return Amount((low[0] + high[0]) / 2, "from to", low[1] or high[1])
    if re.fullmatch(r"[-\u2212]\s*[0-9].*", bare):
        raise BadCellError("is below zero, and no count is")
    if plain in ("none", "no", "nil", "zero"):
        raise BadCellError("may be zero or not known", "0, or leave it blank where nobody knows")
    says = "is no number" if bare == in_our_digits(bare) else OTHER_DIGITS
    raise BadCellError(says, "" if rough else number_meant(bare))


def _number(text: str, *, dot_groups: bool) -> tuple[float, bool] | None:
    """Return a number and whether a dot was read as one that groups thousands."""
    dotted = False
    grouped = _GROUPED.fullmatch(text)
    if grouped and (grouped[1] != "." or dot_groups):
        dotted = grouped[1] == "."
        text = re.sub(r"[,.' ]", "", text)
    elif _GROUPED_WHOLE.fullmatch(text):
        last = max(text.rfind("."), text.rfind(","))
        text = re.sub(r"[,.' ]", "", text[:last]) + "." + text[last + 1 :]
    elif _PLAIN.fullmatch(text):
        text = text.replace(",", ".")
    else:
        return None
    value = float(text[:30])
    return (value, dotted) if value <= _LARGEST else None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR_FIRST = re.compile(r"([12][0-9]{3})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_TOGETHER = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_DOTTED = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([12][0-9]{3})")
SLASHED = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([12][0-9]{3})")
"""A day whose first two numbers may stand for day and month, or for month and day."""
_DAY_WORD = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[ .-]*{_WORD}[ ,.-]*([12][0-9]{{3}})")
_WORD_DAY = re.compile(rf"{_WORD}\s*([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+([12][0-9]{{3}})")
_ORDERS = (
    (_YEAR_FIRST, (1, 3, 4)),
    (_TOGETHER, (1, 2, 3)),
    (_DOTTED, (3, 2, 1)),
    (_DAY_WORD, (3, 2, 1)),
    (_WORD_DAY, (3, 1, 2)),
)
"""How a day is written, and which parts are year, month and day."""
_DAYS_WORD = re.compile(
    rf"([0-9]{{1,2}})\s*(?:-|\u2013|to)\s*([0-9]{{1,2}})[ .]*{_WORD}[ ,]*([12][0-9]{{3}})"
)
_MONTH = re.compile(rf"([12][0-9]{{3}})[-/]([0-9]{{1,2}})|{_WORD}[ -]*([12][0-9]{{3}})")
_YEAR = re.compile(r"[12][0-9]{3}")
_TIME = re.compile(r"[ t]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:z|utc|[+-][0-9:]+)?")
_SPAN = re.compile(r"(.+?)\s+(?:to|until|through|-|\u2013|\u2014)\s+(.+)")
_TOTAL = re.compile(
    r"(?:grand |sub-?)?(?:total|sum|average|mean|overall|gesamt|summe|somme|suma|итого|всего)\b.*"
)


def is_total(text: str) -> bool:
    """Return whether a cell where a day is due says that its row adds others up."""
    return _TOTAL.fullmatch(text.strip().lower()) is not None


def days_of(text: str, *, day_first: bool | None = None) -> tuple[date, date] | None:
    """Return the first and the last day that a cell names, or None where it names none.

    Args:
        text: the cell: a day, a month, a year, or two days with "to" between them.
        day_first: whether 03/04/2030 is 3 April; None where the file does not show it.

    Raises:
        BadCellError: if it is no day of the calendar, or could be two.
    """
    plain = _BLANKS.sub(" ", text).strip().lower()
    if plain in _MISSING or plain.startswith("unknown"):
        return None
    span = _SPAN.fullmatch(plain)
    if span:
        first, last = (days_of(part, day_first=day_first) for part in span.groups())
        if first is None or last is None or last[1] < first[0]:
            raise BadCellError("are no days that follow each other")
        return first[0], last[1]
    plain = _TIME.sub("", plain)
    found = _one_day(plain, day_first)
    if found is not None:
        return found, found
    if match := _DAYS_WORD.fullmatch(plain):
        month, year = _MONTHS.index(match[3]) + 1, int(match[4])
        return _date(year, month, int(match[1])), _date(year, month, int(match[2]))
    if match := _MONTH.fullmatch(plain):
        year = int(match[1] or match[4])
        month = int(match[2]) if match[2] else _MONTHS.index(match[3]) + 1
        first_day = _date(year, month, 1)
        return first_day, first_day.replace(day=monthrange(year, month)[1])
    if _YEAR.fullmatch(plain):
        return date(int(plain), 1, 1), date(int(plain), 12, 31)
    raise _no_day(plain)


def _one_day(text: str, day_first: bool | None) -> date | None:
    for pattern, (year, month, day) in _ORDERS:
        if match := pattern.fullmatch(text):
            return _date(*(_number_of(match[one]) for one in (year, month, day)))
    match = SLASHED.fullmatch(text)
    if match is None:
        return None
    one, two, whole = int(match[1]), int(match[3]), int(match[4])
    if day_first is None and one != two and max(one, two) <= 12:
        both = f"{_date(whole, two, one)}, or {_date(whole, one, two)}"
        raise BadCellError("may be two days: day first, or month first?", both)
    return _date(whole, two, one) if day_first or one > 12 else _date(whole, one, two)


def _number_of(text: str) -> int:
    return int(text) if text.isdecimal() else _MONTHS.index(text) + 1


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadCellError("is not a day of the calendar") from None


def _no_day(text: str) -> BadCellError:
    if (ours := in_our_digits(text)) != text:
        return BadCellError(OTHER_DIGITS, ours)
    if re.fullmatch(r"[34][0-9]{4}(?:\.0*)?", text):
        near = date(1899, 12, 30) + timedelta(days=int(text[:5]))
        return BadCellError("is a spreadsheet's own number for a day", near.isoformat())
    short = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{2})", text)
    if short:
        return BadCellError("has no full year", f"{short[1]}.{short[2]}.20{short[3]}")
    return BadCellError("is no day", "a day such as 2030-04-03 or 3.4.2030")
