"""A command is said as it was called; in a report, the same by whichever door."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from truce_sim import calling
from truce_sim.cli.commands import COMMANDS
from truce_sim.runs import installing

ROOT = Path(__file__).parents[2]
DOORS = {
    "clone": ([sys.executable, "run_sim.py"], f"{sys.executable} run_sim.py"),
    "module": ([sys.executable, "-m", "truce_sim"], f"{sys.executable} -m truce_sim"),
    "program": (
        [sys.executable, "-c", "import sys; from truce_sim.start import start; sys.exit(start())"],
        "truce-sim",
    ),
}


@pytest.mark.parametrize("door", DOORS)
def test_help_and_faults_name_the_door_that_was_opened(door: str, tmp_path: Path) -> None:
    words, said = DOORS[door]
    bare = said.replace(sys.executable, Path(sys.executable).name)
    for more, code in ((["new", "--help"], 0), (["check", "no-such"], 2), (["nonsense"], 2)):
        done = subprocess.run(
            [*words, *more], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        shown = done.stdout + done.stderr
        assert said in shown or bare in shown
        others = {one for _, one in DOORS.values()} - {said}
        assert not any(f"{one} " in shown for one in others)


def test_the_words_that_started_it_start_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert calling.way("python3", "../x/run_sim.py") == ["python3", "../x/run_sim.py"]
    assert calling.way("ipython", "run_sim.py") == ["python", "run_sim.py"]
    assert calling.way("python", "/lib/truce_sim/__main__.py") == ["python", "-m", "truce_sim"]
    assert calling.way("/usr/bin/python", "-c") == ["truce-sim"]
    program = tmp_path / "bin" / "truce-sim"
    assert calling.way("python", str(program)) == [str(program)]
    program.parent.mkdir()
    program.touch()
    monkeypatch.setenv("PATH", str(program.parent))
    assert calling.way("python", str(program)) == ["truce-sim"]
    other = tmp_path / "other" / "truce-sim"
    other.parent.mkdir()
    other.touch()
    assert calling.way("python", str(other)) == [str(other)]


def test_on_windows_a_command_is_quoted_for_powershell() -> None:
    def said(*words: str) -> str:
        return calling.line(words, windows=True)

    assert said("truce-sim", "run", r"C:\a\b.toml") == r"truce-sim run C:\a\b.toml"
    assert said("truce-sim", "run", r"C:\a b\c.toml") == r"truce-sim run 'C:\a b\c.toml'"
    assert said(r"C:\a b\truce-sim", "list") == r"& 'C:\a b\truce-sim' list"
    assert said("x", "--set=n=it's", "7,9", "") == "x '--set=n=it''s' '7,9' ''"


def test_a_report_names_the_program_by_whichever_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "_called", ["python", "-m", "truce_sim"])
    assert calling.command("list") == "python -m truce_sim list"
    assert calling.reported("run", "a b.toml") == "truce-sim run 'a b.toml'"


def test_no_other_module_says_how_the_tool_is_called() -> None:
    package = Path(calling.__file__).parent
    typed = re.compile(rf"run_sim|truce[-_]sim ({'|'.join(COMMANDS)})\b")
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".j2", ".toml", ".md") and path.name != "calling.py":
            assert not typed.search(path.read_text(encoding="utf-8")), path


def test_an_installed_program_says_what_an_extra_brings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is on no index, so that its own name would not do."""
    monkeypatch.setattr(installing, "_CLONE", tmp_path)
    asked = ["numpy>=2.0", 'numba<0.70,>=0.68; extra == "fast"', "llvmlite; extra == 'fast'"]
    monkeypatch.setattr(installing, "requires", lambda _: asked)
    python = calling.interpreter()
    typed = shlex.join([python, "-m", "pip", "install", "numba<0.70,>=0.68", "llvmlite"])
    assert installing.install_command() == typed
    assert installing.install_command("none").endswith(" 'truce-sim[none]'")
