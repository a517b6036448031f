"""What is served, and to whom: the page's own requests pass, and nothing else does."""

import asyncio
import json
import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from asked_of_a_page import HOST, PORT, Reply, asked, own
from stand_in_explorer import StandIn
from truce_sim.page.guards import HEADERS, POLICY
from truce_sim.page.server import QUESTIONS, Site


class Asked:
    """A site, what stands behind it, and what went wrong there."""

    def __init__(self) -> None:
        self.faults: list[BaseException] = []
        self.answers = StandIn()
        self.site = Site(lambda: self.answers, PORT, self.faults.append)
        self.place = f"/{self.site.keys.token}/"

    def __call__(self, method: str, name: str, body: bytes = b"", **headers: str) -> Reply:
        return asked(self.site, method, self.place + name, own(self.site, **headers), [body])


@pytest.fixture
def page() -> Iterator[Asked]:
    made = Asked()
    yield made
    made.site.desk.close()


def test_the_page_and_its_files_are_served(page: Asked) -> None:
    whole = page("GET", "")
    assert whole.status == 200
    assert whole.header("content-type") == "text/html; charset=utf-8"
    stored = files("truce_sim.page").joinpath("static")
    assert whole.body == stored.joinpath("explore.html").read_bytes()
    for one in stored.iterdir():
        if one.name.endswith((".js", ".css")):
            assert page("GET", one.name).body == one.read_bytes()


def test_the_page_itself_needs_no_header(page: Asked) -> None:
    assert asked(page.site, "GET", page.place).status == 200


def test_nothing_stands_in_the_page_that_its_policy_forbids(page: Asked) -> None:
    text = page("GET", "").body.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|<style|\son\w+=|https?://", text)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_each_question_is_answered_by_what_is_behind(page: Asked, kind: str) -> None:
    reply = page("POST", kind, b'{"state": {}, "number": 7}')
    assert (reply.status, reply.json()) == (200, {"kind": kind, "number": 7})
    assert reply.header("content-type") == "application/json"


def test_what_the_page_begins_with_is_got(page: Asked) -> None:
    assert page("GET", "opening").json() == {"title": "Ruritania"}


def test_a_state_that_cannot_be_is_told_with_its_faults(page: Asked) -> None:
    reply = page("POST", "answer", b'{"state": 3}')
    assert (reply.status, reply.json()) == (422, {"faults": ["state has to be an object"]})


def test_a_fault_of_ours_is_told_where_it_was_started_and_once(page: Asked) -> None:
    for _ in range(3):
        reply = page("POST", "answer", b'{"state": "broken"}')
        assert reply.status == 500
        assert "Traceback" not in reply.body.decode()
        assert "/" not in reply.body.decode()
    assert [str(one) for one in page.faults] == ["a fault of ours"]


def test_what_json_has_not_does_not_leave_as_an_answer(page: Asked) -> None:
    reply = page("POST", "answer", b'{"state": {}, "number": 0}')
    assert reply.status == 200
    page.answers.opening = lambda: {"share": float("nan")}  # type: ignore[method-assign]
    assert page("GET", "opening").status == 500
    assert len(page.faults) == 1


STATE = b'{"state": {}}'
BODIES = {
    "not JSON": (b"state", 400),
    "a list": (b"[]", 400),
    "NaN": (b'{"state": {"inputs": {"x": NaN}}}', 400),
    "1e999": (b'{"state": {"inputs": {"x": 1e999}}}', 400),
    "over 4 KB": (b'{"state": {}' + b" " * 4096 + b"}", 413),
    "2,000 nested brackets": (b"[" * 2000, 400),
    "a key twice": (b'{"state": {}, "state": {}}', 400),
}


@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_body_that_is_no_question_is_refused(
    page: Asked, kind: str, body: bytes, status: int
) -> None:
    assert page("POST", kind, body).status == status
    assert page.answers.begun == []


def test_a_question_may_be_as_long_as_all_that_can_be_moved_and_no_longer_than_64_kb(
    page: Asked,
) -> None:
    page("GET", "opening")
    for longest, size, status in [
        (9000, 8999, 200),
        (9000, 9001, 413),
        (10**6, 2**16, 200),
        (10**6, 2**16 + 1, 413),
    ]:
        page.answers.longest = longest
        assert page("POST", "answer", STATE.ljust(size)).status == status


