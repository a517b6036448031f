"""What Python calls: runs one after another, compiled once and kept on disk."""

import numpy as np

from truce_sim.engine.codes import Status
from truce_sim.engine.compiling import entry
from truce_sim.engine.layout import world_at
from truce_sim.engine.memory import WORD, Record, int_at, placed
from truce_sim.engine.outcome import MOST_LINKS, outcome_at, write_outcome
from truce_sim.engine.record import FIXED_DAYS
from truce_sim.engine.state import Snapshot, state_at
from truce_sim.engine.truce import simulate
from truce_sim.model.columns import DELAY_BINS

_SNAPSHOT = Snapshot.size()


class Task(Record):
    """Runs to be done, and the addresses of where their outcomes go."""

    worlds: int
    """Row of addresses of worlds, one a run."""
    state: int
    """A workspace; its status says why a run could not be done."""
    seed: np.uint64
    first: np.uint64
    """Number of the first run."""
    runs: int
    whole: int
    """Whether there is one row of the records below for each run, or one that all write over."""
    outcomes: int
    chains: int
    counts: int
    delays: int
    waits: int
    daily: int
    looks: int


task_at = placed(Task)


@entry("int64(int64)")
def run_batch(address: int) -> int:
    """Do the runs of a `Task`; return how many are done, up to the first that cannot be."""
    task = task_at(address, 0)
    s = state_at(task.state, 0)
    s.seed = task.seed
    for place in range(task.runs):
        w = world_at(int_at(task.worlds, place), 0)
        s.replication = task.first + np.uint64(place)
        row = place if task.whole else 0
        s.counts = task.counts + row * w.counts * WORD
        s.delays = task.delays + row * DELAY_BINS * WORD
        s.waits = task.waits + row * DELAY_BINS * WORD
        s.daily = task.daily + row * w.days * (FIXED_DAYS + w.parties) * WORD
        s.looks = task.looks + row * w.looks * _SNAPSHOT
        simulate(w, s)
        if s.status == Status.DONE:
            chain = task.chains + place * MOST_LINKS * WORD
            write_outcome(w, s, outcome_at(task.outcomes, place), chain)
        if s.status != Status.DONE:
            return place
    return int(task.runs)
