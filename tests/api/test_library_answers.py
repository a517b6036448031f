"""Answers from Python: the bytes of the commands, their tables, charts, words and differences."""

import io
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
import truce_sim as ts
from asked import QUESTIONS, write_scenario
from truce_sim.cli.main import main

OURS: dict[str, Callable[[ts.Truce, str], ts.Answer[Any]]] = {
    "run": lambda truce, other: truce.run(40, seed=5),
    "compare": lambda truce, other: truce.compare(other, runs=6),
    "sweep": lambda truce, other: truce.sweep({"parties.all.tolerance": [9, 30]}, runs=6),
    "require": lambda truce, other: truce.require("parties.all.tolerance=5:60", 0.5, runs=30),
    "postpone": lambda truce, other: truce.postpone(["2030-05-05", "2030-05-07"], runs=6),
    "sensitivity": lambda truce, other: truce.sensitivity(runs=6),
    "now": lambda truce, other: ts.load("syria-2016-observed").now("2016-03-01", runs=2000),
}
"""Every question, as Python asks it."""
TYPED = {
    "run": ["--runs", "40", "--seed", "5"],
    "compare": ["--runs", "6"],
    "sweep": ["--param", "parties.all.tolerance=9,30", "--runs", "6"],
    "require": ["--by", "parties.all.tolerance=5:60", "--holds", "0.5", "--runs", "30"],
    "postpone": ["--talks", "2030-05-05,2030-05-07", "--runs", "6"],
    "sensitivity": ["--runs", "6"],
    "now": ["--until", "2016-03-01", "--runs", "2000"],
}
"""The same as a command line."""
SLOW = {"postpone", "require", "sensitivity", "now"}
DIFFER = {"run.json", "report.html"}
"""Files that know when, where and by what line they came to be."""


def test_every_question_can_be_asked_from_python() -> None:
    assert set(OURS) == set(TYPED) == set(QUESTIONS) - {"backtest"}


@pytest.mark.parametrize(
    "kind", [pytest.param(one, marks=pytest.mark.slow if one in SLOW else ()) for one in OURS]
)
def test_library_and_command_give_the_same_bytes(kind: str, tmp_path: Path) -> None:
    if kind == "now":
        path, other = "syria-2016-observed", ""
    else:
        path = str(write_scenario(tmp_path / "truce.toml"))
        other = str(write_scenario(tmp_path / "other.toml"))
        Path(other).write_text(Path(path).read_text().replace("tolerance = 22", "tolerance = 9"))
    named = [path, other] if kind == "compare" else [path]
    line = [kind, *named, *TYPED[kind], "--format", "csv", "--jobs", "1", "-q"]
    assert main([*line, "--out", str(tmp_path / "by-command")]) in (0, 3)
    answer = OURS[kind](ts.load(path), other)
    saved = answer.save(tmp_path / "by-python", ["csv"])
    (folder,) = (tmp_path / "by-command").glob("*/*-*-*")
    typed = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    ours = {one.name: one.read_bytes() for one in saved.iterdir() if one.is_file()}
    assert set(ours) == set(typed)
    assert [name for name in typed if name not in DIFFER and typed[name] != ours[name]] == []
    assert answer.to_json().encode() == typed["summary.json"]
    about, mine = (json.loads(files["run.json"]) for files in (typed, ours))
    assert about["question"] == mine["question"]
    again = ts.open(saved)
    assert again.to_json() == answer.to_json()
    assert [*again.tables] == [*answer.tables]
    for name, table in answer.tables.items():
        assert again.tables[name].to_csv() == table.to_csv()
        assert table.to_csv().encode() == typed[f"{name}.csv"]


@pytest.fixture(scope="module")
def odds() -> ts.Odds:
    return ts.load("smallest").run(60, seed=3)


