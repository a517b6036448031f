"""Which believable inputs matter, and how much is luck."""

from collections.abc import Mapping
from dataclasses import dataclass

from truce_sim.api.errors import QuestionError
from truce_sim.api.questions.question import Source, said
from truce_sim.scenario import Scenario
from truce_sim.studies.sensitivity import Sensitivity

RUNS = 400
"""Runs a bar where none are asked for: there are two bars for each input."""


@dataclass(frozen=True, slots=True)
class SensitivityAsked:
    """What is said of the question."""

    runs: int | None = None
    seed: int | None = None

    def study(self, scenario: Scenario, source: Source) -> Sensitivity:
        """Return the study.

        Raises:
            QuestionError: if no input has a range to move over.
        """
        if not scenario.believable:
            raise QuestionError(
                "{path} has no [believable] ranges to move inputs over; "
                'add one, such as "verification.teams" = [2, 12]',
                path=source.path or scenario.name,
            )
        return Sensitivity(
            runs=RUNS if self.runs is None else self.runs,
            seed=scenario.run.seed if self.seed is None else self.seed,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(runs=self.runs, seed=self.seed)


ASKED = SensitivityAsked
