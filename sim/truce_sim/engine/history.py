"""One run that can be stopped at an hour, copied, and continued with other luck.

SimPy's processes cannot be copied; here a run's state is one block of memory. A history under
luck that turned at some hours is that of `model.simulate` with the same branches from these hours;
one whose world became another is that of the world that becomes it.
"""

from dataclasses import dataclass, replace
from math import inf

import numpy as np

from truce_sim.engine.batch import BECOME, BEGIN, GO_ON, SEEDS, TURN, WRITE, done
from truce_sim.engine.codes import Status
from truce_sim.engine.layout import MOST_SPELLS
from truce_sim.engine.pack import Packed, pack, packs
from truce_sim.engine.rows import Buffers, Columns, Rows
from truce_sim.engine.workspace import Workspace, shape_of
from truce_sim.model import World
from truce_sim.model.may_become import may_become
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
    became: bool = False
    """Its world has become another."""

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
        change = self.packed.world.becomes
        if change is not None and change[0] <= hour:
            self._do(GO_ON, change[0])
            self.hour = change[0]
            assert self.packed.other is not None  # noqa: S101 - packed with what it becomes
            self._become(self.packed.other)
        self._do(GO_ON, hour)
        self.hour = hour

    def become(self, other: World) -> None:
        """Go on as in another world, from the hour on up to which time has passed.

        Raises:
            ValueError: if its world cannot become that (see `model.may_become`), has become another
                before, or the other lasts longer or is looked at when this one is not: a world that
                is to become such a one must be begun so.
            BeyondError: if the run becomes more than there is room for.
        """
        world = self.packed.world
        reasons = may_become(world, other, self.hour)
        if self.became:
            reasons = ["a world changes once only"]
        elif (world.end, world.checkpoints) != (other.end, other.checkpoints):
            reasons.append("it ends, or is looked at, at other hours")
        if reasons:
            raise ValueError("; ".join(reasons))
        if not packs(other):
            raise BeyondError("the compiled engine has no room for so many actors")
        self._become(pack(other))

    def _become(self, packed: Packed) -> None:
        shape = shape_of(packed)
        if not self.space.shape.holds(shape):
            self.space = self.space.copy(shape=self.space.shape.with_room_for(shape))
        if not self.over:
            self._do(BECOME, self.hour, other=packed)
        self.packed, self.became = packed, True

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
        self.until(inf)
        rows = Rows([self.packed.world], Buffers(), whole=True)
        # Writing adds up what is still open, so it is done to a copy.
        ended = self.copy()
        ended._do(WRITE, rows=rows)  # noqa: SLF001 - one of the same kind
        rows.take(ended.space)
        return rows.columns(np.array([self.replication], np.int64), ())

    def _do(
        self,
        what: int,
        until: float = inf,
        rows: Rows | None = None,
        other: Packed | None = None,
    ) -> None:
        worlds = np.array([self.packed.address, other.address if other else 0], np.int64)
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
