"""What every request has to get past: loopback is no boundary, any page in a browser reaches it.

A foreign page can send requests here, under our own name too, if it lets its name point to this
machine. So: our own `Host` only; a token in the path that nobody can guess; nothing that a browser
says comes from elsewhere. What asks for numbers has to carry the token in a header as well, which
no foreign page can send. Every answer, also a refusal, forbids the page anything from outside, and
everybody else the page. Other users of the machine are sent away before that (listening.py).
"""

import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-truce-token"  # noqa: S105 - its name
PAGE_HEADER = "x-truce-page"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""What stands above every answer."""

NOTHING_HERE = "Nothing is here. Use the whole address that the program printed."
_OURS = ("same-origin", "none")
"""Where a browser may say that a request comes from: our page, or an address that was typed."""


def refusal(status: int, sentence: str) -> Response:
    """Return a refusal in a plain sentence, after which the connection is closed.

    What is left of the request is not read.
    """
    return PlainTextResponse(f"{sentence}\n", status, {"connection": "close"})


class Keys:
    """The token of one session, and a ticket that gets it once.

    The ticket is for whoever opens the browser: its words are for all to read on a shared machine.
    """

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(24)
        self.ticket = secrets.token_urlsafe(24)
        self._used = False

    def fits(self, text: str) -> bool:
        """Return whether a text is the token, in a time that says nothing of how much of it is."""
        return _same(text, self.token)

    def redeem(self, text: str) -> bool:
        """Return whether a text is the ticket, which is then used up."""
        if self._used or not _same(text, self.ticket):
            return False
        self._used = True
        return True


class Guarded:
    """An application behind all this.

    Args:
        app: what is guarded; it is reached at `/TOKEN/`.
        keys: what opens it.
        port: on which it is served on 127.0.0.1.
    """

    def __init__(self, app: ASGIApp, keys: Keys, port: int) -> None:
        self._app = app
        self._keys = keys
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":  # there is nothing else here, least of all a websocket
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        answer = self._checked(scope) or self._app
        await answer(scope, receive, guarded)

    def _checked(self, scope: Scope) -> Response | None:
        """Return the refusal of a request, or what opens the page, or None if it may pass."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return refusal(400, "This address is not one of this program's.")
        word = scope["path"].removeprefix("/").partition("/")[0]
        origins = [f"http://{hosts[0].lower()}"]
        if not (
            set(headers.getlist("sec-fetch-site")) <= set(_OURS)
            and headers.getlist("origin") in ([], origins)
        ):
            known = self._keys.fits(word)
            return refusal(403, _FOREIGN) if known else refusal(404, NOTHING_HERE)
        if self._keys.fits(word):
            return None
        if scope["method"] == "GET" and self._keys.redeem(word):
            return RedirectResponse(f"/{self._keys.token}/", 303)
        return refusal(404, NOTHING_HERE)


_FOREIGN = "Another page asks this. Type or copy the address that the program printed instead."


def carries(headers: Headers, keys: Keys) -> bool:
    """Return whether a request for numbers has the token in its header, once."""
    found = headers.getlist(TOKEN_HEADER)
    return len(found) == 1 and keys.fits(found[0])


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8"))
