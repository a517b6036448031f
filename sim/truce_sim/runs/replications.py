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
from itertools import chain, takewhile

from truce_sim.model import World
from truce_sim.runs.batch import Batch, Columns, ReplicationFailedError, join, simulate_batch
from truce_sim.runs.ledger import Ledger

BATCH = 25
"""Replications a batch: some tenths of a second of work, which hides the cost of handing out."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One world under a name that is unique in its study, or one world for each replication.

    `offset` shifts its replication numbers, for settings whose luck is to be their own; `kept`
    names the columns that the study needs (none: all).
    """

    key: str
    world: World | tuple[World, ...]
    offset: int = 0
    kept: tuple[str, ...] = ()


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


class BatchFailedError(RuntimeError):
    """A run or a worker failed; says which setting and run, so that it can be found again.

    Args:
        said: the sentence.
        blames_input: the scenario asks for too much; the program is not at fault.
    """

    def __init__(self, said: str, *, blames_input: bool = False) -> None:
        super().__init__(said)
        self.blames_input = blames_input


Task = tuple[str, int, int]
"""Setting, first replication, count."""


@dataclass(slots=True)
class Work:
    """What a study has asked for, and what of it is finished."""

    seed: int
    executor: Executor
    jobs: int
    ledger: Ledger | None = None
    on_progress: Callable[[Progress], None] = lambda _: None
    batch: int = BATCH
    interrupted: bool = False
    """Ctrl-C came: what is finished is kept, the rest was not run."""
    _found: dict[Task, Columns] = field(default_factory=dict)
    _sizes: dict[tuple[str, int], int] = field(default_factory=dict)
    """Counts of the batches cut so far, by setting and first replication."""

    def run(self, settings: Sequence[Setting], first: int, count: int) -> dict[str, Columns]:
        """Simulate replications `first` to `first + count - 1` of every setting.

        What an earlier call has found is not simulated again.

        Returns:
            Columns by setting. After an interruption: the settings that are whole; of a single
            setting, the replications before the first gap. Possibly nothing.

        Raises:
            BatchFailedError: if a simulation fails.
            StoreError: if a finished batch cannot be written to the ledger.
            ValueError: if two settings have the same key.
        """
        by_key = {setting.key: setting for setting in settings}
        if len(by_key) < len(settings):
            raise ValueError("two settings have the same key")
        tasks = {
            setting.key: self._cut(setting.key, setting.offset + first, count)
            for setting in settings
        }
        try:
            self._compute(tasks, by_key)
        except KeyboardInterrupt:
            self.interrupted = True
        return dict(self._whole(tasks))

    def _cut(self, key: str, first: int, count: int) -> list[Task]:
        """Return batches that cover the replications, where possible those of earlier calls."""
        tasks = []
        start, end = first, first + count
        while start < end:
            size = min(self._sizes.get((key, start), self.batch), end - start)
            self._sizes.setdefault((key, start), size)
            tasks.append((key, start, size))
            start += size
        return tasks

    def _compute(self, tasks: dict[str, list[Task]], settings: dict[str, Setting]) -> None:
        tally = _Tally(tasks)
        left: list[Task] = []
        for asked in chain.from_iterable(tasks.values()):
            if self._remembered(asked):
                tally.add(asked, self._found[asked])
            else:
                left.append(asked)
        self.on_progress(tally.progress())
        waiting = iter(left)
        running: dict[Future[Columns], Task] = {}
        try:
            while True:
                # A few batches ahead keep every worker busy; more would only delay Ctrl-C.
                while len(running) < 2 * self.jobs and (task := next(waiting, None)) is not None:
                    running[self._submit(task, settings[task[0]], running)] = task
                if not running:
                    return
                wait(running, timeout=0.5, return_when=FIRST_COMPLETED)
                for kept in self._keep_finished(running):
                    tally.add(kept, self._found[kept])
                    self.on_progress(tally.progress())
                _refuse_failures(running)
        except BaseException:
            try:
                self._keep_finished(running)
            finally:
                self.executor.shutdown(wait=False, cancel_futures=True)
            raise

    def _submit(
        self, task: Task, setting: Setting, running: dict[Future[Columns], Task]
    ) -> Future[Columns]:
        _, start, size = task
        world = setting.world
        if isinstance(world, tuple):
            world = world[start - setting.offset : start - setting.offset + size]
        try:
            batch = Batch(world, self.seed, start, size, setting.kept)
            return self.executor.submit(simulate_batch, batch)
        except BrokenExecutor as error:
            raise _killed([*running.values(), task]) from error

    def _remembered(self, task: Task) -> bool:
        if task not in self._found and self.ledger is not None:
            stored = self.ledger.load(*task)
            if stored is not None:
                self._found[task] = stored
        return task in self._found

    def _keep_finished(self, running: dict[Future[Columns], Task]) -> list[Task]:
        """Keep the batches that are done, in order, and return them; failures stay in `running`."""
        done = [f for f in running if f.done() and not _failed(f)]
        kept = []
        for future in sorted(done, key=lambda future: running[future]):
            task = running[future]
            if self.ledger is not None:
                self.ledger.save(*task, future.result())
            self._found[task] = future.result()
            del running[future]
            kept.append(task)
        return kept

    def _whole(self, tasks: dict[str, list[Task]]) -> Iterator[tuple[str, Columns]]:
        for key, mine in tasks.items():
            parts = [self._found[task] for task in takewhile(self._found.__contains__, mine)]
            if parts and (len(parts) == len(mine) or len(tasks) == 1):
                yield key, join(parts)


