"""Replications of one or many settings, in batches, over all cores.

All settings of a study share seed and replication numbers: run 17 of each has the same luck
(common random numbers), so that differences between settings are differences of the settings.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass, field
from math import inf

from truce_sim.model import World
from truce_sim.model.streams import Luck
from truce_sim.runs.batch import (
    Batch,
    Columns,
    EngineName,
    ReplicationFailedError,
    in_turn,
    only,
    runs_of,
    simulate_batch,
)
from truce_sim.runs.cluster.errors import BatchKillsError, ClusterLostError
from truce_sim.runs.executors import Growing
from truce_sim.runs.found import Found
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.narrow import wide
from truce_sim.runs.tasks import Task, Tasks
from truce_sim.scenario.study import BASE

SECONDS = 0.25
"""Work handed out at once: hides what that costs, and is what progress and Ctrl-C wait for."""
_NAMED = 4
"""Of what failed, so much is named."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One world under a name that is unique in its study, or one world for each replication.

    `offset` shifts its replication numbers, for settings whose luck is to be their own; `lucks`
    gives the luck of each one instead, by its place; `kept` names the columns that the study needs,
    by their keys (none: all). `at_hand` names those of them that stay in memory (none: all), where
    the others can be read back from the disk.
    """

    key: str
    world: World | tuple[World, ...]
    offset: int = 0
    kept: tuple[str, ...] = ()
    at_hand: tuple[str, ...] = ()
    lucks: tuple[Luck, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Settings, and which replications of each: what `Work.run` is asked at once."""

    settings: tuple[Setting, ...]
    first: int
    count: int

    @property
    def runs(self) -> int:
        """Runs over all settings."""
        return len(self.settings) * self.count


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a study has come."""

    done: int
    """Replications finished, over all settings."""
    wanted: int
    settings_done: int
    settings: int
    held: int
    """Of the finished replications, how many held."""
    ended: bool = False
    """Cut short; finished is now what is on the disk, for a later process to go on with."""
    workers: int = 0
    """How many compute on a cluster; none: it is done on this machine."""


class BatchFailedError(RuntimeError):
    """A run or a worker failed; says which setting and run, so that it can be found again.

    Args:
        said: the sentence.
        blames_input: the scenario asks for too much; the program is not at fault.
    """

    def __init__(self, said: str, *, blames_input: bool = False) -> None:
        super().__init__(said)
        self.blames_input = blames_input


@dataclass(slots=True)
class Work:
    """What a study has asked for, and what of it is finished."""

    seed: int
    executor: Executor
    jobs: int
    ledger: Ledger | None = None
    on_progress: Callable[[Progress], None] = lambda _: None
    batch: int | None = None
    """Runs handed out at once; None: as many as take some tenths of a second. Results do not depend
    on it."""
    engine: Callable[[], EngineName] = lambda: "simpy"
    """Asked who is to make what is handed out next. Results do not depend on that either."""
    interrupted: bool = False
    """Ctrl-C came: what is finished is kept, the rest was not run."""
    _found: dict[str, Found] = field(default_factory=dict)
    _growing: Growing | None = field(init=False)

    def __post_init__(self) -> None:
        """See, once, whether workers come and go: to ask that takes a while."""
        self._growing = self.executor if isinstance(self.executor, Growing) else None

    def foresee(self, stages: Callable[[], Iterable[Stage]]) -> None:
        """Hear what is going to be run whatever is found, before any of it is.

        Here that changes nothing; who shares work out among machines rests on it.

        Args:
            stages: makes what `run` is asked for, in order; not called where nobody wants to know.
        """

    def run(self, settings: Sequence[Setting], first: int, count: int) -> dict[str, Columns]:
        """Simulate replications `first` to `first + count - 1` of every setting.

        What an earlier call has found is not simulated again.

        Returns:
            Columns by setting, those at hand. After an interruption: the settings that are whole;
            of a single setting, the replications before the first gap. Possibly nothing.

        Raises:
            BatchFailedError: if a simulation fails.
            StoreError: if finished runs cannot be written to the ledger.
            ValueError: if two settings have the same key.
        """
        by_key = {setting.key: setting for setting in settings}
        if len(by_key) < len(settings):
            raise ValueError("two settings have the same key")
        try:
            self._compute(by_key, first, count)
        except KeyboardInterrupt:
            self.interrupted = True
        return dict(self._whole(settings, first, count))

    def _compute(self, settings: dict[str, Setting], first: int, count: int) -> None:
        tally = _Tally(len(settings), count)
        left = Tasks(self.batch)
        for key, setting in settings.items():
            start, end = setting.offset + first, setting.offset + first + count
            found = self._remembered(setting, start, end)
            for columns in found.stretches(start, end):
                tally.add(key, columns)
            for low, high in found.gaps(start, end):
                left.add((key, low, high - low))
        self.on_progress(tally.progress(self._workers))
        running: _Running = {}
        try:
            while running or left:
                self._hand_out(left, settings, running)
                wait(running, timeout=0.5, return_when=FIRST_COMPLETED)
                finished = self._keep_finished(running, left, settings)
                for key, columns in finished:
                    tally.add(key, columns)
                if finished:
                    self.on_progress(tally.progress(self._workers))
                _refuse_failures(running, plain=set(settings) == {BASE})
            if self.ledger is not None:
                self.ledger.flush()
        except BaseException:
            try:
                self._keep_finished(running, left, settings)
                if self.ledger is not None:
                    self.ledger.flush()
            finally:
                self.executor.shutdown(wait=False, cancel_futures=True)
                if self.ledger is not None:
                    self.on_progress(self._saved(self.ledger, settings, first, count))
            raise

    @property
    def _workers(self) -> int:
        return self._growing.width if self._growing is not None else 0

    def _saved(
        self, ledger: Ledger, settings: dict[str, Setting], first: int, count: int
    ) -> Progress:
        """Return what of these runs is on the disk: all that a later process finds."""
        starts = {key: setting.offset + first for key, setting in settings.items()}
        saved = [ledger.saved(key, start, start + count) for key, start in starts.items()]
        whole = sum(runs == count for runs in saved)
        return Progress(sum(saved), len(saved) * count, whole, len(saved), held=0, ended=True)

    def know(self, key: str, columns: Columns) -> None:
        """Take runs of a setting, from 0 on, as found: they were made for another answer."""
        self._found[key] = Found()
        self._found[key].add(0, columns)

    def blocks(self, setting: Setting, first: int, count: int) -> Iterator[Columns]:
        """Yield all columns of runs that are finished, some runs at a time, in order.

        Raises:
            StoreError: if they are no longer on the disk.
        """
        start = setting.offset + first
        if self.ledger is None or not setting.at_hand:
            yield self._found[setting.key].take(start, start + count)
        else:
            yield from self.ledger.blocks(setting.key, start, start + count)

    def finished(self, setting: Setting, first: int, count: int) -> int:
        """Return how many of these runs are finished, with those behind a gap."""
        start = setting.offset + first
        found = self._found.get(setting.key, Found())
        return count - sum(end - low for low, end in found.gaps(start, start + count))

    def _hand_out(self, left: Tasks, settings: dict[str, Setting], running: "_Running") -> None:
        # A few batches ahead keep every worker busy; more would only delay Ctrl-C.
        hands = self._workers or self.jobs
        while len(running) < 2 * hands and left:
            tasks = left.take(hands)
            running[self._submit(tasks, settings, running)] = tasks

    def _submit(
        self, tasks: Sequence[Task], settings: dict[str, Setting], running: "_Running"
    ) -> Future[list[Columns]]:
        engine = self.engine()
        batches = [self._batch_of(settings[key], start, size, engine) for key, start, size in tasks]
        worth = SECONDS if self._growing is None else self._growing.seconds
        seconds = inf if self.batch is not None else worth
        try:
            return self.executor.submit(in_turn, simulate_batch, batches, seconds=seconds)
        except ClusterLostError as error:
            raise BatchFailedError(str(error)) from error
        except BrokenExecutor as error:
            plain = set(self._found) == {BASE}
            lost = [*(task for others in running.values() for task in others), *tasks]
            raise _killed(lost, plain=plain) from error

    def _batch_of(self, setting: Setting, start: int, size: int, engine: EngineName) -> Batch:
        some = slice(start - setting.offset, start - setting.offset + size)
        world = setting.world[some] if isinstance(setting.world, tuple) else setting.world
        return Batch(
            world, self.seed, start, size, setting.kept, engine=engine, lucks=setting.lucks[some]
        )

    def _remembered(self, setting: Setting, start: int, end: int) -> Found:
        """Return what is found of a setting, by this work or by what went before it.

        There is room in it for the runs from `start` to before `end`.
        """
        key, before = setting.key, list[tuple[int, Columns]]()
        if key not in self._found:
            self._found[key] = Found()
            before = self.ledger.kept(key, setting.at_hand) if self.ledger is not None else []
        found = self._found[key]
        ends = [first + runs_of(columns) for first, columns in before]
        found.expect(min([start, *(first for first, _ in before)]), max([end, *ends]))
        for first, columns in before:
            found.add(first, columns)
        return found

    def _keep_finished(
        self, running: "_Running", left: Tasks, settings: dict[str, Setting]
    ) -> list[tuple[str, Columns]]:
        """Keep what is done, in order, and return it; failures stay in `running`."""
        done = [f for f in running if f.done() and not _failed(f)]
        kept = []
        for future in sorted(done, key=lambda future: running[future]):
            tasks, parts = running[future], future.result()
            finished = [runs_of(columns) for columns in parts]
            left.learn(sum(count for *_, count in tasks), sum(finished))
            finished += [0] * (len(tasks) - len(parts))
            left.put_back(
                [
                    (key, first + runs, asked - runs)
                    for (key, first, asked), runs in zip(tasks, finished, strict=True)
                    if runs < asked
                ]
            )
            for (key, first, _), columns in zip(tasks, parts, strict=False):
                at_hand = columns
                if self.ledger is not None:
                    self.ledger.add(key, first, columns)
                    at_hand = only(columns, settings[key].at_hand)
                at_hand = wide(at_hand)
                self._found[key].add(first, at_hand)
                kept.append((key, at_hand))
            del running[future]
        return kept

    def _whole(
        self, settings: Sequence[Setting], first: int, count: int
    ) -> Iterator[tuple[str, Columns]]:
        for setting in settings:
            start = setting.offset + first
            found = self._found.get(setting.key, Found()).take(start, start + count)
            if found and (runs_of(found) == count or len(settings) == 1):
                yield setting.key, found


class _Tally:
    """Counts what is finished, one batch at a time: studies can have a hundred thousand."""

    def __init__(self, settings: int, count: int) -> None:
        self._settings, self._count = settings, count
        self._of: dict[str, int] = {}
        self._done = self._held = 0
        self._settings_done = 0 if count else settings

    def add(self, key: str, columns: Columns) -> None:
        runs = runs_of(columns)
        self._done += runs
        self._held += int(columns["held"].sum())
        self._of[key] = self._of.get(key, 0) + runs
        self._settings_done += self._of[key] == self._count

    def progress(self, workers: int) -> Progress:
        return Progress(
            workers=workers,
            done=self._done,
            wanted=self._settings * self._count,
            settings_done=self._settings_done,
            settings=self._settings,
            held=self._held,
        )


_Running = dict[Future[list[Columns]], list[Task]]
"""What is being computed."""


def _refuse_failures(running: _Running, *, plain: bool) -> None:
    """Raise if a batch has failed; where all is `plain`, as in the file, no setting is named.

    Raises:
        BatchFailedError: saying where.
    """
    # Not all that is done: batches finish at any moment, also since the last were kept.
    failed = [f for f in running if f.done() and _failed(f)]
    for future in sorted(failed, key=lambda future: running[future]):
        error = CancelledError() if future.cancelled() else future.exception()
        key, *_ = running[future][0]
        if isinstance(error, ClusterLostError):
            raise BatchFailedError(str(error)) from error
        if isinstance(error, BatchKillsError):
            raise BatchFailedError(f"{_all(running[future], plain=plain)} {error}") from error
        if isinstance(error, BrokenExecutor):
            lost = [task for tasks in running.values() for task in tasks]
            raise _killed(lost, plain=plain) from error
        if isinstance(error, ReplicationFailedError):
            said = f"run {error.replication}{_of(key, plain=plain)} failed: {error.said}"
            raise BatchFailedError(said, blames_input=error.blames_input) from error
        raise BatchFailedError(
            f"{_named(running[future][0], plain=plain)} failed: {error!r}"
        ) from error


def _failed(future: Future[list[Columns]]) -> bool:
    """Return whether a future that is done has no result."""
    return future.cancelled() or future.exception() is not None


def _killed(tasks: Iterable[Task], *, plain: bool) -> BatchFailedError:
    # The pool cannot say which of its workers died, nor of what.
    said = "a worker process was killed, perhaps for want of memory, in one of"
    return BatchFailedError(f"{said}: {_all(tasks, plain=plain)}")


def _all(tasks: Iterable[Task], *, plain: bool) -> str:
    named = [_named(task, plain=plain) for task in sorted(tasks)]
    more = [f"{len(named) - _NAMED:,} more"] if len(named) > _NAMED else []
    return "; ".join([*named[:_NAMED], *more])


def _named(task: Task, *, plain: bool) -> str:
    key, start, size = task
    return f"runs {start} to {start + size - 1}{_of(key, plain=plain)}"


def _of(key: str, *, plain: bool) -> str:
    """Return which setting it is of; nothing where there is no other."""
    return "" if plain else f" of '{key}'"
