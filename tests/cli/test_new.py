"""`new`: what a file can begin with, what it asks, and what is said where it cannot."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from truce_sim.cli import interviewing
from truce_sim.cli.main import main
from truce_sim.scenario.archetypes import ARCHETYPES

DOOR = Path(__file__).parents[2] / "run_sim.py"


def call(*arguments: str) -> int:
    return main(list(arguments))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", ARCHETYPES)
def test_a_file_of_each_kind_checks_and_runs(kind: str, folder: Path) -> None:
    assert call("new", "mine", "--from", kind) == 0
    assert call("check", "mine.toml", "--strict") == 0
    line = ["run", "mine.toml", "--runs=2", "--jobs=1", "--no-report", "-q"]
    assert call(*line, "--no-believable") == 0
    assert (folder / "scenario.schema.json").is_file()


def test_what_there_is_to_begin_with_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "ours.toml").write_text("title = 1\n")
    assert call("new", "mine", "--from", "line-of-contakt") == 2
    told = capsys.readouterr().err
    assert "try: line-of-contact" in told
    assert "ours" in told
    assert all(f"\n  {kind} " in told for kind in ARCHETYPES)
    assert max(map(len, told.splitlines())) <= 80
    assert not (folder / "scenarios" / "mine.toml").exists()
    with pytest.raises(SystemExit):
        call("new", "--help")
    shown = " ".join(capsys.readouterr().out.replace("-\n", "-").split())
    assert all(kind in shown.replace("- ", "-") for kind in ARCHETYPES)


def test_an_own_file_of_that_name_comes_first(folder: Path) -> None:
    (folder / "scenarios").mkdir()
    own = folder / "scenarios" / "monitored-truce.toml"
    own.write_text("# ours\n")
    assert call("new", "mine", "--from", "monitored-truce") == 0
    assert "# ours" in (folder / "scenarios" / "mine.toml").read_text()


def typing(*lines: str | type[BaseException]) -> tuple[list[str], Callable[[str], str]]:
    """Return what is shown, and somebody who types lines one by one, or stops."""
    shown: list[str] = []
    left: Iterator[str | type[BaseException]] = iter(lines)

    def typed(question: str) -> str:
        shown.append(question)
        line = next(left)
        if isinstance(line, str):
            return line
        raise line

    return shown, typed


def test_an_empty_line_takes_the_default_and_nobody_spares_a_question() -> None:
    shown, typed = typing("Army, Movement", "", "", "5 to 9", "", "", "", "")
    texts = interviewing.ask({}, typed)
    assert texts == {"parties": "Army, Movement", "incidents": "5 to 9"}
    asked = [int(question.partition("/")[0]) for question in shown]
    # Nobody outside has no attacks, and nobody who checks no teams.
    assert asked == [1, 2, 3, 4, 5, 7, 9, 10]


def test_a_wrong_answer_is_asked_again_with_the_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = [
        "Army",
        "Army, Movement",
        "soon",
        "",
        "",
        "lots",
        "3 to 9",
        "",
        "",
        "",
        "Us for Navy",
        "",
    ]
    shown, typed = typing(*lines)
    texts = interviewing.ask({}, typed)
    assert texts["incidents"] == "3 to 9"
    assert len(shown) == len(lines)
    told = capsys.readouterr().err
    for reason in ("two parties at least", "'soon' is no date", "no number a day", "none of the"):
        assert reason in told
    assert max(map(len, told.splitlines())) <= 80


def test_only_what_a_file_of_answers_leaves_is_asked() -> None:
    shown, typed = typing("", "")
    given = dict.fromkeys(("outside", "checks", "behind"), "nobody")
    known = {"parties": "Army, Movement", "starts": "2030-05-01", "incidents": "5 to 9"}
    assert interviewing.ask({**given, **known}, typed) == {**given, **known}
    assert [question.split()[0] for question in shown] == ["3/10", "9/10"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_who_stops_finds_the_answers_kept(
    stop: type[BaseException],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    _, typed = typing("Army, Movement", "2031-01-01", stop)
    monkeypatch.setattr(interviewing, "_typed", typed)
    assert call("new", "mine", "--ask") == 130
    told = capsys.readouterr().err
    assert "2 answers are kept in mine.answers" in told
    assert "new mine --answers mine.answers" in told
    assert [path.name for path in folder.iterdir()] == ["mine.answers"]
    shown, typed = typing("", "", "", "", "", "")
    monkeypatch.setattr(interviewing, "_typed", typed)
    assert call("new", "mine", "--answers", "mine.answers") == 0
    assert "Movement" in (folder / "mine.toml").read_text()
    assert [int(question.partition("/")[0]) for question in shown] == [3, 4, 5, 7, 9, 10]
    assert call("check", "mine.toml", "--strict") == 0


def test_answers_in_a_file_need_no_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "known.txt").write_text("parties = Army, Movement\nincidents: 5 to 9\n")
    assert call("new", "mine", "--answers", "known.txt") == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert "as in line-of-contact" in told.out
    assert "starts, talks, outside, checks, earlier, behind: not answered" in told.out
    assert call("check", "mine.toml", "--strict") == 0
    again = folder / "again"
    again.mkdir()
    os.chdir(again)
    assert call("new", "mine", "--answers", "../known.txt") == 0
    assert (again / "mine.toml").read_bytes() == (folder / "mine.toml").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--ask"], "--ask needs a terminal"),
        (["--answers", "none.txt"], "There is no file none.txt"),
        (["--answers", "bad.txt"], "'lots' is no number a day"),
        (["--ask", "--from", "line-of-contact"], "leave one out"),
    ],
)
def test_what_cannot_be_asked_is_said(
    arguments: list[str], says: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.txt").write_text("incidents = lots\n")
    assert call("new", "mine", *arguments) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""
    assert not (folder / "mine.toml").exists()


def test_a_name_that_is_taken_is_said_before_anything_is_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mine.toml").write_text("precious")
    assert call("new", "mine", "--ask") == 2
    assert "exists already" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_in_a_real_terminal(folder: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, str(DOOR), "new", "mine", "--ask"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "NO_COLOR": "1"},
    ) as process:
        os.close(theirs)
        os.write(ours, b"Army, Movement\n\n\nfive\n5 to 9\n\n\n\n\n")
        out = process.stdout.read().decode() if process.stdout else ""
        assert process.wait(timeout=60) == 0
    told = os.read(ours, 65536).decode()
    os.close(ours)
    assert "mine.toml" in out
    assert "1/10 Who signs the truce?" not in out
    assert "10/10 Who stands behind it?" in told
    assert "'five' is no number a day" in told
    assert not re.search("\x1b", told + out)
    assert (folder / "mine.toml").is_file()


def test_a_copy_that_leaves_its_folder_still_leads_to_what_it_extends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", "mine", "--from", "syria-2016-observed") == 0
    text = Path("mine.toml").read_text(encoding="utf-8")
    assert 'extends = "syria-2016"\n' in text
    assert re.search(r'counts += "syria-2016-counts"\n', text)
    assert call("check", "mine") == 0
    assert Path("scenario.schema.json").is_file()


def test_answers_and_counts_that_come_with_us_go_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", "mine", "--answers", "hillside") == 0
    assert call("check", "mine") == 0
    assert call("rates", "incidents") == 0
    assert "violates" in capsys.readouterr().out
    assert call("rates", "incident") == 2
    assert "try: incidents\n" in capsys.readouterr().err
