"""What is said of what is seen of a run: counts, verdicts, one run told."""

from truce_sim.report import told as t
from truce_sim.report.told import Sentence, Told, say
from truce_sim.studies.results.common import Heading, Story
from truce_sim.studies.results.run import RunResult, Verification


def counts_of(table: dict[str, dict[str, int]]) -> tuple[int, ...]:
    """Return all counts of a table of truths and verdicts."""
    return tuple(count for row in table.values() for count in row.values())


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
    if checked is None or not counts_of(checked.verdicts) or sum(counts_of(checked.verdicts)) == 0:
        return None
    counts = counts_of(checked.verdicts)
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
    from truce_sim.model.ending import CAUSES

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
