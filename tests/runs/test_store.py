"""Results are whole or not there, and no result overwrites another."""

import errno
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from truce_sim.locks import LOCK
from truce_sim.runs.files import StoreError, write_whole
from truce_sim.runs.store import Store, safe_name
from truce_sim.runs.stored import Stored

PLAN = {"study": "run"}
FILES: dict[str, str | bytes] = {"summary.json": "{}", "charts/a.svg": "<svg/>"}
WRITTEN = {*FILES, "run.json"}


def finished(store: Store, mark: str = "a41f", scenario: str = "syria") -> Path:
    return store.finish(store.begin(scenario, "", mark, PLAN), {}, FILES).folder


def test_a_finished_result_is_there_with_all_its_files(tmp_path: Path) -> None:
    store = Store(tmp_path)
    folder = finished(store)
    assert {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} == WRITTEN
    assert (tmp_path / "syria" / "latest.txt").read_text().strip() == folder.name
    assert [stored.run_id for stored in store.all()] == [folder.name]
    assert list(tmp_path.rglob(".aside*")) == []


def test_a_second_result_never_overwrites_the_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first, second = finished(store), finished(store)
    assert first != second
    assert second.name == f"{first.name}-2"


def test_two_studies_at_once_get_a_folder_each(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.begin("s", "", "a41f", PLAN) != store.begin("s", "", "a41f", PLAN)


def test_one_that_finishes_first_is_not_overwritten_either(tmp_path: Path) -> None:
    store = Store(tmp_path)
    work = store.begin("syria", "", "a41f", PLAN)
    other = work.folder.with_name(work.run_id)
    other.mkdir()
    (other / "summary.json").write_text('{"first": 1}')
    assert store.finish(work, {}, FILES).folder.name == f"{work.run_id}-2"
    assert (other / "summary.json").read_text() == '{"first": 1}'


def test_work_left_beside_its_own_result_is_not_listed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    folder = finished(store)
    left = folder.with_name(f"{folder.name}.unfinished")
    left.mkdir()
    (left / "plan.json").write_text("{}")
    assert [stored.folder for stored in store.all()] == [folder]


KILLED = """
import os, shutil, sys
from pathlib import Path
from truce_sim.runs.store import Store

steps = iter(range(int(sys.argv[2])))


def dying(real):
    def step(*args, **more):
        if next(steps, None) is None:
            os._exit(9)
        return real(*args, **more)
    return step


store = Store(Path(sys.argv[1]))
os.fsync, Path.rename, Path.replace = map(dying, (os.fsync, Path.rename, Path.replace))
shutil.rmtree = dying(shutil.rmtree)
work = store.begin("syria", "", "a41f", {"study": "run"})
store.finish(work, {}, {"summary.json": "{}", "charts/a.svg": "<svg/>"})
"""


def test_killed_at_any_step_a_result_is_whole_or_not_there(tmp_path: Path) -> None:
    seen = []
    for step in range(30):
        out = tmp_path / str(step)
        done = subprocess.run([sys.executable, "-c", KILLED, out, str(step)], check=False)
        listed = Store(out).all()
        for stored in listed:
            if stored.finished:
                files = {str(p.relative_to(stored.folder)) for p in stored.folder.rglob("*.*")}
                assert files == WRITTEN
            else:
                assert stored.plan() == PLAN
        assert len(listed) <= 1
        seen.append([stored.finished for stored in listed])
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert [] in seen
    assert [False] in seen
    assert seen[-1] == [True]


def test_a_full_disk_is_one_sentence_and_leaves_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    work = store.begin("syria", "", "a41f", PLAN)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match=f"cannot write to {tmp_path}.*No space left"):
            store.finish(work, {}, FILES)
    assert store.all() == [work]
    assert [path.name for path in work.folder.iterdir()] == ["plan.json"]
    assert store.finish(work, {}, FILES).finished


def test_what_fails_while_writing_leaves_nothing_that_reads_as_a_result(tmp_path: Path) -> None:
    store = Store(tmp_path)
    work = store.begin("syria", "", "a41f", PLAN)
    with pytest.raises(TypeError):
        store.finish(work, {}, {"summary.json": "{}", "runs.csv": None})  # type: ignore[dict-item]
    assert [stored.finished for stored in store.all()] == [False]
    assert list(tmp_path.rglob("summary.json")) == []


