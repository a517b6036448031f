"""Truces like what was observed: which are kept, and studies' work on them from there on.

Truces of the file as it stands are run, and each is kept with a chance in proportion to how well it
fits what was seen: those that are kept are a sample of what may have happened, each counting the
same (rejection sampling, von Neumann 1951). So every estimator and test of a study says of them
what it says of any runs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np

from truce_sim.model import World
from truce_sim.model.may_become import becoming, may_become
from truce_sim.model.streams import Luck
from truce_sim.runs.batch import Columns
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import Fault, ScenarioFaults
from truce_sim.scenario.observations import Observations
from truce_sim.statistics.proportions import wilson
from truce_sim.studies.given_refused import too_late
from truce_sim.studies.luck import luck_of
from truce_sim.studies.observing import Beside, columns_read
from truce_sim.studies.results.now import FEWEST
from truce_sim.studies.study import NothingFinishedError

TRIED = 100_000
"""Histories that are looked at, at most, for a study's runs."""
BLOCK = 8_000
"""Histories looked at at a time; of the first ones the best fit is read."""
REGION = 10_000_000
"""Replications from each multiple on have luck of their own (see `Setting.offset`)."""


@dataclass(slots=True)
class Pasts:
    """Histories of the file as it stands, and which of them are kept."""

    world: World
    observed: Observations
    work: Work
    best: float = -inf
    """Logarithm of the best fit of the first ones."""
    surprise: float | None = None
    """Share of the first ones whose own counts lie as far out as those seen."""
    tried: int = 0
    """How many were looked at."""
    kept: list[int] = field(default_factory=list)
    """Numbers of those that are kept."""

    def affordable(self) -> int:
        """Return how many will surely be kept of as many as may be looked at.

        Raises:
            NothingFinishedError: if it was interrupted.
            ScenarioFaults: if those are too few.
        """
        self._look()
        low, _ = wilson(len(self.kept), self.tried)
        runs = int(low * TRIED)
        if runs < FEWEST:
            raise ScenarioFaults([_hardly(self)])
        return runs

    def lucks(self, offset: int, count: int) -> tuple[Luck, ...]:
        """Return the luck of runs from a number on.

        Those of a stretch with luck of its own go on from the same pasts, each time with other
        luck from the last moment known on.

        Raises:
            NothingFinishedError: if it was interrupted.
        """
        stretch, first = divmod(offset, REGION)
        if stretch:
            return tuple(self._otherwise(stretch, place) for place in range(first, first + count))
        while len(self.kept) < first + count:
            if self.tried > TRIED:
                raise ScenarioFaults([_hardly(self)])
            self._look()
        return tuple(map(Luck, self.kept[first : first + count]))

    def _otherwise(self, stretch: int, place: int) -> Luck:
        turn, past = divmod(place, len(self.kept))
        branch = stretch * REGION + turn
        return Luck(self.kept[past], ((0.0, 0), (self.observed.holds_until_hours, branch)))

    def _look(self) -> None:
        """Look at more histories."""
        setting = Setting("until today", self.world, kept=columns_read(self.observed, self.world))
        found = self.work.run([setting], self.tried, BLOCK).get(setting.key)
        if found is None or len(found["held"]) < BLOCK:
            raise NothingFinishedError
        beside = Beside(self.observed, self.world, found)
        logs = beside.logs(self.observed.holds_until_hours)
        luck = luck_of(self.work.seed, "kept as like what was observed", self.tried)
        drawn = luck.random(BLOCK)
        if not self.tried:
            self.best, self.surprise = float(logs.max()), beside.surprise(luck)
        # What fits better than all of the first ones is kept as surely as the best of them.
        fits = np.minimum(logs - self.best, 0) if self.best > -inf else logs
        self.kept += found["replication"][np.log1p(-drawn) <= fits].tolist()
        self.tried += BLOCK


def _hardly(pasts: Pasts) -> Fault:
    says = (
        f"hardly any simulated truce is like what was observed: {len(pasts.kept):,} of "
        f"{pasts.tried:,} looked at"
    )
    note = "look at it day by day: now; or give up counts that are doubtful"
    return Fault(says, "observed", note=note)


@dataclass(slots=True)
class GivenWork(Work):
    """Work on histories like what was observed: until then the file's, and a setting's after."""

    pasts: Pasts | None = None

    @classmethod
    def of(cls, work: Work, pasts: Pasts) -> "GivenWork":
        """Return the same work on other histories."""
        return cls(
            work.seed,
            work.executor,
            work.jobs,
            work.ledger,
            work.on_progress,
            work.batch,
            work.engine,
            pasts=pasts,
        )

    def run(self, settings: Sequence[Setting], first: int, count: int) -> dict[str, Columns]:
        """Run settings from today on; see `Work.run`."""
        try:
            given = [self._given(one, first + count) for one in settings]
        except NothingFinishedError:
            self.interrupted = True
            return {}
        return Work.run(self, given, first, count)

    def blocks(self, setting: Setting, first: int, count: int) -> Iterator[Columns]:
        """Yield all columns of runs that are finished; see `Work.blocks`."""
        return Work.blocks(self, self._given(setting, first + count), first, count)

    def finished(self, setting: Setting, first: int, count: int) -> int:
        """Return how many of these runs are finished; see `Work.finished`."""
        return Work.finished(self, self._given(setting, first + count), first, count)

    def _given(self, setting: Setting, count: int) -> Setting:
        assert self.pasts is not None  # noqa: S101 - `of` gives them
        hours, base = self.pasts.observed.holds_until_hours, self.pasts.world
        world = setting.world
        later = (
            _from(base, world, hours, setting.key)
            if isinstance(world, World)
            else tuple(_from(base, one, hours, setting.key) for one in world)
        )
        return replace(setting, world=later, lucks=self.pasts.lucks(setting.offset, count))


def _from(base: World, other: World, hours: float, key: str) -> World:
    """Return the file's world that becomes another at an hour; itself, if they are the same.

    Raises:
        ScenarioFaults: if it may not become that.
    """
    if other == base:
        return base
    reasons = may_become(base, other, hours)
    if reasons:
        raise ScenarioFaults([too_late(f"'{key}'", reasons)])
    return becoming(base, hours, other)
