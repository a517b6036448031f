"""Commands as a user types them: streams, exit codes, what is written where."""

import csv
import errno
import json
import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from asked import write_scenario
from truce_sim.cli import verify as verify_command
from truce_sim.cli.main import main
from truce_sim.model import build_world
from truce_sim.runs.engines import Choice
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import Scenario
from truce_sim.studies.odds import Odds
from truce_sim.studies.oracles.row import OracleRow
from truce_sim.studies.study import Answer, NothingFinishedError

TWO_SIDES = "tests/support/two-sides.toml"


def call(*arguments: str) -> int:
    return main(list(arguments))


def run(out: Path, *more: str) -> int:
    runs = [] if {"--precision", "--decide"} & set(more) else ["--runs", "60"]
    return call("run", TWO_SIDES, *runs, "--jobs", "1", "--no-report", "--out", str(out), *more)


def results(out: Path) -> list[Path]:
    return sorted(path.parent for path in out.rglob("summary.json"))


def test_bare_call_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert call() == 0
    shown = capsys.readouterr().out
    assert "Start here" in shown
    for command in ("run", "check", "show", "trace", "list", "new", "schema", "verify"):
        assert f"\n  {command} " in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["rnu"], "Did you mean 'run'"),
        (["run", TWO_SIDES, "--runs", "0"], "between 1 and"),
        (["run", TWO_SIDES, "--runs", "many"], "not a whole number"),
        (["run", TWO_SIDES, "--runs", "1"], "one run has no spread"),
        (["run", TWO_SIDES, "--decide", "90"], "try: 0.9"),
        (["run", TWO_SIDES, "--precision", "0"], "between 0.1 and 50"),
        (["run", TWO_SIDES, "--precision", "1", "--decide", "0.5"], "not allowed with"),
        (["run", TWO_SIDES, "--sed", "1"], "--help"),
        (["run", TWO_SIDES, "--format", "html,pgn"], "did you mean 'png'"),
        (["report", "--format", "csv"], "cannot be rebuilt"),
        (["run"], "Which scenario"),
        (["run", "--resume", "nothing"], "no results"),
        (["show", "nothing"], "neither a scenario file nor a run"),
    ],
)
def test_a_bad_command_is_one_sentence_and_code_2(
    arguments: list[str],
    hint: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = Path.cwd()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").symlink_to(root / "scenarios")
    assert call(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert hint in captured.err
    assert "Traceback" not in captured.err
    assert not (tmp_path / "results").exists()


def test_run_answers_in_80_columns_and_stores_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path) == 0
    shown = capsys.readouterr()
    assert " in 100 runs hold until the talks, 11 May: " in shown.out
    assert "Why it fails" in shown.out
    assert all(len(line) <= 80 for line in shown.out.splitlines() if "/" not in line)
    (folder,) = results(tmp_path)
    names = {path.name for path in folder.iterdir()}
    assert {
        "summary.json",
        "runs.csv",
        "daily.csv",
        "columns.csv",
        "scenario.toml",
        "run.json",
    } <= names
    summary = json.loads((folder / "summary.json").read_text())
    with (folder / "runs.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert summary["answers"]["held"]["count"] == sum(int(row["held"]) for row in rows)
    told = json.loads((folder / f"trace-{summary['story']}.json").read_text())
    assert told["events"][0]["kind"] == "truce starts"


def test_json_is_the_summary_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "--json") == 0
    shown = capsys.readouterr()
    (folder,) = results(tmp_path)
    assert shown.out == (folder / "summary.json").read_text()
    assert shown.err == ""


def test_quiet_says_headline_and_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--quiet") == 0
    shown = capsys.readouterr()
    assert len(shown.out.split("\n\n")) == 2
    assert shown.err == ""


def test_same_inputs_same_files_whatever_the_jobs(tmp_path: Path) -> None:
    assert run(tmp_path / "one", "-q") == 0
    assert (
        call("run", TWO_SIDES, "--runs", "60", "--jobs", "2", "--out", str(tmp_path / "two"), "-q")
        == 0
    )
    (one,), (two,) = results(tmp_path / "one"), results(tmp_path / "two")
    for path in one.iterdir():
        if path.name != "run.json":
            assert path.read_bytes() == (two / path.name).read_bytes(), path.name
    first, second = (json.loads((f / "run.json").read_text()) for f in (one, two))
    for about in (first, second):
        del about["timing"], about["command"], about["seal"]
        # One was asked for a report too.
        about["files"] = {k: v for k, v in about["files"].items() if k.endswith((".csv", ".json"))}
    assert first == second


def test_a_repeat_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    assert run(tmp_path, "-q") == 0
    assert run(tmp_path, "-q") == 0
    first, second = results(tmp_path)
    assert second.name == f"{first.name}-2"


def test_again_is_the_same_to_the_byte_and_sees_a_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "-q") == 0
    (folder,) = results(tmp_path)
    again = ("run", "--again", folder.name, "--out", str(tmp_path), "--jobs", "1")
    assert call(*again) == 0
    assert "the same to the byte" in capsys.readouterr().out
    table = folder / "runs.csv"
    table.write_text(table.read_text().replace("0", "1", 1))
    assert call(*again) == 2
    assert "runs.csv was altered after it was written" in capsys.readouterr().err


