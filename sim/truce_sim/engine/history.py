"""One run that can be stopped at an hour, copied, and continued with other luck.

SimPy's processes cannot be copied; here a run's state is one block of memory. A history under
luck that turned at some hours is that of `model.simulate` with the same branches from these hours.
"""

from dataclasses import dataclass, replace
from math import inf

import numpy as np

from truce_sim.engine.batch import BEGIN, GO_ON, SEEDS, TURN, WRITE, done
from truce_sim.engine.codes import Status
from truce_sim.engine.layout import MOST_SPELLS
from truce_sim.engine.pack import Packed, pack, packs
from truce_sim.engine.rows import Buffers, Columns, Rows
from truce_sim.engine.workspace import Workspace, shape_of
from truce_sim.model import World
from truce_sim.model.streams import ONE_BRANCH, Branches


class BeyondError(RuntimeError):
    """A history is more than the engine has room for, or passes a bound of the model."""


@dataclass
class History:
    """One run, from its beginning to wherever it was let go (see `begun`)."""

    packed: Packed
    space: Workspace
    seed: int
    replication: int
    branches: Branches = ONE_BRANCH
    """From which hour on luck was that of which branch."""
    hour: float = 0.0
    """Before it, all has come to pass."""

    @classmethod
    def begun(cls, world: World, seed: int, replication: int) -> "History":
        """Return a run of which nothing has come to pass yet.

        Args:
            world: the scenario, resolved.
            seed: root seed.
            replication: number of the run.

        Raises:
            BeyondError: if the engine has no room for such a world or run.
        """
        if not packs(world):
            raise BeyondError("the compiled engine has no room for so many actors")
        packed = pack(world)
        one = cls(packed, Workspace(shape_of(packed)), seed, replication)
        one._do(BEGIN)
        return one

    @property
    def over(self) -> bool:
        """Whether the truce has collapsed, or been watched long enough."""
        return bool(self.space.state["over"][0])

    def until(self, hour: float) -> None:
        """Let time pass until before `hour` (hours since the truce's start).

        Raises:
            ValueError: if it has passed already.
            BeyondError: if the run becomes more than there is room for.
        """
        if hour < self.hour:
            raise ValueError(f"hour {hour} is past: this history is at {self.hour}")
        self._do(GO_ON, hour)
        self.hour = hour

    def copy(self) -> "History":
        """Return another history, the same up to now, that goes on by itself."""
        return replace(self, space=self.space.copy())

    def turn(self, branch: int) -> None:
        """Let luck be that of another branch, from the hour on up to which time has passed.

        A branch that is in force goes on: nothing is drawn anew.

        Raises:
            ValueError: if the branch has been in force before, or luck has turned too often.
            BeyondError: if the run becomes more than there is room for.
        """
        if branch == self.branches[-1][1]:
            return
        before = tuple(part for part in self.branches if part[0] < self.hour)
        if branch in (number for _, number in before):
            raise ValueError(f"branch {branch} comes back")
        if len(before) == MOST_SPELLS:
            raise ValueError(f"luck cannot turn more than {MOST_SPELLS} times in one history")
        self.branches = (*before, (self.hour, branch))
        self.space.under(self.branches)
        if not self.over:
            self._do(TURN)

    def columns(self) -> Columns:
        """Return what comes of it, as columns of one run; it goes on to its end for that.

        Raises:
            BeyondError: if the run becomes more than there is room for.
        """
        self._do(GO_ON, inf)
        self.hour = inf
        rows = Rows([self.packed.world], Buffers(), whole=True)
        # Writing adds up what is still open, so it is done to a copy.
        ended = self.copy()
        ended._do(WRITE, rows=rows)  # noqa: SLF001 - one of the same kind
        rows.take(ended.space)
        return rows.columns(self.replication, 1, ())

    def _do(self, what: int, until: float = inf, rows: Rows | None = None) -> None:
        worlds = np.array([self.packed.address], np.int64)
        while True:
            done(
                what,
                worlds,
                self.space.address,
                until=until,
                seed=self.seed % SEEDS,
                first=self.replication,
                runs=1,
                **(rows.addresses(0) if rows is not None else {}),
            )
            if self.space.status == Status.DONE:
                return
            larger = self.space.larger() if self.space.status == Status.FULL else None
            if larger is None:
                raise BeyondError("this history is more than the compiled engine has room for")
            self.space = larger
