"""Every command comes to its documented end whatever the streams can carry, with words to read."""

# ruff: noqa: RUF001 - letters that are not ASCII are what this is about

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from truce_sim.cli.commands import COMMANDS as PARSED
from truce_sim.cli.main import main
from truce_sim.cli.streams import Steady, carried, visible, write_json
from truce_sim.report.directions import isolated
from truce_sim.report.registry import names

NAME = "هيئة – Söldner"
BRIEF = f'''
title = "Two days × {NAME}"
[dates]
truce_starts = "2030-01-01 00:00"
talks = "2030-01-03 00:00"
[parties.north]
name = "{NAME}"
violates = {{ chance = 0.5, every = "6h" }}
retaliates = 0.3
tolerance = 20
hits = {{ south = 1 }}
[parties.south]
violates = {{ chance = 0.5, every = "6h" }}
hits = {{ north = 1 }}
[verification]
teams = 2
reported_in = "2h"
checked_in = "10h"
finds = 0.9
clears = 0.9
[believable]
"parties.north.retaliates" = [0.1, 0.5]
"verification.teams" = [1, 4]
[options.teams]
label = "More teams → “sooner”"
set = {{ "verification.teams" = 9 }}
'''
ASKED = ("--runs", "10", "--jobs", "1", "--no-report")
BY = ("--by", "verification.teams=1:2")
COMMANDS: dict[str, tuple[tuple[str, ...], int]] = {
    "check": (("check", "FILE"), 0),
    "check of no file": (("check", "none–such.toml"), 2),
    "show": (("show", "FILE"), 0),
    "show inputs": (("show", "inputs"), 0),
    "run": (("run", "FILE", *ASKED), 0),
    "run in json": (("run", "FILE", *ASKED, "--json"), 0),
    "run with a wrong number": (("run", "FILE", "--runs", "zwölf–"), 2),
    "compare": (("compare", "FILE", *ASKED), 0),
    "sweep": (("sweep", "FILE", *ASKED, "--param", "verification.teams=1:4:2"), 0),
    "require": (
        ("require", "FILE", *ASKED, "--holds", "0.05", "--by", "verification.teams=1:2"),
        0,
    ),
    "require what is out of reach": (
        ("require", "FILE", *ASKED, *BY, "--holds", "0.9999"),
        3,
    ),
    "postpone": (("postpone", "FILE", *ASKED, "--talks", "2030-01-02,2030-01-03"), 0),
    "sensitivity": (("sensitivity", "FILE", *ASKED), 0),
    "trace": (("trace", "FILE", "--run", "1"), 0),
    "trace in json": (("trace", "FILE", "--run", "1", "--json"), 0),
    "trace of two": (("trace", "FILE", "--run", "1", "--options", "teams"), 0),
    "list": (("list",), 0),
    "list in json": (("list", "--json"), 0),
    "show latest": (("show", "latest"), 0),
    "report": (("report", "latest", "--format", "html"), 0),
    "rates of no file": (("rates", "none–such.csv"), 2),
    "tally": (("tally", "docs/teaching/example-predictions.csv"), 0),
    "work of no run": (("work", "none–such", "--share", "1/2"), 2),
    "a plan of what cannot be shared out": (
        ("require", "FILE", "--plan-only", *BY, "--holds", "0.9"),
        2,
    ),
    "pack of no run": (("pack", "none–such"), 2),
    "brief of no run": (("brief", "none–such"), 2),
    "teach where a file stands": (("teach", "FILE"), 2),
    "tally of no file": (("tally", "none–such.csv"), 2),
    "now where nothing was observed": (("now", "FILE", *ASKED), 2),
    "backtest of no file": (("backtest", "none–such.csv"), 2),
    "anchor of no file": (("anchor", "none–such.toml"), 2),
    "explore of no file": (("explore", "none–such.toml"), 2),
    "clean": (("clean",), 0),
    "schema": (("schema",), 0),
    "help": (("--help",), 0),
    "no such command": (("rûn",), 2),
}
STORED = (*names(), "list", "show", "report", "clean")
QUICK = ("check", "check of no file", "show inputs", "run", "run in json", "list", "schema")
ASKED_IN = [
    *((command, encoding) for command in COMMANDS for encoding in ("ascii", "cp1252")),
    *((command, encoding) for command in QUICK for encoding in ("utf-16", "left")),
    ("require what is out of reach", "left"),
    ("run with a wrong number", "left"),
]
ASKED_IN.remove(("report", "ascii"))  # Charts take their time, and say nothing.


class Left(io.RawIOBase):
    """A pipe whose reader has gone."""

    def writable(self) -> bool:
        return True

    def write(self, _: object) -> int:
        raise BrokenPipeError


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streams")
    (folder / "brief.toml").write_text(BRIEF, encoding="utf-8")
    assert main([*_filled(("run", "FILE", *ASKED), folder)]) == 0
    return folder


