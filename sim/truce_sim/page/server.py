"""The page and what it asks: five questions, a fixed list of files, and nothing else.

`/TOKEN/` is the page, `/TOKEN/NAME` a file of it; `opening` (GET) and `answer`, `curve`, `story`,
`ways` (POST) are what the Explorer answers, with the token in the header `X-Truce-Token`. A page
may give itself a name (`X-Truce-Page`, letters and digits, another one each time it is loaded); it
keeps `presence` (GET) open, which comes to its end when it is over: `{"over": SENTENCE}`. A
question that was dropped for a newer one is answered 409 with `{"dropped": true}`, one from a page
whose place another has taken 409 with `{"elsewhere": SENTENCE}`, a state that cannot be 422 with
`{"faults": [SENTENCE, ...]}`. All else that is refused is a sentence in plain text.
"""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from truce_sim.page.beating import Beating, first
from truce_sim.page.bodies import (
    LEAST_BYTES,
    MOST_BYTES,
    MOST_SECONDS,
    HungUpError,
    UnfitBodyError,
    read,
)
from truce_sim.page.desk import Answer, Desk, Question, Stops, Work
from truce_sim.page.dropped import Dropped
from truce_sim.page.files import PAGE, page_files
from truce_sim.page.guards import (
    NOTHING_HERE,
    PAGE_HEADER,
    Guarded,
    Keys,
    carries,
    refusal,
)
from truce_sim.page.presence import ELSEWHERE, Presence

Tells = Callable[[BaseException], None]


class Answers(Protocol):
    """What answers: the Explorer of one scenario (`page/explorer.py`)."""

    @property
    def longest(self) -> int:
        """Bytes of the longest question that a page can ask."""
        ...

    def close(self) -> None:
        """End what goes on behind it."""
        ...

    def rest(self) -> None:
        """Compute nothing until the next question."""
        ...

    def opening(self) -> Answer:
        """Return what the page begins with."""
        ...

    def answer(self, asked: Answer, stop: Stops) -> Answer:
        """Return the odds of a state, and what goes with them."""
        ...

    def curve(self, asked: Answer, stop: Stops) -> Answer:
        """Return the odds over the range of one input."""
        ...

    def story(self, asked: Answer, stop: Stops) -> Answer:
        """Return one history that changed."""
        ...

    def ways(self, asked: Answer, stop: Stops) -> Answer:
        """Return a state as a command, as an option and as a file."""
        ...


QUESTIONS = ("answer", "curve", "story", "ways")
_NAME = re.compile(r"[A-Za-z0-9-]{0,40}")
_SENTENCES = {404: NOTHING_HERE, 405: "That cannot be done here."}
_FAILED = "Something went wrong; where the program was started it says what."


class Site:
    """What is served.

    Args:
        make: makes what answers the questions, which takes a while: the page is there before.
        port: on which it is served.
        tell: is told of what went wrong in the program itself, of the same only once.
    """

    patience = MOST_SECONDS
    """Seconds within which a question has to have come."""

    def __init__(self, make: Callable[[], Answers], port: int, tell: Tells) -> None:
        self.keys = Keys()
        self.desk = Desk()
        self.presence = Presence(self._left)
        self._make = make
        self._made: Answers | None = None
        self._tell = tell
        self._told: set[str] = set()
        self._files = page_files()
        asked = [Route(f"/{{token}}/{one}", self._question, methods=["POST"]) for one in QUESTIONS]
        loaded = [Route(f"/{{token}}/{one}", self._file) for one in self._files if one != PAGE]
        routes = [
            Route("/{token}/", self._file),
            Route("/{token}/opening", self._opening, methods=["GET"]),
            Route("/{token}/presence", self._present, methods=["GET"]),
            *asked,
            *loaded,
        ]
        app = Starlette(routes=routes, exception_handlers={HTTPException: _plain})
        app.router.redirect_slashes = False
        self.app = Guarded(app, self.keys, port)

    def prepare(self) -> Question:
        """Begin to compute what the page begins with, before it asks."""
        return self.desk.ask("opening", lambda _: self._answers().opening())

    def _answers(self) -> Answers:
        """Return what answers; called by the desk alone, which does one thing at a time."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def _most(self) -> int:
        """Return how many bytes a question may have: no more than can be meant."""
        longest = 0 if self._made is None else self._made.longest
        return min(max(LEAST_BYTES, longest), MOST_BYTES)

    def _left(self) -> None:
        """Free the machine: nobody looks."""
        self.desk.drop_all()
        if self._made is not None:
            self._made.rest()

    def close(self) -> None:
        """Drop what is under way, and tell the page that it is over; in the serving thread."""
        self.desk.close()
        self.presence.end()

    def end(self) -> None:
        """End what goes on behind it, once nothing is served any more."""
        if self._made is not None:
            self._made.close()

    async def _file(self, request: Request) -> Response:
        found = self._files[request.url.path.rpartition("/")[2] or PAGE]
        return Response(found.content, media_type=found.kind)

    async def _opening(self, request: Request) -> Response:
        return self._refused(request) or await self._asked(
            request, "opening", lambda _: self._answers().opening()
        )

    async def _question(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        kind = request.url.path.rpartition("/")[2]
        try:
            asked = await read(request.receive, self._most(), self.patience)
        except UnfitBodyError as error:
            return refusal(error.status, str(error))
        except HungUpError:
            return _nobody()
        return await self._asked(
            request, kind, lambda stop: getattr(self._answers(), kind)(asked, stop)
        )

    async def _present(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        return Beating(self.presence, _name(request))

    def _refused(self, request: Request) -> Response | None:
        """Return why a request for numbers is not answered, or None if it is."""
        if not carries(request.headers, self.keys):
            return refusal(403, "The token is missing in the header of this question.")
        name = _name(request)
        if not _NAME.fullmatch(name):
            return refusal(400, "A page's name is made of letters and digits, 40 at most.")
        if not self.presence.takes(name):
            return _json({"elsewhere": ELSEWHERE}, 409)
        return None

    async def _asked(self, request: Request, kind: str, work: Work) -> Response:
        """Have a question answered, unless whoever asked it hangs up before that."""
        question = self.desk.ask(kind, work)
        answer = asyncio.wrap_future(question.answer)
        await first(answer, request.receive)
        if not answer.done():
            question.drop()
            answer.cancel()
            return _nobody()
        error = answer.exception()
        if error is None:
            return self._written(answer.result())
        if isinstance(error, Dropped):
            return _json({"dropped": True}, 409)
        faults = getattr(error, "faults", None)
        if isinstance(error, ValueError) and faults is not None:
            return _json({"faults": [str(one) for one in faults]}, 422)
        return self._failed(error)

    def _written(self, answer: Answer) -> Response:
        try:
            return _json(answer)
        except (TypeError, ValueError) as error:
            return self._failed(error)

    def _failed(self, error: BaseException) -> Response:
        known = f"{type(error)} {error}"
        if known not in self._told:
            self._told.add(known)
            self._tell(error)
        return refusal(500, _FAILED)


def _name(request: Request) -> str:
    return request.headers.get(PAGE_HEADER, "")


def _nobody() -> Response:
    """Return an answer that nobody will read."""
    return refusal(499, "You hung up.")


def _json(content: Answer, status: int = 200) -> Response:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text.encode(), status, media_type="application/json")


async def _plain(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = getattr(error, "headers", None) or {}
    answer = refusal(status, _SENTENCES.get(status, "That cannot be done."))
    answer.headers.update(headers)
    return answer
