"""Replications of one or many settings, in batches, over all cores.

All settings of a study share seed and replication numbers: run 17 of each has the same luck
(common random numbers), so that differences between settings are differences of the settings.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field

from sim.model import World
from sim.runs.batch import Batch, Columns, join, simulate_batch
from sim.runs.ledger import Ledger

BATCH = 25
"""Replications a batch: some tenths of a second of work, which hides the cost of handing out."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One world under a name that is unique in its study.

    `offset` shifts its replication numbers, for settings whose luck is to be their own.
    """

    key: str
    world: World
    offset: int = 0


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
    """A worker failed; says which batch, so that the fault can be found again."""


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

    def run(self, settings: Sequence[Setting], first: int, count: int) -> dict[str, Columns]:
        """Simulate replications `first` to `first + count - 1` of every setting.

        Returns:
            Columns by setting. After an interruption: the settings that are whole; of a single
            setting, the replications before the first gap. Possibly nothing.

        Raises:
            BatchFailedError: if a simulation fails.
        """
        worlds = {setting.key: setting.world for setting in settings}
        tasks = [
            (setting.key, setting.offset + start, min(self.batch, first + count - start))
            for setting in settings
            for start in range(first, first + count, self.batch)
        ]
        try:
            self._compute(tasks, worlds)
        except KeyboardInterrupt:
            self.interrupted = True
            self.executor.shutdown(wait=False, cancel_futures=True)
        return dict(self._whole(settings, tasks))

    def _compute(self, tasks: list[Task], worlds: dict[str, World]) -> None:
        left = iter([task for task in tasks if not self._remembered(task)])
        self._tell(tasks)
        running: dict[Future[Columns], Task] = {}
        while True:
            # A few batches ahead keep every worker busy; more would only delay Ctrl-C.
            while len(running) < 2 * self.jobs and (task := next(left, None)) is not None:
                key, start, size = task
                batch = Batch(worlds[key], self.seed, start, size)
                running[self.executor.submit(simulate_batch, batch)] = task
            if not running:
                return
            done = wait(running, timeout=0.5, return_when=FIRST_COMPLETED).done
            for future in sorted(done, key=lambda future: running[future]):
                self._keep(running.pop(future), future)
                self._tell(tasks)

    def _remembered(self, task: Task) -> bool:
        if task not in self._found and self.ledger is not None:
            stored = self.ledger.load(*task)
            if stored is not None:
                self._found[task] = stored
        return task in self._found

    def _keep(self, task: Task, future: Future[Columns]) -> None:
        try:
            columns = future.result()
        except Exception as error:
            key, start, size = task
            raise BatchFailedError(
                f"runs {start} to {start + size - 1} of '{key}' failed: {error!r}"
            ) from error
        if self.ledger is not None:
            self.ledger.save(*task, columns)
        self._found[task] = columns

    def _tell(self, tasks: list[Task]) -> None:
        found = [task for task in tasks if task in self._found]
        unfinished = {task[0] for task in tasks if task not in self._found}
        settings = {key for key, *_ in tasks}
        self.on_progress(
            Progress(
                done=sum(size for *_, size in found),
                wanted=sum(size for *_, size in tasks),
                settings_done=len(settings) - len(unfinished),
                settings=len(settings),
                held=int(sum(self._found[task]["held"].sum() for task in found)),
            )
        )

    def _whole(
        self, settings: Sequence[Setting], tasks: list[Task]
    ) -> Iterator[tuple[str, Columns]]:
        for setting in settings:
            parts: list[Columns] = []
            mine = [task for task in tasks if task[0] == setting.key]
            for task in mine:
                if task not in self._found:
                    break
                parts.append(self._found[task])
            if parts and (len(parts) == len(mine) or len(settings) == 1):
                yield setting.key, join(parts)
