"""Serves the page to this machine until it is told to end, or nobody looks at it any more."""

import asyncio
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from time import monotonic

import uvicorn

from truce_sim.page.desk import Answer
from truce_sim.page.listening import MOST_HEAD, Patient
from truce_sim.page.neighbours import LOOPBACK
from truce_sim.page.server import Answers, Site, Tells

IDLE_MINUTES = 10
"""Minutes without a page after which the program ends."""
_LOOK = 0.2
"""Seconds between two looks at whether it is over."""
_GRACE = 1.0
"""Seconds that what is under way gets at the end."""


class PortTakenError(Exception):
    """The port cannot be had; the message says why."""


def bound(port: int | None) -> socket.socket:
    """Return a socket that listens to this machine alone.

    Args:
        port: its number, or None for any that is free.

    Raises:
        PortTakenError: if it cannot be had.
    """
    # Where TCP is named asyncio sends small pieces at once; else each answer would be 40 ms late.
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":
            door.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Connections of an earlier session may still be dying on it.
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((LOOPBACK, port or 0))
        door.listen(128)
    except OSError as error:
        door.close()
        raise PortTakenError(error.strerror or str(error)) from None
    return door


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the page is."""

    page: str
    """For people: with the token."""
    once: str
    """For the program that opens a browser: it leads to the page once, and then nowhere."""


class Serving:
    """A page that is being served, in a thread of its own.

    Args:
        make: makes what answers the questions.
        door: where it listens.
        tell: is told of what went wrong in the program itself.
    """

    def __init__(self, make: Callable[[], Answers], door: socket.socket, tell: Tells) -> None:
        port = door.getsockname()[1]
        self.site = Site(make, port, tell)
        keys, base = self.site.keys, f"http://{LOOPBACK}:{port}"
        self.addresses = Addresses(f"{base}/{keys.token}/", f"{base}/{keys.ticket}")
        self._door = door
        self._server = uvicorn.Server(_config(self.site))
        self._loop: asyncio.AbstractEventLoop | None = None
        self._first: Future[Answer] = Future()
        self._thread = threading.Thread(target=self._serve, name="page", daemon=True)

    def __enter__(self) -> "Serving":
        """Begin."""
        self._first = self.site.prepare().answer
        self._thread.start()
        return self

    def ready(self, seconds: float) -> bool:
        """Wait until the page would show its first number as it opens, or why there is none.

        Args:
            seconds: at most.

        Returns:
            Whether it would.
        """
        until = monotonic() + seconds
        while not self._first.done() and monotonic() < until:
            wait([self._first], _LOOK)
        return self._first.done()

    def __exit__(self, *_: object) -> None:
        """End, whatever is under way."""
        if self._loop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end)
        self._thread.join(2 * _GRACE)
        self.site.end()

    def wait(self, alone: float | None, clock: Callable[[], float] | None = None) -> bool:
        """Wait until nobody has had the page open for so long; return whether that is so.

        Args:
            alone: seconds, or None to wait for a signal alone.
            clock: tells for how many seconds nobody has; for tests.

        Returns:
            Whether that is why; if not, it could not be served any more.
        """
        seconds_alone = clock or self.site.presence.seconds_alone
        while self._thread.is_alive():
            if alone is not None and seconds_alone() >= alone:
                return True
            self._thread.join(_LOOK)
        return False

    def _serve(self) -> None:
        asyncio.run(self._served())

    async def _served(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._server.serve(sockets=[self._door])

    def _end(self) -> None:
        self.site.close()
        self._server.should_exit = True


def _config(site: Site) -> uvicorn.Config:
    return uvicorn.Config(
        site.app,
        http=Patient,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=MOST_HEAD,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=1,
    )