def test_set_changes_an_input_with_the_same_faults_as_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "--set", "parties.all.retaliates=25", "--set", "spiral.windw=2h") == 2
    shown = capsys.readouterr()
    assert "2 things to fix" in shown.err or "3 things to fix" in shown.err
    assert "--set" in shown.err
    assert "0.25" in shown.err
    assert shown.out == ""
    assert list(tmp_path.iterdir()) == []
    assert run(tmp_path, "-q", "--set", "parties.all.retaliates=0") == 0
    (folder,) = results(tmp_path)
    assert "retaliates = 0" in (folder / "scenario.toml").read_text()


def test_precision_runs_until_it_is_reached(tmp_path: Path) -> None:
    assert run(tmp_path, "-q", "--precision", "6") == 0
    (folder,) = results(tmp_path)
    summary = json.loads((folder / "summary.json").read_text())
    assert summary["heading"]["stopping"]["rule"] == "precision"
    held = summary["answers"]["held"]
    assert held["runs"] == summary["heading"]["stopping"]["looks"][-1]
    assert held["high"] - held["low"] <= 0.13


@pytest.mark.parametrize(("threshold", "decision"), [("0.99", "below"), ("0.02", "above")])
def test_decide_says_above_or_below(tmp_path: Path, threshold: str, decision: str) -> None:
    assert run(tmp_path, "-q", "--decide", threshold) == 0
    (folder,) = results(tmp_path)
    stopping = json.loads((folder / "summary.json").read_text())["heading"]["stopping"]
    assert stopping["decision"] == decision
    assert stopping["looks"] == [250]


def test_check_says_fine_or_all_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", TWO_SIDES) == 0
    assert "fine" in capsys.readouterr().out
    bad = tmp_path / "bad.toml"
    bad.write_text('title = "x"\n[parties.a]\nretaliates = 25\n')
    assert call("check", TWO_SIDES, str(bad)) == 2
    shown = capsys.readouterr()
    assert "fine" in shown.out
    assert "to fix" in shown.err
    assert f"{bad}:3" in shown.err


def test_show_a_scenario_inputs_and_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("show", TWO_SIDES) == 0
    assert "Who is bound by the truce" in capsys.readouterr().out
    assert call("show", "inputs") == 0
    inputs = capsys.readouterr().out
    assert "parties.ID.retaliates_fed_up" in inputs
    assert all(len(line) <= 80 for line in inputs.splitlines())
    assert run(tmp_path, "-q") == 0
    capsys.readouterr()
    (folder,) = results(tmp_path)
    assert call("show", folder.name, "--out", str(tmp_path)) == 0
    assert "hold until the talks" in capsys.readouterr().out


