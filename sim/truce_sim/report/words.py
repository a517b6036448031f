"""Numbers in words: frequencies, the word scale, dates and durations, never more exact than known.

The word scale is that of the IPCC's fourth assessment report (working group II), because its bands
do not overlap.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from math import expm1

from truce_sim.statistics.estimates import PairedShare, Share
from truce_sim.studies.results.common import Heading
from truce_sim.studies.results.run import Cause

_FEWEST_FOR_BOUND = 6
WORD_SCALE: tuple[tuple[float, str], ...] = (
    (0.01, "exceptionally unlikely"),
    (0.10, "very unlikely"),
    (0.33, "unlikely"),
    (0.66, "about as likely as not"),
    (0.90, "likely"),
    (0.99, "very likely"),
    (1.00, "virtually certain"),
)
"""Upper edge of each band and its word."""


def word(odds: float) -> str:
    """Return the word for a probability."""
    return next(name for edge, name in WORD_SCALE if odds < edge or edge == 1.0)


def words(odds: Share) -> str:
    """Return the word for an estimate, or both words where its interval straddles bands."""
    low, high = word(odds.low), word(odds.high)
    return low if low == high else f"{low} to {high}"


def nearest(number: float) -> int:
    """Return the nearest whole number, halves away from 0, for all that is told rounded.

    Halves to even would tell of 27.5 and 28.5, one apart, that both are 28. What sums of decimals
    miss of a half is a half.
    """
    whole = int(abs(round(number, 9)) + 0.5)
    return -whole if number < 0 else whole


def hundred(value: float) -> int:
    """Return a probability out of 100, kept off 0 and 100, which no number of runs can show."""
    return min(99, max(1, nearest(100 * value))) if 0 < value < 1 else nearest(100 * value)


def in_100(odds: Share) -> str:
    """Return an estimate as a frequency: "56 in 100", "none of 2,000 runs", "all of 2,000 runs"."""
    if odds.count == 0:
        return f"none of {odds.runs:,} runs"
    if odds.count == odds.runs:
        return f"all of {odds.runs:,} runs"
    if odds.value < 0.005 or odds.value > 0.995:
        return f"{odds.count:,} of {odds.runs:,} runs"
    return f"{hundred(odds.value)} in 100"


def bound_in_words(odds: Share) -> str:
    """Return what none or all of the runs still allow, by the rule of three; else "".

    Of fewer runs than six they allow nearly anything, and the interval says so.
    """
    if odds.runs < _FEWEST_FOR_BOUND:
        return ""
    if odds.count == 0:
        return f"probably under 1 in {_round_down(odds.runs / 3):,}"
    if odds.count == odds.runs:
        return f"the rest probably under 1 in {_round_down(odds.runs / 3):,}"
    return ""


def _round_down(number: float) -> int:
    """Return a number cut to its first digit, for claims that must not be too bold."""
    scale = int(10 ** (len(str(int(number))) - 1))
    return max(1, int(number) // scale * scale)


def points(change: PairedShare) -> str:
    """Return a change in points of 100, with its sign: "+14"; "0" where nothing changed.

    Whole where it agrees with both odds as they are told. Where it does not, as of 27.6 and 28.4,
    of which both are 28, with as many decimals as show that it is a change of its own: "+0.8".
    """
    first, second = change.both + change.lost, change.both + change.gained
    runs = first + change.gained + change.neither
    whole = nearest(100 * change.value)
    if not change.value or hundred(second / runs) - hundred(first / runs) == whole:
        return signed(change.value)
    exact = 100 * change.value
    return f"{exact:+.1f}" if abs(exact) >= 0.05 else f"{exact:+.1g}"


def signed(value: float) -> str:
    """Return a difference of probabilities in points, with its sign."""
    rounded = nearest(100 * value)
    return f"{rounded:+d}" if rounded else "0"


def sentence_case(label: str) -> str:
    """Return a label with a capital first letter."""
    return label[:1].upper() + label[1:]


def two_digits(number: int) -> int:
    """Return a number of runs to two digits, upwards: more would claim too much."""
    step = int(10 ** max(0, len(str(number)) - 2))
    return -(-number // step) * step


def span(low: float, high: float) -> str:
    """Return an interval of probabilities out of 100: "54 to 58", "over 88", "under 12".

    No number of runs shows that all or none hold, so no interval ends there.
    """
    if low <= 0.005 and high >= 0.995:
        return "anything"
    if high >= 0.995:
        return f"over {hundred(min(low, 0.99))}"
    if low <= 0.005:
        return f"under {hundred(max(high, 0.01))}"
    ends = (hundred(low), hundred(high))
    return f"{ends[0]}" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def about(value: float, low: float, high: float) -> str:
    """Return a probability out of 100 to the digit that its interval bears: "about 20", "under 5".

    To one, to five or to ten, as the interval is up to four, up to ten or more points wide.
    """
    width = high - low
    step = 1 if width <= 0.04 else 5 if width <= 0.1 else 10
    near = step * nearest(100 * value / step)
    if near <= 0:
        return f"under {step}"
    return f"over {100 - step}" if near >= 100 else f"about {near}"


def signed_span(low: float, high: float) -> str:
    """Return an interval of changes in points: "+12 to +16"."""
    return f"{signed(low)} to {signed(high)}"


def moment(text: str) -> datetime:
    """Return a stored date."""
    return datetime.fromisoformat(text)


def day(when: datetime, *, year: bool = False) -> str:
    """Return a date as "9 March", or "9 March 2016"."""
    return f"{when.day} {when:%B %Y}" if year else f"{when.day} {when:%B}"


def short_day(when: datetime, *, year: bool = False) -> str:
    """Return a date as "9 Mar", or "9 Mar 2016"."""
    return f"{when.day} {when:%b %Y}" if year else f"{when.day} {when:%b}"


def from_to(heading: Heading, told: Callable[..., str]) -> str:
    """Return from when to when, "1 March to 15 March 2016"; blank of a study of no days.

    Args:
        heading: of the study.
        told: how a day is told.
    """
    if not heading.starts:
        return ""
    starts, talks = moment(heading.starts), moment(heading.talks)
    return f"{told(starts, year=starts.year != talks.year)} to {told(talks, year=True)}"


def date_among(text: str, others: Iterable[str], *, short: bool = False) -> str:
    """Return a stored date by its day, and by its hour as well where another shares the day.

    Args:
        text: the date.
        others: all dates that are told together, it among them.
        short: "9 Mar" rather than "9 March".
    """
    when = moment(text)
    said = short_day(when) if short else day(when)
    alike = {other for other in others if moment(other).date() == when.date()} - {text}
    return f"{said}, {when:%H:%M}" if alike else said


def between_days(first: str, last: str) -> str:
    """Return the days from one stored date to another: "9 March", "9 to 15 March"."""
    start, end = moment(first), moment(last)
    if start.date() == end.date():
        return day(end)
    same = (start.year, start.month) == (end.year, end.month)
    return f"{start.day if same else day(start)} to {day(end)}"


def hours_at(starts: str, date: str) -> float:
    """Return the hours from the start to a stored date."""
    return (moment(date) - moment(starts)).total_seconds() / 3600


def date_at(starts: str, hours: float) -> datetime:
    """Return the date so many hours after the start."""
    return moment(starts) + timedelta(hours=hours)


def length(hours: float) -> str:
    """Return a length of time in words: "36 hours", "4.5 days"."""
    if hours < 1:
        return f"{max(1, round(60 * hours))} minutes"
    if hours < 72:
        return _counted(round(hours), "hour")
    days = hours / 24
    return (
        _counted(round(days), "day")
        if days >= 10
        else f"{days:.1f}".rstrip("0").rstrip(".") + " days"
    )


def seconds(number: float) -> str:
    """Return a waiting time in words: "40 seconds", "12 minutes"."""
    if number < 90:
        return _counted(max(1, round(number)), "second")
    return f"{round(number / 60)} minutes" if number < 5400 else length(number / 3600)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number:,} {unit}s"


def full_stop(text: str) -> str:
    """Return a sentence with its full stop, or as it is if it ends as sentences do."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def of_100(held: Share, causes: Iterable[Cause]) -> list[int]:
    """Return how 100 runs divide into those that hold and each cause; they sum to 100.

    The first is rounded as it is told elsewhere, so that no picture contradicts the headline; the
    others share what is left by largest remainder, and so does what is missing from 1.
    """
    first = held.value
    others = [cause.share.value for cause in causes]
    told = hundred(first) if 0.005 <= first <= 0.995 else nearest(100 * first)
    exact = [100 * value for value in (*others, max(0.0, 1 - first - sum(others)))]
    whole = [int(value) for value in exact]
    rest = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in rest[: max(0, 100 - told - sum(whole))]:
        whole[place] += 1
    return [told, *whole[:-1]]


def within_a_day(rate: float) -> float:
    """Return the share of what holds that collapses within a day, at a rate a day.

    The rate itself may be over 1 a day: of few that are left in a first hour, all go at once.
    """
    return -expm1(-rate)


def odds(share: float) -> str:
    """Return a share of runs out of 100 for a cell or a label: "58", "all", "none"."""
    if share in (0.0, 1.0):
        return "all" if share else "none"
    return f"{hundred(share)}"


def per_hundred(share: float) -> str:
    """Return a share of runs out of 100 for a label: "15"; "<1" where it rounds to none."""
    return f"{hundred(share)}" if share >= 0.005 or share == 0 else "<1"
