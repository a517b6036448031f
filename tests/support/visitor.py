"""Somebody who looks at what `explore` serves, once, and then presses Ctrl-C."""

import _thread
import json
import re
import threading
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from truce_sim.cli import explore
from truce_sim.cli.main import main


@dataclass(frozen=True)
class Visited:
    """What came of it."""

    code: int
    page: dict[str, Any]
    """What the page begins with."""


def got(address: str, token: str = "") -> Any:
    """Return the answer to a request of our own page, whatever stands between here and others."""
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    headers = {"X-Truce-Token": token} if token else {}
    return straight.open(urllib.request.Request(address, headers=headers), timeout=30)  # noqa: S310


def visit(words: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> Visited:
    """Start a command line, look at the page that it serves, and end it as a user does."""
    seen: list[dict[str, Any]] = []

    def look(address: str) -> None:
        try:
            token = address.rstrip("/").rpartition("/")[2]
            with got(address) as page:
                assert b"explore.js" in page.read()
            with got(f"{address}opening", token) as answer:
                seen.append(json.load(answer))
        finally:
            _thread.interrupt_main()

    def say(sentence: str) -> None:
        if found := re.search(r"http://\S+", sentence):
            threading.Thread(target=look, args=[found[0]], daemon=True).start()

    with monkeypatch.context() as patched:
        patched.setattr(explore, "_say", say)
        patched.setattr(explore, "opened", lambda _: True)
        # Without numba nothing is compiled for a look.
        patched.setenv("NUMBA_DISABLE_JIT", "1")
        code = main(words)
    assert seen, "the page did not answer"
    return Visited(code, seen[0])
