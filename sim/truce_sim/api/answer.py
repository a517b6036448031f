"""What a truce answers: a typed result with its tables, charts and words; shows itself."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from truce_sim.api.difference import Difference, difference
from truce_sim.api.errors import QuestionError
from truce_sim.api.frame import Frame
from truce_sim.api.questions.question import Source
from truce_sim.report.registry import question_of
from truce_sim.report.terminal import tells, title
from truce_sim.runs.known_formats import USUAL
from truce_sim.scenario import Scenario
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.common import Result, Story
from truce_sim.studies.results.now import NowResult
from truce_sim.studies.results.run import RunResult

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from truce_sim.api.asking import How
    from truce_sim.api.keeping import Keeping
    from truce_sim.api.questions.question import Question
    from truce_sim.report.drawings import Drawing

R = TypeVar("R", bound=Result)
A = TypeVar("A", bound="Answer[Any]")


class Answer(Generic[R]):
    """The answer to a question about a truce.

    Attributes:
        scenario: what was asked; `truce_sim.load(answer)` is the truce, to ask more.
        summary: the typed result, of which `summary.json` is made; shares between 0 and 1, times in
            hours since the truce's start.
        story: the run that it tells, if it tells one.
        tables: by name, that of their files without its ending.
        finished: whether all was done; else it was interrupted, and is of what was finished.
    """

    def __init__(
        self,
        scenario: Scenario,
        summary: R,
        story: Story | None,
        tables: Mapping[str, Frame],
        keeping: "Keeping",
    ) -> None:
        self.scenario = scenario
        self.summary = summary
        self.story = story
        self.tables = tables
        self._keeping = keeping

    def __getstate__(self) -> dict[str, Any]:
        """Return what goes to another process: all but what was drawn."""
        return {name: one for name, one in vars(self).items() if name != "_drawings"}

    @property
    def finished(self) -> bool:
        """Whether all was done."""
        return not self.summary.heading.partial

    @property
    def headline(self) -> str:
        """The one sentence to take away."""
        return question_of(self.summary).headline(self.summary).plain

    @property
    def command(self) -> str:
        """The command line that gives the same answer; "" of an option's truce, as none does.

        A truce that no file holds so is called NAME.toml: what its `to_toml` gives.
        """
        return self._keeping.command()

    def to_json(self) -> str:
        """Return the summary as the command writes it, byte for byte."""
        return self.summary.model_dump_json(indent=1) + "\n"

    @cached_property
    def _drawings(self) -> "Mapping[str, Drawing]":
        from truce_sim.report.files import Dress

        return Dress(self.summary, self.story).drawings

    @property
    def figures(self) -> dict[str, str]:
        """Its charts: name and title."""
        return {key: one.title for key, one in self._drawings.items()}

    def figure(self, name: str) -> "Figure":
        """Return a chart as a matplotlib figure of its own, to be changed and saved at will.

        Args:
            name: one of `figures`.

        Raises:
            KeyError: if there is none of that name.
        """
        from truce_sim.api.notebook import let_figures_show

        let_figures_show()
        return self._drawing(name).draw()

    def svg(self, name: str) -> str:
        """Return a chart as the text of an SVG file.

        Args:
            name: one of `figures`.

        Raises:
            KeyError: if there is none of that name.
        """
        from truce_sim.report.svg import svg

        one = self._drawing(name)
        return svg(one.shapes(), one.key, one.title, one.description.plain, standing_alone=True)

    def _drawing(self, name: str) -> "Drawing":
        if name not in self._drawings:
            there = ", ".join(self._drawings) or "none"
            raise KeyError(f"there is no figure '{name}' here; there are: {there}")
        return self._drawings[name]

    def to_html(self) -> str:
        """Return the whole report as one page."""
        from truce_sim.report.page import build_page
        from truce_sim.report.stored import for_report

        about = for_report(self._keeping.about())
        return build_page(self.summary, self.story, about, dict(self._drawings))

    def save(self, out: "str | Path" = "results", formats: Sequence[str] = USUAL) -> Path:
        """Write what the command would write, and return the folder.

        Args:
            out: the folder of all results.
            formats: what is written beside the summary, as after `--format`.

        Raises:
            QuestionError: if there is no such format, or the answer was cut short.
            StoreError: if it cannot be written.
        """
        return self._keeping.save(Path(out), formats)

    def __str__(self) -> str:
        lines = [*title(self.summary.heading), *tells(self.summary)]
        return "\n".join(line.plain.rstrip() for line in lines)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.scenario.name}: {self.headline}>"

    def _repr_html_(self) -> str:
        from truce_sim.api.showing import shown

        return shown(self.summary, self._drawings)


class Odds(Answer[RunResult]):
    """How often a truce holds until the talks, why it fails, and when."""

    @property
    def share(self) -> Share:
        """The odds: count of runs that hold, runs, value and interval (chance between runs)."""
        return self.summary.answers.held

    @property
    def value(self) -> float:
        """The odds, a share."""
        return self.share.value

    @property
    def interval(self) -> tuple[float, float]:
        """Their interval; it covers chance between runs alone."""
        return self.share.low, self.share.high

    @property
    def runs(self) -> Frame:
        """One row a run.

        Raises:
            QuestionError: if it is a stored answer that was kept without tables.
        """
        return self._table("runs")

    @property
    def daily(self) -> Frame:
        """One row a run and whole day that it lived.

        Raises:
            QuestionError: if it is a stored answer that was kept without tables.
        """
        return self._table("daily")

    def _table(self, name: str) -> Frame:
        if name not in self.tables:
            raise QuestionError("This answer was saved without tables; ask it once more")
        return self.tables[name]

    def __sub__(self, other: "Odds") -> Difference:
        """Return the change from another truce to this one, on the histories that they share.

        Raises:
            QuestionError: if they share none.
        """
        return difference(self, other) if isinstance(other, Odds) else NotImplemented


class Nowcast(Answer[NowResult]):
    """The odds given the days that have passed."""

    @property
    def share(self) -> Share | None:
        """The odds by all that is known; None where too few histories are like what was seen."""
        return self.summary.odds

    @property
    def value(self) -> float | None:
        """The odds, a share; None where they are not to be told."""
        return None if self.share is None else self.share.value

    @property
    def interval(self) -> tuple[float, float] | None:
        """Their interval; None where they are not to be told."""
        return None if self.share is None else (self.share.low, self.share.high)


def answer_class(result: Result) -> type[Answer[Any]]:
    """Return the class of answers with a result of this kind."""
    if isinstance(result, RunResult):
        return Odds
    return Nowcast if isinstance(result, NowResult) else Answer


def answer_to(
    kind: type[A],
    question: "Question",
    truce: tuple[Scenario, Source],
    how: "How",
    others: Sequence[str] = (),
) -> A:
    """Return the answer to a question, asked now.

    Args:
        kind: the class of answers to it.
        question: what is asked.
        truce: of what, and where that is from.
        how: how the answer is come by.
        others: the files set beside it, as they were named.
    """
    from truce_sim.api.asking import put
    from truce_sim.api.keeping import Fresh

    done = put(question, *truce, how)
    found = done.done.answer
    tables = {name: Frame(name, table) for name, table in found.tables.items()}
    return kind(truce[0], found.result, found.story, tables, Fresh(done, *truce, tuple(others)))
