"""Numba takes a quarter of a second to load: nobody waits for it who does not use it."""

import subprocess
import sys
from pathlib import Path

import pytest
from truce_sim import engine
from truce_sim.cli.main import main

DOOR = """
import sys
{before}
from truce_sim.cli.main import main
try:
    code = main(sys.argv[1:])
except SystemExit as stop:
    code = stop.code or 0
print("loaded" if sys.modules.get("numba") else "not loaded", file=sys.stderr)
sys.exit(code)
"""
BLOCKED = "sys.modules['numba'] = None"
SMALLEST = "scenarios/smallest.toml"


def call(*words: str, before: str = "") -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, "-c", DOOR.format(before=before), *words]
    return subprocess.run(line, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["run", "--help"],
        ["check", SMALLEST],
        ["list"],
        ["run", SMALLEST, "--runs=100", "--dry-run"],
        ["run", SMALLEST, "--runs=4", "--jobs=1", "--no-report", "--engine=simpy"],
    ],
)
def test_what_does_not_need_it_does_not_load_it(words: list[str], tmp_path: Path) -> None:
    more = ["--out", str(tmp_path)] if {"--runs=4", "list"} & set(words) else []
    done = call(*words, *more)
    assert done.returncode == 0
    assert "not loaded" in done.stderr


def test_without_numba_all_works(tmp_path: Path) -> None:
    asked = ["run", SMALLEST, "--runs=4", "--jobs=1", "--no-report", f"--out={tmp_path}"]
    assert call(*asked, before=BLOCKED).returncode == 0


def test_without_numba_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engine, "_found", [])
    monkeypatch.setitem(sys.modules, "numba", None)
    assert main(["compile"]) == 3
    said = capsys.readouterr().err
    assert "numba is not installed" in said
    assert "pip install" in said
    asked = ["run", SMALLEST, "--runs=4", "--jobs=1", "--no-report", f"--out={tmp_path}"]
    assert main([*asked, "--engine=compiled"]) == 2
    assert "numba is not installed. Try: " in capsys.readouterr().err
