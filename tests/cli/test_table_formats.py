"""Tables in the formats that are asked for: at once, later, and once more, the same bytes."""

import json
import warnings
from pathlib import Path

import pytest
from asked import question, write_scenario
from truce_sim.cli.main import main
from truce_sim.report.registry import names
from truce_sim.runs.formats import extras
from truce_sim.runs.formats.descriptor import DESCRIPTOR

FEW = ["--jobs", "1", "--engine", "simpy", "-q"]


def asked(command: str, place: Path, formats: str) -> Path:
    """Ask a short question; return the folder of its answer."""
    scenario, out = write_scenario(place / "truce.toml"), place / "out"
    words = [*question(command, scenario), *FEW, "--format", formats, "--out", str(out)]
    assert main(words) in (0, 3)
    (manifest,) = out.rglob("run.json")
    return manifest.parent


def files(folder: Path) -> dict[str, bytes]:
    """Return all files of a result but its manifest, which says when it was run."""
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name != "run.json"}


def check(command: str, place: Path) -> Path:
    """Check that tables are the same when asked for at once, later and again; return the folder."""
    at_once = asked(command, place / "at once", "csv,parquet,xlsx")
    later = asked(command, place / "later", "csv")
    plain = files(later)
    assert not [name for name in plain if name.endswith((".parquet", ".xlsx"))]
    out = ["--out", str(place / "later" / "out")]
    assert main(["report", later.name, "--format", "xlsx,parquet", *out]) == 0
    assert files(later) == files(at_once)
    assert {name: one for name, one in files(later).items() if name in plain} | {
        DESCRIPTOR: plain[DESCRIPTOR]
    } == plain
    for folder in (at_once, later):
        assert main([command, "--again", folder.name, *FEW, "--out", str(folder.parents[1])]) == 0
    listed = {one["path"] for one in json.loads((at_once / DESCRIPTOR).read_bytes())["resources"]}
    assert listed == {name for name in files(at_once) if name.endswith((".csv", ".parquet"))}
    return at_once


@pytest.mark.slow
@pytest.mark.parametrize("command", names())
def test_tables_of_every_question_keep_to_their_descriptor(command: str, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what libraries of frictionless think of one another
        from frictionless import Package
    folder = check(command, tmp_path)
    package = Package(str(folder / DESCRIPTOR))
    assert "columns" in package.resource_names
    for resource in package.resources:
        # Parquet it reads by pandas, which makes numbers with a point of whole ones with gaps.
        if resource.format == "csv":
            report = resource.validate()
            assert report.valid, report.flatten(["title", "message", "note"])
    # And it would have noticed.
    table = next(one for one in folder.glob("*.csv") if one.name != "columns.csv")
    table.write_text(table.read_text(encoding="utf-8") + "x\n", encoding="utf-8")
    assert not Package(str(folder / DESCRIPTOR)).validate().valid


def test_without_csv_others_are_made_of_parquet(tmp_path: Path) -> None:
    folder = asked("compare", tmp_path, "parquet,xlsx")
    before = files(folder)
    assert sorted(before) == [
        *(DESCRIPTOR, "option_causes.parquet", "options.parquet", "runs.parquet"),
        "scenario.toml",
        *("summary.json", "summary.xlsx"),
    ]
    (folder / "summary.xlsx").unlink()
    out = ["--out", str(tmp_path / "out")]
    assert main(["report", folder.name, "--format", "xlsx,parquet", *out]) == 0
    assert files(folder) == before


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_without_its_library_a_format_is_refused_in_a_sentence_before_anything_is_run(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    scenario = write_scenario(tmp_path / "truce.toml")
    out = ["--out", str(tmp_path / "out")]
    assert main([*question("compare", scenario), "--format", f"html,{form}", *out]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert f"--format {form} needs" in said
    assert "pip install" in said
    assert f"[{form}]" in said
    assert not (tmp_path / "out").exists()
    assert main(["report", "latest", "--format", form, *out]) == 2
    assert f"[{form}]" in " ".join(capsys.readouterr().err.split())


def test_a_result_without_tables_has_nothing_to_make_others_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = asked("compare", tmp_path, "xlsx")
    assert sorted(files(folder)) == ["scenario.toml", "summary.json", "summary.xlsx"]
    out = ["--out", str(tmp_path / "out")]
    capsys.readouterr()
    for form in ("parquet", "xlsx"):
        assert main(["report", folder.name, "--format", form, *out]) == 2
        assert "no tables to make others of" in " ".join(capsys.readouterr().err.split())
    assert main(["report", folder.name, "--format", "csv", *out]) == 2
    assert "CSV tables are written when a study is run" in capsys.readouterr().err