def test_an_answer_is_typed_and_shows_itself(odds: ts.Odds) -> None:
    assert odds.value == odds.share.count / odds.share.runs
    assert odds.interval[0] < odds.value < odds.interval[1]
    assert odds.share.runs == 60
    assert odds.finished
    assert odds.headline in repr(odds)
    assert "A thinking aid, not a forecast" in str(odds)
    assert max(map(len, str(odds).splitlines())) <= 80
    assert odds.command.endswith("run smallest --runs 60 --seed 3")


def test_two_cells_of_a_notebook_share_no_id(odds: ts.Odds) -> None:
    first, second = odds._repr_html_(), odds._repr_html_()
    ids = [{part.split('"')[0] for part in html.split(' id="')[1:]} for html in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert "thinking aid" in first
    assert "http://" not in first.replace("http://www.w3.org", "")


def test_figures_are_named_and_each_is_ones_own(odds: ts.Odds) -> None:
    assert "survival" in odds.figures
    one, other = odds.figure("survival"), odds.figure("survival")
    assert one is not other
    picture = io.BytesIO()
    one.savefig(picture, format="png")
    assert picture.getvalue().startswith(b"\x89PNG")
    assert odds.svg("survival").startswith("<?xml")
    with pytest.raises(KeyError, match="there is no figure 'survivals' here"):
        odds.figure("survivals")


def test_tables_are_arrays_and_frames_of_one_type_a_column(odds: ts.Odds) -> None:
    runs = odds.runs
    assert runs["held"].dtype == bool
    assert runs["held"].sum() == odds.share.count
    assert set(runs["cause"][runs["held"]]) == {None}
    assert not runs["life"].flags.writeable
    assert runs.columns["life"].unit == "hours"
    panda, polar, arrow = runs.to_pandas(), runs.to_polars(), runs.to_arrow()
    assert panda.shape == polar.shape == (arrow.num_rows, arrow.num_columns) == runs.shape
    assert int(panda["held"].sum()) == int(polar["held"].sum()) == odds.share.count
    # What is missing is missing, as in the file.
    from_file = pd.read_csv(io.StringIO(runs.to_csv()))
    also = pl.read_csv(io.StringIO(runs.to_csv()), infer_schema_length=None)
    missing = int(runs["held"].sum())
    for frame in (panda, from_file):
        assert int(frame["cause"].isna().sum()) == missing
    for one in (polar, also):
        assert one["cause"].null_count() == missing
    assert arrow["cause"].null_count == missing


def test_a_difference_is_the_change_that_compare_prints() -> None:
    base = ts.load("smallest")
    changed = base.set({"parties.all.retaliates": 0.6})
    change = changed.run(60, seed=3, jobs=1) - base.run(60, seed=3, jobs=1)
    (option,) = base.compare(changed, runs=60, seed=3, jobs=1).summary.options
    assert change.change == option.held
    assert change.interval == (option.held.low, option.held.high)
    assert change.verdict == option.verdict
    assert "shared histories" in str(change)
    later = base.set({"dates.talks": "+12 days"})
    (option,) = base.compare(later, runs=60, seed=3, jobs=1).summary.options
    assert option.at_one_date is not None
    moved = later.run(60, seed=3, jobs=1) - base.run(60, seed=3, jobs=1)
    assert moved.change == option.at_one_date.change
    assert not moved.at_talks


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (lambda: ts.load("smallest").run(60, seed=4), "their seeds differ"),
        (lambda: ts.load("smallest").run(50, seed=3), "their numbers of runs differ"),
        (lambda: ts.load("ordinary").run(60, seed=3), "other parties or of another time"),
        (lambda: ts.load("smallest").run(seed=3, precision=0.2), "stopped by what it had found"),
    ],
)
def test_what_shares_no_histories_is_not_subtracted(other: Any, says: str, odds: ts.Odds) -> None:
    with pytest.raises(ts.QuestionError, match=says):
        _ = odds - other()
    with pytest.raises(TypeError):
        _ = odds - 1  # type: ignore[operator]


