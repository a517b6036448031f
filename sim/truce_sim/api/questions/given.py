"""Any question, asked of truces like what was observed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from truce_sim.api.questions.question import AsksOthers, Question, Source, said
from truce_sim.scenario import Scenario
from truce_sim.studies.given import GivenObserved


@dataclass(frozen=True, slots=True)
class GivenAsked:
    """A question from the last moment known on."""

    question: Question
    until: str | None = None
    """The moment up to which things are known, as in a file; None: all that the file says."""

    def beside(self, others: Sequence[Scenario]) -> "GivenAsked":
        """Return the question with the other truces, where it is one that sets truces beside."""
        if not isinstance(self.question, AsksOthers):
            return self
        return replace(self, question=self.question.beside(others))

    def study(self, scenario: Scenario, source: Source) -> GivenObserved:
        """Return the study."""
        return GivenObserved(self.question.study(scenario, source), self.until)  # type: ignore[arg-type]

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(**self.question.said(), given_observed=True, until=self.until)
