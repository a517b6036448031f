"""HTTP as uvicorn speaks it, but not for ever and not with everybody.

Uvicorn waits without end for a request that was begun, and its own refusals lack our headers.
Connections of other users of this machine are closed before they ask anything.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from truce_sim.page.guards import HEADERS
from truce_sim.page.neighbours import stranger

MOST_CONNECTIONS = 128
"""Beyond what any browser opens; more are turned away."""
MOST_HEAD = 16 * 1024
"""Bytes that a request may have above its body."""
PATIENCE = 10.0
"""Seconds within which a request has to have come, from when the connection stands or is idle."""


class Patient(H11Protocol):
    """One connection, closed when a request takes too long to come."""

    patience = PATIENCE
    most = MOST_CONNECTIONS

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - uvicorn's affair
        super().__init__(*args, **more)
        self._waits: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        # At once, or idle connections that are turned away would be as many as there may be; and
        # first what takes no time.
        if len(self.connections) > self.most:
            self._refuse("503 Service Unavailable", "Too much is asked at once.")
        elif self._is_stranger():
            self._refuse("403 Forbidden", "This page belongs to another user of this machine.")
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request."""
        super().data_received(data)
        if self._coming():
            self._wait()
        else:
            self._wait_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Take leave."""
        self._wait_no_more()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        del msg
        self._refuse("400 Bad Request", "This is no request that a browser sends.")

    def _is_stranger(self) -> bool:
        if self.client is None or self.server is None:
            return True  # who came is gone again, and nobody says who it was
        host, port = self.server
        return stranger(self.client, (host, port or 0))

    def _coming(self) -> bool:
        """Return whether a request was begun and has not come to its end."""
        state = self.conn.their_state
        return state is h11.SEND_BODY or (state is h11.IDLE and bool(self.conn.trailing_data[0]))

    def _wait(self) -> None:
        if self._waits is None:
            self._waits = self.loop.call_later(self.patience, self.transport.abort)

    def _wait_no_more(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def _refuse(self, status: str, sentence: str) -> None:
        """Answer at once, and close."""
        body = f"{sentence}\n".encode()
        head = [
            f"HTTP/1.1 {status}",
            "content-type: text/plain; charset=utf-8",
            f"content-length: {len(body)}",
            "connection: close",
            *(f"{name}: {value}" for name, value in HEADERS.items()),
        ]
        if not self.transport.is_closing() and not self._answering():
            self.transport.write("\r\n".join([*head, "", ""]).encode("ascii") + body)
        self.transport.close()

    def _answering(self) -> bool:
        """Return whether an answer has begun, into which no other may be written."""
        return (
            self.cycle is not None
            and self.cycle.response_started
            and not self.cycle.response_complete
        )
