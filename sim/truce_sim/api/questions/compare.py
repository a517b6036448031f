"""Options of a truce, or other truces, on the same simulated histories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from truce_sim.api.errors import QuestionError
from truce_sim.api.questions.question import Source, said
from truce_sim.scenario import Scenario
from truce_sim.studies.compare import Compare


@dataclass(frozen=True, slots=True)
class CompareAsked:
    """What is said of the question."""

    runs: int | None = None
    seed: int | None = None
    believable: bool = True
    others: tuple[Scenario, ...] = ()

    def beside(self, others: Sequence[Scenario]) -> "CompareAsked":
        """Return the question with the other truces."""
        return replace(self, others=tuple(others))

    def study(self, scenario: Scenario, source: Source) -> Compare:
        """Return the study.

        Raises:
            QuestionError: if there is nothing to compare.
        """
        if not self.others and not scenario.options:
            raise QuestionError(
                "{path} has no [options.NAME]: add one, or name a second file",
                path=source.path or scenario.name,
            )
        return Compare(
            runs=scenario.run.runs if self.runs is None else self.runs,
            seed=scenario.run.seed if self.seed is None else self.seed,
            others=self.others,
            believable=self.believable and not self.others,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study; the others are named elsewhere."""
        return said(runs=self.runs, seed=self.seed, believable=None if self.believable else False)


ASKED = CompareAsked
