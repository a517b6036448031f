"""Whether the page is open, and in which window: one at a time has the simulator.

A page keeps one request open for as long as it is there (`presence`), so that closing it is noticed
at once. It gives itself a name for each time that it is loaded; the page that came last has the
simulator, and the one before is told so and computes no more until it is loaded again.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ELSEWHERE = (
    "The page was opened in another window, which has the simulator now: it computes for one at a "
    "time. Load this page again to go on here."
)
CLOSED = "The program has ended. To go on, start it again where it was started."
_MOST = 1000
"""Names of earlier pages that are remembered."""


class Presence:
    """Who looks at the page.

    Args:
        left: is called when the last window is closed, or another one takes over.
        clock: tells seconds.
    """

    def __init__(
        self, left: Callable[[], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._left = left
        self._clock = clock
        self._seen = clock()
        self._current = ""
        self._earlier: dict[str, None] = {}
        self._open: dict[asyncio.Future[str], str] = {}

    def seconds_alone(self) -> float:
        """Return for how long no page has been open."""
        return 0.0 if self._open else self._clock() - self._seen

    def takes(self, name: str) -> bool:
        """Note that a page asks something; return whether it may.

        Args:
            name: of the page; one without a name takes nothing from another.
        """
        self._seen = self._clock()
        if not name or name == self._current:
            return True
        if name in self._earlier:
            return False
        if self._current:
            self._displace()
        self._current = name
        return True

    @contextmanager
    def stays(self, name: str) -> "Iterator[asyncio.Future[str]]":
        """Count a page as open for the length of the block; yield why it is over, once it is."""
        over: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._open[over] = name
        try:
            yield over
        finally:
            del self._open[over]
            self._seen = self._clock()
            # Who was displaced has left before; what is asked now is another's.
            if not self._open and name not in self._earlier:
                self._left()

    def end(self) -> None:
        """Tell every page that the program ends; called in the thread that serves."""
        for over in self._open:
            _tell(over, CLOSED)

    def _displace(self) -> None:
        self._earlier[self._current] = None
        while len(self._earlier) > _MOST:
            del self._earlier[next(iter(self._earlier))]
        for over, name in self._open.items():
            if name == self._current:
                _tell(over, ELSEWHERE)
        self._left()


def _tell(over: "asyncio.Future[str]", sentence: str) -> None:
    if not over.done():
        over.set_result(sentence)
