"""Two processes never work on one study, and a dead one bars nobody."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from truce_sim import locks
from truce_sim.locks import LOCK, HeldError, Holder, alone, holder_of

HOLDS = """
import sys, time
from pathlib import Path
from truce_sim.locks import alone

with alone(Path(sys.argv[1])):
    print("holds", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.json").write_text("{}")
    return tmp_path


def test_who_comes_second_is_told_who_was_first(folder: Path) -> None:
    with alone(folder):
        with pytest.raises(HeldError, match=rf"^process {os.getpid()}, since \d{{4}}-.* UTC$"):
            alone(folder).__enter__()
        assert isinstance(holder_of(folder), Holder)
    assert holder_of(folder) is None
    with alone(folder):
        pass


def test_another_process_holds_it_until_it_dies(folder: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holds\n"
        with pytest.raises(HeldError) as refused, alone(folder):
            pass
        assert refused.value.holder.process == other.pid
        other.send_signal(signal.SIGKILL)
    assert holder_of(folder) is None
    with alone(folder):
        assert holder_of(folder) is not None


def test_the_lock_outlives_a_fault_in_nobody(folder: Path) -> None:
    with pytest.raises(RuntimeError), alone(folder):
        raise RuntimeError
    assert holder_of(folder) is None


@pytest.mark.parametrize("left", ["", "[]", "{}", '{"process": "x"}', "\xff"])
def test_what_another_left_behind_bars_nobody_and_is_not_believed(folder: Path, left: str) -> None:
    (folder / LOCK).write_text(left, encoding="latin-1")
    assert holder_of(folder) is None
    with alone(folder):
        (folder / LOCK).write_text(left, encoding="latin-1")
        assert str(holder_of(folder)) == "another process"


def test_a_study_that_was_removed_meanwhile_leaves_nothing(tmp_path: Path) -> None:
    gone, emptied = tmp_path / "gone", tmp_path / "emptied"
    for folder in (gone, emptied):
        folder.mkdir()
        with alone(folder):
            if folder == gone:
                (folder / LOCK).unlink()
                folder.rmdir()
    assert list(tmp_path.iterdir()) == []


def test_work_that_is_kept_keeps_its_folder(folder: Path) -> None:
    with alone(folder):
        pass
    assert (folder / "plan.json").exists()


def test_nobody_is_at_work_where_nobody_ever_was(tmp_path: Path) -> None:
    assert holder_of(tmp_path) is None
    assert holder_of(tmp_path / "nowhere") is None


def test_asking_who_is_at_work_bars_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / LOCK).touch()
    asking = os.open(folder / LOCK, os.O_RDWR)
    assert locks._taken(asking, shared=True)
    assert holder_of(folder) is None  # another who only asks
    monkeypatch.setattr("truce_sim.locks.time.sleep", lambda _: os.close(asking))
    with alone(folder):
        assert holder_of(folder) is not None


def test_a_lock_taken_out_of_the_folder_is_no_lock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = locks._taken

    def removed_meanwhile(handle: int, *, shared: bool = False) -> bool:
        monkeypatch.setattr(locks, "_taken", taken)
        (folder / LOCK).unlink()
        return taken(handle, shared=shared)

    monkeypatch.setattr(locks, "_taken", removed_meanwhile)
    with alone(folder), pytest.raises(HeldError):
        alone(folder).__enter__()
