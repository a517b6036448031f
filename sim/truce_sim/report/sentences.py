"""What the report says of a run, each sentence computed from the typed result alone.

A sentence that cannot be computed safely is left out, never guessed.
"""

from dataclasses import dataclass

from truce_sim.report import told as t
from truce_sim.report.told import Sentence, Told, say
from truce_sim.report.words import hours_at, of_100, sentence_case
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results import Cause, Ignorance, RunResult, Story, Verification


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
    if doubt is None:
        return said
    return said + _believable(doubt)


def _believable(doubt: Ignorance) -> Sentence:
    """Say how far believable inputs spread the odds."""
    if not doubt.spreads:
        return say(
            "At other believable inputs *{odds}* of {runs} runs hold.",
            odds=t.hundred(doubt.low),
            runs=Told(f"{doubt.draws * doubt.runs_per_draw:,}", (doubt.draws, doubt.runs_per_draw)),
        )
    span = t.span(doubt.low, doubt.high)
    if span.text == "anything":
        return say("Other believable inputs would put it at *{span}* at all.", span=span)
    return say(
        "Other believable inputs would put it {where} *{span}* in {all}.",
        where="anywhere from" if " to " in span.text else "at",
        span=span,
        all=Told("100", (doubt.draws,)),
    )


def about_dots(result: RunResult, doubt: Ignorance) -> Sentence:
    """Say how to read the dots on the word scale."""
    held = result.answers.held
    return say(
        "Each dot is one of {dots} equally believable sets of inputs. The diamond is this "
        "scenario; other luck would move it by about {give}.",
        dots=Told(f"{len(doubt.dots)}", (len(doubt.dots),)),
        give=give(held),
    )


def give(share: Share) -> Told:
    """Tell by how many points in 100 chance can move an estimate."""
    half = max(share.high - share.value, share.value - share.low)
    return Told(f"±{max(1, round(100 * half))}", (share.value, share.low, share.high))


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
    if widest is None or abs(widest.at_high - widest.at_low) < 0.05:
        return None
    return Finding(
        "One input matters most.",
        say(
            "{label}: from {low} to {high}, the odds go from {at_low} to {at_high}.",
            label=sentence_case(widest.label),
            low=Told(widest.low_text, (widest.low_text,)),
            high=Told(widest.high_text, (widest.high_text,)),
            at_low=t.hundred(widest.at_low),
            at_high=t.part(widest.at_high),
        ),
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
        "shock": "an outside shock",
    }.get(cause.key, cause.label)


def _collapses(result: RunResult) -> int:
    return sum(cause.share.count for cause in result.causes)


def of_cause(result: RunResult, cause: Cause, unit: str = "") -> Told:
    """Tell a cause as the icon array shows it, so that all causes and holding sum to 100."""
    counts = of_100(result.answers.held, result.causes)
    shown = counts[1 + result.causes.index(cause)]
    if shown == 100:
        return Told("all", (cause.share.value,))
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
    if doubt is None or doubt.high - doubt.low < 2 * (held.high - held.low):
        return None
    return Finding(
        "Inputs weigh more than the number of runs.",
        say(
            "Believable inputs put the odds at {span}; chance between runs alone, at {chance}.",
            span=t.span(doubt.low, doubt.high),
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
        template = "The danger grows: {first} collapses a day per {all} truces at first, {last} at the end."
    elif risk.high[last] < risk.low[0]:
        template = "The danger is early: {first} collapses a day per {all} truces at first, {last} at the end."
    else:
        return None
    return say(
        template,
        first=_rate(risk.rate[0], none="no"),
        last=_rate(risk.rate[last], none="none"),
        all=Told("100", (result.heading.runs,)),
    )


def _rate(rate: float, none: str) -> Told:
    if rate < 0.0005:
        return Told("fewer than 0.1" if rate else none, (rate,))
    return Told(f"{100 * rate:.1f}" if rate < 0.0995 else f"{100 * rate:.0f}", (rate,))


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
    return said + waits(checked)


def waits(checked: Verification) -> Sentence:
    """Say how long a verdict takes, those that still waited at the end counted in."""
    if checked.hours_median is None:
        return say("Fewer than half got one in the time that they were watched.")
    median = t.length(checked.hours_median)
    if checked.hours_p90 is None:
        return say(
            "Half get one within {median}, one in ten or more not in the time that they were "
            "watched; those that still waited at the end are counted in.",
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
    cause = next((c.label for c in result.causes if c.key == story.cause), story.cause or "")
    opens = next((event.hours for event in story.events if event.kind == "talks open"), None)
    end = t.date_after(result.heading.starts, story.end_hours if opens is None else opens)
    ending = say("and the talks open on *{end}*.", end=end)
    if not story.held:
        ending = say("and a collapse on *{end}*: {cause}.", end=end, cause=cause)
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
    """Answer: which inputs matter most?"""
    if not doubt.levers:
        return None
    widest = doubt.widest
    if widest is None:
        return say(
            "With {draws} drawn sets of inputs, no input stands out from chance.",
            draws=t.count(doubt.draws),
        )
    return say(
        "*{label}* moves the odds furthest: {at_low} at {low} ({low_span}), "
        "{at_high} at {high} ({high_span}).",
        label=sentence_case(widest.label),
        low=Told(widest.low_text, (widest.low_text,)),
        high=Told(widest.high_text, (widest.high_text,)),
        at_low=t.part(widest.at_low),
        at_high=t.hundred(widest.at_high),
        low_span=t.span(*widest.low_interval),
        high_span=t.span(*widest.high_interval),
    )
