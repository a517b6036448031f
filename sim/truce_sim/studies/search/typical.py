"""Looks for a run that stands for those that collapse, rather than for the first of them."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np

from truce_sim.model import World
from truce_sim.runs.engines import Choice
from truce_sim.runs.executors import InProcess, executor
from truce_sim.runs.pace import seconds_a_run
from truce_sim.runs.replications import Progress, Setting, Work
from truce_sim.scenario.study import BASE
from truce_sim.studies.search.condition import Comparison
from truce_sim.studies.search.looking import SEARCHED, Sought, sought
from truce_sim.studies.typical import Typical, typical_collapses

LOOKED_AT = 200
"""Runs among which the typical one is, unless more or fewer are asked for."""
_SECONDS = 0.5
"""Work that takes no longer is done at once, without workers."""


@dataclass(frozen=True, slots=True)
class Stands:
    """A run that collapses, and for what it stands.

    Attributes:
        found: its number, and how many runs were looked at.
        typical: those it was chosen among; None where it is the first that collapses at all.
    """

    found: Sought
    typical: Typical | None


def sought_typical(
    world: World,
    seed: int,
    nth: int,
    runs: int | None,
    jobs: int,
    *,
    on_progress: Callable[[int], None] = lambda _: None,
    tell: Callable[[str], None] = lambda _: None,
) -> Stands:
    """Return the most typical collapse before the talks, or the nth most typical.

    Where none of the first runs collapses, and no number of runs is given, it is the nth of all
    that are looked at for a run.

    Args:
        world: what is simulated.
        seed: whose luck.
        nth: 1 for the most typical.
        runs: among how many runs, from run 0 on; None: 200.
        jobs: worker processes, where it takes longer.
        on_progress: is told how many runs are looked at.
        tell: is told, in a sentence, of engines, and if there are to be fewer processes.

    Raises:
        BatchFailedError: if a simulation fails.
        KeyboardInterrupt: if it was stopped.
    """
    count = runs or LOOKED_AT
    seconds = count * seconds_a_run(world)

    def progress(now: Progress) -> None:
        on_progress(now.done)

    with ExitStack() as stack:
        if seconds < _SECONDS:
            work = Work(seed, InProcess(), 1, on_progress=progress)
        else:
            choice = stack.enter_context(Choice("auto", seconds, tell, jobs))
            pool = stack.enter_context(executor(jobs, tell))
            work = Work(seed, pool, jobs, engine=choice, on_progress=progress)
        kept = ("held", "cause", "life")
        columns = work.run([Setting(BASE, world, kept=kept)], 0, count).get(BASE)
    if work.interrupted or columns is None:
        raise KeyboardInterrupt
    before = np.where(columns["held"].astype(bool), "", columns["cause"])
    typical = typical_collapses({**columns, "cause": before})
    if typical is None and runs is None:
        failed = Comparison("held", "=", value=False)
        more = sought(world, seed, failed, nth, SEARCHED, jobs, on_progress=on_progress, tell=tell)
        return Stands(more, None)
    numbers = typical.numbers if typical else ()
    number = numbers[nth - 1] if len(numbers) >= nth else None
    return Stands(Sought(number, count, len(numbers)), typical)
