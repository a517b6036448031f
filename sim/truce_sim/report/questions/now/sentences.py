"""What is said of the odds given what was seen."""

from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.beside import unlike
from truce_sim.report.told import Sentence, Told, say
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.now import ENOUGH, NowLine, NowResult, SeenBy

_STEP = 5


def odds(share: Share, *, rough: bool) -> Told:
    """Tell odds: where few histories are in effect, to the nearest five in a hundred."""
    if not rough:
        return Told(f"{w.hundred(share.value)} in 100", (share.value,))
    return Told(f"about {stepped(share.value)} in 100", (share.value,))


def stepped(value: float) -> int:
    """Return a probability out of 100 to the nearest five, kept off none and all."""
    return min(95, max(5, _STEP * w.nearest(100 * value / _STEP)))


def moment(text: str) -> Told:
    """Tell a stored moment: its day, and its hour if it is not midnight."""
    when = w.moment(text)
    hour = "" if f"{when:%H:%M}" == "00:00" else f", {when:%H:%M}"
    return Told(f"{w.day(when)}{hour}", (text,))


def headline(result: NowResult) -> Sentence:
    """Say how likely the truce is to hold until the talks, or why nothing is said."""
    if result.unlike:
        return unlike(result.surprise or 0.0)
    held = result.odds
    if held is None:
        return too_few(result)
    said = (
        "Of simulated truces that held until {date}, {odds} reach the talks."
        if not _counted(result)
        else "Of simulated truces that held until {date} and were counted like this one, {odds} "
        "reach the talks."
    )
    return say(said, date=moment(result.until), odds=odds(held, rough=result.last.rough))


def too_few(result: NowResult) -> Sentence:
    """Say that hardly any history is like what was seen."""
    return say(
        "*No odds are told*: of {runs} histories, as few as {few} would in effect have brought what "
        "was seen; a hundred are needed. More --runs may find them.",
        runs=t.count(result.heading.runs),
        few=t.count(result.last.effective),
    )


def doubts(result: NowResult) -> Sentence:
    """Say what the interval covers, and how much it rests on."""
    held, effective = result.odds, result.last.effective
    ranges = any(row.believable for row in result.inputs)
    rests = say(
        "In effect {effective} of {runs} histories",
        effective=t.count(effective),
        runs=t.count(result.heading.runs),
    )
    if result.drawn_anew:
        rests = rests.then(", in part drawn anew on the way", None)
    if held is None or result.unlike:
        return rests.then(".", None)
    if ranges:
        rests = rests.then(", over believable inputs: doubt about those is in the odds", None)
    return rests.then(".", None) + say(
        "Chance between histories: {span} ({level}).", span=t.chance(held), level=t.level(held)
    )


def moved(result: NowResult) -> Sentence | None:
    """Say which counter moves the odds furthest, by itself."""
    mover, last = result.mover, result.last
    if mover is None or mover.alone is None or result.unlike:
        return None
    rough = mover.effective_alone < ENOUGH
    return say(
        "Without counts {plain} hold; with those of {name} alone {alone}.",
        plain=odds(last.survival, rough=False),
        name=mover.name,
        alone=odds(mover.alone, rough=rough),
    )


def ends(result: NowResult) -> Sentence | None:
    """Say what ends the truce from now on."""
    told = [cause for cause in result.causes if cause.share.value >= _LEAST]
    if not told:
        return None
    said = say("From now on, of {all} histories:", all=Told("100", (result.heading.runs,)))
    for place, cause in enumerate(told):
        end = say("{label} {n}", n=t.hundred(cause.share.value), label=cause.label.lower())
        said = said.then(", " if place else " ", end)
    return said.then(".", None)


_LEAST = 0.005
"""Causes of fewer are not told: chance alone makes them."""


def sees(counter: SeenBy) -> Sentence:
    """Say what share a counter seems to see, by now."""
    about = {"name": counter.name, "what": counter.counts}
    if counter.blind:
        return say("{name}, {what}: no simulated truce brings any, so it is left out.", **about)
    if counter.sees_low == counter.sees_high:
        return say(
            "{name}, {what}: taken to count {sees} for each one.",
            **about,
            sees=_factor(counter.sees),
        )
    return say(
        "{name}, {what}: counts {sees} for each one ({low} to {high}).",
        **about,
        sees=_factor(counter.sees),
        low=_factor(counter.sees_low),
        high=_factor(counter.sees_high),
    )


def _factor(value: float) -> Told:
    return Told(f"{value:.2g}", (value,))


def learned(result: NowResult) -> Sentence:
    """Say what the days tell of single inputs: as a rule nothing."""
    narrower = [one for one in result.inputs_seen if one.narrowed > 2 * one.noise]
    if not narrower:
        return say(
            "Single inputs are not learned from this: of {all} ranges, none is narrower now beyond "
            "chance. The days choose between histories, not between inputs.",
            all=t.count(len(result.inputs_seen)),
        )
    most = narrower[0]
    return say(
        "Of {all} ranges, {some} narrower now beyond chance; most of all “{label}”, by {share} in a "
        "hundred. Not one input by itself is known from this.",
        all=t.count(len(result.inputs_seen)),
        some=Told("1 is" if len(narrower) == 1 else f"{len(narrower)} are", (len(narrower),)),
        label=most.label,
        share=t.hundred(most.narrowed),
    )


def told_line(line: NowLine) -> str:
    """Return the odds with counts of one day, as a table shows them."""
    if line.counted is None:
        return "-"
    return f"~{stepped(line.counted.value)}" if line.rough else f"{w.hundred(line.counted.value)}"


def _counted(result: NowResult) -> bool:
    return any(one.spans for one in result.counters)
