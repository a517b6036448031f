"""Every command that README and docs show runs as it is written, with fewer runs."""

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from truce_sim.cli.main import main
from truce_sim.cli.parser import COMMANDS, build_parser

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
DOOR = "python run_sim.py "
TUTORIAL = ROOT / "docs" / "tutorial.md"

STANDS_FOR = {
    "FILE": "scenarios/syria-2016.toml",
    "RUN": "latest",
}
"""What a word in capitals stands for, so that the line can be run."""

MAY_BE_UNDECIDED = {"require", "compile"}
"""With few runs these may say that they cannot tell, or without numba that they cannot be done:
exit code 3."""


def typed(page: Path) -> Iterator[str]:
    """Yield the commands of a page: indented lines, and what stands in backticks."""
    text = re.sub(r"\\\n\s+", "", page.read_text(encoding="utf-8"))
    for line in text.splitlines():
        code = [line.strip()] if line.startswith("    ") else re.findall(r"`([^`]+)`", line)
        for piece in code:
            if piece.startswith(DOOR):
                yield piece.removeprefix(DOOR).split("  #")[0].strip()


def words_of(line: str) -> list[str]:
    return [STANDS_FOR.get(word, word) for word in shlex.split(line)]


def commands() -> list[object]:
    """Return each command once, whatever its number of runs; those that cannot be short as slow."""
    found: dict[tuple[str, ...], str] = {}
    for page in PAGES:
        for line in typed(page):
            if page != TUTORIAL:
                found.setdefault(tuple(without_runs(words_of(line))), line)
    slow = pytest.mark.slow
    return [pytest.param(x, marks=slow) if x.split()[0] == "verify" else x for x in found.values()]


def without_runs(words: list[str]) -> list[str]:
    place = words.index("--runs") if "--runs" in words else len(words)
    return words[:place] + words[place + 2 :]


def quick(words: list[str], out: Path) -> list[str]:
    """Return a command with as few runs as it takes, and results kept aside."""
    options = {option for add in build_parser_of(words[0]) for option in add}
    few = []
    settled = {"--precision", "--decide", "--again", "--resume", "--dry-run"}
    # `trace` looks at as many runs as it takes, which is part of what its page says.
    if "--runs" in options and words[0] != "trace" and not settled & set(words):
        few += ["--runs", "3" if words[0] != "sensitivity" else "2"]
    if "--no-report" in options and not settled & set(words):
        few += ["--no-report"]
    # Nobody sits at a terminal here.
    if "--ask" in words:
        few += ["--answers", "scenarios/hillside.answers"]
    # `show` refuses it for files, and finds results in the usual place.
    if "--out" in options and words[0] != "show":
        few += ["--out", str(out)]
    return [*words, *few]


def build_parser_of(command: str) -> list[list[str]]:
    actions = build_parser()._subparsers._group_actions[0].choices[command]._actions  # type: ignore[union-attr,index]
    return [action.option_strings for action in actions]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder like a fresh clone's, with one result in it."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "scenarios", folder / "scenarios")
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        line = ["run", "scenarios/smallest.toml", "--runs=20", "--jobs=1", "--no-report", "-q"]
        assert main([*line, "--out", str(folder / "results")]) == 0
    return folder


@pytest.mark.parametrize("line", commands())
def test_a_documented_command_runs(
    line: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    words = quick(words_of(line), place / "results")
    code = main(words)
    allowed = {0, 3} if words[0] in MAY_BE_UNDECIDED else {0}
    assert code in allowed, capsys.readouterr().err


def test_every_command_and_option_is_documented() -> None:
    said = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    shown = {line.split()[0] for page in PAGES for line in typed(page)}
    assert set(COMMANDS) <= shown
    known = {
        option
        for command in COMMANDS
        for options in build_parser_of(command)
        for option in options
        if option.startswith("--")
    }
    assert known - set(re.findall(r"--[a-z][a-z-]*", said)) == set()


def test_no_page_shows_an_option_that_does_not_exist() -> None:
    for page in PAGES:
        for line in typed(page):
            command, *words = shlex.split(line)
            options = {option for names in build_parser_of(command) for option in names}
            named = {word.split("=")[0] for word in words if word.startswith("--")}
            assert named <= options, line


def test_the_tutorial_works_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    truce = Path("scenarios/my-truce.toml")
    # Lines of the file stand in blocks like the commands do; they go below the table named above.
    table = ""
    for line in TUTORIAL.read_text(encoding="utf-8").splitlines():
        named = re.search(r"table `(\[\w+\])`", line)
        table = named[1] if named else table
        piece = line.strip()
        if not line.startswith("    ") or piece.startswith("extends"):
            continue
        if not piece.startswith(DOOR):
            text = truce.read_text(encoding="utf-8")
            truce.write_text(text.replace(table, f"{table}\n{piece}", 1), encoding="utf-8")
            assert main(["check", str(truce)]) == 0, capsys.readouterr()
            continue
        words = quick(shlex.split(piece.removeprefix(DOOR)), tmp_path / "results")
        assert main(words) == 0, capsys.readouterr().err
    assert '"truce.floor" = [0.2, 0.6]' in truce.read_text(encoding="utf-8")
