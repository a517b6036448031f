"""`require`: how much of one input is enough?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.parts import Finding, Hero, Section, cell_over, hero_of
from truce_sim.report.past import Standing, standing_of
from truce_sim.report.question import Question, of_all
from truce_sim.report.questions.require import sentences as a
from truce_sim.report.questions.require import terminal
from truce_sim.report.told import Sentence, Told
from truce_sim.studies.results.common import Story
from truce_sim.studies.results.require import RequireResult
from truce_sim.widths import shortened

if TYPE_CHECKING:
    from truce_sim.report.drawings import Drawing
    from truce_sim.studies.require import Require

_READING = "The band is chance between runs at each level alone."


class RequireQuestion(Question[RequireResult]):
    """The smallest change of one input that brings the odds to a target."""

    command = "require"
    result = RequireResult
    aim = "Smallest value of one input that brings the odds to a target."
    a_setting = True

    def study(self) -> "type[Require]":
        """Return the study, which simulates."""
        from truce_sim.studies.require import Require

        return Require

    def headline(self, result: RequireResult) -> Sentence:
        """Say what it takes."""
        return a.required(result)

    def lead(self, result: RequireResult) -> Iterator[Text]:
        """Yield what it takes."""
        return terminal.lead(result)

    def body(self, result: RequireResult) -> Iterator[Text]:
        """Yield how exactly that is known, and the odds at each level."""
        return terminal.body(result)

    def standing(self, result: RequireResult) -> Standing | None:
        """Return the odds at the value of the file, if it is among the levels."""
        param = result.param
        if param.in_file not in param.numbers:
            return None
        return standing_of(result.levels[param.numbers.index(param.in_file)])

    def hero(self, result: RequireResult) -> Hero:
        """Return the level that is enough, or the odds at the best one."""
        if result.enough is None:
            return hero_of(result.ceiling, "at best", a.required(result))
        return Hero(
            Told(shortened(result.enough, 14), (result.enough,)),
            f"enough for {w.hundred(result.target)} in 100",
            a.required(result),
        )

    def findings(self, result: RequireResult) -> Sequence[Finding]:
        """Return what else the search found."""
        return a.require_findings(result)

    def sections(
        self, result: RequireResult, story: Story | None, charts: Collection[str]
    ) -> Sequence[Section]:
        """Return how much is enough."""
        heading = "How much is enough?"
        return [Section("require", heading, a.required(result), ("require",), reading=_READING)]

    def drawings(self, result: RequireResult, story: Story | None) -> Sequence["Drawing"]:
        """Return the odds at each level, against the target."""
        from truce_sim.report.charts import sweep
        from truce_sim.report.drawings import Drawing

        said = a.required(result)
        return [Drawing("require", "How much is enough", said, lambda: sweep.require(result))]

    def cell(self, summary: Mapping[str, Any]) -> str:
        """Return how far the odds go over the levels."""
        return cell_over(summary["levels"])

    def runs_wanted(self, result: RequireResult) -> int | None:
        """Return the runs a level that could decide."""
        return result.runs_to_decide

    def reached(self, result: RequireResult) -> bool:
        """Return whether some level is enough."""
        return result.enough is not None

    def finished(self, result: RequireResult, settings: int | None) -> str:
        """Return how many levels there are of all."""
        if settings is None:
            return super().finished(result, settings)
        return of_all(len(result.levels), settings, "levels", "up to ")


QUESTION = RequireQuestion()
