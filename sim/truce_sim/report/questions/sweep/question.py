"""`sweep`: where do the odds tip?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from truce_sim.report.next_steps import Asked
from truce_sim.report.parts import Hero, Section, cell_over, hero_of
from truce_sim.report.past import Standing, standing_of
from truce_sim.report.question import Question, of_all
from truce_sim.report.questions.sweep import sentences as a
from truce_sim.report.questions.sweep import terminal
from truce_sim.report.told import Sentence
from truce_sim.studies.results.common import Story
from truce_sim.studies.results.sweep import SweepResult

if TYPE_CHECKING:
    from truce_sim.report.drawings import Drawing
    from truce_sim.studies.sweep import Sweep

_READING = {
    "line": "Every setting was run on the same histories; the band is chance between runs. The "
    "dashed line asks for more: complaints settled too.",
    "grid": "Every setting was run on the same histories. Numbers are runs in 100 that hold; a "
    "question mark means that chance leaves both sides of even open.",
    "sampled": "Every setting was run on the same histories; the other inputs vary from dot to dot.",
    "sampled-one": "Every setting was run on the same histories.",
}


class SweepQuestion(Question[SweepResult]):
    """The odds over ranges of inputs."""

    command = "sweep"
    result = SweepResult
    aim = "Odds over a range of one or more inputs."
    a_setting = True

    def study(self) -> "type[Sweep]":
        """Return the study, which simulates."""
        from truce_sim.studies.sweep import Sweep

        return Sweep

    def headline(self, result: SweepResult) -> Sentence:
        """Say how far the odds move over the sweep."""
        return a.swept(result)

    def body(self, result: SweepResult) -> Iterator[Text]:
        """Yield the odds by level, where they tip, and what cannot be told from the best."""
        return terminal.body(result)

    def standing(self, result: SweepResult) -> Standing | None:
        """Return the odds at the values of the file, if they are among the settings."""
        in_file = tuple(param.in_file for param in result.params)
        found = next((point.held for point in result.points if point.numbers == in_file), None)
        return None if found is None else standing_of(found)

    def hero(self, result: SweepResult) -> Hero:
        """Return the odds at the best setting."""
        fresh = a.confirmed(result)
        said = a.where(result) + (a.flattered(result) if fresh is None else fresh)
        return hero_of(a.best_point(result).held, "at best", a.swept(result), said)

    def sections(
        self, result: SweepResult, story: Story | None, charts: Collection[str]
    ) -> Sequence[Section]:
        """Return where the odds tip."""
        reading = _READING[_drawn_as(result)] + _dashed(result)
        return [
            Section(
                "sweep", "Where do the odds tip?", a.tipping(result), ("sweep",), reading=reading
            )
        ]

    def drawings(self, result: SweepResult, story: Story | None) -> Sequence["Drawing"]:
        """Return the odds over the range."""
        from truce_sim.report.charts import sweep
        from truce_sim.report.drawings import Drawing

        said = a.swept(result) + a.tipping(result)
        return [Drawing("sweep", "Where the odds tip", said, lambda: sweep.sweep(result))]

    def for_phone(self, result: SweepResult, charts: Collection[str]) -> Collection[str]:
        """Return the chart of one input; one of several scrolls."""
        return charts if len(result.params) == 1 else ()

    def cell(self, summary: Mapping[str, Any]) -> str:
        """Return how far the odds go over the settings."""
        return cell_over(point["held"] for point in summary["points"])

    def next_step(self, result: SweepResult, asked: Asked) -> str:
        """Return how to confirm the best settings, where some are told from others."""
        if len(result.best) < len(result.points) and not result.confirmed:
            return asked.with_more("--confirm")
        return asked.odds()

    def finished(self, result: SweepResult, settings: int | None) -> str:
        """Return how many settings there are of all."""
        return of_all(len(result.points), result.settings, "settings")


def _drawn_as(result: SweepResult) -> str:
    """Return in which of four ways a sweep is drawn."""
    if len(result.params) == 1:
        return "line" if result.design == "grid" else "sampled-one"
    return "grid" if len(result.params) == 2 and result.design == "grid" else "sampled"


def _dashed(result: SweepResult) -> str:
    """Say what the line of dashes and dots is, where one is drawn."""
    drawn = _drawn_as(result) == "line" and all(
        point.in_part is not None for point in result.points
    )
    return " Dashes and dots: those that hold in part only." if drawn else ""


QUESTION = SweepQuestion()
