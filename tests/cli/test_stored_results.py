"""A stored result is what was written, or is refused by name; a failure costs no more than that."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from asked import QUESTIONS, line, write_scenario
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from truce_sim.cli.main import main
from truce_sim.locks import alone
from truce_sim.runs.seals import sealed
from truce_sim.runs.store import Store, Stored

READERS = {
    "show": ["show", "latest"],
    "report": ["report", "latest", "--format", "svg"],
    "again": ["run", "--again", "latest", "--jobs", "1"],
    "list": ["list"],
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a results folder with one result in it, not to be changed."""
    place = tmp_path_factory.mktemp("kept")
    assert main(line("run", write_scenario(place / "truce.toml"), place / "out", "-q")) == 0
    return place / "out"


def copy_of(kept: Path, place: Path) -> tuple[Path, Path]:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(kept, place)
    return place, next(path.parent for path in place.rglob("run.json"))


def names(kept: Path) -> list[str]:
    folder = next(path.parent for path in kept.rglob("run.json"))
    return sorted(path.name for path in folder.iterdir() if path.is_file())


@pytest.mark.parametrize("reader", READERS)
def test_an_altered_or_cut_file_is_named_by_whoever_reads_it(
    reader: str, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in names(kept):
        for how in ("cut", "gone", "turned round"):
            out, folder = copy_of(kept, tmp_path / "out")
            path = folder / name
            content = path.read_bytes()
            if how == "gone":
                path.unlink()
            else:
                path.write_bytes(content[:-5] if how == "cut" else content[::-1])
            if (
                reader == "list"
                and how == "turned round"
                and name not in ("run.json", "summary.json")
            ):
                continue  # it tells nothing of what stands in there
            code = main([*READERS[reader], "--out", str(out)])
            shown = capsys.readouterr()
            assert code == 2 or (reader == "list" and how == "gone"), (name, how)
            assert name in shown.err, (name, how)
            assert "Traceback" not in shown.err
            assert "hold until" not in shown.out


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=5), inside),
    max_leaves=5,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_manifest_or_plan_of_anything_is_a_sentence(
    kept: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    data: st.DataObject,
) -> None:
    """Also where the seal is right, as that of another version would be."""
    out, folder = copy_of(kept, tmp_path / "out")
    about: dict[str, Any] = json.loads((folder / "run.json").read_text())
    del about["seal"]
    resumed = data.draw(st.booleans())
    if resumed:
        folder = folder.rename(folder.with_name(f"{folder.name}.unfinished"))
        about |= {"scenario_text": (folder / "scenario.toml").read_text(), "version": "0.3.0"}
        about |= {"scenario_path": "", "sets": [], "libraries": {}}
    key = data.draw(st.sampled_from(sorted(set(about) - {"timing", "command", "seed", "settings"})))
    value = data.draw(_JSON)
    changed = data.draw(st.sampled_from(["key", "inside", "gone", "all"]))
    if changed == "inside" and isinstance(about[key], dict):
        about[key] = {**about[key], "runs": value, data.draw(st.text(max_size=4)): value}
    elif changed == "gone":
        del about[key]
    else:
        about[key] = value
    text = sealed(about) if changed != "all" else json.dumps(value)
    (folder / ("plan.json" if resumed else "run.json")).write_text(text)
    run_id = folder.name.removesuffix(".unfinished")
    way = "--resume" if resumed else "--again"
    code = main(["run", way, run_id, "--out", str(out), "--jobs", "1", "-q"])
    shown = capsys.readouterr()
    assert code in (0, 2, 3), shown.err
    assert "Something went wrong" not in shown.err
    assert bool(shown.err) == (code == 2)


