"""What a question is to the report: all that is said, drawn and listed of its answer.

Each question is an object of its own in `report/questions/`, found by the name of its command
(`registry.py`). What most questions agree on has a default here; what each has to say for itself is
abstract, so that a question which leaves it out cannot be made.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from rich.text import Text

from truce_sim.report.next_steps import Asked
from truce_sim.report.parts import Finding, Hero, Section
from truce_sim.report.past import Standing, differs
from truce_sim.report.terminal_lines import wrapped
from truce_sim.report.told import Sentence, say
from truce_sim.studies.results.common import PastTruces, Result, Story

if TYPE_CHECKING:
    # Libraries that draw and simulate are slow to load: a question is told and listed without them.
    from truce_sim.report.drawings import Drawing
    from truce_sim.runs.tables import Table
    from truce_sim.studies.study import Kept

R = TypeVar("R", bound=Result)


class Question(ABC, Generic[R]):
    """One question: what asks it, and how its answer is told.

    Its module loads no library that draws or fits; the methods that need one import it themselves.
    """

    command: ClassVar[str]
    """The command that asks it: also the name of its module, and the `kind` of its result."""
    result: type[R]
    """What it is answered with."""
    aim: ClassVar[str]
    """What it is asked for, in a sentence, for the reporting checklist."""
    of_one_truce: ClassVar[bool] = True
    """Whether it is about a truce, which past ones can be like."""
    a_setting: ClassVar[bool] = False
    """Whether its runs are so many for each of its settings, rather than in all."""
    at_a_glance: ClassVar[bool] = False
    """Whether the top of the page and its first section are to fill one printed sheet."""

    @abstractmethod
    def study(self) -> "type[Kept]":
        """Return the study that answers it, which is loaded only then."""

    # In the terminal.

    @abstractmethod
    def headline(self, result: R) -> Sentence:
        """Return the one sentence to take away."""

    def briefly(self, result: R) -> Iterator[Text]:
        """Yield what `--quiet` leaves of the answer."""
        yield from wrapped(self.headline(result).plain)

    def lead(self, result: R) -> Iterator[Text]:
        """Yield what stands above the lines that all answers share: the headline, if it comes first."""
        yield Text()

    @abstractmethod
    def body(self, result: R) -> Iterator[Text]:
        """Yield the answer below them."""

    def against_past(self, result: R, past: PastTruces) -> Iterator[Sentence]:
        """Yield where the answer and the record of past truces disagree beyond their doubts."""
        standing = self.standing(result)
        if standing is not None:
            yield from differs(past, standing)

    def standing(self, result: R) -> Standing | None:
        """Return the odds of the file as it stands; None where no runs are of it."""
        return None

    # On the page.

    def doubts(self, result: R) -> Iterator[tuple[str, Sentence]]:
        """Yield what its number leaves open, each with its name: here that inputs were not moved."""
        if any(row.believable for row in result.inputs):
            yield (
                "Inputs",
                say("Other believable inputs were not looked at here: run looks at them."),
            )

    @abstractmethod
    def hero(self, result: R) -> Hero:
        """Return the panel at the top of the page."""

    def findings(self, result: R) -> Sequence[Finding]:
        """Return up to three findings to stand under it."""
        return ()

    @abstractmethod
    def sections(
        self, result: R, story: Story | None, charts: Collection[str]
    ) -> Sequence[Section]:
        """Return its sections of the page, in order.

        One whose charts are all missing is left out, so that it may be given at any rate.

        Args:
            result: the answer.
            story: the run that it tells, if any.
            charts: keys of the charts that the answer has data for.
        """

    @abstractmethod
    def drawings(self, result: R, story: Story | None) -> Sequence["Drawing"]:
        """Return the charts that an answer has data for, in the order of the page; none is drawn."""

    def for_phone(self, result: R, charts: Collection[str]) -> Collection[str]:
        """Return keys of the charts that are drawn once more for a phone: here all."""
        return charts

    def glimpse(self, result: R, charts: Collection[str]) -> Collection[str]:
        """Return keys of the charts that stand for the answer where there is little room."""
        return [*charts][:1]

    def charts(self, result: R, story: Story | None) -> dict[str, "Drawing"]:
        """Return the same charts by their keys."""
        return {drawing.key: drawing for drawing in self.drawings(result, story)}

    # Elsewhere.

    def tables(self, result: R) -> "dict[str, Table]":
        """Return tables of the answer by name, for a workbook: none, where the study writes them."""
        return {}

    @abstractmethod
    def cell(self, summary: Mapping[str, Any]) -> str:
        """Return what `list` shows under "holds", from a stored result as plain values.

        Raises:
            KeyError: if something is missing in it; so do TypeError and ValueError.
        """

    def next_step(self, result: R, asked: Asked) -> str:
        """Return a command worth trying next, which runs as it stands: here the odds themselves."""
        return asked.odds()

    def runs_wanted(self, result: R) -> int | None:
        """Return the runs a setting that would decide what is open; None if nothing is."""
        return None

    def reached(self, result: R) -> bool:
        """Return whether what was asked for was reached, where something was: else exit code 1."""
        return True

    def told_run(self, result: R) -> int | None:
        """Return the replication that is stored as a story beside the answer, if one is."""
        return None

    def finished(self, result: R, settings: int | None) -> str:
        """Return how much of an interrupted study there is: "20 of 49 settings".

        Args:
            result: a partial answer.
            settings: how many settings the study was going to have, where its manifest says so; an
                answer does not know of options that were never begun.
        """
        heading = result.heading
        if heading.runs < heading.runs_wanted:
            return of_all(heading.runs, heading.runs_wanted, "runs")
        return "only a part of it"

    def scenario_logic(self, result: R) -> str | None:
        """Return what sets its scenarios apart, for the reporting checklist."""
        return None


def of_all(done: int, wanted: int, things: str, bound: str = "") -> str:
    """Return how much is done of something: "1,200 of 2,000 runs"."""
    return f"{done:,} of {bound}{wanted:,} {things}"