def test_a_body_without_a_stated_length_is_counted_as_it_comes(page: Asked) -> None:
    place, headers = page.place + "answer", own(page.site)
    pieces = [b'{"state": {}'] + [b" " * 500] * 20 + [b"}"]
    assert asked(page.site, "POST", place, headers, pieces).status == 413
    assert asked(page.site, "POST", place, headers, [b'{"sta', b'te": {', b"}}"]).status == 200


FOREIGN = {
    "no token in the path": ("GET", "/", {}, 404),
    "another token in the path": ("GET", "/" + "x" * 32 + "/", {}, 404),
    "the page's name alone": ("GET", "/explore.html", {}, 404),
    "no token in the header": ("POST", "{}answer", {"x-truce-token": None}, 403),
    "another token in the header": ("POST", "{}answer", {"x-truce-token": "x" * 32}, 403),
    "letters beyond ASCII as a token": ("POST", "{}answer", {"x-truce-token": "\xe9"}, 403),
    "no token, and what the page begins with": (
        "GET",
        "{}opening",
        {"x-truce-token": None},
        403,
    ),
    "no token, and whether it is there": ("GET", "{}presence", {"x-truce-token": None}, 403),
    "from another site": ("POST", "{}answer", {"sec-fetch-site": "cross-site"}, 403),
    "from another port": ("POST", "{}answer", {"sec-fetch-site": "same-site"}, 403),
    "the page from another site": ("GET", "{}", {"sec-fetch-site": "cross-site"}, 403),
    "a foreign origin": ("POST", "{}answer", {"origin": "http://evil.example"}, 403),
    "an origin that nobody has": ("POST", "{}answer", {"origin": "null"}, 403),
    "our origin by another port": ("POST", "{}answer", {"origin": "http://127.0.0.1:1"}, 403),
    "a foreign host": ("GET", "{}", {"host": "evil.example"}, 400),
    "a foreign host with our port": ("GET", "{}", {"host": f"evil.example:{PORT}"}, 400),
    "our host without a port": ("GET", "{}", {"host": "127.0.0.1"}, 400),
    "another port": ("GET", "{}", {"host": "127.0.0.1:80"}, 400),
    "the newer protocol's loopback": ("GET", "{}", {"host": f"[::1]:{PORT}"}, 400),
    "another name of the machine": ("GET", "{}", {"host": f"0.0.0.0:{PORT}"}, 400),
    "a host that begins like ours": ("GET", "{}", {"host": f"127.0.0.1:{PORT}.evil.example"}, 400),
    "no host": ("GET", "{}", {"host": ""}, 400),
    "a question got": ("GET", "{}answer", {}, 405),
    "the beginning posted": ("POST", "{}opening", {}, 405),
    "the page posted": ("POST", "{}", {}, 405),
    "put": ("PUT", "{}answer", {}, 405),
    "deleted": ("DELETE", "{}answer", {}, 405),
    "asked beforehand by another page": ("OPTIONS", "{}answer", {"origin": "http://e.e"}, 403),
    "asked beforehand": ("OPTIONS", "{}answer", {}, 405),
    "traced": ("TRACE", "{}answer", {}, 405),
    "a method that nobody has": ("BREW", "{}answer", {}, 405),
    "a file above": ("GET", "{}../server.py", {}, 404),
    "a file above, written otherwise": ("GET", "{}..%2fserver.py", {}, 404),
    "a file of the system": ("GET", "{}/etc/passwd", {}, 404),
    "a backslash": ("GET", "{}..\\server.py", {}, 404),
    "an end of text": ("GET", "{}explore.html\x00.js", {}, 404),
    "the folder": ("GET", "{}static/", {}, 404),
    "the page by its file": ("GET", "{}explore.html", {}, 404),
    "a name without end": ("GET", "{}" + "a" * 5000, {}, 404),
    "a page with a name that is none": ("GET", "{}opening", {"x-truce-page": "a b"}, 400),
    "a page with a name without end": ("GET", "{}opening", {"x-truce-page": "a" * 41}, 400),
}


