"""What later talks buy, and what they cost."""

from collections.abc import Mapping
from dataclasses import dataclass

from truce_sim.api.questions.question import Source, said
from truce_sim.scenario import Scenario
from truce_sim.studies.postpone import Postpone, usual_dates, usual_rule
from truce_sim.studies.results.postpone import Unless


@dataclass(frozen=True, slots=True)
class PostponeAsked:
    """What is said of the question."""

    runs: int | None = None
    seed: int | None = None
    talks: str | None = None
    """Dates of the talks, as after `dates.talks=`."""
    unless: Unless | None = None

    def study(self, scenario: Scenario, source: Source) -> Postpone:
        """Return the study."""
        del source
        return Postpone(
            runs=scenario.run.runs if self.runs is None else self.runs,
            seed=scenario.run.seed if self.seed is None else self.seed,
            talks=usual_dates(scenario) if self.talks is None else self.talks,
            unless=usual_rule(scenario) if self.unless is None else self.unless,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(runs=self.runs, seed=self.seed, talks=self.talks, unless=self.unless)


ASKED = PostponeAsked
