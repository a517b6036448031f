"""The most telling findings of a run."""

from truce_sim.report import told as t
from truce_sim.report.parts import Finding
from truce_sim.report.questions.run.seen import counts_of
from truce_sim.report.questions.run.sentences import (
    at_planned,
    moved_by,
    of_cause,
    part_of_failures,
)
from truce_sim.report.told import say
from truce_sim.studies.results.run import Cause, RunResult


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


def _biggest_lever(result: RunResult) -> Finding | None:
    widest = result.ignorance.widest if result.ignorance else None
    if widest is None:
        return None
    return Finding("One input stands out.", moved_by(widest))


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
            true=t.part(true / total, *counts_of(checked.verdicts)),
        ),
    )


def _no_collapse(result: RunResult) -> Finding | None:
    if result.answers.held.count != result.answers.held.runs:
        return None
    return Finding(
        "Nothing ended it.",
        say("None of {runs} runs collapsed.", runs=t.count(result.answers.held.runs)),
    )
