"""What stands in for the compiled engine where it is not the engine that is tested."""

import threading
from collections.abc import Callable, Sequence
from math import inf

import pytest
from truce_sim import engine as engines
from truce_sim.model import Outcome, World, simulate
from truce_sim.runs.batch import Batch, Columns, simulate_batch


class StandIn:
    """Makes batches by the model, and remembers where; twice what it is to leave to the model."""

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.leaves = False

    def __call__(
        self,
        worlds: Sequence[World],
        seed: int,
        first: int,
        kept: Sequence[str] = (),
        seconds: float = inf,
        by_model: Callable[[World, int, int], Outcome] = simulate,
    ) -> Columns:
        if self.leaves:
            for place, world in enumerate(worlds):
                by_model(world, seed, first + place)
        self.threads.append(threading.current_thread().name)
        return simulate_batch(Batch(tuple(worlds), seed, first, len(worlds), tuple(kept), seconds))


def stand_in(patch: pytest.MonkeyPatch) -> StandIn:
    """Put a stand-in in the engine's place."""
    made = StandIn()
    patch.setattr(engines, "_found", [made])
    return made