def test_list_shows_runs_newest_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("list", "--out", str(tmp_path)) == 0
    assert "No results yet" in capsys.readouterr().out
    assert run(tmp_path, "-q") == 0
    capsys.readouterr()
    assert call("list", "--out", str(tmp_path), "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["scenario"] == "two-sides"
    assert row["runs"] == 60
    assert row["finished"]


def test_trace_tells_a_run_that_collapses_and_one_that_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("trace", TWO_SIDES, "--collapses") == 0
    assert "The truce collapsed" in capsys.readouterr().out
    assert call("trace", TWO_SIDES, "--holds", "--json") == 0
    story = json.loads(capsys.readouterr().out)
    assert story["held"]
    assert story["events"][-1]["kind"] == "talks open"


def test_trace_finds_a_run_by_a_condition(capsys: pytest.CaptureFixture[str]) -> None:
    def told(*more: str) -> dict[str, Any]:
        assert call("trace", TWO_SIDES, *more, "--json", "--jobs", "1") == 0
        story: dict[str, Any] = json.loads(capsys.readouterr().out)
        return story

    assert told("--where", "held") == told("--holds")
    failed = told("--where", "not held")
    second = told("--where", "not held", "--nth", "2")
    assert second["replication"] > failed["replication"]
    after = f"not held and replication > {failed['replication']}"
    assert told("--where", after) == second
    assert call("trace", TWO_SIDES, "--where", after) == 0
    _, found, *_ = capsys.readouterr().out.splitlines()
    assert found == f"Run {second['replication']} is the first where {after}."


def test_trace_chooses_an_engine_for_as_many_jobs_as_it_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[Any, ...]] = []

    def choose(*given: Any) -> Choice:
        asked.append(given)
        return Choice()

    monkeypatch.setattr("truce_sim.studies.search.looking.Choice", choose)
    assert call("trace", TWO_SIDES, "--where", "life < 0h", "--runs=80", "--jobs=3") == 3
    ((engine, seconds, _, jobs),) = asked
    assert (engine, jobs) == ("auto", 3)
    assert seconds > 0


def test_trace_says_how_many_runs_it_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    looking = ["trace", TWO_SIDES, "--jobs", "1", "--where"]
    assert call(*looking, "held and life < 1 day", "--runs", "30") == 3
    shown = capsys.readouterr()
    assert not shown.out
    assert "None of the first 30 runs meets the condition: probably under 1 in 10" in shown.err
    assert call(*looking, "replication < 2", "--runs", "30", "--nth", "3") == 3
    assert "2 of the first 30 runs meet the condition" in capsys.readouterr().err
    assert call(*looking, "hold and life < 3") == 2
    shown = capsys.readouterr()
    assert "This question cannot run yet: 2 things to fix." in shown.err
    assert f"show columns {TWO_SIDES}" in shown.err


def test_show_columns_lists_what_can_be_asked_of_a_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("show", "columns", TWO_SIDES) == 0
    listed = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert {"held", "life", "cause", "ends_at"} < set(listed)
    assert call("show", "columns") == 2


def test_a_watch_beyond_the_talks_is_said_of_the_run_that_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    watch = "dates.watch_until=2030-06-30 12:00"
    assert call("trace", TWO_SIDES, "--holds", "--set", watch) == 0
    title, *_ = capsys.readouterr().out.splitlines()
    assert title.endswith("(watched until 30 June, after the talks)")


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("schema") == 0
    assert "properties" in json.loads(capsys.readouterr().out)


def test_new_writes_a_file_that_checks_and_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", "my-truce") == 0
    assert call("check", "my-truce.toml") == 0
    assert call("run", "my-truce.toml", "--runs", "20", "--jobs", "1", "-q") == 0
    assert call("new", "my-truce") == 2
    assert "exists already" in capsys.readouterr().err


