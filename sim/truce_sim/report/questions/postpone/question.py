"""`postpone`: what would other dates of the talks change?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.parts import Finding, Hero, Section, cell_over, hero_of, together
from truce_sim.report.past import Standing, standing_of
from truce_sim.report.question import Question
from truce_sim.report.questions.postpone import sentences as a
from truce_sim.report.questions.postpone import terminal
from truce_sim.report.told import Sentence, say
from truce_sim.studies.results.common import PastTruces, Story
from truce_sim.studies.results.postpone import PostponeResult

if TYPE_CHECKING:
    from truce_sim.report.drawings import Drawing
    from truce_sim.studies.postpone import Postpone

_READING = "All dates share the same histories. Vertical lines: chance between runs."


class PostponeQuestion(Question[PostponeResult]):
    """Dates of the talks, and rules that move them."""

    command = "postpone"
    result = PostponeResult
    aim = "What other dates of the talks would change."

    def study(self) -> "type[Postpone]":
        """Return the study, which simulates."""
        from truce_sim.studies.postpone import Postpone

        return Postpone

    def headline(self, result: PostponeResult) -> Sentence:
        """Say what moving the talks buys, for every meaning of success."""
        return a.postponed(result)

    def body(self, result: PostponeResult) -> Iterator[Text]:
        """Yield what each date comes to, what moving buys and costs, and what a rule would do."""
        return terminal.body(result)

    def standing(self, result: PostponeResult) -> Standing | None:
        """Return the odds at the date of the file, if it is among those asked for."""
        talks = result.heading.talks
        found = next((one.held for one in result.dates if one.date == talks), None)
        return None if found is None else standing_of(found)

    def against_past(self, result: PostponeResult, past: PastTruces) -> Iterator[Sentence]:
        """Yield what waiting cost past truces, and where odds and record disagree."""
        waited = a.past_by_date(result)
        if waited is not None:
            yield waited
        yield from super().against_past(result, past)

    def hero(self, result: PostponeResult) -> Hero:
        """Return the odds at the date when a truce that is ready is likeliest."""
        best = a.best_date(result)
        when = w.date_among(best.date, [one.date for one in result.dates])
        more = f"hold and are {result.unless} on {when}"
        return hero_of(a.ready(result, best), more, a.postponed(result))

    def findings(self, result: PostponeResult) -> Sequence[Finding]:
        """Return what moving the talks changes, and what a rule would do."""
        return a.date_findings(result)

    def sections(
        self, result: PostponeResult, story: Story | None, charts: Collection[str]
    ) -> Sequence[Section]:
        """Return what postponing would buy, and how long the truce lasts."""
        return [
            Section(
                "postpone",
                "What would postponing buy?",
                together(a.postponed(result), *a.in_part(result)),
                ("postpone",),
                block="rules" if result.rules else None,
                reading=_READING,
            ),
            Section("lasts", "How long does it last?", charts=("survival",)),
        ]

    def drawings(self, result: PostponeResult, story: Story | None) -> Sequence["Drawing"]:
        """Return the dates side by side, and the curve that all of them look at."""
        from truce_sim.report.charts import postpone, survival
        from truce_sim.report.drawings import Drawing

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

    def cell(self, summary: Mapping[str, Any]) -> str:
        """Return how far the odds go over the dates."""
        return cell_over(date["held"] for date in summary["dates"])


def _curve_end(result: PostponeResult) -> Sentence:
    """Say how many runs hold to the end of watching."""
    last = result.survival.value[-1]
    return say(
        "{odds} in {all} runs still hold at the end of watching ({span}).",
        odds=t.hundred(last),
        all=t.per(result.heading.runs),
        span=t.span(result.survival.low[-1], result.survival.high[-1]),
    )


QUESTION = PostponeQuestion()