def test_nothing_is_written_unless_saved(
    odds: ts.Odds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truce = ts.load("smallest")
    monkeypatch.chdir(tmp_path)
    fresh = truce.run(60, seed=3)
    assert fresh.to_json() == odds.to_json()
    assert "survival" in fresh.figures
    assert len(fresh.to_html()) > 10_000
    assert not list(tmp_path.iterdir())
    folder = fresh.save(formats=("html", "csv"))
    assert {"report.html", "runs.csv", "summary.json"} <= {one.name for one in folder.iterdir()}
    again = ts.open("latest")
    assert isinstance(again, ts.Odds)
    assert again.save() == folder.resolve() or again.save() == folder
    assert (again - fresh).value == 0
    with pytest.raises(ts.QuestionError, match="saved already"):
        again.save(tmp_path / "elsewhere")
    with pytest.raises(ts.StoreError):
        ts.open("no-such-run")
    with pytest.raises(ts.QuestionError, match="There is no format='xls'; there are html"):
        fresh.save(formats=["xls"])


def test_an_option_alone_is_not_saved(tmp_path: Path) -> None:
    option = ts.load("syria-2016").options["more-teams"]
    answer = option.run(4, seed=1, believable=False, engine="simpy", jobs=1)
    with pytest.raises(ts.QuestionError, match="compare"):
        answer.save(tmp_path)


def test_a_run_is_told(odds: ts.Odds) -> None:
    truce = ts.load(odds)
    first = truce.trace(seed=3)
    assert first.run == 0
    assert len(first.events) > 0
    failed = truce.trace(seed=3, where="held = no")
    assert failed.run == int(np.flatnonzero(~odds.runs["held"])[0])
    assert not failed.story.held
    assert 0 < len(failed.key) < len(failed.events)
    assert str(failed).count("\n") < failed.all.count("\n")
    assert failed.key[-1].sentence in str(failed)
    typical = truce.trace(seed=3, collapses=True, runs=len(odds.runs["held"]))
    assert not typical.story.held
    with pytest.raises(ts.QuestionError, match="of its own"):
        truce.trace(3, collapses=True)
    with pytest.raises(LookupError, match="are as asked"):
        truce.trace(seed=3, where="life < 1 hour", runs=5)
    with pytest.raises(ts.ScenarioFaults):
        truce.trace(where="lief < 1 hour")
    with pytest.raises(ts.QuestionError, match="leave one of them out"):
        truce.trace(3, where="held = no")


def test_progress_goes_to_whoever_asks(odds: ts.Odds, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[int] = []
    answer = ts.load(odds).run(
        60, seed=3, jobs=1, progress=lambda how_far: seen.append(how_far.done)
    )
    assert seen[-1] == 60
    assert answer.to_json() == odds.to_json()
    ts.load(odds).run(60, seed=3, jobs=1)
    assert capsys.readouterr() == ("", "")
    ts.load(odds).run(60, seed=3, jobs=1, progress=True)
    assert "60 of 60" in capsys.readouterr().err


def test_interrupted_it_is_the_answer_so_far(odds: ts.Odds, tmp_path: Path) -> None:
    def stops(progress: Any) -> None:
        if 0 < progress.done < progress.wanted:
            raise KeyboardInterrupt

    answer = ts.load(odds).run(
        5000, seed=3, jobs=1, believable=False, engine="simpy", progress=stops
    )
    assert not answer.finished
    assert 0 < answer.share.runs < 5000
    with pytest.raises(ts.QuestionError, match="cut short"):
        answer.save(tmp_path)


def test_an_answer_goes_to_another_process_and_back(odds: ts.Odds) -> None:
    assert odds.figures
    back = pickle.loads(pickle.dumps(odds))  # noqa: S301 - our own
    assert back.to_json() == odds.to_json()
    assert back.runs.to_csv() == odds.runs.to_csv()
    assert (back - odds).value == 0
    assert [*back.figures] == [*odds.figures]
