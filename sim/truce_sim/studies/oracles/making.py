"""Who makes the runs that are checked: the model itself, or the same compiled."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from truce_sim.model import Outcome, World, simulate
from truce_sim.model.columns import columns_of
from truce_sim.model.outcome import Checkpoint
from truce_sim.runs.batch import Batch, Columns, EngineName, simulate_batch

_engine: ContextVar[EngineName] = ContextVar("engine", default="simpy")
_FROM_LISTS = ("counts", "daily", "checkpoints", "in_part")


@contextmanager
def made_by(engine: EngineName) -> Iterator[None]:
    """Let an engine make all outcomes that are asked for within the block."""
    before = _engine.set(engine)
    try:
        yield
    finally:
        _engine.reset(before)


def outcomes(of: World, runs: int, seed: int) -> list[Outcome]:
    """Return so many runs."""
    if _engine.get() == "simpy":
        return [simulate(of, seed, replication) for replication in range(runs)]
    return list(_read(of, simulate_batch(Batch(of, seed, 0, runs, engine="compiled"))))


def _read(world: World, columns: Columns) -> Iterator[Outcome]:
    """Yield the outcomes that columns were made of."""
    declared = columns_of(world)
    lists = {key: values.tolist() for key, values in columns.items()}
    answers = [name for name in Outcome.__slots__ if name not in _FROM_LISTS]
    for run in range(len(columns["replication"])):
        looks = {one.name: lists[one.key][run] for one in declared.looks}
        yield Outcome(
            **{name: lists[name][run] for name in answers},
            in_part=lists.get("in_part", {run: False})[run],
            counts={name: lists[name][run] for name in declared.names},
            daily={day.name: lists[day.key][run] for day in declared.days},
            checkpoints=[_look(looks, place) for place in range(len(world.checkpoints))],
        )


def _look(looks: dict[str, Any], place: int) -> Checkpoint:
    found = {name: values[place] for name, values in looks.items()}
    flags = {name: bool(found.get(name)) for name in ("held", "quiet", "settled", "in_part")}
    return Checkpoint(
        **flags, open_complaints=found["open_complaints"], agenda_share=found["agenda_share"]
    )
