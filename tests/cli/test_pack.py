"""A packed run holds all of it, says what that is, and is a result again where it is unpacked."""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from asked import question, write_scenario
from truce_sim.cli.main import main
from truce_sim.cli.pack import packed
from truce_sim.report.crate import CRATE
from truce_sim.runs.store import Store, Stored

FEW = ["--jobs", "1", "--engine", "simpy", "-q"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """Return a stored result, not to be changed."""
    place = tmp_path_factory.mktemp("kept")
    scenario, out = write_scenario(place / "truce.toml"), place / "out"
    asked = [*question("compare", scenario), *FEW, "--format", "csv,xlsx", "--out", str(out)]
    assert main(asked) == 0
    return Store(out).find("latest")


@pytest.fixture
def stored(kept: Stored, tmp_path: Path) -> Stored:
    """Return a copy of it."""
    shutil.copytree(kept.folder.parents[1], tmp_path / "out")
    return Store(tmp_path / "out").find("latest")


def pack(stored: Stored, target: Path, *more: str) -> int:
    out = ["--out", str(stored.folder.parents[1])]
    return main(["pack", stored.run_id, "--to", str(target), *more, *out])


def test_an_archive_holds_every_file_as_it_is_and_says_what_it_is(
    kept: Stored, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "of a run.zip"
    assert pack(kept, target) == 0
    assert str(target) in capsys.readouterr().out
    assert target.read_bytes() == b"".join(packed(kept))  # type: ignore[arg-type] # pieces
    with ZipFile(target) as zipped:
        assert zipped.testzip() is None
        names = zipped.namelist()
        assert names == sorted([*(one.name for one in kept.folder.iterdir()), CRATE])
        assert {one.date_time for one in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        contents = {name: zipped.read(name) for name in names}
    metadata = json.loads(contents.pop(CRATE))
    assert contents == {name: (kept.folder / name).read_bytes() for name in contents}
    things = {one["@id"]: one for one in metadata["@graph"]}
    root = things["./"]
    assert all(root[name] for name in ("name", "description", "datePublished", "license"))
    assert [one["@id"] for one in root["hasPart"]] == list(contents)
    for name, content in contents.items():
        file = things[name]
        assert (file["contentSize"], file["sha256"]) == (
            *(str(len(content)), sha256(content).hexdigest()),
        )
        assert file["encodingFormat"] != "application/octet-stream"
    assert things["#run"]["name"].startswith("truce-sim compare ")
    assert things[things["#run"]["instrument"]["@id"]]["version"]


@pytest.mark.slow
def test_a_library_for_such_archives_reads_it(kept: Stored, tmp_path: Path) -> None:
    from rocrate.rocrate import ROCrate

    assert pack(kept, tmp_path / "run.zip") == 0
    crate = ROCrate(str(tmp_path / "run.zip"))
    assert crate.root_dataset["identifier"]["value"] == kept.run_id
    assert {one.id for one in crate.data_entities} == {one.name for one in kept.folder.iterdir()}


def test_what_is_unpacked_is_a_result_again_and_is_packed_to_the_same_bytes(
    kept: Stored, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pack(kept, tmp_path / "run.zip") == 0
    place = tmp_path / "elsewhere" / kept.scenario / kept.run_id
    with ZipFile(tmp_path / "run.zip") as zipped:
        zipped.extractall(place)
    out = ["--out", str(tmp_path / "elsewhere")]
    assert main(["list", *out]) == 0
    assert kept.run_id in capsys.readouterr().out
    again = Store(tmp_path / "elsewhere").find(kept.run_id)
    assert pack(again, tmp_path / "again.zip") == 0
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "run.zip").read_bytes()
    assert main(["compare", "--again", kept.run_id, *FEW, *out]) == 0
    assert main(["report", kept.run_id, "--format", "xlsx,parquet", *out]) == 0


def test_a_run_that_is_not_whole_is_not_packed(
    stored: Stored, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (stored.folder / "summary.xlsx").unlink()
    assert pack(stored, tmp_path / "undrawn.zip") == 0
    assert "summary.xlsx" not in ZipFile(tmp_path / "undrawn.zip").namelist()
    table = stored.folder / "runs.csv"
    table.write_text(table.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    capsys.readouterr()
    assert pack(stored, tmp_path / "altered.zip") == 2
    assert "runs.csv was altered after it was written" in capsys.readouterr().err
    table.unlink()
    assert pack(stored, tmp_path / "missing.zip") == 2
    assert "runs.csv is missing" in capsys.readouterr().err
    unfinished = Store(tmp_path / "new").begin("truce", "compare", "abcd", {"study": "compare"})
    assert pack(unfinished, tmp_path / "unfinished.zip") == 2
    said = " ".join(capsys.readouterr().err.split())
    assert f"{unfinished.run_id} is not finished; go on with: " in said
    assert sorted(one.name for one in tmp_path.glob("*.zip")) == ["undrawn.zip"]


def test_an_archive_that_is_there_is_replaced_only_when_that_is_asked(
    kept: Stored,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    out = ["--out", str(kept.folder.parents[1])]
    assert main(["pack", *out]) == 0
    target = tmp_path / f"{kept.run_id}.zip"
    target.write_text("mine", encoding="utf-8")
    capsys.readouterr()
    assert main(["pack", *out]) == 2
    assert "is there already; name another with --to, or add --replace" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "mine"
    assert main(["pack", "--replace", *out]) == 0
    assert ZipFile(target).testzip() is None
    capsys.readouterr()
    assert pack(kept, tmp_path / "nowhere" / "run.zip") == 2
    assert "cannot write to" in capsys.readouterr().err
    assert pack(kept, tmp_path, "--replace") == 2
    assert "cannot write to" in capsys.readouterr().err
    assert not list(tmp_path.glob(".aside*"))
