"""What the days that have passed say of the odds."""

from collections.abc import Mapping
from dataclasses import dataclass

from truce_sim.api.overruled import refuse_overruled
from truce_sim.api.questions.question import Source, said
from truce_sim.scenario import Scenario
from truce_sim.studies.nowcast import HISTORIES, Nowcast


@dataclass(frozen=True, slots=True)
class NowAsked:
    """What is said of the question."""

    runs: int | None = None
    seed: int | None = None
    until: str | None = None
    """The moment up to which things are known, as in a file; None: all that the file says."""

    def study(self, scenario: Scenario, source: Source) -> Nowcast:
        """Return the study.

        Raises:
            QuestionError: for a setting of an input that histories draw from its range.
        """
        drawn = [f"{path}=" for path in scenario.believable]
        refuse_overruled(scenario, source.sets, drawn, "[believable]")
        return Nowcast(
            runs=HISTORIES if self.runs is None else self.runs,
            seed=scenario.run.seed if self.seed is None else self.seed,
            until=self.until,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(runs=self.runs, seed=self.seed, until=self.until)


ASKED = NowAsked
