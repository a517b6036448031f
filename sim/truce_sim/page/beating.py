"""The answer that a page waits for as long as it is open: blanks, and in the end why it is over.

Browsers give up what stays silent for some minutes; JSON may begin with any number of blanks.
"""

import asyncio
import json
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from truce_sim.page.presence import Presence

BEAT = 20.0
"""Seconds between two blanks."""


class Beating(Response):
    """Is sent for as long as a page is open.

    Args:
        presence: learns that it is, and says when that is over.
        name: of the page.
    """

    media_type = "application/json"

    def __init__(self, presence: Presence, name: str) -> None:
        super().__init__()
        del self.headers["content-length"]
        self._presence, self._name = presence, name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, until it is over or the page is closed."""
        del scope
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        with self._presence.stays(self._name) as over:
            await send(start)
            sending = asyncio.ensure_future(_blanks(send))
            await first(over, receive)
            sending.cancel()
        said = json.dumps({"over": over.result()}) if over.done() else ""
        await send({"type": "http.response.body", "body": said.encode(), "more_body": False})


async def _blanks(send: Send) -> None:
    while True:
        await send({"type": "http.response.body", "body": b" ", "more_body": True})
        await asyncio.sleep(BEAT)


async def first(awaited: asyncio.Future[Any], receive: Receive) -> None:
    """Wait until something is there, or whoever waits for it has hung up."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    hung_up = asyncio.ensure_future(gone())
    both: list[asyncio.Future[Any]] = [awaited, hung_up]
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    hung_up.cancel()
