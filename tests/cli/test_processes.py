"""What needs a process of its own: signals, pipes, colours, start-up, hash seeds."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from truce_sim.cli.main import main
from truce_sim.runs.chunks import HASH

TWO_SIDES = "tests/support/two-sides.toml"
COMMAND = [sys.executable, "run_sim.py"]


def start(out: Path, *more: str, runs: int = 400) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *COMMAND,
            "run",
            TWO_SIDES,
            "--runs",
            str(runs),
            "--jobs",
            "2",
            "--out",
            str(out),
            "--no-report",
            *more,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_parts(out: Path, number: int) -> None:
    for _ in range(4000):
        if len(list(out.rglob("parts/*.npz"))) >= number:
            return
        time.sleep(0.005)
    raise AssertionError("no part was ever finished")


def wait_for_first_runs(out: Path) -> None:
    """Wait for what can be told: behind a gap runs are kept, but not told."""
    for _ in range(4000):
        if any(_begins(path) for path in out.rglob("parts/*.npz")):
            return
        time.sleep(0.005)
    raise AssertionError("the first runs were never finished")


def _begins(part: Path) -> bool:
    with np.load(io.BytesIO(part.read_bytes()[HASH:])) as stored:
        return any(first == "0" for _, first, _ in stored["arr_0"].tolist())


def unfinished(out: Path) -> Path:
    (folder,) = [path for path in out.rglob("*.unfinished") if path.is_dir()]
    return folder


def whole(out: Path, *asked: str) -> Path:
    """Ask in this process, and return the folder of the only result."""
    assert main([*asked, "--jobs", "1", "--out", str(out), "-q", "--no-report"]) == 0
    (summary,) = out.rglob("summary.json")
    return summary.parent


def resume(out: Path, command: str = "run") -> Path:
    return whole(out, command, "--resume", unfinished(out).name.removesuffix(".unfinished"))


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole(tmp_path_factory.mktemp("unbroken"), "run", TWO_SIDES, "--runs", "400")


def same_but_for_times(one: Path, other: Path) -> bool:
    names = {path.name for path in one.iterdir()} - {"run.json"}
    return names == {path.name for path in other.iterdir()} - {"run.json"} and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in names
    )


def test_killed_work_resumes_to_the_same_bytes(tmp_path: Path, unbroken: Path) -> None:
    with start(tmp_path) as process:
        wait_for_parts(tmp_path, 1)
        os.killpg(process.pid, signal.SIGKILL)
    assert list(tmp_path.rglob("summary.json")) == []
    assert same_but_for_times(resume(tmp_path), unbroken)


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_carry_on(
    tmp_path: Path, unbroken: Path
) -> None:
    process = start(tmp_path)
    wait_for_first_runs(tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped" in err
    assert f"--resume {unfinished(tmp_path).name.removesuffix('.unfinished')}" in err
    assert "hold until the talks" in out
    summary = json.loads((unfinished(tmp_path) / "summary.json").read_text())
    assert summary["heading"]["partial"]
    assert 0 < summary["heading"]["runs"] < 400
    held = summary["answers"]["held"]
    assert held["method"] == "confidence sequence", "whoever stopped it had watched the odds"
    for part in list(tmp_path.rglob("summary.json")):
        part.unlink()
    assert same_but_for_times(resume(tmp_path), unbroken)


SWEEP = [
    *("sweep", TWO_SIDES, "--param", "parties.all.tolerance=15,18,22,26,30", "--runs", "150"),
]


def sweeping(out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *SWEEP, "--jobs", "2", "--no-report", "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.slow
def test_a_killed_sweep_resumes_to_the_bytes_of_an_unbroken_one(tmp_path: Path) -> None:
    unbroken = whole(tmp_path / "whole", *SWEEP)
    killed = tmp_path / "killed"
    with sweeping(killed) as process:
        wait_for_parts(killed, 1)
        os.killpg(process.pid, signal.SIGKILL)
    assert same_but_for_times(resume(killed, "sweep"), unbroken)


@pytest.mark.slow
def test_a_stopped_sweep_resumes_to_the_bytes_of_an_unbroken_one(tmp_path: Path) -> None:
    unbroken = whole(tmp_path / "whole", *SWEEP)
    stopped = tmp_path / "stopped"
    process = sweeping(stopped)
    assert process.stderr is not None
    for line in process.stderr:
        if re.search(r"[1-4] of 5 settings", line):
            break
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert " of 5 settings are finished and saved." in err
    assert "--resume sweep-" in err
    assert " of 5 settings." in out, "the partial answer says that it is partial"
    partial = json.loads((unfinished(stopped) / "summary.json").read_text())
    assert 1 <= len(partial["points"]) < 5
    for part in list(stopped.rglob("summary.json")):
        part.unlink()
    assert same_but_for_times(resume(stopped, "sweep"), unbroken)


def test_resume_refuses_a_scenario_that_has_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with start(tmp_path) as process:
        wait_for_parts(tmp_path, 1)
        os.killpg(process.pid, signal.SIGKILL)
    run_id = unfinished(tmp_path).name.removesuffix(".unfinished")
    changed = ["run", TWO_SIDES, "--set", "spiral.violations=11", "--resume", run_id]
    assert main([*changed, "--out", str(tmp_path)]) == 2
    assert "the scenario changed" in capsys.readouterr().err


def test_no_worker_outlives_a_killed_parent(tmp_path: Path) -> None:
    with start(tmp_path, runs=200_000) as process:
        wait_for_parts(tmp_path, 2)
        os.kill(process.pid, signal.SIGKILL)
    for _ in range(100):
        left = subprocess.run(
            ["pgrep", "-g", str(process.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        if not left:
            return
        time.sleep(0.1)
    raise AssertionError(f"processes {left} live on")


def test_results_do_not_depend_on_the_hash_seed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["run", TWO_SIDES, "--runs", "30", "--jobs", "1", "--no-report", "--json"]
    # The seed of this process is any.
    other = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    there = subprocess.run(
        [*COMMAND, *asked, "--out", str(tmp_path / "there")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": other},
    )
    assert main([*asked, "--out", str(tmp_path / "here")]) == 0
    assert capsys.readouterr().out == there.stdout


@pytest.mark.parametrize(
    "environment", [{}, pytest.param({"NO_COLOR": "1", "TERM": "dumb"}, marks=pytest.mark.slow)]
)
def test_no_escape_codes_off_a_terminal(tmp_path: Path, environment: dict[str, str]) -> None:
    asked = ["run", TWO_SIDES, "--runs", "50", "--jobs", "1", "--no-report"]
    done = subprocess.run(
        [*COMMAND, *asked, "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    assert "\x1b" not in done.stdout + done.stderr
    assert "50 of 50" in done.stderr


def test_a_closed_pipe_is_no_failure(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "show", "inputs"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
        process.wait(timeout=20)


@pytest.mark.parametrize(
    ("command", "heavy"),
    [
        (["--help"], {"pydantic", "numpy", "scipy", "matplotlib", "simpy", "jinja2", "uvicorn"}),
        (["check", TWO_SIDES], {"numpy", "scipy", "matplotlib", "simpy", "jinja2", "uvicorn"}),
        (["run", TWO_SIDES, "--runs=2", "--no-report"], {"matplotlib", "jinja2", "uvicorn"}),
        (["trace", TWO_SIDES, "--run=1"], {"scipy", "matplotlib", "jinja2"}),
    ],
)
def test_a_command_loads_no_library_that_it_can_do_without(
    tmp_path: Path, command: list[str], heavy: set[str]
) -> None:
    code = (
        "import sys; from truce_sim.cli.main import main; code = main(sys.argv[1:]); "
        f"heavy = {heavy} & set(sys.modules); "
        "sys.exit(f'loaded {heavy}' if heavy else code)"
    )
    out = [f"--out={tmp_path}"] if command[0] == "run" else []
    done = subprocess.run(
        [sys.executable, "-c", code, *command, *out], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_library_that_is_missing_is_said_to_want_the_set_up() -> None:
    """The likeliest first slip of all: the environment was not activated."""
    code = (
        "import sys; sys.modules['pydantic'] = None; from truce_sim.cli.main import main; "
        f"sys.exit(main(['check', '{TWO_SIDES}']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pydantic is not installed for" in done.stderr
    assert "activate" in done.stderr
    assert "Traceback" not in done.stderr


WAITS = """
import sys, time
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            print("importing", flush=True)
            time.sleep(60)
