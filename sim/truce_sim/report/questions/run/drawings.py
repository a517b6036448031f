"""The charts of a run."""

from truce_sim.report import told as t
from truce_sim.report.charts import (
    causes,
    daily,
    dotplot,
    hazard,
    icons,
    survival,
    tornado,
    verdicts,
)
from truce_sim.report.charts import story as one_story
from truce_sim.report.drawings import Drawing
from truce_sim.report.parts import together
from truce_sim.report.past import in_chart
from truce_sim.report.questions.run import seen
from truce_sim.report.questions.run import sentences as say_run
from truce_sim.report.told import Sentence, say
from truce_sim.studies.results.common import Story
from truce_sim.studies.results.run import RunResult


def drawings(result: RunResult, story: Story | None) -> list[Drawing]:
    """Return the charts that a run has data for, in the order of the page."""
    held = result.answers.held
    found = [
        Drawing(
            "icons",
            "Of 100 runs",
            _icons(result),
            lambda: icons.icons(held, result.causes, result.answers.in_part),
        ),
        Drawing(
            "word-scale",
            "The odds on the word scale",
            say_run.in_words(result),
            lambda: dotplot.dotplot(held.value, result.ignorance),
        ),
        Drawing(
            "survival",
            "Runs still holding, day by day",
            _survival(result),
            lambda: survival.survival(result),
            spots=lambda: survival.spots(result),
        ),
    ]
    if len(result.hazard.rate) > 1:
        found.append(
            Drawing(
                "hazard",
                "Collapses within a day, by age",
                say_run.danger(result),
                lambda: hazard.hazard(result),
            )
        )
    ends = say_run.ends(result)
    if ends is not None:
        found.append(
            Drawing(
                "causes",
                "What ended runs, and when",
                _causes(result),
                lambda: causes.incidence(result),
                spots=lambda: causes.spots(result),
            )
        )
    return found + _seen(result, story)


def _seen(result: RunResult, story: Story | None) -> list[Drawing]:
    found: list[Drawing] = []
    monitors, ruled = seen.monitors(result), seen.ruled(result)
    if monitors is not None:
        found.append(
            Drawing(
                "violations",
                "Violations a day while the truce holds",
                monitors,
                lambda: daily.violations(result, story, daily.HALF if ruled else None),
            )
        )
    if ruled is not None:
        found.append(
            Drawing(
                "open-complaints",
                "Complaints waiting for a verdict",
                monitors or ruled,
                lambda: daily.open_complaints(result),
            )
        )
        found.append(
            Drawing("verdicts", "Truth against verdict", ruled, lambda: verdicts.verdicts(result))
        )
    if story is not None and story.events:
        found.append(
            Drawing(
                "one-run",
                "One run, incident by incident",
                seen.one_run(result, story),
                lambda: one_story.story(result.heading, story),
            )
        )
    levers = say_run.levers(result.ignorance) if result.ignorance else None
    if levers is not None and result.ignorance is not None and result.ignorance.clear:
        reaches = tornado.of_levers(result.ignorance.clear)
        unclear = result.ignorance.unclear
        found.append(
            Drawing(
                "levers",
                "Which inputs move the odds",
                levers,
                lambda: tornado.tornado(reaches, result.answers.held.value, unclear),
            )
        )
    return found


def _icons(result: RunResult) -> Sentence:
    said = say("{held} hold until the talks.", held=t.odds(result.answers.held))
    partly = say_run.in_part(result)
    if partly is not None:
        said += partly
    for cause in result.causes:
        said += say(
            "{n}: {cause}.",
            n=say_run.of_cause(result, cause),
            cause=cause.label,
        )
    return said


def _survival(result: RunResult) -> Sentence:
    held = result.answers.held
    end = say(
        "{odds} still hold at the end, {date} ({span}, {level}).",
        odds=t.odds(held),
        date=t.date(result.heading.talks, year=True),
        span=t.chance(held),
        level=t.level(held),
    )
    return together(
        end + say_run.lasts(result), say_run.over_time(result), in_chart(result.heading)
    )


def _causes(result: RunResult) -> Sentence:
    said = say("Collapses by the end, of {all} runs:", all=t.per(result.heading.runs))
    for cause in result.causes:
        said += say("{n} {cause};", n=say_run.of_cause(result, cause), cause=cause.label)
    return said
