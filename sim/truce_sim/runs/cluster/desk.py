"""The desk: which batch is with which worker, and what becomes of it when the worker is lost.

Each worker has one batch at work and one waiting. The batch at work when a worker dies is suspected
of it: it is given out once more, alone, and if that worker dies too the batch is to blame. What
only waited there goes back in front. A worker that holds a batch far longer than others do keeps
it, but gets no more, and others get a copy of what it has; whoever is first is believed, since all
would give the same bytes. Everything here happens in one thread.
"""

import asyncio
import pickle
import time
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from truce_sim.runs.cluster.alike import differences
from truce_sim.runs.cluster.errors import BatchKillsError, ClusterError, ClusterLostError
from truce_sim.runs.cluster.far_side import ENGINE
from truce_sim.runs.cluster.link import (
    AnswerLostError,
    Link,
    LinkLostError,
    WorkerLostError,
    WorkerUnfitError,
)

Reach = Callable[[float], Awaitable[Link]]
"""Connects, within so many seconds."""

_MOST_HELD = 2
"""Batches with a worker: one at work and one that waits, so that it never does."""
_DEADLY = 2
"""Workers that a batch may end."""
_MOST_LOST = 10
"""Times that an answer may be lost before something else must be wrong."""
_LOSES = 2
"""Answers in a row that a worker may lose before it gets nothing more."""
_NAMED = 4
"""Of what is told of workers, so many are named."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long what is waited for, in seconds."""

    connecting: float = 10.0
    gathering: float = 10.0
    """For the first worker to be there."""
    answering: float = 60.0
    """For the first worker to say what it is: it may be at the end of somebody's batch."""
    looking: float = 0.5
    """Between two looks at who is there."""
    silence: float = 30.0
    """Of a scheduler, after which it counts as out of reach."""
    refused: float = 10.0
    """For a scheduler to come back to a machine that says it is not there."""
    out_of_reach: float = 90.0
    """For a scheduler to come back."""
    without: float = 60.0
    """For a worker to come back when there is none."""
    late: float = 60.0
    """With one batch, at least, before others get a copy of it."""
    later: float = 5.0
    """Times as long as any batch took so far, before others get a copy of it."""


@dataclass(eq=False, slots=True)
class Call:
    """Something to compute, and who waits for it."""

    future: "Future[Any]"
    message: bytes
    deaths: int = 0
    lost: int = 0
    copied: bool = False
    """Others were given it too: its worker is late."""

    def begin(self) -> bool:
        """Return whether anybody still waits for it."""
        if self.future.running():
            return True
        return not self.future.done() and self.future.set_running_or_notify_cancel()

    def fail(self, error: BaseException) -> None:
        """Tell who waits that it came to nothing."""
        if not self.future.done():
            self.future.set_exception(error)


@dataclass(eq=False, slots=True)
class Hand:
    """A worker."""

    name: str
    threads: int
    state: Literal["asked", "good", "refused"] = "asked"
    held: dict[Call, "asyncio.Task[None]"] = field(default_factory=dict)
    """What it was given and has not answered, in that order."""
    since: float = 0.0
    """When it began with the first of it."""
    alone: bool = False
    """What it holds is suspected, so it gets nothing else."""
    late: bool = False
    losses: int = 0
    """Answers of it that were lost, since one came."""
    greeting: "asyncio.Task[None] | None" = None