sys.meta_path.insert(0, Slow())
sys.argv = {command!r}
import runpy
runpy.run_path("run_sim.py", run_name="__main__")
"""


@pytest.mark.parametrize(
    "module",
    [
        "truce_sim.cli.main",
        pytest.param("argparse", marks=pytest.mark.slow),
        pytest.param("truce_sim.cli.asking", marks=pytest.mark.slow),
        pytest.param("simpy", marks=pytest.mark.slow),
        "numpy",
        pytest.param("truce_sim.report.page", marks=pytest.mark.slow),
    ],
)
def test_ctrl_c_while_modules_load_says_stopped(tmp_path: Path, module: str) -> None:
    """The first second goes into loading libraries, and that is when slips are noticed."""
    command = ["run_sim.py", "run", TWO_SIDES, "--runs=20", "--jobs=1", f"--out={tmp_path}"]
    process = subprocess.Popen(
        [sys.executable, "-c", WAITS.format(module=module, command=command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    # The answer is told before it is drawn.
    assert "importing\n" in iter(process.stdout.readline, "")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Stopped." in err
    assert "Traceback" not in err


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_scheduler_and_a_closed_terminal_end_it_as_ctrl_c_does(
    tmp_path: Path, number: signal.Signals, code: int, unbroken: Path
) -> None:
    process = start(tmp_path)
    wait_for_parts(tmp_path, 1)
    os.killpg(process.pid, number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert number.name in err
    assert "resource_tracker" not in err
    assert f"--resume {unfinished(tmp_path).name.removesuffix('.unfinished')}" in err
    assert same_but_for_times(resume(tmp_path), unbroken)


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("-v 250000", 2),
        pytest.param("-n 20", 0, marks=pytest.mark.slow),
        pytest.param("-n 9", 0, marks=pytest.mark.slow),
    ],
)
def test_low_limits_of_the_system_are_a_sentence_and_no_failure(
    tmp_path: Path, limit: str, code: int
) -> None:
    asked = ["run", TWO_SIDES, "--runs=60", "--jobs=2", "--no-report", "-q", f"--out={tmp_path}"]
    done = subprocess.run(
        ["sh", "-c", f'ulimit {limit}; exec "$@"', "sh", *COMMAND, *asked],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Something went wrong" not in done.stderr
    assert len(done.stderr.splitlines()) <= 3
