"""The histories of states: the same replications for each, made in small batches and kept.

Asked for 1,000 after 250, only 750 are made. What is kept is bounded; the file's own stay.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from time import perf_counter

import numpy as np

from truce_sim.model import World
from truce_sim.model.ending import CAUSES
from truce_sim.model.streams import Luck
from truce_sim.page.dropped import Dropped
from truce_sim.runs.batch import Batch, Columns, EngineName, join, runs_of, simulate_batch
from truce_sim.runs.engines import Choice
from truce_sim.runs.executors import cores
from truce_sim.runs.known_engines import Asked

KEPT = ("held", "life", "cause", "opened_at")
"""Columns that the page reads."""
_BATCH_SECONDS = 0.025
"""A batch's time: whoever asks something newer waits hardly longer for it."""
_SMALLEST, _LARGEST = 16, 128
"""Histories of a batch: of fewer, too much of the time would go into beginning them."""
_LOOK = 0.005
"""Seconds between looks at whether the answer is still wanted."""
_MOST_KEPT = 48 * 2**20
"""Bytes of columns that are kept."""

_CAUSES = np.array(sorted(["", *CAUSES]))


class Histories:
    """Makes histories of worlds, on as many threads as there is use for.

    Args:
        seed: root seed; replications are those of `run` with that seed.
        jobs: histories made at once; None: as many as there are cores.
        tell: is told, in a sentence, what is to be known of the engine.
        engine: who makes them.
    """

    def __init__(
        self, seed: int, jobs: int | None, tell: Callable[[str], None], engine: Asked = "auto"
    ) -> None:
        self.seed = seed
        self.jobs = jobs or cores()
        # So much that making the compiled engine ready is worth while: a hand moves for minutes.
        self._choice = Choice(engine, 1000.0, tell, self.jobs)
        self._choosing = threading.Lock()
        self.threads = ThreadPoolExecutor(self.jobs, thread_name_prefix="histories")
        self._kept: OrderedDict[Hashable, Columns] = OrderedDict()
        self._pinned: Hashable = None
        self._pace: dict[EngineName, float] = {}

    def engine(self) -> EngineName:
        """Return who makes the next histories."""
        with self._choosing:
            return self._choice()

    def close(self) -> None:
        """End the threads; what compiles for the next time goes on."""
        self.threads.shutdown(wait=True, cancel_futures=True)
        self._choice.__exit__(None, None, None)

    def of(
        self,
        key: Hashable,
        world: Callable[[], World],
        count: int,
        stop: Callable[[], bool],
        until: float | None = None,
    ) -> Columns:
        """Return the first replications of a world: `count`, or as many as there is time for.

        Args:
            key: under which they are kept.
            world: makes the world, where histories are lacking.
            count: how many are wanted.
            stop: whether they are no longer wanted.
            until: the moment of `perf_counter` at which to return what there is, one at least.

        Raises:
            Dropped: if they are no longer wanted; what is made is kept.
            ReplicationFailedError: if one cannot be made.
        """
        there = self._kept.get(key, {})
        first = runs_of(there) if there else 0
        if first < count and not (there and until is not None and perf_counter() >= until):
            made = self._made(world(), first, count, stop, until)
            there = join([part for part in (there, made) if part])
            if there:
                self._keep(key, there)
            if stop():
                raise Dropped
        if key in self._kept:
            self._kept.move_to_end(key)
        return _read(there, count)

    def of_each(
        self, worlds: Sequence[World], count: int, stop: Callable[[], bool]
    ) -> list[Columns]:
        """Return the same first replications of each of many worlds: how long they last, no more.

        Raises:
            Dropped: if they are no longer wanted.
        """
        engine = self.engine()
        some = max(1, _LARGEST // count)

        def work(first: int) -> list[Columns]:
            if stop():
                return []
            of = worlds[first : first + some]
            lucks = tuple(Luck(place) for _ in of for place in range(count))
            each = tuple(world for world in of for _ in range(count))
            batch = Batch(each, self.seed, 0, len(each), ("life",), engine=engine, lucks=lucks)
            made = simulate_batch(batch)
            return [
                {name: column[place * count : (place + 1) * count] for name, column in made.items()}
                for place in range(len(of))
            ]

        found = [
            one for part in self.threads.map(work, range(0, len(worlds), some)) for one in part
        ]
        if len(found) < len(worlds):
            raise Dropped
        return found

    def _made(
        self,
        world: World,
        first: int,
        count: int,
        stop: Callable[[], bool],
        until: float | None,
    ) -> Columns:
        """Return replications from `first` on, up to the first that is lacking."""
        given = _Given(first, count)
        engine = self.engine()
        over = threading.Event()
        hands = self.jobs if engine == "compiled" else 1

        def work() -> None:
            # One batch at least: however short the time, the answer is of something.
            while piece := given.take(self._most(engine, until), hands):
                start, size = piece
                began = perf_counter()
                made = simulate_batch(
                    Batch(world, self.seed, start, size, KEPT, _BATCH_SECONDS, engine)
                )
                runs = runs_of(made)
                self._learn(engine, (perf_counter() - began) / runs)
                given.put(start, size, _small(made))
                if over.is_set():
                    return

        running = {self.threads.submit(work) for _ in range(hands)}
        try:
            self._watch(running, over, stop, until)
        finally:
            over.set()
            wait(running)
        for one in running:
            one.result()
        return given.joined()

    def _watch(
        self,
        running: set[Future[None]],
        over: threading.Event,
        stop: Callable[[], bool],
        until: float | None,
    ) -> None:
        while running:
            left = _LOOK if until is None else min(_LOOK, max(0.0, until - perf_counter()))
            _, running = wait(running, timeout=left)
            if stop() or (until is not None and perf_counter() >= until):
                over.set()
                return

    def _most(self, engine: EngineName, until: float | None) -> int:
        """Return of how many histories a batch is at most, so that it is done in time."""
        pace = self._pace.get(engine)
        if pace is None or until is None:
            return _LARGEST
        return max(1, min(_LARGEST, int((until - perf_counter()) / pace)))

    def _learn(self, engine: EngineName, seconds: float) -> None:
        before = self._pace.get(engine, seconds)
        self._pace[engine] = 0.7 * before + 0.3 * seconds

    def _keep(self, key: Hashable, columns: Columns) -> None:
        self._kept[key] = columns
        while sum(map(_bytes, self._kept.values())) > _MOST_KEPT and len(self._kept) > 2:
            oldest = next(one for one in self._kept if one is not self._pinned)
            del self._kept[oldest]

    def pin(self, key: Hashable) -> None:
        """Keep the histories of a key for ever: all others are told against them."""
        self._pinned = key


class _Given:
    """Which replications are given out, and what came back."""

    def __init__(self, first: int, count: int) -> None:
        self._lock = threading.Lock()
        self._first, self._next, self._end = first, first, count
        self._left: list[tuple[int, int]] = []
        self._done: dict[int, Columns] = {}

    def take(self, most: int, hands: int) -> tuple[int, int] | None:
        """Return first and number of replications to make next; None if there are no more.

        Args:
            most: replications at most.
            hands: how many take some: towards the end each takes less, so that all end together.
        """
        with self._lock:
            lacking = self._end - self._next + sum(rest for _, rest in self._left)
            size = min(most, max(_SMALLEST, lacking // (2 * hands)))
            if self._left:
                start, rest = self._left.pop()
                if rest > size:
                    self._left.append((start + size, rest - size))
                return start, min(rest, size)
            if self._next >= self._end:
                return None
            start = self._next
            self._next = min(self._end, start + size)
            return start, self._next - start

    def put(self, start: int, size: int, made: Columns) -> None:
        """Take back what was made; what is lacking of it is given out again."""
        runs = runs_of(made)
        with self._lock:
            self._done[start] = made
            if runs < size:
                self._left.append((start + runs, size - runs))

    def joined(self) -> Columns:
        """Return all up to the first gap."""
        parts, at = [], self._first
        while at in self._done:
            parts.append(self._done[at])
            at += runs_of(self._done[at])
        return join(parts)


def _small(columns: Columns) -> Columns:
    """Return columns with a cause as one byte: as text it would be most of what is kept."""
    return {**columns, "cause": np.searchsorted(_CAUSES, columns["cause"]).astype(np.uint8)}


def _read(columns: Columns, count: int) -> Columns:
    """Return the first of what is kept, causes as words."""
    first = {name: column[:count] for name, column in columns.items()}
    return {**first, "cause": _CAUSES[first["cause"].astype(np.intp)]} if first else first


def _bytes(columns: Columns) -> int:
    return sum(column.nbytes for column in columns.values())
