"""What the report says of a run, each sentence computed from the typed result alone.

A sentence that cannot be computed safely is left out, never guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from truce_sim.model.ending import CAUSES
from truce_sim.report import told as t
from truce_sim.report.told import Sentence, Told, say
from truce_sim.report.words import hours_at, hundred, nearest, of_100, sentence_case, within_a_day
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results import (
    Cause,
    Hazard,
    Heading,
    Ignorance,
    Input,
    Lever,
    RunResult,
    Story,
    Verification,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim in a few words and the sentence that supports it."""

    lead: str
    support: Sentence


def headline(held: Share) -> Sentence:
    """Say how often the truce holds."""
    if held.count in (0, held.runs):
        return say("The truce reaches the talks in {odds}.", odds=t.odds(held))
    if held.value < 0.005 or held.value > 0.995:
        return say("The truce reaches the talks in {odds}.", odds=t.odds(held))
    return say(
        "The truce reaches the talks in {n} of every {all} simulated runs.",
        n=t.hundred(held.value),
        all=Told("100", (held.runs,)),
    )


def in_words(result: RunResult) -> Sentence:
    """Say both doubts: chance between runs, and inputs."""
    from truce_sim.report.words import words  # noqa: PLC0415

    held = result.answers.held
    said = say(
        "In words: *{word}*. Chance between runs: {span} ({level}).",
        word=words(held),
        span=t.chance(held),
        level=t.level(held),
    )
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


def outside_range(inputs: Sequence[Input]) -> Sentence | None:
    """Say which inputs stand outside their own believable ranges, if any."""
    outside = [row for row in inputs if row.outside and row.believable]
    if not outside:
        return None
    first, *more = outside
    said = say(
        "*{label} is outside its believable range*: {value}, not {believable}",
        label=sentence_case(first.label),
        value=Told(first.value, (first.value,)),
        believable=Told(first.believable or "", (first.believable or "",)),
    )
    if more:
        said = said.then("; ", say("so is {others}", others=", ".join(row.label for row in more)))
    return said.then(". ", say("So these odds are not those of believable inputs."))


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


def findings(result: RunResult) -> list[Finding]:
    """Return the three most telling findings that the result supports."""
    found = [
        _waiting(result),
        _biggest_lever(result),
        _main_cause(result),
        _backlog(result),
        _not_settled(result),
        _doubtful(result),
        _blame(result),
        _no_collapse(result),
    ]
    return [finding for finding in found if finding is not None][:3]


def _waiting(result: RunResult) -> Finding | None:
    planned = at_planned(result)
    if planned is None or result.heading.talks_planned is None or result.moved:
        return None
    lost = planned - result.answers.held.value
    if lost < 0.02:
        return None
    return Finding(
        "Waiting costs odds.",
        say(
            "On {planned}, the first date, {then} runs still hold; by {talks}, {now}.",
            planned=t.date(result.heading.talks_planned),
            then=t.part(planned),
            talks=t.date(result.heading.talks),
            now=t.hundred(result.answers.held.value),
        ),
    )


def at_planned(result: RunResult) -> float | None:
    """Return the share still holding at the first announced date, where the curve knows it."""
    heading = result.heading
    if heading.talks_planned is None:
        return None
    return result.survival.at(hours_at(heading.starts, heading.talks_planned))


def _biggest_lever(result: RunResult) -> Finding | None:
    widest = result.ignorance.widest if result.ignorance else None
    if widest is None:
        return None
    return Finding("One input stands out.", _moved_by(widest))


def _moved_by(lever: Lever) -> Sentence:
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


def _main_cause(result: RunResult) -> Finding | None:
    if not result.causes or result.answers.held.count == result.answers.held.runs:
        return None
    first = result.causes[0]
    if first.share.count * 4 < _collapses(result):
        return None
    return Finding(
        f"Most often it ends with {_article(first)}:",
        say(
            "{n} runs, {part} of those that fail.",
            n=of_cause(result, first, " in 100"),
            part=part_of_failures(result, first),
        ),
    )


def _article(cause: Cause) -> str:
    return {
        "walk-out": "a walk-out",
        "spiral": "a spiral of retaliation",
        "violations": "too many violations at once",
        "zones": "too many zones aflame",
        "mass-casualty": "a mass-casualty incident",
        "wrongly blamed": "someone wrongly blamed",
        "broken on purpose": "a party that breaks it on purpose",
        "shock": "an outside shock",
    }.get(cause.key, cause.label)


def _collapses(result: RunResult) -> int:
    return sum(cause.share.count for cause in result.causes)


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


def _backlog(result: RunResult) -> Finding | None:
    checked = result.verification
    if checked is None or result.capacity_per_day is None or checked.open_at_talks is None:
        return None
    mean = [value for value in result.open_complaints.mean if value is not None]
    if len(mean) < 3 or mean[-1] < 2 * max(mean[1], 1):
        return None
    return Finding(
        "Checking falls behind.",
        say(
            "The teams can check about {capacity} complaints a day; {open} are still open when "
            "the talks begin.",
            capacity=t.amount(result.capacity_per_day),
            open=t.amount(checked.open_at_talks.value),
        ),
    )


def _not_settled(result: RunResult) -> Finding | None:
    answers = result.answers
    if answers.held.value - answers.quiet.value < 0.1:
        return None
    return Finding(
        "Holding is not calm.",
        say(
            "Until the talks {held} runs hold, but {quiet} are quiet by then.",
            held=t.part(answers.held.value),
            quiet=t.none_or_only(answers.quiet.value),
        ),
    )


