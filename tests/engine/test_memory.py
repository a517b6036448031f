"""Compiled code checks no address: whatever it writes must lie in the room that was made for it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from alike import differing
from drawn_batches import drawn_batch
from engines import by_engine, by_simpy, disagreements
from numpy.typing import NDArray
from truce_sim.engine import columns, workspace
from truce_sim.engine.history import History
from truce_sim.engine.rows import Buffers
from truce_sim.model import World, build_world
from truce_sim.runs.batch import Batch
from truce_sim.scenario import from_raw

GUARD = 512
"""Bytes beside each row that nobody may write to."""
PATTERN = 0xA5

sizes_without = workspace._sizes
rows_without = Buffers.rows


def sizes(shape: workspace.Shape, room: int) -> dict[str, int]:
    return {name: size + GUARD for name, size in sizes_without(shape, room).items()}


def rows(self: Buffers, name: str, shape: tuple[int, ...], kind: Any = np.float64) -> NDArray[Any]:
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    whole = np.full(size + GUARD, PATTERN, np.uint8)
    self._kept[name] = whole
    found: NDArray[Any] = whole[:size].view(kind).reshape(shape)
    return found


@pytest.fixture(autouse=True)
def guarded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put guards beside all that is written to, with nothing kept from before."""
    monkeypatch.setattr(workspace, "_sizes", sizes)
    monkeypatch.setattr(Buffers, "rows", rows)
    columns._here.__dict__.clear()
    yield
    columns._here.__dict__.clear()


def untouched() -> None:
    """Look at every guard."""
    space = getattr(columns._here, "space", None)
    if space is not None:
        guards_of(space)
    for name, row in columns._buffers()._kept.items():
        assert (row[-GUARD:] == PATTERN).all(), name


def guards_of(space: workspace.Workspace) -> None:
    for name in sizes(space.shape, space.room):
        assert not space.row(name)[-GUARD:].any(), name


@pytest.mark.parametrize(
    "first", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(40, 400, 40))]
)
def test_runs_stay_within_their_room(first: int) -> None:
    for number in range(first, first + 40):
        by_engine(drawn_batch(number))
        untouched()


def two(talks: str, **more: Any) -> World:
    side = {"violates": "6 a day", "retaliates": 0.3, "tolerance": 400}
    dates = {"truce_starts": "2030-05-01 00:00", "talks": talks}
    parties = {"north": {**side, "hits": {"south": 1}}, "south": {**side, "hits": {"north": 1}}}
    raw = {"title": "Two", "dates": dates, "parties": parties, **more}
    return build_world(from_raw(raw))


DATES = [f"2030-{month}-{day} 12:00" for month, day in (("05", "04"), ("08", "30"), ("05", "06"))]


@pytest.mark.parametrize("kept", [("held", "life"), ("held", "incidents")])
def test_worlds_of_a_batch_may_last_for_different_times(kept: tuple[str, ...]) -> None:
    worlds = tuple(two(talks) for talks in DATES * 3)
    batch = Batch(worlds, 3, 0, len(worlds), kept)
    assert differing(by_simpy(batch), by_engine(batch)) == []
    untouched()


def test_worlds_of_a_batch_may_push_more_than_the_first() -> None:
    office = {"run_by": "an office", "checked_in": "1 day", "finds": 0.9, "clears": 0.5}
    few, many = ({"verification": {**office, "teams": teams}} for teams in (0, 4000))
    worlds = tuple(two(DATES[0], **more) for more in (few, many) * 3)
    batch = Batch(worlds, 3, 0, len(worlds), ("held", "life"))
    assert disagreements([("teams", batch)]) == ({}, 0)
    untouched()


def test_days_in_common_are_refused_where_there_are_none() -> None:
    worlds = tuple(two(talks) for talks in DATES)
    with pytest.raises(ValueError, match="different length"):
        by_engine(Batch(worlds, 3, 0, len(worlds)))


def test_luck_may_turn_where_the_agenda_is_nearly_full() -> None:
    shocks = {name: {"rate": "1 a day", "factor": 2, "lasts": "1h"} for name in "abc"}
    world = two(DATES[1], shocks=shocks)
    world = replace(world, lowest=2.0**-40)
    for replication in range(4):
        history = History.begun(world, 3, replication)
        for branch in range(1, 6):
            history.until(24.0 * branch)
            history.turn(branch)
            guards_of(history.space)
        history.columns()
        guards_of(history.space)
