"""`new`: what a file can begin with, and what is said where it cannot."""

from pathlib import Path

import pytest
from truce_sim.cli.main import main
from truce_sim.scenario.archetypes import ARCHETYPES


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
    line = ["run", "mine.toml", "--runs=3", "--jobs=1", "--no-report", "-q"]
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
