"""One batch by both engines: SimPy, which is the specification, and the compiled one."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.util import find_spec

import pytest
from alike import differing

if find_spec("numba") is None and os.environ.get("TRUCE_NEEDS_ENGINE") != "1":
    pytest.skip("numba is not installed: no engine to compare", allow_module_level=True)

from truce_sim.engine.columns import columns
from truce_sim.model import Outcome, World, simulate
from truce_sim.model.streams import ONE_BRANCH, Branches
from truce_sim.runs.batch import Batch, Columns, simulate_batch


@dataclass
class Helper:
    """Stands in for SimPy where the compiled engine gives a run up, and keeps count of these."""

    runs: list[int] = field(default_factory=list)

    def __call__(
        self, world: World, seed: int, replication: int, branches: Branches = ONE_BRANCH
    ) -> Outcome:
        self.runs.append(replication)
        return simulate(world, seed, replication, branches)


def by_simpy(batch: Batch) -> Columns:
    """Return a batch as SimPy does it."""
    return simulate_batch(batch)


def by_engine(batch: Batch, helper: Helper | None = None) -> Columns:
    """Return a batch as the compiled engine does it, with SimPy's help where it gives up."""
    return columns(
        batch.worlds,
        batch.seed,
        batch.lucks or batch.first,
        batch.kept,
        batch.seconds,
        by_model=helper or Helper(),
    )


def disagreements(batches: Iterable[tuple[object, Batch]]) -> tuple[dict[object, list[str]], int]:
    """Return on what the engines differ, by label of the batch, and how many runs needed help."""
    found, helper = {}, Helper()
    for label, batch in batches:
        if said := differing(by_simpy(batch), by_engine(batch, helper)):
            found[label] = said
    return found, len(helper.runs)