def _doubtful(result: RunResult) -> Finding | None:
    doubt, held = result.ignorance, result.answers.held
    if doubt is None:
        return None
    surely = doubt.high_interval[0] - doubt.low_interval[1]
    if surely < 2 * (held.high - held.low):
        return None
    return Finding(
        "Inputs weigh more than the number of runs.",
        say(
            "Believable inputs put the odds from {low} to {high}; chance between runs alone, at "
            "{chance}.",
            low=t.about(doubt.low, doubt.low_interval),
            high=t.about(doubt.high, doubt.high_interval),
            chance=t.chance(held),
        ),
    )


def _blame(result: RunResult) -> Finding | None:
    checked = result.verification
    if checked is None:
        return None
    total = sum(sum(row.values()) for row in checked.verdicts.values())
    true = sum(checked.verdicts.get("true", {}).values())
    if not total:
        return None
    return Finding(
        "Not every complaint is true.",
        say(
            "{true} complaints tell what happened.",
            true=t.part(true / total, *_counts(checked.verdicts)),
        ),
    )


def _no_collapse(result: RunResult) -> Finding | None:
    if result.answers.held.count != result.answers.held.runs:
        return None
    return Finding(
        "Nothing ended it.",
        say("None of {runs} runs collapsed.", runs=t.count(result.answers.held.runs)),
    )


def _counts(table: dict[str, dict[str, int]]) -> tuple[int, ...]:
    return tuple(count for row in table.values() for count in row.values())


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
    sources = risk.collapses[place], risk.exposure_days[place]
    share = within_a_day(risk.rate[place])
    if share < 0.0005:
        return Told("fewer than 0.1" if share else "none", sources)
    return Told(f"{100 * share:.1f}" if share < 0.0995 else f"{hundred(share)}", sources)


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


def monitors(result: RunResult) -> Sentence | None:
    """Answer: what would the monitors see?"""
    mean = [value for value in result.violations.mean if value is not None]
    if not mean:
        return None
    said = say(
        "While it holds, about *{first} violations* on the first day.", first=t.amount(mean[0])
    )
    if len(mean) > 1:
        said = say(
            "While it holds, about *{first} violations* on the first day and *{last}* on day {day}.",
            first=t.amount(mean[0]),
            last=t.amount(mean[-1]),
            day=t.count(result.violations.days[len(mean) - 1]),
        )
    watched = watched_on(result.heading)
    said = said if watched is None else said + watched
    checked = result.verification
    if checked is None or checked.open_at_talks is None:
        return said
    return said + say(
        "When the talks open, *{open} complaints* still wait for a verdict.",
        open=t.amount(checked.open_at_talks.value),
    )


def ruled(result: RunResult) -> Sentence | None:
    """Answer: how do verdicts compare with the truth?"""
    checked = result.verification
    if checked is None or not _counts(checked.verdicts) or sum(_counts(checked.verdicts)) == 0:
        return None
    counts = _counts(checked.verdicts)
    total = sum(counts)
    true = sum(checked.verdicts.get("true", {}).values())
    waiting = sum(row.get("open", 0) for row in checked.verdicts.values())
    said = say(
        "*{true}* complaints tell what happened; *{open}* get no verdict before the end.",
        true=t.part(true / total, *counts),
        open=t.part(waiting / total, *counts),
    )
    watched = watched_on(result.heading)
    said += waits(checked)
    return said if watched is None else said + watched


def watched_on(heading: Heading) -> Sentence | None:
    """Say that counts go on after the talks, to the end of the watch, where they do."""
    if heading.watched_until is None:
        return None
    return say(
        "Counted until {date}: these runs are watched beyond the talks.",
        date=t.date(heading.watched_until),
    )


def waits(checked: Verification) -> Sentence:
    """Say how long a verdict takes, those that still waited at the end counted in."""
    if checked.hours_median is None:
        return say("Fewer than half got one while they were watched.")
    median = t.length(checked.hours_median)
    if checked.hours_p90 is None:
        return say(
            "Half get one within {median}; one in ten or more still had none when the watch "
            "ended. Those that still waited are counted in.",
            median=median,
        )
    return say(
        "Half get one within {median}; one in ten takes over {p90}; those that still waited at "
        "the end are counted in.",
        median=median,
        p90=t.length(checked.hours_p90),
    )


def one_run(result: RunResult, story: Story) -> Sentence:
    """Answer: what does one run look like?"""
    fired = [event for event in story.events if event.kind in ("violation", "retaliation")]
    answers = sum(event.kind == "retaliation" for event in fired)
    cause = CAUSES.get(story.cause or "", "")
    opens = next((event.hours for event in story.events if event.kind == "talks open"), None)
    end = t.date_after(result.heading.starts, story.end_hours if opens is None else opens)
    ending = say("and the talks open on *{end}*.", end=end)
    if not story.held:
        ending = say("and a collapse on *{end}*: {cause}.", end=end, cause=cause)
    elif story.cause is not None:
        after = t.date_after(result.heading.starts, story.end_hours)
        ending += say(
            "It collapses on *{after}*, after the talks: {cause}.", after=after, cause=cause
        )
    return (
        say(
            "Run {number} of {runs}: {fired} violations, {answers} of them in retaliation,",
            number=t.count(story.replication),
            runs=t.count(result.heading.runs),
            fired=Told(f"{len(fired):,}", (len(fired),)),
            answers=Told(f"{answers:,}", (answers,)),
        )
        + ending
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
    said = _moved_by(doubt.clear[0])
    for lever in doubt.clear[1:]:
        said += _moved_by(lever)
    if doubt.widest is not None and len(doubt.levers) > 1:
        said += say("Of those tried, the first moves the odds furthest.")
    return said


def untold(doubt: Ignorance) -> str:
    """Name the inputs of which no direction is told."""
    names = "; ".join(doubt.unclear)
    return f"No direction is told of: {names}." if names else ""
