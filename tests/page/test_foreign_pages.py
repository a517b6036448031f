"""A foreign page in the same browser, even one that knows the address and the token.

Another port of this machine counts as the same site, and a name may point to it (`evil.localhost`).
"""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import devtools
import pytest
from sketched_explorer import SketchedExplorer
from truce_sim.page.serving import Serving, bound

pytestmark = pytest.mark.slow

_TRIES = """
(async () => {
  const came = {};
  const tries = {
    number: [ours + "answer", {method: "POST", headers, body: '{"state":{}}'}],
    beginning: [ours + "opening", {headers}],
    page: [ours, {}],
    blind: [ours, {mode: "no-cors"}],
    posted: [ours + "answer", {method: "POST", mode: "no-cors", body: '{"state":{}}'}],
  };
  for (const [name, [address, how]] of Object.entries(tries))
    came[name] = await fetch(address, how).then(() => "answered", () => "refused");
  for (const kind of ["img", "script", "iframe"]) {
    const part = document.createElement(kind);
    const done = new Promise(done => {
      part.onload = () => done("loaded");
      part.onerror = () => done("refused");
    });
    part.src = ours + ({img: "icon.svg", script: "explore.js", iframe: ""})[kind];
    document.body.append(part);
    came[kind] = await done;
    // A frame does not tell what is in it; had it been our page, that would have asked something.
    if (kind === "iframe") delete came.iframe;
  }
  came.websocket = await new Promise(done => {
    const socket = new WebSocket(ours.replace("http", "ws") + "answer");
    socket.onopen = () => done("open");
    socket.onerror = () => done("refused");
  });
  return came;
})()
"""


class _Evil(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>evil</title><body>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def evil() -> Iterator[str]:
    """Yield the address of a page on another port of this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Evil) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_it_gets_nothing_and_our_own_page_goes_on() -> None:
    explorer = SketchedExplorer()
    shown = "!['…', ''].includes(document.getElementById('number')?.textContent ?? '')"
    with (
        evil() as foreign,
        devtools.page() as tab,
        bound(None) as door,
        Serving(lambda: explorer, door, print) as serving,
    ):
        page, token = serving.addresses.page, serving.site.keys.token
        known = f'const ours = "{page}", headers = {{"X-Truce-Token": "{token}"}};'
        for address in (foreign, foreign.replace("127.0.0.1", "evil.localhost")):
            tab.open(address)
            came = tab.evaluate(f"(() => {{ {known} return {_TRIES.strip()} }})()")
            assert set(came.values()) == {"refused"}, came
        assert explorer.asked == []
        assert not serving.site.desk.busy()
        assert serving.site.presence.seconds_alone() > 0, "our page is open in no frame"

        # Under a name that points here, it would be our own page: the name is not ours.
        tab.open(page.replace("127.0.0.1", "evil.localhost"))
        assert "not one of this program's" in tab.evaluate("document.body.textContent")
        assert explorer.asked == []

        # As a browser is sent there, and as somebody loads the page again.
        tab.open(serving.addresses.once)
        tab.until(shown)
        assert tab.evaluate("location.href") == page
        tab.call("Page.reload")
        tab.until(f"performance.getEntriesByType('navigation')[0]?.type === 'reload' && {shown}")
        assert tab.evaluate("document.getElementById('gone').hidden")
