"""A page in headless Chromium that is driven: keys, what it asks of the network, what it shows.

Spoken is the DevTools protocol through two pipes, which needs no library and opens no port.
"""

import base64
import contextlib
import fcntl
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any, Self

import chromium

_PATIENCE_S = 30.0
_KEYS = {
    "ArrowRight": 39,
    "ArrowLeft": 37,
    "Tab": 9,
    "Enter": 13,
    "Delete": 46,
    "End": 35,
    "Home": 36,
    "Escape": 27,
}
"""Codes of the keys that tests press."""
_SHIFT, _CTRL = 8, 2
_ABOVE = 50
"""Files of ours have numbers from here on, so that none is in the way of 3 and 4."""
_PLACING = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads commands from file 3 and answers on file 4."""


class PageError(AssertionError):
    """The page threw, or did not come to what was waited for."""


class Page:
    """One tab; every message of the browser about it is kept in `events`."""

    def __init__(self, write: int, read: int) -> None:
        self._write, self._read = write, read
        self._number = 0
        self._rest = b""
        self._answers: dict[int, dict[str, Any]] = {}
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []

    def attach(self) -> Self:
        """Open a tab and listen to it."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        answer = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = answer["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
            self.call(f"{domain}.enable")
        return self

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Return the answer to a command of the protocol."""
        self._number += 1
        number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        end = time.monotonic() + _PATIENCE_S
        while number not in self._answers:
            self._listen(end - time.monotonic())
        answer = self._answers.pop(number)
        if "error" in answer:
            raise PageError(f"{method}: {answer['error']}")
        return answer["result"]  # type: ignore[no-any-return]

    def listen(self, seconds: float) -> None:
        """Take in what the browser says for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                self._listen(left)

    def _listen(self, seconds: float) -> None:
        if seconds <= 0 or not select.select([self._read], [], [], seconds)[0]:
            raise TimeoutError("the browser said nothing")
        said = os.read(self._read, 1 << 20)
        if not said:
            raise PageError("the browser is gone")
        *whole, self._rest = (self._rest + said).split(b"\0")
        for text in whole:
            message = json.loads(text)
            if "id" in message:
                self._answers[message["id"]] = message
            else:
                self.events.append(message)

    # ---- what a person does ---------------------------------------------------------------------

    def open(self, address: str) -> None:
        """Load a page and wait until it is there."""
        self.call("Page.navigate", url=address)
        self.until("document.readyState === 'complete'")

    def evaluate(self, script: str) -> Any:
        """Return what an expression is worth on the page; promises are waited for."""
        answer = self.call(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        if "exceptionDetails" in answer:
            raise PageError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def until(self, script: str, *, seconds: float = _PATIENCE_S) -> Any:
        """Return what an expression is worth as soon as that is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if worth := self.evaluate(script):
                return worth
            time.sleep(0.01)
        raise PageError(f"never came true: {script}")

    def press(self, key: str, *, ctrl: bool = False, shift: bool = False) -> None:
        """Press a key and let it go."""
        code = _KEYS.get(key, ord(key[0].upper()))
        about: dict[str, Any] = {
            "key": key,
            "code": key if key in _KEYS else f"Key{key.upper()}",
            "windowsVirtualKeyCode": code,
            "modifiers": _CTRL * ctrl + _SHIFT * shift,
        }
        typed = {"text": "\r"} if key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **about, **typed)
        self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.call("Input.insertText", text=text)

    def size(self, wide: int, high: int = 900, *, dark: bool = False) -> None:
        """Make the window so large, and its system light or dark."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=wide,
            height=high,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    # ---- what it was seen to do -----------------------------------------------------------------

    def requests(self) -> list[str]:
        """Return the addresses of everything that the page asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """Return what stands in the console, and what was thrown."""
        kinds = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [json.dumps(event["params"]) for event in self.events if event["method"] in kinds]

    def tree(self) -> list[dict[str, Any]]:
        """Return what a screen reader is given, without what it is told to ignore."""
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        return [node for node in nodes if not node.get("ignored")]

    def picture(self, *, whole: bool = False) -> bytes:
        """Return the page as PNG: what is seen, or all of it."""
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(answer["data"])

    def printed(self) -> bytes:
        """Return the page as PDF."""
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(answer["data"])


@contextlib.contextmanager
def page() -> Iterator[Page]:
    """Start a browser with one empty tab; end it afterwards."""
    (its_in, our_out), (our_in, its_out) = os.pipe(), os.pipe()
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _ABOVE) for end in (its_in, its_out)]
    os.close(its_in)
    os.close(its_out)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        flags = [*chromium.FLAGS, f"--user-data-dir={folder}/profile", "--remote-debugging-pipe"]
        with subprocess.Popen(
            [
                *(sys.executable, "-SEc", _PLACING, *map(str, ends)),
                *(chromium.path(), *flags, "about:blank"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=ends,
        ) as browser:
            for end in ends:
                os.close(end)
            try:
                yield Page(our_out, our_in).attach()
            finally:
                browser.terminate()
                browser.wait(10)
                os.close(our_out)
                os.close(our_in)