class Desk:
    """Gives out calls, and settles them.

    Args:
        reach: connects to the scheduler.
        where: how the scheduler is called in sentences.
        start_worker: the command that starts a worker for it.
        tell: is told, in sentences, what befalls the cluster.
        times: how long what is waited for.
    """

    def __init__(
        self,
        reach: Reach,
        where: str,
        start_worker: str,
        tell: Callable[[str], None],
        times: Times | None = None,
    ) -> None:
        self._reach = reach
        self._where = where
        self._start_worker = start_worker
        self._tell = tell
        self._times = times or Times()
        self._link: Link | None = None
        self._lost: LinkLostError | None = None
        self._hands: dict[str, Hand] = {}
        self._good: set[Hand] = set()
        """Those that compute: asked for at every batch, so they are not counted anew."""
        self._idle: dict[Hand, None] = {}
        self._half: dict[Hand, None] = {}
        """Good workers that hold nothing, and those that hold one call and may have another."""
        self._calls: deque[Call] = deque()
        self._suspects: deque[Call] = deque()
        self._woken = asyncio.Event()
        self._closing = self._dropped = False
        self._last_good = time.monotonic()
        self._longest = self._minded = 0.0
        self._told_threads = self._told_engine = self._told_still = False
        self._ended: ClusterLostError | None = None
        """Why nothing is taken any more."""

    @property
    def width(self) -> int:
        """How many workers compute."""
        return len(self._good)

    # What the pool calls, in the desk's own thread

    def take(self, call: Call) -> None:
        """Take a call; where all is at its end already, it fails at once."""
        if self._ended is not None:
            call.fail(self._ended)
            return
        self._calls.append(call)
        self._woken.set()

    def close(self, *, dropped: bool) -> None:
        """Take no more; with `dropped`, also drop what is not finished."""
        self._closing = True
        self._dropped = self._dropped or dropped
        self._woken.set()

    async def run(self, opened: "Future[None]") -> None:
        """Serve to the end; `opened` is told when the first worker is there, or why none is."""
        looking: asyncio.Task[None] | None = None
        try:
            try:
                await self._open()
                looking = asyncio.create_task(self._look())
                await self._gather()
            except (ClusterError, LinkLostError) as error:
                opened.set_exception(self._unopened(error))
                return
            opened.set_result(None)
            while not self._over():
                if self._lost is not None:
                    looking.cancel()
                    await self._again()
                    looking = asyncio.create_task(self._look())
                self._hand_out()
                await self._wait(self._times.looking)
                self._mind()
        except ClusterLostError as error:
            self._fail(error)
        except BaseException as error:
            lost = ClusterLostError(f"the work on the cluster ended ({error!r})")
            if not opened.done():
                opened.set_exception(lost)
            self._fail(lost)
            raise
        finally:
            self._ended = self._ended or ClusterLostError("dropped")
            if looking is not None:
                looking.cancel()
            await self._leave()

    # Connecting

    async def _open(self) -> None:
        self._link = await self._reach(self._times.connecting)

    async def _gather(self) -> None:
        """Wait until there is a worker.

        Raises:
            ClusterError: if none comes in time, or none is fit.
            LinkLostError: if the scheduler is lost.
        """
        began = time.monotonic()
        while not self.width and not self._dropped:
            if self._lost is not None:
                raise self._lost
            waited = time.monotonic() - began
            asked = [hand for hand in self._hands.values() if hand.state == "asked"]
            if waited > (self._times.answering if asked else self._times.gathering):
                raise ClusterError(
                    f"no worker of {self._where} answers: {_and(hand.name for hand in asked)}"
                    if asked
                    else f"{self._where} has no workers; start one: {self._start_worker}"
                )
            if self._hands and not asked and waited > 2 * self._times.looking:
                raise ClusterError(f"no worker of {self._where} can take part")
            await self._wait(self._times.looking)

    def _unopened(self, error: ClusterError | LinkLostError) -> ClusterError:
        if isinstance(error, ClusterError):
            return error
        return ClusterError(f"{self._where} cannot be reached: {error}")

    async def _again(self) -> None:
        """Find the scheduler again; all that workers had is given out anew.

        Raises:
            ClusterLostError: if it does not come back.
        """
        self._forget_all()
        if self._link is not None:
            await self._link.close()
        self._link, began, told = None, time.monotonic(), False
        begins = f"{self._where[0].upper()}{self._where[1:]}"
        while self._link is None:
            if self._over():
                return
            try:
                self._link = await self._reach(self._times.connecting)
            except LinkLostError as error:
                most = self._times.refused if error.refused else self._times.out_of_reach
                if time.monotonic() - began > most:
                    raise ClusterLostError(f"{self._where} is gone ({error})") from None
                if not told and not error.refused:
                    told = True
                    self._tell(
                        f"{begins} is out of reach; trying for {most:.0f} seconds. Ctrl-C keeps "
                        "what is finished."
                    )
                await self._wait(self._times.looking)
        self._lost = None
        self._last_good = time.monotonic()
        if told:
            self._tell(f"{begins} is back.")

    async def _leave(self) -> None:
        tasks = [task for hand in self._hands.values() for task in _tasks(hand)]
        for task in tasks:
            task.cancel()
        for call in [*self._calls, *self._suspects, *self._held()]:
            call.future.cancel()
            call.fail(ClusterLostError("dropped"))
        if tasks:
            await asyncio.wait(tasks, timeout=1)
        if self._link is not None:
            await self._link.close()

    # Who is there

    async def _look(self) -> None:
        """See who comes and goes, until the scheduler is lost."""
        link, heard = self._link, time.monotonic()
        assert link is not None  # noqa: S101 - it was reached before
        while True:
            try:
                there = await asyncio.wait_for(link.workers(), self._times.connecting)
                heard = time.monotonic()
                self._meet(dict(there))
            except LinkLostError as error:
                self._lose_link(error)
                return
            except TimeoutError:
                if time.monotonic() - heard > self._times.silence:
                    self._lose_link(LinkLostError("no answer in time"))
                    return
            except Exception as error:  # noqa: BLE001 - without a look nobody's death is seen
                self._lose_link(LinkLostError(repr(error)))
                return
            await asyncio.sleep(self._times.looking)

    def _meet(self, there: dict[str, int]) -> None:
        for name in self._hands.keys() - there.keys():
            self._lose(self._hands[name])
        for name in there.keys() - self._hands.keys():
            hand = self._hands[name] = Hand(name, there[name])
            hand.greeting = asyncio.create_task(self._greet(hand))

    async def _greet(self, hand: Hand) -> None:
        assert self._link is not None  # noqa: S101 - whoever is met was seen through it
        try:
            said = dict(await self._link.greet(hand.name))
        except LinkLostError as error:
            self._lose_link(error)
            return
        except AnswerLostError:
            self._hands.pop(hand.name, None)  # it is met again
            return
        except WorkerLostError:
            self._lose(hand)
            return
        except WorkerUnfitError as error:
            self._refuse(hand, f"it cannot load this version of truce-sim ({error})")
            return
        except Exception as error:  # noqa: BLE001 - no worker is left unasked without a word
            self._refuse(hand, f"it cannot be asked ({error!r})")
            return
        lacking = said.pop(ENGINE, "")
        if other := differences(said):
            self._refuse(hand, other)
            return
        hand.state, hand.greeting = "good", None
        if self._hands.get(hand.name) is hand:
            self._good.add(hand)
        self._last_good = time.monotonic()
        self._idle[hand] = None
        self._woken.set()
        self._note(hand, lacking)

    def _note(self, hand: Hand, lacking: str) -> None:
        if lacking and not self._told_engine:
            self._told_engine = True
            self._tell(f"Worker {hand.name} has no compiled engine: {lacking}.")
        if hand.threads > 1 and not self._told_threads:
            self._told_threads = True
            self._tell(
                f"Worker {hand.name} has {hand.threads} threads, of which one is of use: start as "
                "many workers instead, with --nthreads 1."
            )

    def _refuse(self, hand: Hand, why: str) -> None:
        """Give a worker nothing, as long as it is there."""
        hand.state, hand.greeting = "refused", None
        self._take_back(hand, blamed=False)
        refused = sum(one.state == "refused" for one in self._hands.values())
        if refused <= _NAMED:
            self._tell(f"Worker {hand.name} is refused: {why}.")
        elif refused == _NAMED + 1:
            self._tell("More workers are refused, for the like.")
        self._woken.set()

    def _lose(self, hand: Hand) -> None:
        """Take a worker for dead."""
        if self._hands.pop(hand.name, None) is None:
            return
        if hand.greeting is not None:
            hand.greeting.cancel()
        self._take_back(hand, blamed=True)
        self._woken.set()

    def _lose_link(self, error: LinkLostError) -> None:
        if self._lost is None:
            self._lost = error
        self._woken.set()

    def _forget_all(self) -> None:
        for hand in list(self._hands.values()):
            if hand.greeting is not None:
                hand.greeting.cancel()
            self._take_back(hand, blamed=False)
        self._hands.clear()

    def _take_back(self, hand: Hand, *, blamed: bool) -> None:
        """Take what a worker holds; what it was at may be what it died of."""
        self._good.discard(hand)
        self._idle.pop(hand, None)
        self._half.pop(hand, None)
        held, hand.held = list(hand.held.items()), {}
        for place, (call, task) in reversed(list(enumerate(held))):
            task.cancel()
            if call.future.done() or self._is_held(call):
                continue
            if blamed and place == 0:
                call.deaths += 1
            self._put_back(call)

    def _put_back(self, call: Call) -> None:
        call.copied = call in self._held()
        if call.deaths >= _DEADLY:
            call.fail(BatchKillsError(call.deaths))
        elif call.deaths:
            self._suspects.append(call)
        else:
            self._calls.appendleft(call)

    def _is_held(self, call: Call) -> bool:
        return call.copied and (
            call in self._calls
            or any(call in hand.held for hand in self._hands.values() if not hand.late)
        )

    def _held(self) -> list[Call]:
        return [call for hand in self._hands.values() for call in hand.held]

    # Who gets what

    def _hand_out(self) -> None:
        while self._idle and self._suspects:
            hand = next(iter(self._idle))
            call = self._suspects.popleft()
            if call.begin():
                self._give(hand, call, alone=True)
        while self._idle and self._calls:
            self._give_next(next(iter(self._idle)))
        # With suspects waiting, somebody should come to hold nothing.
        while self._half and self._calls and not self._suspects:
            self._give_next(next(iter(self._half)))

    def _give_next(self, hand: Hand) -> None:
        call = self._calls.popleft()
        if call.begin():
            self._give(hand, call)

    def _give(self, hand: Hand, call: Call, *, alone: bool = False) -> None:
        self._idle.pop(hand, None)
        self._half.pop(hand, None)
        if not hand.held:
            hand.since = time.monotonic()
        hand.alone = alone
        hand.held[call] = asyncio.create_task(self._attempt(hand, call))
        self._file(hand)

    def _file(self, hand: Hand) -> None:
        """See to it that a worker gets what it may have."""
        if hand.state != "good" or hand.late or self._hands.get(hand.name) is not hand:
            return
        if not hand.held:
            hand.alone = False
            self._idle[hand] = None
        elif len(hand.held) < _MOST_HELD and not hand.alone:
            self._half[hand] = None

    async def _attempt(self, hand: Hand, call: Call) -> None:
        assert self._link is not None  # noqa: S101 - there are no workers without
        try:
            answer = await self._link.ask(hand.name, call.message)
        except LinkLostError as error:
            self._lose_link(error)  # which takes it back
            return
        except WorkerLostError:
            self._lose(hand)
            return
        except WorkerUnfitError as error:
            self._refuse(hand, f"it cannot compute ({error})")
            return
        except AnswerLostError as error:
            call.lost += 1
            hand.losses += 1
            self._part(hand, call)
            if call.lost >= _MOST_LOST:
                call.fail(ClusterLostError(f"answers of {self._where} are lost ({error})"))
            elif not call.future.done() and not self._is_held(call):
                self._put_back(call)
            if hand.losses >= _LOSES and len(self._good) > 1:
                self._refuse(hand, f"its answers are lost ({error})")
            return
        except Exception as error:  # noqa: BLE001 - whoever waits for it must hear of it
            self._part(hand, call)
            call.fail(error)
            return
        now = time.monotonic()
        if next(iter(hand.held), None) is call:
            self._longest = max(self._longest, now - hand.since)
        self._settle(hand, call, answer)

    def _part(self, hand: Hand, call: Call) -> None:
        """Let a worker be done with a call."""
        hand.held.pop(call, None)
        hand.since, hand.late = time.monotonic(), False
        self._idle.pop(hand, None)
        self._half.pop(hand, None)
        self._file(hand)
        self._woken.set()

    def _settle(self, hand: Hand, call: Call, answer: bytes) -> None:
        try:
            well, value = pickle.loads(answer)  # noqa: S301 - see docs: a cluster is trusted
        except Exception as error:  # noqa: BLE001 - it belongs to the future, as in any executor
            well, value = False, error
        if well is None:
            self._refuse(hand, differences(value) or "it was another one before")
            return
        hand.losses = 0
        self._part(hand, call)
        if call.copied:
            self._recall(call)
        if call.future.done():
            return
        if well:
            call.future.set_result(value)
        else:
            call.future.set_exception(value)

    def _recall(self, call: Call) -> None:
        """Take a call that is answered from all others that have it."""
        with suppress(ValueError):
            self._calls.remove(call)
        for hand in self._hands.values():
            if call in hand.held and not hand.late:
                hand.held[call].cancel()
                self._part(hand, call)

    # What time brings

    def _over(self) -> bool:
        if self._dropped:
            return True
        if not self._closing:
            return False
        # A worker that is late with what others have answered may never say more.
        waiting = self._calls or self._suspects or any(not c.future.done() for c in self._held())
        return not waiting

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)
        self._woken.clear()

    def _mind(self) -> None:
        """See who is late, and whether anybody is left.

        Raises:
            ClusterLostError: if nobody is, and was not for long.
        """
        now = time.monotonic()
        if self.width:
            self._last_good = now
        elif not self._lost and now - self._last_good > self._times.without:
            refused = [hand for hand in self._hands.values() if hand.state == "refused"]
            said = "all that are there are refused" if refused else "none is left"
            raise ClusterLostError(f"{self._where} has no workers: {said}")
        if now - self._minded < self._times.looking:
            return
        self._minded = now
        limit = max(self._times.late, self._times.later * self._longest)
        still = bool(self._good) and all(hand.late for hand in self._good)
        if still and not self._told_still:
            self._tell(
                f"No worker of {self._where} has answered for {limit:.0f} seconds; waiting. Ctrl-C "
                "keeps what is finished."
            )
        self._told_still = still
        for hand in self._hands.values():
            if hand.held and not hand.late and now - hand.since > limit:
                self._copy(hand)

    def _copy(self, hand: Hand) -> None:
        """Let others compute what a worker should have answered long ago."""
        hand.late = True
        self._idle.pop(hand, None)
        self._half.pop(hand, None)
        for call in reversed(hand.held):
            call.copied = True
            if not call.future.done() and not self._is_held(call):
                self._calls.appendleft(call)

    def _fail(self, error: ClusterLostError) -> None:
        self._ended = error
        for call in [*self._calls, *self._suspects, *self._held()]:
            call.fail(error)
        self._calls.clear()
        self._suspects.clear()


def _tasks(hand: Hand) -> list["asyncio.Task[None]"]:
    return [*hand.held.values(), *([hand.greeting] if hand.greeting else [])]


def _and(names: Any) -> str:  # noqa: ANN401
    listed = sorted(names)
    more = [f"{len(listed) - _NAMED:,} more"] if len(listed) > _NAMED else []
    return ", ".join([*listed[:_NAMED], *more])