def _filled(line: tuple[str, ...], folder: Path) -> list[str]:
    out = ["--out", str(folder / "out")] if line[0] in STORED and line[1:2] != ("inputs",) else []
    if line[0] == "show" and line[1] == "FILE":
        out = []
    return [*(str(folder / "brief.toml") if word == "FILE" else word for word in line), *out]


def put(encoding: str, monkeypatch: pytest.MonkeyPatch) -> tuple[io.BytesIO, io.BytesIO]:
    """Put streams of one encoding, or ones whose reader has left, in place of both."""
    kept = (io.BytesIO(), io.BytesIO())
    for name, buffer in zip(("stdout", "stderr"), kept, strict=True):
        stream: io.TextIOWrapper
        if encoding == "left":
            stream = Gone(io.BufferedWriter(Left(), 64))
        else:
            stream = io.TextIOWrapper(buffer, encoding=encoding)
        monkeypatch.setattr(sys, name, stream)
    return kept


class Gone(Steady):
    """A steady stream with nobody at its end; it has no number to point elsewhere."""

    def _drained(self, error: OSError) -> None:
        assert isinstance(error, BrokenPipeError)


@pytest.mark.parametrize(("command", "encoding"), ASKED_IN)
def test_every_command_ends_as_documented(
    command: str, encoding: str, where: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, code = COMMANDS[command]
    streams = put(encoding, monkeypatch)
    assert main(_filled(line, where)) == code
    if encoding == "left":
        return
    said = [stream.getvalue().decode(encoding) for stream in streams]
    assert said[0] or code == 2
    assert bool(said[1]) or code != 2
    if "json" in command or command == "schema":
        told = json.loads(said[0])
        if command == "run in json":
            assert told["heading"]["parties"]["north"] == NAME
    elif encoding == "ascii":
        assert all(len(text) <= 80 for text in said[0].splitlines() if "/" not in text)


def test_no_command_is_left_out() -> None:
    asked = {line[0] for line, _ in COMMANDS.values()}
    # One says a line, two may take long, and one is read by shells.
    assert set(PARSED) - asked == {"new", "verify", "compile", "completion"}


def test_what_cannot_be_carried_reads_alike() -> None:
    assert carried("1–2 × “é” …") == '1-2 x "e" ~'
    assert carried("█▓▒░━─●") == "#=+.=-o"
    assert carried("北") == "?"
    assert visible("a\x1b[31mb\n\t\x9b") == "a\\x1b[31mb\n\t\\x9b"


def test_json_keeps_every_letter_in_any_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(kept, encoding="ascii"))
    write_json(json.dumps({"name": "北 🕊 é"}, ensure_ascii=False))
    sys.stdout.flush()
    assert json.loads(kept.getvalue()) == {"name": "北 🕊 é"}


def test_names_from_right_to_left_keep_their_place_on_a_terminal_alone() -> None:
    for kind, said in ((Terminal, "\u2068هيئة تحرير\u2069 12 a"), (Steady, "هيئة تحرير 12 a")):
        kept = io.BytesIO()
        stream = kind(kept, encoding="utf-8", write_through=True)
        stream.write("هيئة تحرير 12 a")
        assert kept.getvalue().decode() == said
    assert isolated("north 12") == "north 12"


class Terminal(Steady):
    def isatty(self) -> bool:
        return True


DOOR = [sys.executable, "run_sim.py"]


def test_closed_and_full_streams_end_as_documented() -> None:
    check = " ".join([*DOOR, "check", "scenarios/smallest.toml"])
    left = "| true; exit ${PIPESTATUS[0]}"
    for redirected, code in ((">&-", 0), ("<&- >&- 2>&-", 0), (left, 0)):
        done = subprocess.run(
            ["bash", "-c", f"{check} {redirected}"], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (code, "")
    if Path("/dev/full").exists():
        done = subprocess.run(
            ["bash", "-c", f"{check} >/dev/full"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert done.stderr.startswith("The answer could not be written: ")
        assert done.stderr.count("\n") == 1


def test_a_file_that_we_open_is_never_taken_for_a_closed_stream(tmp_path: Path) -> None:
    script = (
        "import sys; from truce_sim.cli.streams import steady; steady();"
        f"file = open({str(tmp_path / 'kept')!r}, 'w'); print('stray');"
        "print('x', file=sys.stderr); sys.stdout.flush(); assert file.fileno() > 2"
    )
    environment = {**os.environ, "PYTHONPATH": "sim"}
    line = f'{sys.executable} -c "{script}" >&- 2>&-'
    done = subprocess.run(["bash", "-c", line], env=environment, check=False)
    assert done.returncode == 0
    assert (tmp_path / "kept").read_text() == ""
