"""What is said of past truces like this one, beside any answer; each number stands in the heading."""

from collections.abc import Iterator
from dataclasses import dataclass

from truce_sim.report import told as t
from truce_sim.report.told import Sentence, Told, say
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.common import Heading, PastTruces

_CLASSES = {
    "first": "Like it: {truces} truces that were the first of their wars, in {wars} wars.",
    "none broken": "Like it: {truces} truces in {wars} wars with earlier truces, of which none had "
    "broken within ten days.",
    "some broken": "Like it: {truces} truces in the {wars} wars where an earlier truce had broken "
    "within ten days.",
    "region": "Like it: {truces} truces of two or more parties in {wars} wars of its region.",
    "all": "They are {truces} truces in {wars} wars.",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The odds of the file as it stands, as far as an answer has them.

    Attributes:
        value: share of runs that hold until the talks.
        low: as low as chance and, where that was looked at, believable inputs may have it.
        high: as high.
        why: what of the answer makes it so.
    """

    value: float
    low: float
    high: float
    why: Sentence | None = None


def standing_of(held: Share) -> Standing:
    """Return odds of which only the chance between runs is known."""
    return Standing(held.value, held.low, held.high)


def beside_odds(past: PastTruces) -> Sentence:
    """Say how many of the past truces like it were not broken by the same age."""
    if past.sort == "all":
        return of_all(past, "No record of the war is given; of all truces of two or more parties")
    return of_all(past, "Of truces like it")


def of_all(past: PastTruces, whose: str) -> Sentence:
    """Say how many past truces were not broken by an age.

    Args:
        past: the truces.
        whose: how to call them, as the beginning of a sentence.
    """
    if past.since_hours > past.hours - 24:
        return say("It has stood nearly as long as until the talks: past truces say no more of it.")
    if past.since_hours:
        whose += f" that stood on day {days_of(past.since_hours)}"
    if past.low is None or past.high is None:
        said = say("{whose}, *{held}* were not broken by {age}", whose=whose, **_held(past))
    else:
        said = say(
            "{whose}, *{held}* were not broken by {age} ({span})",
            whose=whose,
            span=t.span(past.low, past.high),
            **_held(past),
        )
    return said.then(", where the record ends." if past.cut else ".", None)


def which(past: PastTruces) -> Sentence:
    """Say which truces these are, and how many more have no known end."""
    if past.since_hours > past.hours - 24:
        # Too little is left of the way to say how many would have broken on it.
        return say(_CLASSES[past.sort], truces=t.count(past.truces), wars=t.count(past.wars))
    said = say(_CLASSES[past.sort], truces=t.count(past.truces), wars=t.count(past.wars))
    if not past.unclear:
        return said
    return said + say(
        "{unclear} more have no known end and are not counted: if all of them broke as early as "
        "can be {lower}, if none did {upper}.",
        unclear=t.count(past.unclear),
        lower=t.hundred(past.lower_bound),
        upper=t.hundred(past.upper_bound),
    )


def own(past: PastTruces) -> Sentence | None:
    """Say what became of the war's own earlier truces, or where a file tells of them."""
    if past.earlier is None or past.broken is None:
        if past.sort != "all":
            return None
        return say("What became of this war's earlier truces goes into [base_rate] of the file.")
    if past.earlier == 0:
        return say("It is the first truce of its war with a known end.")
    return say(
        "Of this war's own {earlier} earlier truces with a known end, {broken} broken within ten "
        "days.",
        earlier=t.count(past.earlier),
        broken=t.made_of(
            f"{past.broken or 'none'} {'was' if past.broken == 1 else 'were'}", past.broken
        ),
    )


def differs(past: PastTruces, standing: Standing) -> Iterator[Sentence]:
    """Yield where the odds and the record disagree beyond the doubts of both.

    Past the end of the record they are of other ages, and nothing is said.
    """
    if past.cut:
        return
    lower = standing.high < past.lower_bound
    if lower or standing.low > past.upper_bound:
        said = say(
            "*The simulation is {which} than any reading of the record*: {held}, against {least} to "
            "{most} of truces like it.",
            which="lower" if lower else "higher",
            held=t.part(standing.value),
            least=t.hundred(past.lower_bound),
            most=t.hundred(past.upper_bound),
        )
    elif past.low is not None and past.high is not None:
        lower = standing.high < past.low
        if not lower and standing.low <= past.high:
            return
        said = say(
            "*The simulation is {which} than the record of truces like it*, beyond the doubts of "
            "both: {held}, against {span}.",
            which="lower" if lower else "higher",
            held=t.part(standing.value),
            span=t.span(past.low, past.high),
        )
    else:
        return
    yield said if standing.why is None else said + standing.why


def age(past: PastTruces) -> Told:
    """Tell the age of the figures: "day 11.6"."""
    return Told(f"day {days_of(past.hours)}", (past.hours,))


def days_of(hours: float) -> str:
    """Return an age in days: "11.6"."""
    days = hours / 24
    return f"{days:.1f}".removesuffix(".0") if days >= 1 else f"{days:.2g}"


def in_chart(heading: Heading) -> Sentence | None:
    """Say what stands behind a curve; None where nothing does."""
    past = heading.base_rate
    if past is None:
        return None
    return say(
        "Behind it in grey, {truces} past truces like it: {held} not broken by {age}.",
        truces=t.count(past.truces),
        **_held(past),
    )


def _held(past: PastTruces) -> dict[str, Told]:
    return {"held": t.part(past.not_broken), "age": age(past)}