def test_another_schema_version_is_refused_by_number_with_what_to_do(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, folder = copy_of(kept, tmp_path / "out")
    summary = json.loads((folder / "summary.json").read_text())
    (folder / "summary.json").write_text(json.dumps({**summary, "schema_version": 1}))
    about = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(
        json.dumps(
            {key: one for key, one in about.items() if key not in ("seal", "files", "question")}
        )
    )
    for reader in ("show", "report"):
        assert main([*READERS[reader], "--out", str(out)]) == 2
        said = capsys.readouterr().err
        assert "of schema version 1, this tool reads" in said
        assert "run it again: truce-sim run " in said
    assert main(["list", "--out", str(out)]) == 0
    assert "of schema version 1" in capsys.readouterr().err


@pytest.mark.parametrize("command", QUESTIONS)
def test_a_drawing_that_fails_costs_a_sentence(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("the pen broke")

    out = tmp_path / "out"
    asked = line(command, write_scenario(tmp_path / "t.toml"), out)
    asked[asked.index("--no-report")] = "--format=html,csv"
    with monkeypatch.context() as patch:
        patch.setattr("truce_sim.report.page.build_page", breaks)
        assert main(asked) == 1
    shown = capsys.readouterr()
    (said,) = (one for one in shown.err.splitlines() if "the pen broke" in one)
    assert said.endswith(f"to try again: truce-sim report {Store(out).all()[0].run_id} --out {out}")
    Path(shown.err.split("Details: ")[1].strip()).unlink()
    assert "Results" in shown.out
    (stored,) = Store(out).all()
    assert stored.state == "finished"
    stored.check()
    assert main(["report", stored.run_id, "--out", str(out), "--format", "html"]) == 0
    assert (stored.folder / "report.html").is_file()
    stored.check()


OPEN = Path.open


class Failing:
    """Lets the n-th of some calls fail, as a full disk would."""

    def __init__(self, number: int) -> None:
        self.left = number

    def wrap(self, real: Any) -> Any:
        def call(*args: Any, **more: Any) -> Any:
            if real is OPEN and "xb" not in args:
                return real(*args, **more)
            self.left -= 1
            if self.left == 0:
                raise OSError(28, "No space left on device")
            return real(*args, **more)

        return call


def answer(out: Path) -> dict[str, bytes]:
    (stored,) = Store(out).all()
    assert stored.finished
    stored.check()
    return {
        path.name: path.read_bytes()
        for path in stored.folder.iterdir()
        if path.is_file() and path.name != "run.json"
    }


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_whatever_write_fails_what_is_finished_is_kept_and_goes_on_to_the_same_bytes(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_scenario(tmp_path / "t.toml")
    assert main(line("run", path, tmp_path / "whole", "-q")) == 0
    capsys.readouterr()
    whole = answer(tmp_path / "whole")
    ended = set()
    for number in range(1, 60, step):
        out = tmp_path / str(number)
        failing = Failing(number)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", failing.wrap(os.fsync))
            for name in ("rename", "replace", "mkdir", "open"):
                patch.setattr(Path, name, failing.wrap(getattr(Path, name)))
            code = main(line("run", path, out, "-q"))
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        assert "Something went wrong" not in shown.err
        ended.add(code)
        found = Store(out).all()
        assert len(found) <= 1
        assert not list(out.rglob(".aside-*")), number
        if code == 0:
            assert answer(out) == whole
        elif not found:
            assert "No space left" in shown.err
            assert not list(out.rglob("*.unfinished"))
        elif not found[0].finished:
            assert f"--resume {found[0].run_id} --out {out}" in shown.err
            assert (
                main(
                    [
                        "run",
                        "--resume",
                        found[0].run_id,
                        "--out",
                        str(out),
                        "-q",
                        "--jobs=1",
                        "--no-report",
                    ]
                )
                == 0
            )
            assert answer(out) == whole
        else:
            assert answer(out) == whole
        capsys.readouterr()
        if failing.left > 0:
            break
    assert ended == {0, 1}
    assert failing.left > 0, "there were more writes than were tried"


def test_a_study_at_work_is_left_alone(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(tmp_path)
    stored = store.begin("truce", "", "a41f", {"study": "run", "question": ["run", "x.toml"]})
    here = ["--out", str(tmp_path)]
    with alone(stored.folder):
        assert main(["run", "--resume", stored.run_id, *here]) == 2
        assert f"is being worked on by process {os.getpid()}" in capsys.readouterr().err
        assert main(["show", "latest", *here]) == 2
        assert "is still running" in capsys.readouterr().err
        assert main(["list", *here]) == 0
        assert "running" in capsys.readouterr().out
        assert main(["clean", *here]) == 0
        assert "running, left alone" in capsys.readouterr().out
        assert stored.folder.is_dir()
    assert main(["list", *here]) == 0
    assert "incomplete" in capsys.readouterr().out
    assert main(["clean", "--dry-run", *here]) == 0
    assert "would be removed" in capsys.readouterr().out
    assert main(["clean", *here]) == 0
    assert not stored.folder.exists()
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    assert main(["clean", *here]) == 0
    assert "Nothing to clean" in capsys.readouterr().out
    (finished,) = store.all()
    assert main(["clean", finished.run_id, *here]) == 2
    finished.check()


def test_a_study_that_somebody_has_just_resumed_is_not_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = Store(tmp_path).begin("truce", "", "a41f", {"study": "run"})
    monkeypatch.setattr(Stored, "state", "stopped")
    with alone(stored.folder):
        assert main(["clean", "--out", str(tmp_path)]) == 0
    assert "running, left alone" in capsys.readouterr().out
    assert stored.folder.is_dir()
