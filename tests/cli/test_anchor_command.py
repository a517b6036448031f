"""`anchor` at the command line: what it prints, writes and refuses."""

import json
from pathlib import Path

import pytest
from bearing import TRUCE
from truce_sim.cli.exits import Exit
from truce_sim.cli.main import main
from truce_sim.statistics.proportions import share
from truce_sim.studies import anchor as studied

FEW = ["--runs", "200", "--engine", "simpy", "--jobs", "1", "--seed", "1"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "truce.toml"
    path.write_text(TRUCE, encoding="utf-8")
    return path


def test_it_prints_before_after_and_the_record_and_writes_a_file_that_runs(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["anchor", str(source), "--to", "base-rate", *FEW]) == 0
    said = capsys.readouterr().out
    for part in ("before", "after", "past truces", "headroom, times", "day 0 to 1", "complaints"):
        assert part in said
    assert "the level is the record's" in " ".join(said.split())
    assert all(len(line) <= 80 for line in said.splitlines() if str(source.parent) not in line)
    written = source.with_name("truce-anchored.toml")
    assert "not set to the record: `run` says" in " ".join(said.split())
    assert written.is_file()
    why = " ".join(written.read_text(encoding="utf-8").replace("\n# ", " ").split())
    for part in ("200 runs of seed 1", " by war", "at the file's own values", "not set to it"):
        assert part in why
    assert main(["check", str(written)]) == 0
    assert main(["anchor", str(written), "--write", str(source.parent / "x.toml"), *FEW]) == 0
    assert "nothing was moved" in " ".join(capsys.readouterr().out.split())
    assert not (source.parent / "x.toml").exists()


def test_a_long_title_is_broken_and_nothing_is_told_of_past_truces_beyond_day_30(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Will the truce of the two sides hold until talks open, and for long after that date?"
    text = TRUCE.replace("Will it hold?", title).replace("+12 days", "+40 days")
    source.write_text(text, encoding="utf-8")
    assert main(["anchor", str(source), *FEW]) in (0, Exit.NOT_MET)
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 80 for line in lines if str(source.parent) not in line)
    assert "200 runs, by headroom" in lines
    (late,) = (line for line in lines if "day 30 to" in line)
    (early,) = (line for line in lines if "day 14 to" in line)
    assert early.count(" to ") == late.count(" to ") + 1


def test_odds_within_chance_of_the_record_are_left_alone_unless_a_file_is_asked_for(
    source: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        studied, "share", lambda k, n: share(k, n).model_copy(update={"low": 0.0, "high": 1.0})
    )
    assert main(["anchor", str(source), *FEW]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "nothing needs moving" in said
    assert " after " not in said
    assert [one.name for one in source.parent.iterdir()] == ["truce.toml"]
    target = source.parent / "asked.toml"
    assert main(["anchor", str(source), "--write", str(target), *FEW]) == 0
    assert "within chance" in " ".join(capsys.readouterr().out.split())
    assert target.is_file()


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = source.with_name("truce-anchored.toml")
    there.write_text("mine", encoding="utf-8")
    assert main(["anchor", str(source), *FEW]) == 2
    assert there.read_text(encoding="utf-8") == "mine"
    assert "exists already" in capsys.readouterr().err
    assert main(["anchor", str(source), "--replace", "--json", *FEW]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["written"] == str(there)
    assert abs(told["after"]["by_age"]["value"] - told["target"]["value"]) <= 0.01
    assert "extends" in there.read_text(encoding="utf-8")
    assert list(source.parent.glob("*.part")) == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--to", "somewhere"], "invalid choice"),
        (["--by", "hope"], "invalid choice"),
        (["--write", "new.txt"], "no .toml file"),
        (["--write", "nowhere/new.toml"], "there is no folder"),
        (["--set", "dates.talks=+9 days"], "there is no option --set"),
        (["--runs", "none"], "--runs"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_runs(
    source: Path, more: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["anchor", str(source), *more]) == 2
    assert says in " ".join(capsys.readouterr().err.split())
    assert [one.name for one in source.parent.iterdir()] == ["truce.toml"]


def test_the_file_itself_is_never_replaced(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["anchor", str(source), "--write", str(source), "--replace", *FEW]) == 2
    assert "the file that it extends" in " ".join(capsys.readouterr().err.split())
    assert source.read_text(encoding="utf-8") == TRUCE


def test_a_file_with_faults_or_without_what_is_to_move_is_refused(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["anchor", str(source.parent / "none.toml"), *FEW]) == 2
    source.write_text(TRUCE.replace("at_start = 1", "at_start = -1"), encoding="utf-8")
    assert main(["anchor", str(source), *FEW]) == 2
    source.write_text(TRUCE.replace("at_start = 1", "at_start = 0"), encoding="utf-8")
    capsys.readouterr()
    assert main(["anchor", str(source), "--by", "start", *FEW]) == 2
    said = capsys.readouterr().err
    assert "grievance.at_start" in said
    assert "try: --by headroom or --by spread" in said
    assert main(["anchor", "scenarios/smallest.toml", *FEW]) == 2
    assert "nor by start or spread" in capsys.readouterr().err


def test_what_cannot_be_reached_ends_with_its_exit_code_and_no_file(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calm = TRUCE.replace("headroom", "tolerance").replace(
        '{ median = "0.15 x before", p90 = "0.5 x before" }', "100000"
    )
    source.write_text(calm, encoding="utf-8")
    assert main(["anchor", str(source), *FEW]) == Exit.NOT_MET
    said = " ".join(capsys.readouterr().out.split())
    assert "Not anchored" in said
    assert "Nothing was written" in said
    assert " after " not in said
    assert [one.name for one in source.parent.iterdir()] == ["truce.toml"]
