"""The commands that ask more, as a user types them."""

import json
import re
from pathlib import Path

import pytest
from truce_sim.cli import weighing
from truce_sim.cli.main import main
from truce_sim.report.registry import names, question_named

TWO_SIDES = "tests/support/two-sides.toml"
DOUBTFUL = '[believable]\n"parties.all.tolerance" = [15, 40]\n"settled.open_complaints" = [1, 20]\n'
DOUBTFUL += '[observed]\nholds_until = "2030-05-03 00:00"\n'

ASKED: dict[str, list[str]] = {
    "sweep": ["--param", "parties.all.tolerance=15,22,40"],
    "require": ["--holds", "0.3", "--by", "parties.all.tolerance=15:60"],
    "postpone": ["--talks", "2030-05-05,2030-05-11"],
    "now": [],
    "sensitivity": [],
}
ELSEWHERE = {"run", "compare", "backtest"}
"""Questions that other tests ask so."""


def test_every_question_is_asked() -> None:
    assert ASKED.keys() | ELSEWHERE == set(names())


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    path = tmp_path / "two-sides.toml"
    path.write_text(Path(TWO_SIDES).read_text() + DOUBTFUL)
    return str(path)


def ask(scenario: str, command: str, out: Path, *more: str) -> int:
    arguments = ASKED[command]
    jobs = [] if "--jobs" in more else ["--jobs", "1"]
    return main([command, scenario, "--runs", "30", "--out", str(out), *jobs, *arguments, *more])