def test_unfinished_work_is_listed_as_such(tmp_path: Path) -> None:
    store = Store(tmp_path)
    work = store.begin("syria", "sweep", "a41f", PLAN)
    (found,) = store.all()
    assert found == work
    assert not found.finished
    assert found.run_id.startswith("sweep-")
    assert found.plan() == PLAN


def test_junk_is_passed_over(tmp_path: Path) -> None:
    store = Store(tmp_path)
    folder = finished(store)
    (tmp_path / "syria" / "2026-01-01-beef").mkdir()
    (tmp_path / "syria" / "notes").mkdir()
    (tmp_path / "README.md").write_text("hello")
    assert [stored.folder for stored in store.all()] == [folder]


@pytest.mark.parametrize("how", ["id", "scenario/id", "latest", "scenario", "path"])
def test_a_result_is_found_by_any_of_its_names(tmp_path: Path, how: str) -> None:
    store = Store(tmp_path)
    folder = finished(store)
    wanted = {
        "id": folder.name,
        "scenario/id": f"syria/{folder.name}",
        "latest": "latest",
        "scenario": "syria",
        "path": str(folder),
    }[how]
    assert store.find(wanted).folder.resolve() == folder.resolve()


def test_a_wrong_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    store = Store(tmp_path)
    folder = finished(store)
    with pytest.raises(StoreError, match=f"did you mean {folder.name}"):
        store.find(folder.name[:-1] + "0")


@pytest.mark.parametrize("wanted", ["x" * 5000, "../..", "", "nul\0"])
def test_a_strange_name_is_answered_too(tmp_path: Path, wanted: str) -> None:
    store = Store(tmp_path / "results")
    finished(store)
    with pytest.raises(StoreError, match="there is no result called"):
        store.find(wanted)


def test_damaged_json_is_one_sentence(tmp_path: Path) -> None:
    store = Store(tmp_path)
    folder = finished(store)
    (folder / "run.json").write_text("{")
    with pytest.raises(StoreError, match="is damaged"):
        store.find(folder.name).manifest()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot write to"):
        Store(tmp_path / "file").begin("s", "", "a41f", PLAN)


@given(st.text())
@example("../x")
@example("é" * 300)
@example("nul.toml")
def test_no_scenario_name_leaves_the_results_folder(name: str) -> None:
    safe = safe_name(name)
    assert len(safe.encode()) < 200
    assert safe.split(".")[0].lower() not in {"con", "nul", "com1"}
    root = Path("/results")
    assert (root / safe).resolve().parent == root
    assert safe not in {"", ".", ".."}


def test_write_whole_replaces_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "latest.txt"
    write_whole(path, "a longer line\n")
    write_whole(path, json.dumps(1))
    assert path.read_text() == "1"
    assert [p.name for p in tmp_path.iterdir()] == ["latest.txt"]


def test_a_report_told_again_does_not_make_its_result_the_latest(tmp_path: Path) -> None:
    store = Store(tmp_path)
    older, newer = finished(store), finished(store)
    for age, folder in ((20, older), (10, newer)):
        for path in (folder / "summary.json", folder):
            os.utime(path, (time.time() - age,) * 2)
    write_whole(older / "report.html", "again")
    assert store.find("latest").folder == newer


def test_two_who_draw_into_one_result_at_once_both_stand_in_its_listing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = Store(tmp_path).find(finished(Store(tmp_path)).name)
    meeting, real = threading.Barrier(2), Stored.manifest

    def read(one: Stored) -> dict[str, Any]:
        about = real(one)
        # Lets the other read as well before either writes, if it may.
        with suppress(threading.BrokenBarrierError):
            meeting.wait(0.2)
        return about

    monkeypatch.setattr(Stored, "manifest", read)
    names = ("report.html", "charts/b.svg")
    both = [
        threading.Thread(target=Store(tmp_path).dress, args=(stored, {name: name}))
        for name in names
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    monkeypatch.undo()
    assert set(names) <= set(stored.manifest()["files"])
    stored.check()
    assert not (stored.folder / LOCK).exists()
