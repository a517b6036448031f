"""`explore` as it is typed: one address, one person, and an end that is told."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from stand_in_explorer import StandIn
from truce_sim.cli import browsing, explore
from truce_sim.cli.main import main
from truce_sim.page import serving
from visitor import got

SMALLEST = "scenarios/smallest.toml"
COMMAND = [sys.executable, "run_sim.py", "explore", SMALLEST]


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> list[StandIn]:
    """Let the command end at once for want of a page, with a stand-in behind it."""
    made: list[StandIn] = []

    def make(*_: object) -> StandIn:
        made.append(StandIn())
        return made[-1]

    monkeypatch.setattr(explore, "_explorer", make)
    monkeypatch.setattr(serving, "IDLE_MINUTES", 0.002)
    return made


def test_it_prints_one_address_and_ends_when_nobody_looks(
    brief: list[StandIn], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explore", SMALLEST, "--no-open"]) == 0
    said = capsys.readouterr().out
    (address,) = re.findall(r"http://\S+", said)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", address)
    assert "on this machine alone" in said
    assert said.endswith("minutes. Closed.\n")
    assert [one.closed for one in brief] == [True]


def test_the_page_opens_when_it_has_a_first_number_or_after_a_while(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Slow(StandIn):
        def opening(self) -> dict[str, object]:
            began.set()
            assert go.wait(5)
            return super().opening()

    began, go = threading.Event(), threading.Event()
    monkeypatch.setattr(explore, "_explorer", lambda *_: Slow())
    monkeypatch.setattr(explore, "_SILENT", 0.01)
    monkeypatch.setattr(explore, "_PATIENCE", 0.05)
    monkeypatch.setattr(serving, "IDLE_MINUTES", 0.002)
    assert main(["explore", SMALLEST, "--no-open"]) == 0
    assert began.is_set()
    go.set()
    title, getting_ready, address, *_ = capsys.readouterr().out.splitlines()
    assert "will the truce hold" in title
    assert getting_ready.startswith("Getting ready")
    assert address.startswith("Open     http://")


@pytest.mark.usefixtures("brief")
def test_what_opens_a_browser_is_not_told_the_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    class Browser(webbrowser.BaseBrowser):
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
            opened.append(url)
            return True

    monkeypatch.setattr(webbrowser, "get", Browser)
    assert main(["explore", SMALLEST]) == 0
    said = capsys.readouterr().out
    (token,) = re.findall(r"http://127\.0\.0\.1:\d+/([\w-]+)/", said)
    assert "No browser" not in said
    (address,) = opened
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}", address)
    assert token not in address


def no_browser() -> webbrowser.BaseBrowser:
    raise webbrowser.Error("could not locate runnable browser")


@pytest.mark.parametrize("found", [no_browser, lambda: webbrowser.GenericBrowser("lynx")])
def test_no_browser_with_windows_is_said(
    brief: list[StandIn],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    found: object,
) -> None:
    assert not brief
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr(webbrowser, "get", found)
    assert main(["explore", SMALLEST]) == 0
    assert "No browser was found here: open the address yourself." in capsys.readouterr().out


def test_a_browser_that_is_asked_for_may_take_the_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    noted = tmp_path / "noted"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {noted}\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser(str(program)))
    assert browsing.opened("http://127.0.0.1:1/x")
    assert noted.read_text(encoding="utf-8") == "http://127.0.0.1:1/x"


def test_a_port_that_is_named_is_had_or_refused(
    brief: list[StandIn], capsys: pytest.CaptureFixture[str]
) -> None:
    with serving.bound(None) as door:
        port = door.getsockname()[1]
        assert main(["explore", SMALLEST, "--no-open", "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"port {port} cannot be had: " in said
    assert "leave --port out" in said
    assert not brief, "nothing is made for nobody"
    assert main(["explore", SMALLEST, "--no-open", "--port", str(port)]) == 0
    assert f"http://127.0.0.1:{port}/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--port", "80"], "must be between 1024 and 65535"),
        (["--histories", "10"], "must be between 100 and 10,000"),
        (["--histories", "1000000"], "must be between 100 and 10,000"),
        (["--set", "truce.flor=1"], "floor"),
    ],
)
def test_what_cannot_be_is_refused(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explore", SMALLEST, "--no-open", *words]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("absent", ["starlette", pytest.param("uvicorn", marks=pytest.mark.slow)])
def test_without_the_extra_it_says_how_to_get_it(
    absent: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(explore, "find_spec", lambda one: None if one == absent else find_spec(one))
    assert main(["explore", SMALLEST]) == 2
    said = capsys.readouterr().err
    assert said.lower().startswith(f"explore needs {absent}; try: ")
    assert "[page]" in said


@pytest.mark.slow
def test_the_first_word_waits_for_nothing_that_simulates() -> None:
    code = (
        "import sys, truce_sim.cli.explore, truce_sim.cli.reading, truce_sim.page.serving; "
        "print(*sorted({'numpy', 'scipy', 'simpy', 'numba', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@contextmanager
def started(**environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Yield the program and the address that it printed; it is ended however the test ends."""
    process = subprocess.Popen(
        [*COMMAND, "--no-open"] if "BROWSER" not in environment else COMMAND,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Without numba nothing is compiled for a test that asks for nothing.
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", **environment},
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.search(r"http://\S+", line):
                yield process, found[0]
                return
        raise AssertionError(process.communicate()[1])
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, 130),
        pytest.param(signal.SIGTERM, 143, marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, 129, marks=pytest.mark.slow),
    ],
)
def test_a_signal_ends_it_soon(number: signal.Signals, code: int) -> None:
    with started() as (process, address):
        with got(address) as page:
            assert page.status == 200
        began = time.monotonic()
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
        assert time.monotonic() - began < 2
    assert process.returncode == code
    assert said.endswith("Closed.\n")
    assert "Traceback" not in said


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no /proc on this machine")
def test_no_process_has_the_token_among_its_words(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > "$0".words; sleep 1\n', encoding="utf-8")
    browser.chmod(0o755)
    with started(BROWSER=f"{browser} %s &") as (_, address):
        token = address.rstrip("/").rpartition("/")[2]
        words = browser.with_suffix(".words")
        for _ in range(200):
            if words.is_file() and words.read_text(encoding="utf-8"):
                break
            time.sleep(0.02)
        ticket = words.read_text(encoding="utf-8").strip()
        everybody = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline")]
        assert [one for one in everybody if ticket.encode() in one]
        assert not [one for one in everybody if token.encode() in one]
        with got(ticket) as page:
            assert page.url == address
