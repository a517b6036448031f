"""What is left to run, cut into tasks of about the same length, whatever settings they are of."""

from collections import deque

Task = tuple[str, int, int]
"""Setting, first replication, count."""

_FIRST = 25
"""Runs handed out at once at first, before it is known how long they take."""
_MOST = 20_000
"""Runs handed out or looked at together, ever."""


def grown(size: int) -> int:
    """Return how many runs are done together next, after so many were."""
    return min(2 * size, _MOST)


class Tasks:
    """Tasks in the order in which they are handed out, some at once.

    Args:
        batch: runs handed out at once, of one setting; None: as many as there was time for.
    """

    def __init__(self, batch: int | None = None) -> None:
        self._batch = batch
        self._size = _FIRST
        self._left: deque[Task] = deque()
        self._runs = 0

    def __bool__(self) -> bool:
        """Return whether anything is left."""
        return bool(self._left)

    def add(self, task: Task) -> None:
        """Add what is to be run after all else."""
        self._left.append(task)
        self._runs += task[2]

    def take(self, hands: int) -> list[Task]:
        """Take what is handed out next: of one setting, or of several that follow each other.

        Args:
            hands: workers that are to have something to do until the end.
        """
        if self._batch is not None:
            return [self._first(self._batch)]
        # Towards the end every worker should still have something to do.
        share = -(-self._runs // (2 * hands))
        room = min(self._size, max(share, _FIRST))
        taken = list[Task]()
        while self._left and room:
            taken.append(self._first(room))
            room -= taken[-1][2]
        return taken

    def _first(self, most: int) -> Task:
        key, start, count = self._left.popleft()
        size = min(count, most)
        if size < count:
            self._left.appendleft((key, start + size, count - size))
        self._runs -= size
        return key, start, size

    def learn(self, asked: int, done: int) -> None:
        """Hand out more or fewer from now on, after so many runs of those asked for were done."""
        if done < asked:
            self._size = max(done, 1)
        elif asked >= self._size:
            self._size = grown(self._size)

    def put_back(self, tasks: list[Task]) -> None:
        """Put back what there was no time for, as what is handed out next."""
        self._left.extendleft(reversed(tasks))
        self._runs += sum(count for *_, count in tasks)
