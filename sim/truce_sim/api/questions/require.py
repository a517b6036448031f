"""How much of one input it takes to reach given odds."""

from collections.abc import Mapping
from dataclasses import dataclass

from truce_sim.api.errors import QuestionError, Word
from truce_sim.api.overruled import refuse_overruled
from truce_sim.api.questions.question import Source, said
from truce_sim.scenario import Scenario
from truce_sim.studies.require import LONGER, Require


@dataclass(frozen=True, slots=True)
class RequireAsked:
    """What is said of the question."""

    runs: int | None = None
    seed: int | None = None
    holds: float | None = None
    """The odds to reach, a share."""
    by: str | None = None
    """The input with its range, "PATH=FROM:TO"."""

    def study(self, scenario: Scenario, source: Source) -> Require:
        """Return the study.

        Raises:
            QuestionError: if the target or the input is missing, or a setting would do nothing.
        """
        if self.holds is None:
            raise QuestionError("Which odds? Try: {holds}", holds=Word("holds", 0.9))
        if self.by is None:
            by = Word("by", "verification.teams=1:12")
            raise QuestionError("By which input? Try: {by}", by=by)
        refuse_overruled(scenario, source.sets, [self.by], Word("by"))
        return Require(
            runs=scenario.run.runs if self.runs is None else self.runs,
            most=LONGER * scenario.run.runs if self.runs is None else None,
            seed=scenario.run.seed if self.seed is None else self.seed,
            target=self.holds,
            by=self.by,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(runs=self.runs, seed=self.seed, target=self.holds, by=self.by)


ASKED = RequireAsked