@pytest.mark.parametrize("command", ASKED)
def test_an_answer_fits_80_columns_and_is_stored_whole(
    command: str, scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert ask(scenario, command, out, "--format", "html,csv") == 0
    shown = capsys.readouterr().out
    assert all(len(line) <= 80 for line in shown.splitlines() if "/" not in line)
    (summary,) = out.rglob("summary.json")
    question = question_named(command)
    assert question is not None
    assert question.result.model_validate_json(summary.read_text()).kind == command
    folder = summary.parent
    assert folder.name.startswith(f"{command}-")
    assert {"report.html", "run.json", "scenario.toml"} <= {path.name for path in folder.iterdir()}
    assert list(folder.glob("*.csv"))
    for more, said in (["list"], folder.name), (["show", folder.name], shown.splitlines()[3]):
        assert main([*more, "--out", str(out)]) == 0
        assert said in capsys.readouterr().out
    before = (folder / "report.html").read_bytes()
    assert main(["report", folder.name, "--out", str(out), "--format", "html"]) == 0
    assert (folder / "report.html").read_bytes() == before


def test_dates_of_one_day_are_told_apart(
    scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talks = "2030-05-11 10:00,2030-05-05 20:00,2030-05-05 08:00"
    asked = ["--talks", talks, "--runs", "20", "--jobs", "1", "--format", "html"]
    assert main(["postpone", scenario, *asked, "--out", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr().out
    assert "5 May, 08:00" in shown
    assert "From 5 May, 08:00 to 11 May:" in " ".join(shown.split())
    assert all(len(line) <= 80 for line in shown.splitlines() if "/" not in line)
    (report,) = (tmp_path / "out").rglob("report.html")
    assert "5 May, 08:00 to 5 May, 20:00" in report.read_text()


LAST: dict[str, list[str]] = {"run": [], "compare": [], **ASKED}


@pytest.mark.parametrize("violates", [0.0, 0.99], ids=["always holds", "never holds"])
@pytest.mark.parametrize("command", LAST)
def test_truces_that_all_end_alike_are_told_in_80_columns(
    command: str, violates: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing to tell apart, and names at their longest: "none of 30 runs", long words of doubt."""
    path = tmp_path / "alike.toml"
    options = '[options.deaf]\nset = { "parties.north.notices" = 0.2 }\n'
    small = Path(TWO_SIDES).read_text().replace("chance = 0.3", f"chance = {violates}")
    path.write_text(small + DOUBTFUL + options)
    arguments = [*LAST[command], "--runs", "30", "--jobs", "1", "--no-report"]
    code = main([command, str(path), *arguments, "--out", str(tmp_path / "out")])
    shown = capsys.readouterr().out
    assert code == (3 if command == "require" and violates else 0)
    assert all(len(line) <= 80 for line in shown.splitlines() if "/" not in line)
    assert "100 in 100" not in shown
    assert " 0 in 100" not in shown
    if command == "sensitivity":
        assert "No input moves the odds beyond chance." in shown


@pytest.mark.parametrize("command", ASKED)
def test_json_is_the_summary_and_nothing_else(
    command: str, scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert ask(scenario, command, out, "--json", "--no-report") == 0
    shown = capsys.readouterr()
    (summary,) = out.rglob("summary.json")
    assert shown.out == summary.read_text()
    assert shown.err == ""


@pytest.mark.parametrize("command", ASKED)
def test_a_dry_run_weighs_the_work_and_runs_nothing(
    command: str, scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert ask(scenario, command, out, "--dry-run") == 0
    shown = capsys.readouterr().out
    assert " runs: about " in shown
    assert not out.exists()


def test_a_dry_run_counts_what_the_sweep_then_does(
    scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(scenario, "sweep", tmp_path / "out", "--dry-run") == 0
    assert "3 settings, 90 runs" in capsys.readouterr().out


@pytest.mark.parametrize("command", ASKED)
def test_what_cannot_fit_in_memory_is_refused_with_what_does(
    command: str,
    scenario: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(weighing, "memory_here", lambda: 400e6)
    out = tmp_path / "out"
    assert ask(scenario, command, out, "--no-report", "--runs", "9000000") == 2
    said = " ".join(capsys.readouterr().err.split())
    assert " of memory; there are 400 MB. About " in said
    fits = re.search(r"About ([\d,]+) runs fit: give fewer --runs or --jobs", said)
    assert fits
    assert int(fits[1].replace(",", "")) > 1000
    assert not out.exists()
    monkeypatch.setattr(weighing, "memory_here", lambda: 10e6)
    assert ask(scenario, command, out, "--no-report") == 2
    assert "Give fewer --jobs" in capsys.readouterr().err


@pytest.mark.parametrize("more", [(), ("--resume", "run-of-yesterday")])
def test_where_no_library_can_be_loaded_nothing_begins(
    more: tuple[str, ...],
    scenario: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Linear algebra waits for memory without end while it is loaded, deaf to every signal."""
    monkeypatch.setattr(weighing, "addresses_here", lambda: 256e6)
    asked = more or (scenario,)
    assert main(["run", *asked, "--out", str(tmp_path / "out")]) == 2
    assert "350 MB of memory for its libraries" in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "out").exists()


BY_DEFAULT = {"now"}
"""One that asks for runs more than once; whatever the question, they are handed out alike."""


@pytest.mark.parametrize(
    "command",
    [pytest.param(c, marks=() if c in BY_DEFAULT else pytest.mark.slow) for c in ASKED],
)
def test_the_same_bytes_whatever_the_jobs(command: str, scenario: str, tmp_path: Path) -> None:
    stored = []
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        assert ask(scenario, command, out, "--no-report", "--jobs", jobs) == 0
        (summary,) = out.rglob("summary.json")
        stored.append({path.name: path.read_bytes() for path in summary.parent.iterdir()})
    for files in stored:
        del files["run.json"]
    assert stored[0] == stored[1]


def test_odds_that_are_not_reached_are_exit_code_3(
    scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["--by", "settled.open_complaints=1:3", "--holds", "0.99"]
    assert ask(scenario, "require", tmp_path / "out", *more) == 3
    assert "Not reachable by this input" in capsys.readouterr().out
    assert ask(scenario, "require", tmp_path / "out", *more, "--json") == 3


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["sweep", TWO_SIDES], "--param"),
        (["sweep", TWO_SIDES, "--param", "parties.all.tolerence=1:9:3"], "parties.all.tolerance"),
        (["sweep", TWO_SIDES, "--param", "parties.all.tolerance=1:9:0"], "nothing to compare"),
        (["sweep", TWO_SIDES, "--param", "parties.all.tolerance=9:1:3"], "must rise"),
        (
            ["sweep", TWO_SIDES, "--param", "parties.all.tolerance=1:9:1000000"],
            "more than anybody can look at",
        ),
        (
            [
                *["sweep", TWO_SIDES, "--runs", "2000"],
                *["--param", "parties.all.tolerance=1:9:1000"],
                *["--param", "parties.all.retaliates=0:0.2:1000"],
            ],
            "1,000,000 settings",
        ),
        (
            ["sweep", TWO_SIDES, "--param", "parties.all.tolerance=1:9", "--design", "lhs"],
            "--points",
        ),
        (
            [
                *["sweep", TWO_SIDES, "--param", "parties.all.tolerance=1:9"],
                *["--design", "sobol", "--points", "100"],
            ],
            "64 or 128",
        ),
        (["require", TWO_SIDES, "--by", "parties.all.tolerance=1:9"], "--holds 0.9"),
        (["require", TWO_SIDES, "--holds", "0.9"], "--by"),
        (
            ["require", TWO_SIDES, "--holds", "90", "--by", "parties.all.tolerance=1:9"],
            "try: 0.9",
        ),
        (["postpone", TWO_SIDES, "--talks", "2030-05-11,tomorrow"], "date"),
        (["sensitivity", TWO_SIDES], "no [believable]"),
        (["trace", TWO_SIDES, "--options", "hotlin"], "no option"),
    ],
)
def test_bad_questions_name_what_to_try_and_run_nothing(
    arguments: list[str],
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = Path.cwd()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tests").symlink_to(root / "tests")
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert hint in captured.err
    assert captured.out == ""
    assert not (tmp_path / "results").exists()


def test_two_options_of_one_run_are_told_from_where_they_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "patient.toml"
    path.write_text(
        Path(TWO_SIDES).read_text() + '[options.patient]\nlabel = "Both sides bear more"\n'
        'set = { "parties.all.tolerance" = 60 }\n'
        '[options.same]\nset = { "parties.all.tolerance" = 22 }\n'
    )
    assert main(["trace", str(path), "--collapses", "--options", "base,patient"]) == 0
    shown = capsys.readouterr().out
    assert "are the same in both" in shown
    assert "as in the file" in shown
    assert shown.index("Both sides bear more") > shown.index("as in the file")
    assert all(len(line) <= 80 for line in shown.splitlines()[1:])
    assert main(["trace", str(path), "--options", "same"]) == 0
    assert "The same in both" in capsys.readouterr().out
    assert main(["trace", str(path), "--collapses", "--options", "patient", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["options"] == ["as in the file", "patient"]
    first, second = (story["events"] for story in told["stories"])
    shared = told["events_shared"]
    sentences = [[event["sentence"] for event in story] for story in (first, second)]
    assert sentences[0][:shared] == sentences[1][:shared]
    assert sentences[0][shared] != sentences[1][shared]


def test_the_change_of_a_rule_is_said_to_be_against_its_own_first_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["postpone", TWO_SIDES, "--talks", "2030-05-05,2030-05-08,2030-05-11", "--runs", "40"]
    assert main([*asked, "--no-report", "--jobs", "1", "--out", str(tmp_path)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "of a rule against its own first date" in said
