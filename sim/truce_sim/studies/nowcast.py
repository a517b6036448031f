"""The study behind `now`: what the days that have passed say of the odds.

Histories are drawn over the believable inputs, one each, and weighed by how well they fit what was
seen: those that collapsed count nothing, the others by how likely their own days make the numbers
that were counted. That is importance sampling from what was believed before; how much luck is left
in it is told by the histories in effect. Where too few are, more are run, and then they are drawn
anew.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from truce_sim.model.streams import Luck
from truce_sim.model.variants import Variants
from truce_sim.runs.batch import Columns, join
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import Scenario
from truce_sim.scenario.observations import Observations
from truce_sim.statistics.arrays import Floats
from truce_sim.studies.doubt import quantiles
from truce_sim.studies.drawing_anew import Sample, drawn_anew, last_day_with
from truce_sim.studies.now_answer import now_result
from truce_sim.studies.now_tables import now_tables
from truce_sim.studies.observing import Beside, columns_read, observed_until
from truce_sim.studies.results.now import ENOUGH, FEWEST
from truce_sim.studies.study import Answer, Extent, NothingFinishedError

HISTORIES = 8_000
"""At first, by default: a week of two counters leaves some hundreds of them in effect."""
MOST = 8
"""Times as many histories as asked for, where too few are in effect."""
MOST_TIMES = 6
"""Times that they are drawn anew after that: the model's luck turns so often and no more."""


@dataclass(frozen=True, slots=True)
class Nowcast:
    """Weigh histories by what was seen."""

    runs: int
    """Histories at first; more are run while too few are in effect."""
    seed: int
    until: str | None = None
    """The moment up to which things are known, as written; None: all that the file says."""

    kind = "now"

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest."""
        return {"runs": self.runs, "seed": self.seed, "until": self.until}

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> "Nowcast":
        """Return the study that `arguments` describes, as kept in a manifest."""
        return cls(**arguments)

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be.

        Raises:
            ScenarioFaults: if nothing is observed, or the moment does not fit.
        """
        observed_until(scenario, self.until)
        return Extent(self.runs, MOST * self.runs, at_most=True)

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Run histories until enough are in effect, and weigh them.

        Raises:
            NothingFinishedError: if it was interrupted before the first ones were done.
            ScenarioFaults: if nothing is observed, or the moment does not fit.
        """
        observed = observed_until(scenario, self.until)
        bank = _Bank(scenario, observed, work, self.runs)
        while bank.more():
            pass
        if not bank.parts:
            raise NothingFinishedError
        result = now_result(scenario, bank.samples(), self.seed, partial=work.interrupted)
        return Answer(result=result, tables=now_tables(result))


class _Bank:
    """Histories over the believable inputs, a part of them run after the other."""

    def __init__(self, scenario: Scenario, observed: Observations, work: Work, runs: int) -> None:
        self._variants = Variants(scenario)
        self._scenario = scenario
        self.observed = observed
        self._work = work
        self._size = runs
        self.kept = columns_read(observed, self._variants.world)
        self.points: list[Floats] = []
        self.parts: list[Columns] = []

    @property
    def sample(self) -> Sample:
        """All histories so far."""
        beside = Beside(self.observed, self._variants.world, join(self.parts))
        return Sample(beside, np.vstack(self.points), tuple(map(Luck, range(beside.lives))))

    def samples(self) -> list[Sample]:
        """Return all histories, and behind them those drawn anew where too few are in effect."""
        found, end = [self.sample], self.observed.holds_until_hours
        while len(self.parts) == MOST and found[-1].effective(end) < ENOUGH:
            last, times = found[-1], len(found)
            hour = last_day_with(last, end, 2 * ENOUGH) or last_day_with(last, end, FEWEST)
            if hour is None or times > MOST_TIMES or self._work.interrupted:
                break
            fresh = drawn_anew(last, hour, self._size, self._variants, self._work)
            if fresh is None:
                break
            found.append(fresh)
        return found

    def more(self) -> bool:
        """Run more histories if too few are in effect; return whether any were run."""
        part, end = len(self.parts), self.observed.holds_until_hours
        if part == MOST or (part and self.sample.effective(end) >= ENOUGH):
            return False
        # As many again as there are: a part for each doubling would change nothing but the time.
        points = quantiles(self._scenario, self._size, self._work.seed, part)
        worlds = tuple(self._variants.drawn(points.tolist()))
        key = f"histories, part {part + 1}"
        setting = Setting(key, worlds, part * self._size, self.kept)
        found = self._work.run([setting], 0, self._size).get(key)
        if found is None or len(found["held"]) < self._size:
            return False
        self.points.append(points)
        self.parts.append(found)
        return True
