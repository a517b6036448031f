"""Why an option changes the odds: histories saved and lost, what ends them, where one parts."""

from dataclasses import dataclass

from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.told import Sentence, Told, say
from truce_sim.studies.results.compare import CompareResult, Course, Option
from truce_sim.studies.results.run import Cause
from truce_sim.widths import told_apart

_MOST = 3
"""Causes that are told of an option in a sentence."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A cause of collapse, and how many in 100 runs it ends without and with an option."""

    label: str
    before: Told
    after: Told
    change: float


def moved(base: Course, option: Course) -> list[Moved]:
    """Return the causes of which an option ends more or fewer runs, the most moved first."""
    causes = {cause.key: cause for cause in (*base.causes, *option.causes)}
    found = []
    for key, cause in causes.items():
        before, after = _share(base, key), _share(option, key)
        change = (after.share.value if after else 0.0) - (before.share.value if before else 0.0)
        if change:
            found.append(Moved(cause.label, _told(before), _told(after), change))
    return sorted(found, key=lambda one: -abs(one.change))


def _share(course: Course, key: str) -> Cause | None:
    return next((cause for cause in course.causes if cause.key == key), None)


def _told(cause: Cause | None) -> Told:
    if cause is None:
        return Told("none", ())
    share = cause.share
    text = "fewer than 1" if 0 < share.value < 0.005 else f"{w.hundred(share.value)}"
    return Told(text, (share.count, share.runs))


def flips(option: Option) -> Sentence:
    """Say how many of the same histories an option saves, and how many it loses."""
    judged = option.judged
    runs = judged.both + judged.gained + judged.lost + judged.neither
    saved = Told(f"{judged.gained:,}" if judged.gained else "none", (judged.gained,))
    lost = Told(f"{judged.lost:,}" if judged.lost else "none", (judged.lost,))
    return say(
        "Of {runs} histories it saves *{saved}* and loses {lost}",
        runs=Told(f"{runs:,}", (judged.both, judged.gained, judged.lost, judged.neither)),
        saved=saved,
        lost=lost,
    )


def causes(result: CompareResult, option: Option) -> Sentence | None:
    """Say which causes an option moves most; None where their counts are not of one date."""
    if result.base_course is None or option.course is None or option.moves_talks:
        return None
    shown = [
        one for one in moved(result.base_course, option.course) if one.before.text != one.after.text
    ][:_MOST]
    if not shown:
        return None
    said: Sentence | None = None
    for one in shown:
        piece = say(
            "{cause} from {before} to {after}", cause=one.label, before=one.before, after=one.after
        )
        said = piece if said is None else said.then(", ", piece)
    runs = option.answers.held.runs
    return None if said is None else said.then(" ", say("in {all}", all=t.per(runs)))


def why(result: CompareResult, option: Option) -> Sentence:
    """Say what an option does to the same histories, and to what ends them."""
    ended = causes(result, option)
    said = flips(option)
    return said.then(".", None) if ended is None else said.then("; ", ended.then(".", None))


def _after(shared: int, told: Told) -> Sentence:
    if not shared:
        return say("From the first event on, ")
    events = "event that is" if shared == 1 else "events that are"
    return say("After {after} {events} the same, ", after=told, events=events)


def named(option: Option) -> Sentence | None:
    """Say where the first of the histories that end otherwise parts from itself."""
    one = option.parting
    if one is None:
        return None
    number = Told(f"{one.replication:,}", (one.replication,))
    after = Told(f"{one.shared:,}", (one.shared,))
    held = "holds only with it" if one.holds_with else "holds only without it"
    said = say("Run {number} {held}.", number=number, held=held).then(
        " ", _after(one.shared, after)
    )
    if one.base is not None and one.option is not None:
        return said.then(
            "", say("without it: “{base}” With it: “{option}”", base=one.base, option=one.option)
        )
    if one.option is not None:
        return said.then("", say("only with it: “{option}”", option=one.option))
    return said.then("", say("only without it: “{base}”", base=one.base or ""))


@dataclass(frozen=True, slots=True)
class Row:
    """An option in the table of what it does to the same histories."""

    label: str
    saved: str
    lost: str
    causes: list[Moved]
    none: str
    """What stands there where no cause is told."""
    named: Sentence | None


def rows(result: CompareResult) -> list[Row]:
    """Return the options for the table of what they do, the largest change first."""
    base = result.base_course
    options = [option for option in result.options if option.course is not None]
    options.sort(key=lambda option: -abs(option.judged.value))
    names = told_apart([one.label for one in options], 80, [one.key for one in options])
    found = []
    for option, name in zip(options, names, strict=True):
        told: list[Moved] = []
        if base is not None and option.course is not None and not option.moves_talks:
            told = [one for one in moved(base, option.course) if one.before.text != one.after.text]
        found.append(
            Row(
                label=name,
                saved=f"{option.judged.gained:,}",
                lost=f"{option.judged.lost:,}",
                causes=told,
                none="not counted to one date" if option.moves_talks else "as without it",
                named=named(option),
            )
        )
    return found


def in_short(result: CompareResult) -> Sentence | None:
    """Say of the option that changes the odds most why it does; None where none does."""
    clear = [one for one in result.same_dates if one.verdict in ("better", "worse")]
    first = max(clear, key=lambda one: abs(one.judged.value), default=None)
    if first is None or result.base_course is None or first.course is None:
        return None
    return say("“{label}”.", label=first.label) + why(result, first)
