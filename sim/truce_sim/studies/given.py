"""Any study from today on: of truces that stood so long, and looked like what was counted.

The past is that of the file as it stands. What the study tries, an option, a level, an end of a
range, acts from the last moment known on.
"""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from truce_sim.model import build_world
from truce_sim.runs.replications import Work
from truce_sim.scenario import Scenario
from truce_sim.studies.alternatives import alternatives_of
from truce_sim.studies.compare import Compare
from truce_sim.studies.given_pasts import TRIED, GivenWork, Pasts
from truce_sim.studies.given_refused import movable, refuse_passed, refuse_too_late
from truce_sim.studies.given_told import told_since
from truce_sim.studies.observing import observed_until
from truce_sim.studies.past import past_truces
from truce_sim.studies.postpone import Postpone
from truce_sim.studies.require import Require
from truce_sim.studies.results.common import GivenDays
from truce_sim.studies.study import Answer, Extent, Kept, Study


class StudyOfRuns(Study, Protocol):
    """A study of so many runs a setting."""

    @property
    def runs(self) -> int:
        """Runs a setting."""
        ...


_OWN = ("given_observed", "until")


@dataclass(frozen=True, slots=True)
class GivenObserved:
    """A study of histories like what was observed."""

    study: StudyOfRuns
    until: str | None = None
    """The moment up to which things are known, as written; None: all that the file says."""

    @property
    def kind(self) -> str:
        """Name of the command that asks it."""
        return self.study.kind

    @property
    def seed(self) -> int:
        """Root seed."""
        return self.study.seed

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest."""
        return {**self.study.arguments(), "given_observed": True, "until": self.until}

    @classmethod
    def from_arguments(cls, make: type[Kept], arguments: dict[str, Any]) -> "GivenObserved":
        """Return the study that `arguments` describes, as kept in a manifest.

        Args:
            make: the study that is asked of such histories.
            arguments: its own, and those of this one.
        """
        own = {key: value for key, value in arguments.items() if key not in _OWN}
        return cls(make.from_arguments(own), arguments["until"])  # type: ignore[arg-type]

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be.

        Raises:
            ScenarioFaults: if what it asks does not fit the scenario.
        """
        observed = observed_until(scenario, self.until)
        if isinstance(self.study, Postpone):
            refuse_passed(self.study.dates(scenario), self.study.talks, observed)
        if isinstance(self.study, Compare):
            refuse_too_late(alternatives_of(scenario, self.study.others), scenario, observed)
        # Sets of believable inputs have pasts of their own, to be chosen by what was observed.
        asked = self.study
        if isinstance(asked, Compare):
            asked = replace(asked, believable=False)
        own = asked.extent(scenario)
        return Extent(own.settings + 1, own.replications + TRIED, at_most=True)

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Find histories like what was observed, and do the study's work on them.

        Raises:
            NothingFinishedError: if it was interrupted too early.
            ScenarioFaults: if what it asks does not fit, or hardly any history is like it.
        """
        observed = observed_until(scenario, self.until)
        pasts = Pasts(build_world(scenario), observed, work)
        runs = min(self.study.runs, pasts.affordable())
        # A second look at more runs might need more truces than are looked at.
        once = {"most": None} if isinstance(self.study, Require) else {}
        study = replace(self.study, runs=runs, **once)  # type: ignore[type-var]
        moved, fixed = movable(scenario, pasts.world, observed.holds_until_hours)
        given = GivenWork.of(work, pasts)
        answer = study.conduct(moved, given)
        work.interrupted = work.interrupted or given.interrupted
        result = answer.result
        told = GivenDays(
            until=observed.holds_until.isoformat(" ", "minutes"),
            hours=observed.holds_until_hours,
            numbers=len(observed.numbers),
            tried=pasts.tried,
            kept=len(pasts.kept),
            asked=self.study.runs,
            surprise=pasts.surprise,
            fixed=fixed,
        )
        opening, now = pasts.world.opening, observed.holds_until_hours
        past = past_truces(scenario.base_rate, opening, now)
        heading = result.heading.model_copy(update={"given": told, "base_rate": past})
        known = told_since(result, scenario, now)
        return replace(answer, result=result.model_copy(update={"heading": heading, **known}))
