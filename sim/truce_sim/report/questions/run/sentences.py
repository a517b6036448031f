"""What is said of a run, each sentence computed from the typed result alone.

A sentence that cannot be computed safely is left out, never guessed.
"""

from collections.abc import Sequence

from truce_sim.report import told as t
from truce_sim.report.sentences import outside_range, with_word
from truce_sim.report.told import Sentence, Told, say
from truce_sim.report.words import hours_at, nearest, of_100, sentence_case
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.common import PastHazard
from truce_sim.studies.results.run import Cause, Hazard, Ignorance, Lever, RunResult


def in_words(result: RunResult) -> Sentence:
    """Say both doubts: chance between runs, and inputs."""
    said = with_word(result.answers.held)
    doubt = result.ignorance
    if doubt is not None:
        said += believable(doubt)
    outside = outside_range(result.inputs)
    return said if outside is None else said + outside


def believable(doubt: Ignorance) -> Sentence:
    """Say the mean over believable inputs, and how far they spread the odds, each with its doubt."""
    if doubt.mean.value in (0.0, 1.0):
        return say(
            "Over believable inputs *{odds}* of {runs} runs hold.",
            odds=t.hundred(doubt.mean.value),
            runs=Told(f"{doubt.draws * doubt.runs_per_draw:,}", (doubt.draws, doubt.runs_per_draw)),
        )
    average = say(
        "Over believable inputs: *{mean}* on average ({span})",
        mean=t.hundred(doubt.mean.value),
        span=t.span(doubt.mean.low, doubt.mean.high),
    )
    if doubt.is_wide:
        how = say(
            "nine sets in ten from *{low}* to *{high}* (roughly: the low end may be {low_span}, the "
            "high end {high_span}).",
            low=t.about(doubt.low, doubt.low_interval),
            high=t.about(doubt.high, doubt.high_interval),
            low_span=t.span(*doubt.low_interval),
            high_span=t.span(*doubt.high_interval),
        )
        return average.then("; ", how)
    how = say(
        "chance hides how far inputs spread the odds: nine sets in ten could be {span}.",
        span=t.span(doubt.low_interval[0], doubt.high_interval[1]),
    )
    return average.then("; ", how)


def over_time(result: RunResult) -> Sentence | None:
    """Say how far doubt about inputs has spread the odds half-way and at the end; None if unknown."""
    doubt = result.ignorance
    if doubt is None or doubt.fan is None or not doubt.is_wide:
        return None
    place = len(doubt.fan.hours) // 2
    low, high = (doubt.fan.quantiles[name][place] for name in ("5", "95"))
    return say(
        "Nine in ten believable sets of inputs: {early} by {then}, {late} at the end.",
        early=t.span(low, high),
        late=t.span(doubt.low, doubt.high),
        then=t.date_after(result.heading.starts, doubt.fan.hours[place]),
    )


def about_band(result: RunResult, doubt: Ignorance) -> Sentence:
    """Say how to read what stands above the word scale."""
    bar = say("The thin line is as far as believable inputs may spread it, the tick their mean.")
    if doubt.is_wide:
        bar = say(
            "The bar holds nine in ten believable sets of inputs, as far as the runs can tell; its "
            "thin ends show how far that is open, the tick their mean."
        )
    return bar + say(
        "The diamond is this scenario; other luck would move it by about {give}.",
        give=give(result.answers.held),
    )


def give(share: Share) -> Told:
    """Tell by how many points in 100 chance can move an estimate."""
    half = max(share.high - share.value, share.value - share.low)
    return Told(f"±{max(1, nearest(100 * half))}", (share.value, share.low, share.high))


def at_planned(result: RunResult) -> float | None:
    """Return the share still holding at the first announced date, where the curve knows it."""
    heading = result.heading
    if heading.talks_planned is None:
        return None
    return result.survival.at(hours_at(heading.starts, heading.talks_planned))


def moved_by(lever: Lever) -> Sentence:
    """Say what the odds are at both ends of an input's range."""
    return say(
        "*{label}*: at {low} the odds are {at_low} ({low_span}); at {high} they are {at_high} "
        "({high_span}).",
        label=sentence_case(lever.label),
        low=Told(lever.low_text, (lever.low_text,)),
        high=Told(lever.high_text, (lever.high_text,)),
        at_low=t.hundred(lever.at_low),
        at_high=t.hundred(lever.at_high),
        low_span=t.span(*lever.low_interval),
        high_span=t.span(*lever.high_interval),
    )


def of_cause(result: RunResult, cause: Cause, unit: str = "") -> Told:
    """Tell a cause as the icon array shows it, so that all causes and holding sum to 100."""
    counts = of_100(result.answers.held, result.causes)
    shown = counts[1 + result.causes.index(cause)]
    if shown == 100:
        said = "all" if cause.share.count == cause.share.runs else "nearly all"
        return Told(said, (cause.share.value,))
    return Told((f"{shown}" if shown else "fewer than 1") + unit, (cause.share.value,))


def part_of_failures(result: RunResult, cause: Cause) -> Told:
    """Tell a cause's share of the runs that failed."""
    counts = [other.share.count for other in result.causes]
    return t.part(cause.share.count / sum(counts), cause.share.count, *counts)


def lasts(result: RunResult) -> Sentence:
    """Answer: how long does it last?"""
    heading = result.heading
    if result.half_of_collapses_hours is None:
        return say("No run collapsed before the talks.")
    half = t.date_after(heading.starts, result.half_of_collapses_hours)
    said = say("*Half of all collapses come by {half}.*", half=half)
    if result.tenth_gone_hours is not None:
        tenth = t.date_after(heading.starts, result.tenth_gone_hours)
        if tenth.text == half.text:
            tenth = Told("the same day", tenth.sources)
        said += say("A tenth of all runs have collapsed by {tenth}.", tenth=tenth)
    trend = _risk_trend(result)
    said = said if trend is None else said + trend
    return said + _moved(result) if result.moved else said


