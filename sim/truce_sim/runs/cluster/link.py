"""What the desk needs of whatever carries its messages; nothing in it knows the library."""

from collections.abc import Mapping
from typing import Protocol

from truce_sim.runs.cluster.alike import Stamp

THREAD = "cluster"
"""Name of the thread in which all that follows runs."""


class LinkLostError(Exception):
    """The scheduler is gone, or out of reach.

    Args:
        said: why, as a clause.
        refused: its machine says that nothing listens there.
    """

    def __init__(self, said: str, *, refused: bool = False) -> None:
        super().__init__(said)
        self.refused = refused


class WorkerLostError(Exception):
    """The worker that was asked died."""


class AnswerLostError(Exception):
    """What a worker had found is gone; to be asked anew, and nobody's fault."""


class WorkerUnfitError(Exception):
    """The worker that was asked cannot even load the program; the message says why."""


class Link(Protocol):
    """A connection to a scheduler; everything in it is awaited in one thread."""

    async def workers(self) -> Mapping[str, int]:
        """Return the names of the workers that are there, each with its number of threads.

        Raises:
            LinkLostError: if the scheduler cannot be asked.
        """
        ...

    async def greet(self, worker: str) -> Stamp:
        """Return what a worker says of itself (see `far_side.greeting`).

        Raises:
            AnswerLostError: if the answer was lost.
            LinkLostError: if the scheduler is lost meanwhile.
            WorkerLostError: if the worker died of it.
            WorkerUnfitError: if it cannot say.
        """
        ...

    async def ask(self, worker: str, message: bytes) -> bytes:
        """Return the answer of a worker (see `far_side.computed`); raises as `greet` does."""
        ...

    async def close(self) -> None:
        """Leave; what is asked and not answered is dropped. The cluster goes on."""
        ...