class _Tally:
    """Counts what is finished, one batch at a time: studies can have a hundred thousand."""

    def __init__(self, tasks: dict[str, list[Task]]) -> None:
        self._left = {key: len(mine) for key, mine in tasks.items()}
        self._wanted = sum(size for mine in tasks.values() for *_, size in mine)
        self._done = self._held = 0
        self._settings_done = sum(not left for left in self._left.values())

    def add(self, task: Task, columns: Columns) -> None:
        key, _, size = task
        self._done += size
        self._held += int(columns["held"].sum())
        self._left[key] -= 1
        self._settings_done += not self._left[key]

    def progress(self) -> Progress:
        return Progress(
            done=self._done,
            wanted=self._wanted,
            settings_done=self._settings_done,
            settings=len(self._left),
            held=self._held,
        )


def _refuse_failures(running: dict[Future[Columns], Task]) -> None:
    """Raise if a batch has failed.

    Raises:
        BatchFailedError: saying where.
    """
    # Not all that is done: batches finish at any moment, also since the last were kept.
    failed = [f for f in running if f.done() and _failed(f)]
    for future in sorted(failed, key=lambda future: running[future]):
        error = CancelledError() if future.cancelled() else future.exception()
        key, *_ = running[future]
        if isinstance(error, BrokenExecutor):
            raise _killed(running.values()) from error
        if isinstance(error, ReplicationFailedError):
            said = f"run {error.replication} of '{key}' failed: {error.said}"
            raise BatchFailedError(said, blames_input=error.blames_input) from error
        raise BatchFailedError(f"{_named(running[future])} failed: {error!r}") from error


def _failed(future: Future[Columns]) -> bool:
    """Return whether a future that is done has no result."""
    return future.cancelled() or future.exception() is not None


def _killed(tasks: Iterable[Task]) -> BatchFailedError:
    # The pool cannot say which of its workers died, nor of what.
    said = "a worker process was killed, perhaps for want of memory, in one of"
    return BatchFailedError(f"{said}: {'; '.join(_named(task) for task in sorted(tasks))}")


def _named(task: Task) -> str:
    key, start, size = task
    return f"runs {start} to {start + size - 1} of '{key}'"
