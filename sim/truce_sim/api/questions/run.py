"""Does the truce hold until the talks, why does it fail, and when?"""

from collections.abc import Mapping
from dataclasses import dataclass

from truce_sim.api.errors import QuestionError, Word
from truce_sim.api.questions.question import Source, said
from truce_sim.scenario import Scenario
from truce_sim.statistics.stopping import Decide, Precision
from truce_sim.studies.odds import Odds


@dataclass(frozen=True, slots=True)
class RunAsked:
    """What is said of the question; what is left open is as the scenario has it."""

    runs: int | None = None
    seed: int | None = None
    precision: float | None = None
    """Half the width of the interval at which it stops, a share."""
    decide: float | None = None
    """The odds that are to be told apart, a share."""
    believable: bool = True

    def study(self, scenario: Scenario, source: Source) -> Odds:
        """Return the study.

        Raises:
            QuestionError: if the number of runs is asked for twice.
        """
        del source
        rule: Precision | Decide | None = None
        for option in ("precision", "decide"):
            if self.runs is not None and getattr(self, option) is not None:
                raise QuestionError(
                    "{option} says itself how many runs it takes; leave {runs} out",
                    option=Word(option),
                    runs=Word("runs"),
                )
        if self.precision is not None:
            rule = Precision(self.precision)
        elif self.decide is not None:
            rule = Decide(self.decide)
        return Odds(
            runs=scenario.run.runs if self.runs is None else self.runs,
            seed=scenario.run.seed if self.seed is None else self.seed,
            rule=rule,
            believable=self.believable,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(
            runs=self.runs,
            seed=self.seed,
            precision=self.precision,
            decide=self.decide,
            believable=None if self.believable else False,
        )


ASKED = RunAsked
