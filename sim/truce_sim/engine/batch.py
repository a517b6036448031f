"""What Python calls, compiled once and kept on disk: many runs in a row, or a part of one."""

import numpy as np
from numpy.typing import NDArray

from truce_sim.engine.becoming import become
from truce_sim.engine.codes import Status
from truce_sim.engine.compiling import compiled, entry
from truce_sim.engine.layout import world_at
from truce_sim.engine.memory import WORD, Record, int_at, placed
from truce_sim.engine.outcome import MOST_LINKS, outcome_at, write_outcome
from truce_sim.engine.record import end_record
from truce_sim.engine.state import State, state_at
from truce_sim.engine.truce import begin, go_on, simulate, turn_luck

SEEDS = 2**64
"""Different seeds that there are; a larger one counts from the first again."""


WHOLE_RUNS, BEGIN, GO_ON, TURN, BECOME, WRITE = range(6)
"""What there is to do: whole runs, or a part of one run's history."""


class RunLuck(Record):
    """Which luck a run has (see `model.streams.Luck`)."""

    replication: np.uint64
    spells: int
    """Row of the branches of luck and the hours from which on each is in force."""
    spell_count: int


class Task(Record):
    """Runs to be done, and the addresses of where their outcomes go."""

    what: int
    until: float
    """Hour before which a history stops, or at which its world becomes another."""
    worlds: int
    """Row of addresses of worlds, one a run; or of one, and of that which it becomes."""
    state: int
    """A workspace; its status says why a run could not be done."""
    seed: np.uint64
    first: np.uint64
    """Number of the first run."""
    lucks: int
    """Row of the luck of each run; 0 where they are numbers in a row, of luck that never turns."""
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
    counts_row: int
    """Bytes from a run's row to the next one's; so below."""
    delays_row: int
    waits_row: int
    daily_row: int
    looks_row: int


task_at = placed(Task)
run_luck_at = placed(RunLuck)


@compiled
def _whole_runs(task: Task) -> int:
    s = state_at(task.state, 0)
    spells, spell_count = s.spells, s.spell_count
    done = _each_run(task, s)
    s.spells, s.spell_count = spells, spell_count
    return done


@compiled
def _each_run(task: Task, s: State) -> int:
    s.seed = task.seed
    for place in range(task.runs):
        w = world_at(int_at(task.worlds, place), 0)
        if task.lucks:
            luck = run_luck_at(task.lucks, place)
            s.replication = luck.replication
            s.spells, s.spell_count = luck.spells, luck.spell_count
        else:
            s.replication = task.first + np.uint64(place)
        row = place if task.whole else 0
        s.counts = task.counts + row * task.counts_row
        s.delays = task.delays + row * task.delays_row
        s.waits = task.waits + row * task.waits_row
        s.daily = task.daily + row * task.daily_row
        s.looks = task.looks + row * task.looks_row
        simulate(w, s)
        if s.status == Status.DONE:
            chain = task.chains + place * MOST_LINKS * WORD
            write_outcome(s, outcome_at(task.outcomes, place), chain)
        if s.status != Status.DONE:
            return place
    return task.runs


@compiled
def _part_of_one(task: Task) -> None:
    w, s = world_at(int_at(task.worlds, 0), 0), state_at(task.state, 0)
    s.status = Status.DONE
    if task.what == BEGIN:
        s.seed = task.seed
        s.replication = task.first
        begin(w, s)
    elif task.what == GO_ON:
        go_on(w, s, task.until)
    elif task.what == TURN:
        turn_luck(w, s)
    elif task.what == BECOME:
        become(w, world_at(int_at(task.worlds, 1), 0), s, task.until)
    else:
        end_record(w, s)
        write_outcome(s, outcome_at(task.outcomes, 0), task.chains)


@entry("int64(int64)")
def work(address: int) -> int:
    """Do what a `Task` says; return how many runs are done, up to the first that cannot be."""
    task = task_at(address, 0)
    if task.what == WHOLE_RUNS:
        return _whole_runs(task)
    _part_of_one(task)
    return 1


def done(what: int, worlds: NDArray[np.int64], state: int, **more: int | float) -> int:
    """Have a `Task` done, and return how many of its runs are.

    Args:
        what: there is to do.
        worlds: addresses, one a run.
        state: address of a workspace.
        more: the other numbers of the task; those not given are nought.
    """
    numbers = dict.fromkeys(Task.kinds(), 0) | more
    at = {"what": what, "worlds": worlds.ctypes.data, "state": state}
    task = Task.packed(numbers | at)
    return work(np.frombuffer(task, np.uint8).ctypes.data)
