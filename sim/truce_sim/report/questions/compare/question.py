"""`compare`: which option would change the odds?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from truce_sim.report import told as t
from truce_sim.report.next_steps import Asked
from truce_sim.report.parts import Finding, Hero, Section, big, cell_of, together
from truce_sim.report.past import Standing, standing_of
from truce_sim.report.question import Question, of_all
from truce_sim.report.questions.compare import changed, over_sets, terminal, why
from truce_sim.report.questions.compare import sentences as a
from truce_sim.report.told import Sentence, say
from truce_sim.studies.results.common import Story
from truce_sim.studies.results.compare import CompareResult, Option, sets_beside
from truce_sim.widths import told_apart

if TYPE_CHECKING:
    from truce_sim.report.drawings import Drawing
    from truce_sim.studies.compare import Compare

_READING = (
    "Dot: the difference that an option makes, on the same histories. Line: the range that chance "
    "between runs leaves."
)
_WHY = (
    "Saved: histories that hold only with the option; lost: only without it. They are the same histories, "
    "so what moves is what the option does to them. Run N can be followed with trace."
)
_WHY_MOVED = " An option that moves the talks saves and loses by the earlier of the two openings."
_MOVED = " Below the dashed line: options that move the talks, judged at the earlier of the two openings."


class CompareQuestion(Question[CompareResult]):
    """Options side by side, and truces of other files beside them."""

    command = "compare"
    result = CompareResult
    aim = "Change of the odds by each option, on the same simulated histories."

    def study(self) -> "type[Compare]":
        """Return the study, which simulates."""
        from truce_sim.studies.compare import Compare

        return Compare

    def headline(self, result: CompareResult) -> Sentence:
        """Say what the best option would do."""
        return a.compared(result)

    def lead(self, result: CompareResult) -> Iterator[Text]:
        """Yield a blank line, if there is anything to tell."""
        return terminal.lead(result)

    def body(self, result: CompareResult) -> Iterator[Text]:
        """Yield the table, what is clear, and what is too close to call."""
        return terminal.body(result)

    def standing(self, result: CompareResult) -> Standing:
        """Return the odds without any option."""
        return standing_of(result.base.held)

    def hero(self, result: CompareResult) -> Hero:
        """Return the change by the best option, or the odds as the file stands."""
        if result.beside and not result.options:
            number, unit = big(result.base.held)
            labels = [result.base_label, *(other.label for other in result.beside)]
            shown = f"{unit} hold in “{told_apart(labels, 60)[0]}”"
            return Hero(number, shown, a.compared(result), a.side_by_side(result))
        best = next(iter(result.same_dates), None)
        if best is None or best.verdict != "better":
            number, unit = big(result.base.held)
            return Hero(number, f"{unit} as the file stands", a.compared(result))
        return Hero(
            t.change(best.held),
            f"{t.change_points(best.held).text.split()[-1]} in 100 with “{_name(result, best)}”",
            a.compared(result),
            say(
                "As the file stands: {base}. The change is {span} points ({level}{family}).",
                base=t.odds(result.base.held),
                span=t.change_span(best.held),
                level=t.level(best.held),
                family=", all options together" if best.held.family > 1 else "",
            ),
        )

    def findings(self, result: CompareResult) -> Sequence[Finding]:
        """Return what the best, the worst and the undecided options show."""
        return a.option_findings(result)

    def sections(
        self, result: CompareResult, story: Story | None, charts: Collection[str]
    ) -> Sequence[Section]:
        """Return the options, and the truces that are not this one otherwise."""
        options = Section(
            "options",
            "What would change the odds?",
            together(a.same_histories(result), a.in_part(result)),
            ("options",),
            reading=_READING + (_MOVED if result.other_dates else ""),
        )
        beside = Section(
            "beside",
            "How often does each truce hold?",
            a.of_their_own() + a.side_by_side(result),
        )
        reasons = Section(
            "why",
            "Why do they change the odds?",
            why.in_short(result),
            ("curves",),
            block="why",
            reading=_WHY + (_WHY_MOVED if result.other_dates else ""),
            data={"rows": why.rows(result)},
        )
        differs = Section(
            "changed",
            "What changed in the file?",
            block="changed",
            data={"rows": changed.rows(result)},
        )
        shown = (
            (differs, changed.rows(result)),
            (options, result.options or not result.beside),
            (reasons, "curves" in charts),
            (over_sets.section(result), result.regret),
            (beside, result.beside),
        )
        return [section for section, there in shown if section is not None and there]

    def drawings(self, result: CompareResult, story: Story | None) -> Sequence["Drawing"]:
        """Return each change with its range."""
        from truce_sim.report.charts import curves, forest
        from truce_sim.report.drawings import Drawing

        if not result.options:
            return []
        title = "What would change the odds"
        found = [Drawing("options", title, _drawn(result), lambda: forest.forest(result))]
        if result.base_course is not None and curves.shown(result):
            found.append(
                Drawing(
                    "curves",
                    "How long the truce lasts with each option",
                    _courses(result),
                    lambda: curves.curves(result),
                )
            )
        return found

    def cell(self, summary: Mapping[str, Any]) -> str:
        """Return the odds as the file stands."""
        return cell_of(summary["base"]["held"])

    def next_step(self, result: CompareResult, asked: Asked) -> str:
        """Return how to follow a run that parts company under an option.

        Other files are not options of the first one, so their runs are told one by one.
        """
        from truce_sim.scenario.study import BASE

        if result.heading.given is not None:
            # An option acts from today on, and `trace` tells of truces that it ruled from the start.
            return asked.odds()
        for option in result.options:
            runs = option.only_option_holds or option.only_base_holds
            if runs:
                inside = result.base_label == BASE
                return asked.trace(
                    runs[0], *(["--options", f"base,{option.key}"] if inside else [])
                )
        return asked.odds()

    def runs_wanted(self, result: CompareResult) -> int | None:
        """Return the runs that would settle the nearest option."""
        needed = [option.runs_to_settle for option in result.options if option.runs_to_settle]
        return min(needed, default=None)

    def finished(self, result: CompareResult, settings: int | None) -> str:
        """Return how many options there are of all."""
        if settings is None:
            return super().finished(result, settings)
        # Each option is a setting, and one more in every set of believable inputs where any are.
        worlds, more = divmod(settings, 1 + sets_beside(result.heading.runs_wanted))
        wanted = (settings if more else worlds) - 1
        done = len(result.options) + len(result.beside)
        if done == wanted:
            return "all options, but not whether the first place survives other inputs"
        return of_all(done, wanted, "options")

    def scenario_logic(self, result: CompareResult) -> str | None:
        """Return what each option changes."""
        return "; ".join(
            f"{option.label}: {', '.join(option.changes)}" for option in result.options
        )


def _name(result: CompareResult, best: Option) -> str:
    """Return the label of an option, told apart from the others."""
    labels = [result.base_label, *(option.label for option in result.options)]
    keys = ["base", *(option.key for option in result.options)]
    return told_apart(labels, 60, keys)[1 + result.options.index(best)]


def _courses(result: CompareResult) -> Sentence:
    """Say how many hold to the end with each option whose curve is drawn."""
    said = say(
        "Still holding at the end: {odds} as the file stands.", odds=t.odds(result.base.held)
    )
    for option in result.options:
        if option.course is not None:
            said += say("“{label}”: {odds}.", label=option.label, odds=t.odds(option.answers.held))
    return said


def _drawn(result: CompareResult) -> Sentence:
    """Say the change by each option."""
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
    return said


QUESTION = CompareQuestion()
