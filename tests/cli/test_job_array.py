"""Eight processes fill a study, each killed at random: the bytes are those of one left alone.

They know nothing of each other but the folder, as the tasks of a job array do.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from asked import write_scenario

pytestmark = pytest.mark.slow
SHARES = 8
KILLS = 30
RUNS = "1500"


def line(out: Path, *words: str) -> list[str]:
    return [sys.executable, "run_sim.py", *words, "--out", str(out)]


def done(out: Path, *words: str) -> str:
    """Run a command to its good end; return what it answers."""
    ended = subprocess.run(line(out, *words), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def planned(out: Path, scenario: Path, *words: str) -> str:
    return done(out, words[0], str(scenario), *words[1:], "--plan-only", "-q").strip()


def started(out: Path, run_id: str, share: int) -> subprocess.Popen[str]:
    jobs = str(1 + share % 2)
    words = ["work", run_id, "--share", f"{share}/{SHARES}", "--engine", "simpy", "--jobs", jobs]
    return subprocess.Popen(
        line(out, *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def killed(process: subprocess.Popen[str]) -> None:
    """Kill a worker and what it has started, at whatever it is."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def filled(out: Path, run_id: str, luck: random.Random, kills: int) -> int:
    """Fill all shares at once, killing one after the other; return how often one was hit."""
    tasks = {share: started(out, run_id, share) for share in range(1, SHARES + 1)}
    hit = 0
    while hit < kills:
        time.sleep(luck.uniform(0.0, 0.5))
        share = luck.choice(list(tasks))
        if tasks[share].poll() is None:
            hit += 1
            killed(tasks[share])
        else:
            assert tasks[share].returncode == 0, tasks[share].communicate()[0]
            tasks[share].communicate()
        tasks[share] = started(out, run_id, share)
    for task in tasks.values():
        said, _ = task.communicate(timeout=300)
        assert task.returncode == 0, said
        assert "Traceback" not in said
    return hit


def files(out: Path) -> dict[str, bytes]:
    """Return all files of the only result but the one that tells times."""
    (summary,) = out.rglob("summary.json")
    return {
        path.name: path.read_bytes() for path in summary.parent.iterdir() if path.name != "run.json"
    }


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_scenario(tmp_path_factory.mktemp("scenario") / "two-sides.toml")


@pytest.fixture(scope="module")
def unbroken(scenario: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    found = []
    for jobs in ("1", "2"):
        out = tmp_path_factory.mktemp(f"unbroken-{jobs}")
        done(out, "run", str(scenario), "--runs", RUNS, "--jobs", jobs, "--no-report", "-q")
        found.append(files(out))
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize("seed", [1, 2])
def test_eight_processes_killed_at_random_make_the_same_bytes(
    seed: int, scenario: Path, unbroken: dict[str, bytes], tmp_path: Path
) -> None:
    out, luck = tmp_path / "out", random.Random(seed)  # noqa: S311 - which is killed, no more
    run_id = planned(out, scenario, "run", "--runs", RUNS)
    assert filled(out, run_id, luck, KILLS) == KILLS
    assert filled(out, run_id, luck, 4) == 4, "what hangs on the first runs"
    (folder,) = out.glob("*/*.unfinished")
    assert sorted(path.name for path in folder.iterdir()) == ["parts", "plan.json"]

    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(out, elsewhere)
    said = done(elsewhere, "work", run_id, "--share", "1/1")
    assert "nothing is left to do, every run of it is there" in said

    # Two gather at once: one does it, the other is told so, or comes after it.
    both = [
        subprocess.Popen(
            line(out, "run", "--resume", run_id, "--no-report", "-q"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ended = [(one.communicate(timeout=300)[1], one.returncode) for one in both]
    assert sorted(code for _, code in ended) == [0, 2], ended
    assert files(out) == unbroken
    assert list(out.glob("*/*.unfinished")) == []


def test_begun_here_it_is_finished_there(
    scenario: Path, unbroken: dict[str, bytes], tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    run_id = planned(here, scenario, "run", "--runs", RUNS)
    task = started(here, run_id, 3)
    while not any(here.rglob("*.npz")):
        time.sleep(0.01)
    killed(task)
    done(here, "work", run_id, "--share", "1/4", "--engine", "simpy")
    shutil.copytree(here, there)
    done(there, "work", run_id, "--share", "2/2", "--jobs", "1")
    done(there, "run", "--resume", run_id, "--no-report", "-q")
    assert files(there) == unbroken


def test_who_gathers_while_others_work_leaves_nothing_half(
    scenario: Path, unbroken: dict[str, bytes], tmp_path: Path
) -> None:
    run_id = planned(tmp_path, scenario, "run", "--runs", RUNS)
    tasks = [started(tmp_path, run_id, share) for share in range(1, SHARES + 1)]
    while not any(tmp_path.rglob("*.npz")):
        time.sleep(0.01)
    done(tmp_path, "run", "--resume", run_id, "--no-report", "-q", "--jobs", "2")
    for task in tasks:
        said, _ = task.communicate(timeout=300)
        assert task.returncode in (0, 2), said
        assert "Traceback" not in said
        assert run_id in said
    assert files(tmp_path) == unbroken
    assert list(tmp_path.glob("*/*.unfinished")) == []
    assert list(tmp_path.rglob(".aside-*")) == []