def test_titles_are_shown_as_written_never_as_markup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "[bold]Talks[/bold] in \u062d\u0644\u0628 :fire: <b>now</b>"
    assert run(tmp_path, "--set", f"title={title}") == 0
    assert title in capsys.readouterr().out


def test_an_unexpected_failure_is_one_sentence_with_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr("truce_sim.cli.conducting.conduct", breaks)
    assert run(tmp_path) == 1
    shown = capsys.readouterr().err
    assert "the sky fell" in shown
    assert "Traceback" not in shown
    log = Path(shown.split("Details: ")[1].strip())
    assert "Traceback" in log.read_text()
    log.unlink()


def test_pictures_of_pixels_are_not_among_what_is_usual(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("run", TWO_SIDES, "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["formats"] == ["html", "svg", "csv"]


def test_formats_say_what_is_written(tmp_path: Path) -> None:
    asked = ["run", TWO_SIDES, "--runs", "20", "--jobs", "1", "-q", "--out", str(tmp_path)]
    assert call(*asked, "--format", "html") == 0
    (folder,) = results(tmp_path)
    names = {path.name for path in folder.iterdir()}
    assert "report.html" in names
    assert not any(name.endswith(".csv") for name in names)
    assert not (folder / "charts").exists()
    assert call("report", folder.name, "--out", str(tmp_path), "--format", "svg,png") == 0
    charts = {path.name for path in (folder / "charts").iterdir()}
    assert {"survival.svg", "survival.png"} <= charts
    assert call("run", "--again", folder.name, "--out", str(tmp_path), "--jobs", "1") == 0


@pytest.mark.parametrize("batches", [0, 1])
def test_stopped_before_an_answer_says_whether_work_is_kept(
    batches: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stopped(_: Odds, scenario: Scenario, work: Work) -> Answer:
        if batches:
            work.run([Setting("base", build_world(scenario))], 0, 5)
        raise NothingFinishedError

    monkeypatch.setattr(Odds, "conduct", stopped)
    assert run(tmp_path) == 130
    said = capsys.readouterr().err
    kept = [path.name.removesuffix(".unfinished") for path in tmp_path.rglob("*.unfinished")]
    assert len(kept) == batches
    assert ("nothing was kept" in said) == (not kept)
    assert all(f"run --resume {run_id} --out {tmp_path}" in said for run_id in kept)


def test_report_offers_only_what_it_can_write_again(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call("report", "--help")
    assert "csv" not in capsys.readouterr().out


@pytest.mark.parametrize("planned", ["2030-05-20 10:00", "2030-04-20 10:00", "2030-05-11 10:00"])
def test_the_date_first_announced_may_lie_anywhere(tmp_path: Path, planned: str) -> None:
    """Talks brought forward, say by --set, leave it behind the opening."""
    assert run(tmp_path, "--set", f"dates.talks_planned={planned}") == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["run", TWO_SIDES, "--precision", "5", "--runs", "300"], "leave --runs out"),
        (["run", TWO_SIDES, "--decide", "0.9", "--runs", "300"], "leave --runs out"),
        (["run", "--again", "latest", "--runs", "10"], "name nothing else"),
        (["trace", TWO_SIDES, "--options", "base"], "differs in nothing"),
        (["trace", TWO_SIDES, "--run", "3", "--nth", "2"], "--nth is for looking"),
        (["trace", TWO_SIDES, "--runs", "30"], "--runs is for looking"),
    ],
)
def test_what_would_be_ignored_is_refused(
    line: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = [] if line[0] == "trace" else ["--out", str(tmp_path)]
    assert main([*line, *out]) == 2
    assert said in capsys.readouterr().err


def test_files_of_one_title_are_told_by_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(Path(TWO_SIDES).read_text())
    asked = ["--runs", "10", "--jobs", "1", "--no-report", "--out", str(tmp_path / "out")]
    assert main(["compare", TWO_SIDES, str(other), *asked]) == 0
    shown = capsys.readouterr().out
    assert "  other  " in shown
    assert "  two-sides  " in shown


def test_one_run_is_told_in_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "scenarios/syria-2016.toml", "--run", "1", "--plain"]) == 0
    assert all(len(line) <= 80 for line in capsys.readouterr().out.splitlines())


