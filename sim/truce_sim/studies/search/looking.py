"""Looks for a run that meets a condition, batch by batch, until it is found."""

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field

import numpy as np

from truce_sim.model import World
from truce_sim.runs.batch import Columns
from truce_sim.runs.engines import Choice
from truce_sim.runs.executors import InProcess, executor
from truce_sim.runs.pace import seconds_a_run
from truce_sim.runs.replications import Setting, Work
from truce_sim.runs.tasks import grown
from truce_sim.scenario.study import BASE
from truce_sim.studies.search.condition import Condition

SEARCHED = 2000
"""Runs that are looked at for one as asked, unless more or fewer are."""
_FIRST = 8
"""Runs looked at together, first; as many again each time, so that little is wasted."""
_ALONE = 50
"""Runs that are looked at before engine and processes are made ready, which takes as long."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search has found.

    Attributes:
        number: of the run that was asked for; None if there is none.
        searched: runs that were looked at until it was found, or all that were to be.
        met: how many of these meet the condition.
    """

    number: int | None
    searched: int
    met: int


def sought(
    world: World,
    seed: int,
    condition: Condition,
    nth: int,
    runs: int,
    jobs: int,
    *,
    on_progress: Callable[[int], None] = lambda _: None,
    tell: Callable[[str], None] = lambda _: None,
) -> Sought:
    """Return the first run that meets a condition, or the nth, made by whatever engine is quicker.

    Args:
        world: what is simulated.
        seed: whose luck.
        condition: what a run is to meet.
        nth: which of those that meet it.
        runs: how many are looked at, at most, from run 0 on.
        jobs: worker processes, once it takes longer.
        on_progress: is told how many runs are looked at.
        tell: is told, in a sentence, of engines, and if there are to be fewer processes.

    Raises:
        BatchFailedError: if a simulation fails.
        KeyboardInterrupt: if it was stopped.
    """

    def choose(left: int) -> Choice:
        return Choice("auto", left * seconds_a_run(world), tell, jobs)

    return Search(world, seed, condition, runs, jobs, choose, on_progress, tell).nth(nth)


@dataclass(slots=True)
class Search:
    """Looks for runs of one world.

    Attributes:
        world: what is simulated.
        seed: whose luck.
        condition: what a run is to meet.
        runs: how many are looked at, at most, from run 0 on.
        jobs: worker processes, once it takes longer.
        choose: returns who makes the runs from there on, of which this many are left.
        on_progress: is told how many runs are looked at.
        tell: is told, in a sentence, if there are to be fewer processes.
    """

    world: World
    seed: int
    condition: Condition
    runs: int
    jobs: int = 1
    choose: Callable[[int], Choice] = lambda _: Choice()
    on_progress: Callable[[int], None] = lambda _: None
    tell: Callable[[str], None] = lambda _: None
    _stack: ExitStack = field(default_factory=ExitStack)
    _pool: Executor | None = None
    _choice: Choice | None = None

    def nth(self, wanted: int = 1) -> Sought:
        """Return the first run that meets the condition, or the second, third and so on.

        Raises:
            BatchFailedError: if a simulation fails.
            KeyboardInterrupt: if it was stopped.
        """
        searched = met = 0
        size = _FIRST
        self._pool = self._choice = None
        with ExitStack() as self._stack:
            while searched < self.runs:
                count = min(size, self.runs - searched)
                places = np.flatnonzero(self.condition.met(self._columns(searched, count)))
                if met + len(places) >= wanted:
                    number = searched + int(places[wanted - met - 1])
                    return Sought(number, number + 1, wanted)
                met += len(places)
                searched += count
                self.on_progress(searched)
                size = grown(size)
        return Sought(None, searched, met)

    def _fresh_work(self, first: int) -> Work:
        """Return a work: what was looked at before is let go of, which one work would remember."""
        if first < _ALONE:
            return Work(self.seed, InProcess(), 1)
        if self._pool is None or self._choice is None:
            self._choice = self._stack.enter_context(self.choose(self.runs - first))
            self._pool = self._stack.enter_context(executor(self.jobs, self.tell))
        return Work(self.seed, self._pool, self.jobs, engine=self._choice)

    def _columns(self, first: int, count: int) -> Columns:
        work = self._fresh_work(first)
        kept = tuple(sorted({"held", *self.condition.keys} - {"replication"}))
        found = work.run([Setting(BASE, self.world, kept=kept)], first, count)
        if work.interrupted:
            raise KeyboardInterrupt
        return found[BASE]
