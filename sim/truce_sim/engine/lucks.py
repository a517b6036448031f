"""The luck of each run: of numbers in a row, or of any replications, on other branches or not."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from truce_sim.engine.batch import RunLuck
from truce_sim.engine.layout import MOST_SPELLS
from truce_sim.engine.state import Spell
from truce_sim.model.streams import Branches, Luck, spells_of


class Lucks:
    """What luck some runs have, by their places.

    Args:
        luck: number of the first run, all being in a row, or the luck of each.
        runs: how many there are.
    """

    def __init__(self, luck: int | Sequence[Luck], runs: int) -> None:
        self._first = luck if isinstance(luck, int) else 0
        self._each = () if isinstance(luck, int) else tuple(luck)
        self._rows, self._spells = _rows(self._each)
        self.numbers: NDArray[np.int64] = (
            np.arange(self._first, self._first + runs, dtype=np.int64)
            if isinstance(luck, int)
            else np.array([one.replication for one in luck], np.int64)
        )
        """Of the runs' replications."""

    def of(self, run: int) -> Luck:
        """Return the luck of a run."""
        return self._each[run] if self._each else Luck(self._first + run)

    def fits(self, run: int) -> bool:
        """Return whether the engine has room for as many turns of luck."""
        return not self._each or len(self._each[run].branches) <= MOST_SPELLS

    def addresses(self, run: int) -> dict[str, int]:
        """Return where the luck of a run and of those after it stands, by names of `batch.Task`."""
        at = int(self._rows.ctypes.data) + run * RunLuck.size() if self._each else 0
        return {"lucks": at, "first": int(self.numbers[run])}


def _rows(each: Sequence[Luck]) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """Return the luck of each run as records, and all spells, which the records point at."""
    known: dict[Branches, tuple[int, int]] = {}
    pool: list[tuple[float, int]] = []
    for luck in each:
        if luck.branches not in known:
            hours, branches = spells_of(luck.branches)
            known[luck.branches] = len(pool), len(hours)
            pool += zip(hours, branches, strict=True)
    spells = np.array(pool, Spell.dtype())
    rows = np.zeros(len(each), RunLuck.dtype())
    rows["replication"] = np.array([one.replication for one in each], np.uint64)
    rows["spells"] = [known[one.branches][0] for one in each]
    rows["spells"] = rows["spells"] * Spell.size() + spells.ctypes.data
    rows["spell_count"] = [known[one.branches][1] for one in each]
    return rows, spells