@pytest.mark.parametrize(("method", "path", "more", "status"), FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_our_page_is_refused(
    page: Asked, method: str, path: str, more: dict[str, str | None], status: int
) -> None:
    headers = {name: value for name, value in (own(page.site) | more).items() if value is not None}
    reply = asked(page.site, method, path.replace("{}", page.place, 1), headers, [STATE])
    assert reply.status == status
    assert page.answers.begun == []
    assert_guarded(reply)
    text = reply.body.decode()
    assert reply.header("content-type").startswith("text/plain")
    assert page.site.keys.token not in text
    assert re.fullmatch(r"[A-Z][^\n]*\.\n", text), "one plain sentence"
    assert reply.header("connection") == "close"


@pytest.mark.parametrize("name", ["x-truce-token", "host", "origin"])
def test_what_is_said_twice_is_refused(page: Asked, name: str) -> None:
    pairs = [*own(page.site, host=HOST, origin=f"http://{HOST}").items()]
    pairs.append(next(pair for pair in pairs if pair[0] == name))
    reply = asked(page.site, "POST", page.place + "answer", pairs, [STATE])
    assert reply.status in (400, 403)


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}", f"LocalHost:{PORT}"])
@pytest.mark.parametrize("more", [{}, {"sec-fetch-site": "none"}, {"sec-fetch-site": None}])
def test_our_own_names_are_served(page: Asked, host: str, more: dict[str, str | None]) -> None:
    given = own(page.site, host=host, origin=f"http://{host.lower()}") | more
    headers = {name: value for name, value in given.items() if value is not None}
    assert asked(page.site, "POST", page.place + "answer", headers, [STATE]).status == 200


def assert_guarded(reply: Reply) -> None:
    for name, value in HEADERS.items():
        assert reply.header(name) == value
    named = {name for name, _ in reply.headers}
    assert not named & {"server", "set-cookie", "access-control-allow-origin", "etag"}


def test_every_answer_forbids_what_is_foreign(page: Asked) -> None:
    for reply in (
        page("GET", ""),
        page("GET", "opening"),
        page("HEAD", ""),
        page("POST", "answer", STATE),
        page("POST", "answer", b'{"state": 1}'),
        page("POST", "answer", b'{"state": "broken"}'),
        asked(page.site, "GET", f"/{page.site.keys.ticket}"),
    ):
        assert_guarded(reply)
    assert POLICY.startswith("default-src 'none'; ")
    assert "unsafe" not in POLICY
    assert "frame-ancestors 'none'" in POLICY


def test_a_ticket_leads_to_the_page_once(page: Asked) -> None:
    ticket = f"/{page.site.keys.ticket}"
    for method, headers in (
        ("POST", {}),
        ("HEAD", {}),
        ("GET", {"sec-fetch-site": "cross-site"}),
    ):
        assert asked(page.site, method, ticket, headers).status == 404
    first = asked(page.site, "GET", ticket, {"sec-fetch-site": "none"})
    assert (first.status, first.header("location")) == (303, page.place)
    assert asked(page.site, "GET", ticket).status == 404
    assert asked(page.site, "GET", f"{ticket}/").status == 404


def test_nothing_but_http_is_answered(page: Asked) -> None:
    scope = {"type": "websocket", "path": page.place, "headers": [(b"host", HOST.encode())]}
    sent: list[object] = []

    async def through() -> None:
        async def receive() -> dict[str, str]:
            return {"type": "websocket.connect"}

        async def send(message: object) -> None:
            sent.append(message)

        await page.site.app(scope, receive, send)

    asyncio.run(through())
    assert sent == []


def test_the_page_that_came_last_has_the_simulator(page: Asked) -> None:
    first, second = {"x_truce_page": "one"}, {"x_truce_page": "two"}
    assert page("POST", "answer", STATE, **first).status == 200
    assert page("GET", "opening", b"", **second).status == 200
    for _ in range(2):
        refused = page("POST", "answer", STATE, **first)
        assert refused.status == 409
        assert "another window" in refused.json()["elsewhere"]
    assert page("POST", "answer", STATE, **second).status == 200
    assert page("GET", "opening", x_truce_page="three").status == 200
    assert page("GET", "presence", b"", **second).status == 409


def test_letters_of_all_the_world_leave_as_they_are(page: Asked) -> None:
    page.answers.opening = lambda: {"title": "حلب \u2067"}  # type: ignore[method-assign]
    reply = page("GET", "opening")
    assert (
        reply.body
        == json.dumps({"title": "حلب \u2067"}, ensure_ascii=False).replace(": ", ":").encode()
    )
