"""What stands in for the compiled engine where it is not the engine that is tested."""

import threading
from collections.abc import Callable, Sequence
from math import inf

import pytest
from truce_sim import engine as engines
from truce_sim.model import Outcome, World, simulate
from truce_sim.runs.batch import Batch, Columns, simulate_batch


class StandIn:
    """Makes batches by the model, and remembers where."""

    def __init__(self) -> None:
        self.threads: list[str] = []

    def __call__(
        self,
        worlds: Sequence[World],
        seed: int,
        first: int,
        count: int,
        kept: Sequence[str] = (),
        seconds: float = inf,
        _: Callable[[World, int, int], Outcome] = simulate,
    ) -> Columns:
        self.threads.append(threading.current_thread().name)
        return simulate_batch(Batch(tuple(worlds), seed, first, count, tuple(kept), seconds))


def stand_in(patch: pytest.MonkeyPatch) -> StandIn:
    """Put a stand-in in the engine's place."""
    made = StandIn()
    patch.setattr(engines, "_found", [made])
    return made
