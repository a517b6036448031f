"""Requests to the page: handed to it in this process, or as bytes through a socket."""

import asyncio
import json
import re
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truce_sim.page.server import Site

PORT = 8765
HOST = f"127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """Return the value of a header that must be there once."""
        (value,) = [value for key, value in self.headers if key == name]
        return value

    def json(self) -> Any:
        return json.loads(self.body)


def asked(
    site: Site,
    method: str,
    path: str,
    headers: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    body: Sequence[bytes] = (b"",),
    client: tuple[str, int] | None = ("127.0.0.1", 50000),
) -> Reply:
    """Return the answer to a request whose body comes in pieces."""
    pairs = list(headers.items() if isinstance(headers, Mapping) else headers)
    if not any(name == "host" for name, _ in pairs):
        pairs.insert(0, ("host", HOST))
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("utf-8", "replace"),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in pairs],
        "client": client,
        "server": ("127.0.0.1", PORT),
    }
    sent: list[Any] = []

    async def through() -> None:
        pieces = list(body)
        over = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if pieces:
                piece = pieces.pop(0)
                return {"type": "http.request", "body": piece, "more_body": bool(pieces)}
            await over.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        await site.app(scope, receive, send)

    asyncio.run(through())
    begun, *rest = sent
    return Reply(
        begun["status"],
        [(name.decode(), value.decode()) for name, value in begun["headers"]],
        b"".join(one.get("body", b"") for one in rest),
    )


def own(site: Site, **more: str) -> dict[str, str]:
    """Return the headers that our own page sends with a question."""
    names = {name.replace("_", "-"): value for name, value in more.items()}
    return {"x-truce-token": site.keys.token, "sec-fetch-site": "same-origin"} | names


def connected(port: int, seconds: float = 5.0) -> socket.socket:
    """Return a connection to the page."""
    return socket.create_connection(("127.0.0.1", port), timeout=seconds)


def everything(connection: socket.socket) -> bytes:
    """Return all that comes until the other end closes.

    Raises:
        TimeoutError: if it does not.
    """
    came = b""
    while True:
        try:
            piece = connection.recv(65536)
        except ConnectionError:
            return came
        if not piece:
            return came
        came += piece


def answered(connection: socket.socket) -> bytes:
    """Return a whole answer, or what comes until the other end closes.

    Raises:
        TimeoutError: if neither comes.
    """
    came = b""
    while True:
        above, found, body = came.partition(b"\r\n\r\n")
        length = re.search(rb"(?im)^content-length: (\d+)", above)
        if found and length and len(body) >= int(length[1]):
            return came
        try:
            piece = connection.recv(65536)
        except ConnectionError:
            return came
        if not piece:
            return came
        came += piece


def head(site: Site, port: int, line: str, **more: str) -> bytes:
    """Return the head of a request that our own page could send."""
    headers = {"host": f"127.0.0.1:{port}", "connection": "close"} | own(site, **more)
    lines = [f"{line} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def question(site: Site, port: int, kind: str, body: bytes = b'{"state":{}}', **more: str) -> bytes:
    """Return a question, whole."""
    line = f"POST /{site.keys.token}/{kind}"
    return head(site, port, line, **{"content-length": str(len(body))} | more) + body


def status(came: bytes) -> int:
    """Return the status of an answer, or 0 if there is none."""
    return int(came.split(maxsplit=2)[1]) if came.startswith(b"HTTP/1.1 ") else 0
