"""Every command that README and docs show runs as it is written, with fewer runs."""

import contextlib
import io
import re
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from past_rows import row, written
from quickest import quickest
from truce_sim.cli.commands import COMMANDS
from truce_sim.cli.exits import Exit
from truce_sim.cli.main import main
from truce_sim.cli.parser import build_parser
from truce_sim.evidence.rules_file import shipped_file
from truce_sim.studies import given_pasts
from visitor import visit

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
DOORS = ("truce-sim ", "python run_sim.py ")
TUTORIAL = ROOT / "docs" / "tutorial.md"
OF_A_CLASS = ROOT / "docs" / "teaching" / "teachers-page.md"
"""Typed in a folder of its own; `tests/classroom` does so."""

STANDS_FOR = {
    "FILE": "scenarios/syria-2016.toml",
    "RUN": "latest",
    "CASES.csv": str(shipped_file("cases.csv")),
    "RULES.toml": str(shipped_file("rules.toml")),
    "ROWS.csv": "rows.csv",
    "PREDICTIONS.csv": str(ROOT / "docs" / "teaching" / "example-predictions.csv"),
    "OUTCOMES.csv": str(ROOT / "docs" / "teaching" / "outcomes.csv"),
}
"""What a word in capitals stands for, so that the line can be run."""

MAY_BE_UNDECIDED = {"require", "compile", "anchor"}
"""With few runs these may say that they cannot tell, or without numba that they cannot be done:
exit code 3."""


def typed(page: Path) -> Iterator[str]:
    """Yield the commands of a page: indented lines, and what stands in backticks."""
    text = re.sub(r"\\\n\s+", "", page.read_text(encoding="utf-8"))
    for line in text.splitlines():
        code = [line.strip()] if line.startswith("    ") else re.findall(r"`([^`]+)`", line)
        for piece in code:
            if line := without_door(piece):
                yield line


def without_door(piece: str) -> str:
    """Return what is asked of the tool in a line, or "" if it is something else."""
    for door in DOORS:
        if piece.startswith(door):
            return piece.removeprefix(door).split("  #")[0].strip()
    return ""


def words_of(line: str) -> list[str]:
    return [STANDS_FOR.get(word, word) for word in shlex.split(line)]


_LONG = ("verify", "sensitivity", "brief")
"""Commands that cannot be short; the last one waits for a browser."""
SERVES = "explore"
"""It goes on until it is ended: a visitor looks at its page, asks what is on it, and ends it."""


def commands() -> list[object]:
    """Return each command once, whatever its number of runs; those that cannot be short as slow."""
    found: dict[tuple[str, ...], str] = {}
    for page in PAGES:
        for line in typed(page):
            if page not in (TUTORIAL, OF_A_CLASS):
                found.setdefault(tuple(without_runs(words_of(line))), line)
    slow = pytest.mark.slow
    return [pytest.param(x, marks=slow) if is_long(x) else x for x in found.values()]


def is_long(line: str) -> bool:
    """Return whether a command takes long; of those that serve a page, one has options."""
    command = line.split(maxsplit=1)[0]
    return command in _LONG or (command == SERVES and "--" not in line)


def without_runs(words: list[str]) -> list[str]:
    place = words.index("--runs") if "--runs" in words else len(words)
    return words[:place] + words[place + 2 :]


def quick(words: list[str], out: Path) -> list[str]:
    """Return a command with as few runs as it takes, and results kept aside."""
    options = {option for add in build_parser_of(words[0]) for option in add}
    few = []
    settled = {"--precision", "--decide", "--again", "--resume", "--dry-run", "--plan-only"}
    # `trace` looks at as many runs as it takes, which is part of what its page says.
    if "--runs" in options and words[0] != "trace" and not settled & set(words):
        few += ["--runs", "3" if words[0] != "sensitivity" else "2"]
    # What jobs change is the matter of other tests, and each would load all libraries anew.
    if "--jobs" in options and words[0] != "trace" and not {"--jobs", *settled} & set(words):
        few += ["--jobs", "1"]
    if "--no-report" in options and not settled & set(words):
        few += ["--no-report"]
    # It makes all runs of all cases, which the model does in tests/model/test_oracles.py.
    if words[0] == "verify":
        few += ["--engine", quickest()]
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
    written(folder, *(row(location=f"Ruritania {number}") for number in range(9)))
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        line = ["run", "scenarios/smallest.toml", "--runs=20", "--jobs=1", "--no-report", "-q"]
        assert main([*line, "--out", str(folder / "results")]) == 0
    return folder


@pytest.mark.parametrize("line", commands())
def test_a_documented_command_runs(
    line: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setattr(given_pasts, "BLOCK", 300)
    words = quick(words_of(line), place / "results")
    if words[0] == SERVES:
        visited = visit(words, monkeypatch)
        assert visited.code == Exit.STOPPED, capsys.readouterr().err
        assert visited.page["question"].startswith("Will the truce hold")
        assert 0 <= visited.page["file_answer"]["low"] < visited.page["file_answer"]["high"] <= 1
        return
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


FEW = 3
"""Commands that share an option, at most, for it to be theirs; what more share is told once."""


def test_an_option_of_few_commands_stands_where_each_is_told() -> None:
    sections = [
        section
        for page in PAGES
        for section in re.split(r"(?m)^(?=#+ )", page.read_text(encoding="utf-8"))
    ]
    having = {
        command: {option for options in build_parser_of(command) for option in options}
        for command in COMMANDS
    }
    shared = Counter(option for options in having.values() for option in options)
    untold = [
        f"{command} {option}"
        for command, options in having.items()
        for option in sorted(options)
        if option.startswith("--") and shared[option] <= FEW
        if not any(
            re.search(rf"(?:`|{'|'.join(DOORS)}){command}\b", section)
            and re.search(rf"{option}(?![\w-])", section)
            for section in sections
        )
    ]
    assert untold == []


def test_every_command_and_option_says_what_it_does() -> None:
    for command in COMMANDS:
        parser = build_parser()._subparsers._group_actions[0].choices[command]  # type: ignore[union-attr,index]
        assert parser.description, command
        assert [action.dest for action in parser._actions if not action.help] == [], command


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
        asked = without_door(piece)
        if not asked:
            text = truce.read_text(encoding="utf-8")
            truce.write_text(text.replace(table, f"{table}\n{piece}", 1), encoding="utf-8")
            assert main(["check", str(truce)]) == 0, capsys.readouterr()
            continue
        words = quick(shlex.split(asked), tmp_path / "results")
        assert main(words) == 0, capsys.readouterr().err
    assert '"truce.floor" = [0.2, 0.6]' in truce.read_text(encoding="utf-8")