def test_show_inputs_of_one_place(capsys: pytest.CaptureFixture[str]) -> None:
    def paths() -> list[str]:
        return [line for line in capsys.readouterr().out.splitlines() if line[:1].isalpha()]

    assert call("show", "inputs", "verification") == 0
    assert all(path.startswith("verification.") for path in paths())
    assert call("show", "inputs", "parties.rebels.hits") == 0
    assert paths() == ["parties.ID.hits"]
    assert call("show", "inputs", "party") == 2
    assert "no inputs at 'party'" in capsys.readouterr().err
    assert call("show", TWO_SIDES, "verification") == 2


def test_no_run_as_asked_is_a_condition_not_met(capsys: pytest.CaptureFixture[str]) -> None:
    never = ["--set", "parties.all.tolerance=1"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("truce_sim.cli.seeking.SEARCHED", 3)
        for more in ([], ["--json"]):
            assert call("trace", TWO_SIDES, "--holds", *never, *more) == 3
            shown = capsys.readouterr()
            assert shown.err.splitlines()[-2] == "None of the first 3 runs holds."
            assert shown.err.splitlines()[-1] == "To look at more: --runs 30"
            assert shown.out == ""


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_folder_that_cannot_be_written_to_is_one_code_in_every_command(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(tmp_path) == 0
    (done,) = results(tmp_path)

    def closed(*_: object, **__: object) -> None:
        raise OSError(number, "it is closed")

    real = os.open
    for name in ("mkdir", "rename", "replace", "unlink"):
        monkeypatch.setattr(Path, name, closed)
    monkeypatch.setattr(
        os,
        "open",
        lambda path, flags, *more: closed() if flags & os.O_CREAT else real(path, flags, *more),
    )
    capsys.readouterr()
    assert run(tmp_path) == 2
    assert "it is closed" in capsys.readouterr().err
    assert call("report", done.name, "--out", str(tmp_path), "--format", "html") == 2
    assert "it is closed" in capsys.readouterr().err


def test_a_closed_folder_is_no_fault_of_the_tool_under_resume(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("truce_sim.runs.store.Store.finish", stopped)
        assert run(tmp_path) == 130
    (folder,) = tmp_path.rglob("*.unfinished")
    real = os.open

    def closed(path: str, flags: int, *more: int) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.EROFS, "Read-only file system")
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", closed)
    capsys.readouterr()
    name = folder.name.removesuffix(".unfinished")
    assert call("run", "--resume", name, "--out", str(tmp_path)) == 2
    said = capsys.readouterr().err
    assert "Read-only file system" in said
    assert "should not" not in said


@pytest.mark.parametrize(
    ("number", "said", "code"),
    [
        (signal.SIGINT, "Stopped by hand", 130),
        (signal.SIGTERM, "Stopped", 143),
        (getattr(signal, "SIGHUP", signal.SIGTERM), "Stopped", None),
    ],
)
def test_a_stopped_run_says_why_it_tells_fewer_runs_than_are_finished(
    number: int,
    said: str,
    code: int | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Behind the first run that is missing, quick ones would count too often."""
    monkeypatch.setattr("truce_sim.runs.interrupts._came", [number])
    monkeypatch.setattr("truce_sim.runs.tasks._FIRST", 5)
    real, calls = Work._keep_finished, list[Any]()

    def kept(self: Work, *args: Any) -> Any:
        found = real(self, *args)
        calls.append(found)
        if len(calls) == 1:
            # Some that lie behind are finished before those between, which took longer.
            key, columns = found[0]
            columns = {name: column[:5] for name, column in columns.items()}
            self._found[key].add(50, columns)
            assert self.ledger is not None
            self.ledger.add(key, 50, columns)
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(Work, "_keep_finished", kept)
    ended = run(tmp_path)
    assert ended == (code or ended)
    assert ended == 128 + number
    shown = capsys.readouterr()
    told = " ".join(shown.out.split())
    (finished, first) = re.findall(
        rf"{said} with (\d+) runs finished; told of the first (\d+):", told
    )[0]
    assert int(first) < int(finished)
    assert f"{finished} of 60 runs are finished and saved." in " ".join(shown.err.split())
    assert f"{first} runs, seed" in told
    assert ("by hand" in told) == (number == signal.SIGINT)
    assert all(len(one) <= 80 for one in shown.out.splitlines() if "Stopped" in one)


@pytest.mark.parametrize(("number", "said"), [(None, "Stopped."), (signal.SIGTERM, "(SIGTERM).")])
def test_a_command_that_is_stopped_says_by_what(
    number: int | None,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("truce_sim.runs.interrupts._came", [number] if number else [])
    monkeypatch.setattr("truce_sim.cli.list.main", stopped)
    assert call("list") == 128 + (number or signal.SIGINT)
    assert capsys.readouterr().err.rstrip().endswith(said)


@pytest.mark.parametrize(("runs", "why"), [("20", " (from 500 runs on)"), ("500", "")])
def test_few_runs_say_from_how_many_on_other_inputs_are_looked_at(
    runs: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_scenario(tmp_path / "truce.toml")
    asked = ["run", str(path), "--runs", runs, "--jobs", "1", "--no-report", "--out", str(tmp_path)]
    assert call(*asked, "--no-believable") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"other believable inputs: not looked at{why}." in told


def test_a_failed_batch_is_told_in_80_columns_and_names_no_setting_of_a_plain_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ValueError("there is no such day in any calendar that anybody has ever heard of")

    monkeypatch.setattr("truce_sim.runs.replications.simulate_batch", breaks)
    assert run(tmp_path) == 1
    said = capsys.readouterr().err
    assert "as in the file" not in said
    assert "no such day" in " ".join(said.split())
    assert all(len(one) <= 80 for one in said.splitlines())


def test_a_long_case_of_verify_is_broken_not_cut() -> None:
    row = OracleRow("key", "how often it is, of all that " * 3 + "happens", "x", 0.5, 0.5, 1.0)
    *begun, last = verify_command._line(row).plain.splitlines()
    assert " ".join([*begun, last[:44].strip()]) == row.case
    assert all(len(line) <= 73 for line in (*begun, last))
    assert last.endswith("+1.0")


def test_trace_tells_a_typical_failure_in_few_lines_and_all_of_it_if_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["trace", TWO_SIDES, "--collapses", "--runs", "30", "--jobs", "1"]
    assert call(*asked) == 0
    few = capsys.readouterr().out
    assert "stands for the collapses in 30 runs" in few
    assert "not told; --all tells all" in few
    assert call(*asked, "--all") == 0
    assert len(capsys.readouterr().out.splitlines()) > len(few.splitlines())
    assert call(*asked, "--last", "1h", "--all") == 0
    assert "The truce started" not in capsys.readouterr().out
    assert call(*asked, "--json") == 0
    story = json.loads(capsys.readouterr().out)
    assert sum(event["key"] for event in story["events"]) < len(story["events"])
    assert call(*asked, "--nth", "30") == 3
    assert "there is no 30th among them" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("span", ["0h", "soon", "3"])
def test_what_is_no_length_of_time_before_the_end_is_refused(
    span: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("trace", TWO_SIDES, "--last", span) == 2
    assert "write it like 36h or 2days" in " ".join(capsys.readouterr().err.split())
