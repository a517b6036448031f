"""Where a run and the record of past truces disagree, and what of the run makes it so."""

from collections.abc import Iterator

from truce_sim.report import told as t
from truce_sim.report.past import Standing
from truce_sim.report.questions.run.sentences import moved_by, of_cause
from truce_sim.report.told import Sentence, Told, say
from truce_sim.studies.results.common import PastHazard, PastTruces
from truce_sim.studies.results.run import Cause, RunResult
from truce_sim.studies.rising import LATE_DAY, rises

_LATE_HOURS = 24 * LATE_DAY


def standing(result: RunResult) -> Standing:
    """Return the odds with chance between runs and, where it was looked at, doubt about inputs."""
    held, doubt = result.answers.held, result.ignorance
    low, high = held.low, held.high
    if doubt is not None:
        low = min(low, doubt.mean.low, doubt.low_interval[0])
        high = max(high, doubt.mean.high, doubt.high_interval[1])
    return Standing(held.value, low, high, _why(result))


def risen(result: RunResult, past: PastTruces) -> Iterator[Sentence]:
    """Yield that the danger rises where that of past truces falls, if chance does not make it so."""
    risk = result.hazard
    if not rises(risk, past.hazards, past.since_hours):
        return
    place = risk.from_day.index(LATE_DAY)
    then = {piece.from_day: piece for piece in past.hazards}
    first, later = then[0.0], then[LATE_DAY]
    said = say(
        "*The simulated danger rises where that of truces like it falls*: of {all} that hold on day "
        "{start}, {ours} collapse within a day from then to day {end}, and {ours_first} on the "
        "first day; of truces like it {theirs}{span}, and {theirs_first} on the first day.",
        all=t.per(result.heading.runs),
        start=t.count(risk.from_day[place]),
        end=t.amount(risk.to_day[place]),
        ours=t.within_a_day(risk.rate[place]),
        ours_first=t.within_a_day(risk.rate[0]),
        theirs=t.within_a_day(later.a_day),
        span=_span(later),
        theirs_first=t.within_a_day(first.a_day),
    )
    cause = _cause_late(result)
    yield said if cause is None else said + say("What ends it then is mostly {it}.", it=cause.label)


def _why(result: RunResult) -> Sentence | None:
    """Say what ends it most, and which input moves it furthest, as far as the run shows that."""
    said: Sentence | None = None
    if result.causes:
        first = result.causes[0]
        said = say(
            "What ends it most is {cause}, {n}.",
            cause=first.label,
            n=of_cause(result, first, " in 100"),
        )
    widest = result.ignorance.widest if result.ignorance else None
    if widest is None:
        return said
    lever = moved_by(widest)
    return lever if said is None else said + lever


def _cause_late(result: RunResult) -> Cause | None:
    """Return the cause that ends most runs from day 7 on."""
    seen = result.incidence
    before = max(
        (place for place, hours in enumerate(seen.hours) if hours <= _LATE_HOURS), default=0
    )
    since = {key: curve[-1] - curve[before] for key, curve in seen.by_cause.items()}
    return max(result.causes, key=lambda cause: since.get(cause.key, 0.0), default=None)


def _span(piece: PastHazard) -> Told:
    """Tell the interval of a hazard by war in brackets; nothing where there is none."""
    if piece.low is None or piece.high is None:
        return Told("", (piece.a_day,))
    ends = (t.within_a_day(piece.low).text, t.within_a_day(piece.high).text)
    return Told(f" ({ends[0]} to {ends[1]})", (piece.low, piece.high))
