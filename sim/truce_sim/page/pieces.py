"""A study's work in small pieces, so that whoever asks something else hardly waits for it."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

SECONDS = 0.025
"""Of a piece."""

P = ParamSpec("P")
T = TypeVar("T")


class Pieces(Executor):
    """Hands a study's batches on, a piece at a time.

    Args:
        below: computes them.
        go_on: whether to; it may wait before it says so.
    """

    def __init__(self, below: Executor, go_on: Callable[[], bool]) -> None:
        self._below, self._go_on = below, go_on

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return a future of so many runs as there is time for.

        Raises:
            KeyboardInterrupt: if it does not go on; a study then gives up.
        """
        if not self._go_on():
            raise KeyboardInterrupt
        # What is handed out is `in_turn`, which is told its time by that name.
        given: Any = {**kwargs, "seconds": SECONDS}
        return self._below.submit(fn, *args, **given)
