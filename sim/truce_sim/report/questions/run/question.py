"""`run`: does the truce hold until the talks, why does it fail, and when?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from truce_sim.report.next_steps import Asked
from truce_sim.report.parts import Finding, Hero, Section, cell_of
from truce_sim.report.past import Standing
from truce_sim.report.question import Question
from truce_sim.report.questions.run import findings, page, terminal
from truce_sim.report.questions.run import past as against
from truce_sim.report.questions.run.sentences import believable
from truce_sim.report.sentences import chance_between, reaches_talks
from truce_sim.report.told import Sentence
from truce_sim.studies.results.common import PastTruces, Story
from truce_sim.studies.results.run import RunResult

if TYPE_CHECKING:
    from truce_sim.report.drawings import Drawing
    from truce_sim.runs.tables import Table
    from truce_sim.studies.odds import Odds

_NARROW = {"survival", "hazard", "causes", "verdicts", "levers"}
"""Charts that are drawn once more for a phone; the others scroll or are small."""


class RunQuestion(Question[RunResult]):
    """The odds that a truce holds."""

    command = "run"
    result = RunResult
    aim = "Odds that the truce holds until the talks, why it fails, and when."
    at_a_glance = True

    def study(self) -> "type[Odds]":
        """Return the study, which fits and simulates."""
        from truce_sim.studies.odds import Odds

        return Odds

    def headline(self, result: RunResult) -> Sentence:
        """Say how often the truce holds."""
        return reaches_talks(result.answers.held)

    def briefly(self, result: RunResult) -> Iterator[Text]:
        """Yield the odds and their word."""
        return terminal.briefly(result)

    def lead(self, result: RunResult) -> Iterator[Text]:
        """Yield the odds, in words and as a bar."""
        return terminal.lead(result)

    def body(self, result: RunResult) -> Iterator[Text]:
        """Yield both doubts, why it fails and when."""
        return terminal.body(result)

    def standing(self, result: RunResult) -> Standing:
        """Return the odds with both doubts, and what makes them so."""
        return against.standing(result)

    def against_past(self, result: RunResult, past: PastTruces) -> Iterator[Sentence]:
        """Yield where odds or danger disagree with the record of past truces."""
        yield from super().against_past(result, past)
        yield from against.risen(result, past)

    def doubts(self, result: RunResult) -> Iterator[tuple[str, Sentence]]:
        """Yield chance between runs, and doubt about inputs where that was looked at."""
        yield "Chance", chance_between(result.answers.held)
        if result.ignorance is not None:
            yield "Inputs", believable(result.ignorance)
        else:
            yield from super().doubts(result)

    def hero(self, result: RunResult) -> Hero:
        """Return the odds beside a hundred runs."""
        return page.hero(result)

    def findings(self, result: RunResult) -> Sequence[Finding]:
        """Return the most telling findings."""
        return findings.findings(result)

    def sections(
        self, result: RunResult, story: Story | None, charts: Collection[str]
    ) -> Sequence[Section]:
        """Return a section for each thing one asks of a truce."""
        return page.sections(result, story, charts)

    def drawings(self, result: RunResult, story: Story | None) -> Sequence["Drawing"]:
        """Return its charts."""
        from truce_sim.report.questions.run.drawings import drawings

        return drawings(result, story)

    def for_phone(self, result: RunResult, charts: Collection[str]) -> Collection[str]:
        """Return the wide charts; that of violations only where it stands alone."""
        return _NARROW if "open-complaints" in charts else {*_NARROW, "violations"}

    def glimpse(self, result: RunResult, charts: Collection[str]) -> Collection[str]:
        """Return the curve and what ends it."""
        return [key for key in ("survival", "causes") if key in charts]

    def cell(self, summary: Mapping[str, Any]) -> str:
        """Return the odds."""
        return cell_of(summary["answers"]["held"])

    def tables(self, result: RunResult) -> "dict[str, Table]":
        """Return the odds, and what ends the truce: its study writes tables of single runs."""
        from truce_sim.report.questions.run.tables import answer_table, causes_table

        return {"answer": answer_table(result), "causes": causes_table(result)}

    def told_run(self, result: RunResult) -> int | None:
        """Return the run that stands for the others."""
        return result.story

    def next_step(self, result: RunResult, asked: Asked) -> str:
        """Return how to follow that run."""
        return asked.odds() if result.story is None else asked.trace(result.story)


QUESTION = RunQuestion()
