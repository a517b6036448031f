"""Scenarios by name: a path is a path, the working folder comes first, and it is said."""

import json
import shutil
from pathlib import Path

import pytest
from truce_sim.cli.main import main
from truce_sim.scenario import ScenarioFaults, load
from truce_sim.shipped import file_of, home, is_bare, names, shipped

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_file_that_comes_with_us_has_a_name(elsewhere: Path) -> None:
    assert home() == SCENARIOS
    assert {"syria-2016", "ordinary", "smallest"} < set(names())
    assert names(".csv") == ["incidents", "syria-2016-counts"]
    for name in names():
        assert load(name).source == load(SCENARIOS / f"{name}.toml").source
    assert shipped("no-such") is None


def test_in_its_own_clone_a_file_is_told_as_seen_from_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(SCENARIOS.parent)
    assert shipped("smallest") == Path("scenarios/smallest.toml")


@pytest.mark.parametrize("word", ["./smallest", "a/smallest", "a\\smallest", "smallest.toml", ""])
def test_with_a_separator_or_the_ending_it_is_a_path(word: str, elsewhere: Path) -> None:
    assert not is_bare(word)
    assert file_of(word) == Path(word)


@pytest.mark.parametrize("file", ["smallest", "smallest.toml"])
def test_a_file_of_the_working_folder_comes_first_and_it_is_said(
    file: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (SCENARIOS / "smallest.toml").read_text(encoding="utf-8")
    Path(file).write_text(text.replace("Two sides, ten days", "My own"), encoding="utf-8")
    assert main(["check", "smallest"]) == 0
    shown = capsys.readouterr()
    assert "My own" in shown.out
    assert f"Note: smallest is the file {file} of this folder" in shown.err
    assert main(["check", f"./{file}"]) == 0
    assert capsys.readouterr().err == ""


def test_a_folder_of_that_name_hides_nothing(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("smallest").mkdir()
    assert main(["check", "smallest"]) == 0
    assert capsys.readouterr().err == ""


def test_a_wrong_name_is_told_with_the_nearest(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "siria-2016"]) == 2
    assert "try: syria-2016\n" in capsys.readouterr().err
    assert main(["check", "scenarios/syria-2016.toml"]) == 2
    assert "try: syria-2016\n" in capsys.readouterr().err


def test_a_file_extends_a_scenario_by_name(elsewhere: Path) -> None:
    Path("mine.toml").write_text('extends = "smallest"\ntitle = "Mine"\n', encoding="utf-8")
    ours, mine = load("smallest"), load("mine")
    assert mine.title == "Mine"
    assert mine.parties == ours.parties
    for wrong in ("smalest", "smallest.toml"):
        Path("mine.toml").write_text(f'extends = "{wrong}"\ntitle = "Mine"\n', encoding="utf-8")
        with pytest.raises(ScenarioFaults) as found:
            load("mine.toml")
        assert found.value.faults[0].try_ == 'extends = "smallest"'


def test_show_takes_a_name_for_the_scenario_and_says_how_to_see_its_latest_run(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "smallest"]) == 0
    first = capsys.readouterr()
    assert first.err == ""
    asked = ["run", "smallest", "--runs=4", "--jobs=1", "--no-report", "-q", "--engine=simpy"]
    assert main(asked) == 0
    capsys.readouterr()
    assert main(["show", "smallest"]) == 0
    shown = capsys.readouterr()
    assert shown.out == first.out
    assert "its latest run: " in shown.err
    assert main(["show", "smallest", "--out", "results"]) == 0
    assert "Results" in capsys.readouterr().out


def test_a_study_of_a_name_goes_on_from_another_folder(
    elsewhere: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(SCENARIOS / "smallest.toml", "mine.toml")

    def stopped(*given: object, **_: object) -> None:
        parts = given[4].folder / "parts"  # type: ignore[attr-defined]
        parts.mkdir()
        (parts / "none.npz").write_text("")
        raise KeyboardInterrupt

    for name in ("mine", "smallest"):
        out = str(elsewhere / name)
        with monkeypatch.context() as patch:
            patch.setattr("truce_sim.cli.conducting.conduct", stopped)
            assert main(["run", name, "--runs=4", "--jobs=1", "--no-report", "--out", out]) == 130
        run_id = capsys.readouterr().err.partition("--resume ")[2].split()[0]
        (elsewhere / "far").mkdir(exist_ok=True)
        with monkeypatch.context() as patch:
            patch.chdir(elsewhere / "far")
            assert main(["run", "--resume", run_id, "--no-report", "--jobs=1", "--out", out]) == 0
            assert main(["run", "--again", run_id, "--jobs=1", "--out", out]) == 0


def test_scenarios_are_listed_with_what_they_ask(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "scenarios"]) == 0
    assert "smallest             Two sides, ten days: will the" in capsys.readouterr().out
    assert main(["list", "scenarios", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["scenario"] for row in rows] == names()
    assert all(row["title"] and Path(row["file"]).is_file() for row in rows)


def test_own_scenarios_are_found_where_new_ones_are_written(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("scenarios").mkdir()
    assert main(["new", "mine"]) == 0
    assert main(["check", "mine"]) == 0
    assert main(["check", "mien"]) == 2
    assert "try: mine\n" in capsys.readouterr().err
