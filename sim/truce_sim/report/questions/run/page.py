"""The page of a run: the answer at the top, and a section for each thing one asks of it."""

from collections.abc import Collection
from typing import Any

from truce_sim.calling import reported
from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.parts import Hero, Section, big, together
from truce_sim.report.questions.run import seen
from truce_sim.report.questions.run import sentences as run
from truce_sim.report.questions.run.meanings import meanings
from truce_sim.report.reasons import clock, reason
from truce_sim.report.sentences import in_a_word, outside_range, reaches_talks
from truce_sim.studies.key_events import key_events
from truce_sim.studies.results.common import Story
from truce_sim.studies.results.run import RunResult

_SURVIVAL = "The line is the share of runs still holding. Dark band: chance between runs, all hours at once."
_FAN = (
    " Fan: doubt about inputs, without chance, hour by hour: nine in ten believable sets lie within "
    "the pale part, half within the darker one. Its edges are rough, as told above for the talks, and "
    "no set need follow one."
)
_DANGER = (
    "A line is the chance that a truce which still holds is gone within a day; pale: the range that "
    "chance leaves. In the record a truce is gone when a party broke or ended it; a simulated one also "
    "when violence alone outgrew it."
)
_CAUSES = "The thin top line is all collapses; the layers are their causes."
_MONITORS = (
    "Bars and bands cover runs still holding on that day, so they say nothing of runs that had "
    "collapsed. No run follows the middle line day by day."
)
_VERDICTS = "Each bar is all complaints of one kind, in all runs; numbers are parts of 100."
_LEVERS = (
    "Each bar goes from the odds at one end of an input's believable range to those at the other, "
    "the others left as in the file, on the same histories. Thin lines: chance, for all that were "
    "tried at once. Only inputs whose direction is clear are drawn, in no order of size."
)


def hero(result: RunResult) -> Hero:
    """Return the odds, in words and on their scale, beside a hundred runs."""
    held = result.answers.held
    number, unit = big(held)
    doubt = result.ignorance
    caption = run.about_band(result, doubt) if doubt is not None else None
    partly = run.in_part(result, whole=False)
    return Hero(
        number,
        unit,
        reaches_talks(held) if partly is None else reaches_talks(held) + partly,
        together(in_a_word(held), outside_range(result.inputs)),
        left="word-scale",
        caption=caption,
        right="icons",
    )


def sections(result: RunResult, story: Story | None, charts: Collection[str]) -> list[Section]:
    """Return how long it lasts, in what state, what ends it, what is seen, one run, its levers."""
    told = seen.one_run(result, story) if story is not None else None
    doubt = result.ignorance
    reading = _SURVIVAL
    if doubt is not None and doubt.is_wide:
        bar = " Pale bar at the end: nine in ten believable sets of inputs, roughly."
        reading += bar if doubt.fan is None else _FAN
    found = [
        Section(
            "lasts", "How long does it last?", run.lasts(result), ("survival",), reading=reading
        ),
        Section(
            "danger",
            "When is the danger greatest?",
            run.danger(result),
            ("hazard",),
            reading=_DANGER,
        ),
        Section(
            "state",
            "In what state does it reach the talks?",
            block="answers",
            data={"rows": meanings(result)},
        ),
        Section("ends", "What ends it?", run.ends(result), ("causes",), reading=_CAUSES),
        Section(
            "see",
            "What would the monitors see?",
            seen.monitors(result),
            ("violations", "open-complaints"),
            reading=_monitors_reading(story),
        ),
        Section(
            "rule",
            "How do verdicts compare with the truth?"
            if "verdicts" in charts
            else "What would each side count?",
            seen.ruled(result),
            ("verdicts",),
            block="counters" if _counted(result) else None,
            reading=_VERDICTS if "verdicts" in charts else "",
            data={"table": _counted(result)},
        ),
        Section(
            "one",
            "What does one run look like?",
            told,
            ("one-run",),
            block="told_run" if "one-run" in charts else None,
            reading=_story_reading(result, story),
            data=_aloud(result, story),
        ),
    ]
    if result.ignorance is not None and result.ignorance.levers:
        drawn = result.ignorance.clear
        found.append(
            Section(
                "levers",
                "Which inputs move the odds?",
                run.levers(result.ignorance),
                ("levers",) if drawn else (),
                reading=" ".join(
                    said
                    for said in (_LEVERS if drawn else "", run.untold(result.ignorance))
                    if said
                ),
            )
        )
    return found


def _counted(result: RunResult) -> list[tuple[str, str, list[str]]]:
    """Return, for each actor, its true violations a day and what each side counts."""
    names = {**result.heading.parties, **result.heading.others}
    rows = []
    for actor, true in result.true_per_day.items():
        counts = [counter.on.get(actor) for counter in result.counters]
        if any(count is not None and count.value > 0 for count in counts):
            said = [t.amount(count.value).text if count is not None else "" for count in counts]
            rows.append((names.get(actor, actor), t.amount(true.value).text, said))
    return rows


def _monitors_reading(story: Story | None) -> str:
    said = _MONITORS
    if story is not None and story.end_hours >= 48:
        said += " The thin black line is one that was simulated."
    return said


def _aloud(result: RunResult, story: Story | None) -> dict[str, Any]:
    """Return what of the run is read aloud, and why it ended."""
    if story is None:
        return {}
    starts = w.moment(result.heading.starts)
    key = [story.events[place] for place in key_events(story.events)]
    return {
        "events": len(story.events),
        "told": [(clock(starts, event.hours), event.sentence) for event in key],
        "reasons": reason(story, {**result.heading.parties, **result.heading.others}, starts),
    }


def _story_reading(result: RunResult, story: Story | None) -> str:
    from truce_sim.report.charts.swimlanes import MOST_ARROWS

    if story is None:
        return ""
    answers = sum(event.kind == "retaliation" for event in story.events)
    said = "Bigger dots did more harm. Arrows run from an incident to its retaliation"
    said += f" (the {MOST_ARROWS} gravest)." if answers > MOST_ARROWS else "."
    strikes = sum(event.kind == "strike" for event in story.events)
    if strikes:
        said += " Lawful strikes on groups outside the truce are left out, unless someone answered them."
    said += " Below: the grievance; at the limit a party wants to leave, and a dot marks when it last passed it."
    again = reported("trace", "scenario.toml", "--seed", str(result.heading.seed), "--run", "N")
    return f"{said} Another run: {again}, with the scenario.toml beside this page."
