"""Every chart of a result: how it is drawn, what it is called, what it shows in words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from matplotlib.figure import Figure

from truce_sim.report import answers as a
from truce_sim.report import in_part
from truce_sim.report import sentences as say_run
from truce_sim.report import told as t
from truce_sim.report.charts import (
    causes,
    daily,
    dotplot,
    forest,
    hazard,
    icons,
    postpone,
    survival,
    sweep,
    tornado,
    variance,
    verdicts,
)
from truce_sim.report.charts import story as one_story
from truce_sim.report.style import wide
from truce_sim.report.svg import shapes
from truce_sim.report.told import Sentence, say
from truce_sim.studies.results import (
    AnyResult,
    CompareResult,
    Heading,
    PostponeResult,
    RequireResult,
    RunResult,
    SensitivityResult,
    Story,
    SweepResult,
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart: `draw` makes the figure, the rest says what it shows."""

    key: str
    title: str
    description: Sentence
    draw: Callable[[], Figure]
    drawn: dict[float, Figure] = field(default_factory=dict, repr=False)
    """What was drawn already, by the width that it was drawn for."""
    written: dict[float, Element] = field(default_factory=dict, repr=False)
    """What was written as SVG already, by the same width."""

    def figure(self) -> Figure:
        """Return the figure, drawn once for each width, whatever it is written to."""
        if wide() not in self.drawn:
            self.drawn[wide()] = self.draw()
        return self.drawn[wide()]

    def shapes(self) -> Element:
        """Return the figure as SVG, written once for each width, for the page and for a file."""
        if wide() not in self.written:
            self.written[wide()] = shapes(self.figure())
        return self.written[wide()]


def drawings(result: AnyResult, story: Story | None) -> dict[str, Drawing]:
    """Return the charts that a result has data for, in the order of the page."""
    if isinstance(result, RunResult):
        found = _of_run(result, story)
    elif isinstance(result, CompareResult):
        found = _of_compare(result)
    elif isinstance(result, SweepResult):
        found = _of_sweep(result)
    elif isinstance(result, RequireResult):
        found = _of_require(result)
    elif isinstance(result, PostponeResult):
        found = _of_postpone(result)
    else:
        found = _of_sensitivity(result)
    return {drawing.key: drawing for drawing in found}


def _of_run(result: RunResult, story: Story | None) -> list[Drawing]:
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
        ),
    ]
    if len(result.hazard.rate) > 1:
        found.append(
            Drawing(
                "hazard",
                "Collapses within a day, by age",
                say_run.lasts(result),
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
            )
        )
    return found + _seen(result, story)


def _seen(result: RunResult, story: Story | None) -> list[Drawing]:
    found: list[Drawing] = []
    monitors, ruled = say_run.monitors(result), say_run.ruled(result)
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
                say_run.one_run(result, story),
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
    partly = in_part.of_run(result)
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
    return end + say_run.lasts(result)


def _causes(result: RunResult) -> Sentence:
    said = say("Collapses by the end, of {all} runs:", all=a.per(result.heading.runs))
    for cause in result.causes:
        said += say("{n} {cause};", n=say_run.of_cause(result, cause), cause=cause.label)
    return said


def _of_compare(result: CompareResult) -> list[Drawing]:
    if not result.options:
        return []
    said = say("As the file stands, {odds} hold.", odds=t.odds(result.base.held))
    for option in result.options:
        one = option.at_one_date
        said += say(
            "{label}: {change} ({span}){when}, {verdict}.",
            label=option.label,
            change=t.change_points(option.judged),
            span=t.change_span(option.judged),
            when="" if one is None else t.made_of(f" by {t.date(one.date).text}", one.date),
            verdict=option.verdict,
        )
    return [Drawing("options", "What would change the odds", said, lambda: forest.forest(result))]


def _of_sweep(result: SweepResult) -> list[Drawing]:
    said = a.swept(result) + a.tipping(result)
    return [Drawing("sweep", "Where the odds tip", said, lambda: sweep.sweep(result))]


def _of_require(result: RequireResult) -> list[Drawing]:
    return [
        Drawing("require", "How much is enough", a.required(result), lambda: sweep.require(result))
    ]


def _of_postpone(result: PostponeResult) -> list[Drawing]:
    return [
        Drawing(
            "postpone",
            "What postponing would buy",
            a.postponed(result),
            lambda: postpone.postpone(result),
        ),
        Drawing(
            "survival",
            "Runs still holding, day by day",
            _curve_end(result),
            lambda: survival.of_postpone(result),
        ),
    ]


def _curve_end(result: PostponeResult) -> Sentence:
    last = result.survival.value[-1]
    return say(
        "{odds} in {all} runs still hold at the end of watching ({span}).",
        odds=t.hundred(last),
        all=a.per(result.heading.runs),
        span=t.span(result.survival.low[-1], result.survival.high[-1]),
    )


def _of_sensitivity(result: SensitivityResult) -> list[Drawing]:
    found: list[Drawing] = []
    clear = tuple(bar for bar in result.tornado if bar.clear)
    if clear:
        reaches = tornado.of_bars(clear)
        unclear = [bar.label for bar in result.tornado if not bar.clear]
        found.append(
            Drawing(
                "tornado",
                "Which inputs move the odds",
                a.sensed(result),
                lambda: tornado.tornado(reaches, result.base.value, unclear),
            )
        )
    explained = result.explained
    if explained is not None and explained.variance:
        luck = a.luck(explained)
        found.append(
            Drawing(
                "variance",
                "What explains the odds",
                luck,
                lambda: variance.variance(explained),
            )
        )
    return found


def source_line(heading: Heading) -> str:
    """Return what stands under a picture that leaves the report."""
    return f"Simulated: {heading.runs:,} runs of {heading.scenario}, seed {heading.seed}. A thinking aid, not a forecast."