def _moved(result: RunResult) -> Sentence:
    """Say how often, and until when, a rule moved the talks."""
    opened = result.answers.held
    return say(
        "In *{moved}* of the {held} runs that reach them the talks open at another date than "
        "planned, on {last} at the latest.",
        moved=t.count(result.moved),
        held=t.count(opened.count),
        last=t.date(result.openings[-1]),
    )


def _risk_trend(result: RunResult) -> Sentence | None:
    """Say whether the danger grows or fades, where the intervals leave no doubt."""
    risk = result.hazard
    if len(risk.rate) < 2:
        return None
    last = len(risk.rate) - 1
    if risk.low[last] > risk.high[0]:
        lead = "The danger grows"
    elif risk.high[last] < risk.low[0]:
        lead = "The danger is early"
    else:
        return None
    return say(
        "{lead}: of {all} truces that hold, {first} collapse within a day at first, {last} at the end.",
        lead=lead,
        first=_within_a_day(risk, 0),
        last=_within_a_day(risk, last),
        all=Told("100", (result.heading.runs,)),
    )


def _within_a_day(risk: Hazard, place: int) -> Told:
    """Tell how many of 100 that hold collapse within a day."""
    return t.within_a_day(risk.rate[place], risk.collapses[place], risk.exposure_days[place])


def danger(result: RunResult) -> Sentence:
    """Answer: when is the danger greatest? Beside it, that of past truces like it."""
    risk, past = result.hazard, result.heading.base_rate
    said = say(
        "Of {all} simulated truces that hold, {first} collapse within a day at first, {last} at the "
        "end.",
        all=Told("100", (result.heading.runs,)),
        first=_within_a_day(risk, 0),
        last=_within_a_day(risk, len(risk.rate) - 1),
    )
    known = past.hazards if past else ()
    there = [
        piece
        for piece in known
        if piece.from_day < risk.to_day[-1] and piece.to_day > risk.from_day[0]
    ]
    if len(there) < 2:
        return said
    said += say(
        "Of past truces like it that stood, {first} were broken within a day at first, {last} from "
        "day {start} on.",
        first=t.within_a_day(there[0].a_day),
        last=t.within_a_day(there[-1].a_day),
        start=t.count(there[-1].from_day),
    )
    for where, found in _outside(risk, there).items():
        days = ", ".join(f"{start:g} to {end:.3g}" for start, end in found)
        said += say(
            "The simulated danger is {where} the range of theirs at day {days}.",
            where=where,
            days=Told(days, tuple(day for both in found for day in both)),
        )
    return said


def _outside(risk: Hazard, there: Sequence[PastHazard]) -> dict[str, list[tuple[float, float]]]:
    """Return the ages at which the danger surely lies outside the range of that of past truces."""
    then = {piece.from_day: piece for piece in there}
    found: dict[str, list[tuple[float, float]]] = {}
    for place, day in enumerate(risk.from_day):
        theirs = then.get(day)
        if theirs is None or theirs.low is None or theirs.high is None:
            continue
        if risk.to_day[place] > theirs.to_day:
            continue
        where = "above" if risk.low[place] > theirs.high else ""
        where = "below" if risk.high[place] < theirs.low else where
        if where:
            found.setdefault(where, []).append((day, risk.to_day[place]))
    return found


def ends(result: RunResult) -> Sentence | None:
    """Answer: what ends it?"""
    if not result.causes:
        return None
    first = result.causes[0]
    if len(result.causes) == 1:
        return say(
            "*{cause}* ends every run that fails: {n} runs.",
            cause=sentence_case(first.label),
            n=of_cause(result, first, " in 100"),
        )
    second = result.causes[1]
    return say(
        "*{cause}* ends {n} runs, {part} of those that fail; next comes {second}, {m}.",
        cause=sentence_case(first.label),
        n=of_cause(result, first, " in 100"),
        part=part_of_failures(result, first),
        second=second.label,
        m=of_cause(result, second),
    )


def levers(doubt: Ignorance) -> Sentence | None:
    """Answer: which inputs move the odds? Only those whose direction is clear are told."""
    if not doubt.levers:
        return None
    if not doubt.clear:
        return say(
            "Of the {tried} inputs tried at both ends of their ranges, none stands out from chance.",
            tried=t.count(len(doubt.levers)),
        )
    said = moved_by(doubt.clear[0])
    for lever in doubt.clear[1:]:
        said += moved_by(lever)
    if doubt.widest is not None and len(doubt.levers) > 1:
        said += say("Of those tried, the first moves the odds furthest.")
    return said


def untold(doubt: Ignorance) -> str:
    """Name the inputs of which no direction is told."""
    names = "; ".join(doubt.unclear)
    return f"No direction is told of: {names}." if names else ""


def in_part(result: RunResult, *, whole: bool = True) -> Sentence | None:
    """Say how often the truce holds in part only; None where the file does not say what that is.

    Args:
        result: of `run`.
        whole: whether to say what holding in part is.
    """
    share = result.answers.in_part
    if share is None:
        return None
    said = say(
        "{odds} hold in part only ({chance})",
        odds=t.made_of(sentence_case(t.odds(share).text), *t.odds(share).sources),
        chance=t.chance(share),
    )
    meaning = say("{meaning} when the talks open.", meaning=result.meanings["in part"])
    return said.then(": ", meaning) if whole else said.then(".", None)
