"""Every command that is printed runs as it is printed; exit codes stand in one place."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from asked import QUESTIONS, line, write_scenario
from truce_sim import calling
from truce_sim.cli.exits import MEANINGS, Exit
from truce_sim.cli.main import main
from truce_sim.runs.store import Store

NAME = 'my truce\'s "own" $file.toml'

OPEN_ENDS = {
    "require": ["--holds", "0.05", "--by", "parties.all.tolerance=15:17"],
    "compare": [],
}
"""Questions that eight runs do not decide, nor the 32 that `require` takes by itself."""


def printed(label: str, shown: str) -> list[str]:
    """Return the arguments of the command behind a label."""
    (found,) = (one for one in shown.splitlines() if one.startswith(label))
    words = shlex.split(found.removeprefix(label))
    assert words[0] == "truce-sim"
    return words[1:]


@pytest.mark.parametrize("command", QUESTIONS)
def test_what_to_do_next_runs_as_printed(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, out = write_scenario(tmp_path / "a b" / NAME), tmp_path / "out side"
    more = ["--set", 'parties.north.name=North\'s "men"', "--seed", "3"]
    assert main(line(command, path, out, *more)) in (0, 3)
    following = printed("Next ", capsys.readouterr().out)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    few = ["--runs", "6"] if following[0] == "run" else []
    few += ["--no-report", "--jobs", "1"] if following[0] != "trace" else []
    assert main([*following, *few]) in (0, 3), following


@pytest.mark.parametrize(
    ("command", "asks"), [("require", "runs a level could decide"), ("compare", "would settle")]
)
@pytest.mark.parametrize("said", [True, False])
def test_an_answer_that_asks_for_more_runs_is_followed_by_itself_with_those(
    command: str, asks: str, said: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = write_scenario(tmp_path / "a b" / NAME), tmp_path / "out"
    runs = ["--runs", "8"] if said else ["--set", "run.runs=8"]
    more = ["--set", "parties.north.name=No man's", "--seed", "3", *OPEN_ENDS[command]]
    rest = ["--no-report", "--jobs", "1", "--out", str(out)]
    assert main([command, str(path), *runs, *more, *rest]) in (0, 3)
    shown = capsys.readouterr().out
    (wanted,) = re.findall(r"About (\S+) runs (?=a level could|would)", shown)
    following = printed("Next ", shown)
    assert following[:2] == [command, str(path)]
    assert following.count("--runs") == 1
    assert following[following.index("--runs") + 1] == wanted.replace(",", "")
    # Luck that was not looked at yet.
    assert following.count("--seed") == 1
    assert following[following.index("--seed") + 1] == "4"
    for option in OPEN_ENDS[command][::2]:
        assert option in following
    assert "--set=parties.north.name=No man's" in following
    assert main([*following, "--dry-run"]) == 0


@pytest.mark.parametrize("command", QUESTIONS)
def test_a_stopped_study_carries_on_as_printed(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, out = write_scenario(tmp_path / "a b" / NAME), tmp_path / "out side"

    def stopped(*given: Any, **_: Any) -> None:
        parts = given[4].folder / "parts"
        parts.mkdir()
        (parts / "none.npz").write_text("")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("truce_sim.cli.conducting.conduct", stopped)
        assert main(line(command, path, out)) == 130
    following = printed("Carry on ", capsys.readouterr().err)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert main([*following, "-q", "--no-report", "--jobs", "1"]) in (0, 3)
    (stored,) = Store(out).all()
    assert stored.state == "finished"


def test_a_hint_fits_the_way_the_tool_was_started(tmp_path: Path) -> None:
    write_scenario(tmp_path / NAME)
    door = Path("run_sim.py").resolve()
    begun = [sys.executable, str(door), "run", NAME, "--runs=4", "--jobs=1", "--no-report"]
    done = subprocess.run(begun, cwd=tmp_path, capture_output=True, text=True, check=True)
    (following,) = (one for one in done.stdout.splitlines() if one.startswith("Next "))
    again = following.removeprefix("Next ")
    subprocess.run(again, cwd=tmp_path, shell=True, capture_output=True, check=True)  # noqa: S602


def test_a_command_is_quoted_for_a_shell() -> None:
    words = ["run", NAME, "--set=a=b c"]
    assert shlex.split(calling.command(*words)) == ["truce-sim", *words]
    assert calling.path_word("-x.toml") == "./-x.toml"


@pytest.mark.parametrize("command", QUESTIONS)
def test_stopped_while_it_is_drawn_keeps_the_answer_and_says_how_to_draw_it(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*_: object) -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as error:
            raise RuntimeError("a library made something else of it") from error

    out = tmp_path / "out"
    asked = line(command, write_scenario(tmp_path / "t.toml"), out)
    asked[asked.index("--no-report")] = "--format=html"
    with monkeypatch.context() as patch:
        patch.setattr("truce_sim.report.page.build_page", stopped)
        assert main(asked) == 130
    said = capsys.readouterr().err
    assert "Stopped. Not everything was drawn. The answer is kept." in said
    assert main([*printed("Report ", said), "--format", "html"]) == 0


def test_the_readme_says_what_each_exit_code_means() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", Path("README.md").read_text(), re.MULTILINE)
    assert {Exit(int(number)): said for number, said in rows} == MEANINGS
    assert set(MEANINGS) == set(Exit)


def test_no_other_module_has_exit_codes_of_its_own() -> None:
    folder = Path(calling.__file__).parent
    for path in folder.rglob("*.py"):
        if path.name != "exits.py":
            text = path.read_text(encoding="utf-8")
            own = re.search(r"^(OK|FAILED|BAD_INPUT|NOT_MET|STOPPED)\b.* = ", text, re.MULTILINE)
            assert not own, path
