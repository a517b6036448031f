"""The engine as it is compiled, kept, checked and loaded: never stale, never unchecked."""

import json
import math
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from truce_sim import engine as compiled
from truce_sim.cli.main import main
from truce_sim.engine import NoEngineError, engine
from truce_sim.engine.cache import READY, cache
from truce_sim.model import World, build_world
from truce_sim.runs.batch import Columns, EngineName, runs_of
from truce_sim.runs.executors import executor
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.preparing import Preparing, prepare
from truce_sim.runs.replications import Progress, Setting, Work
from truce_sim.runs.store import Store
from truce_sim.scenario import load

pytest.importorskip("numba")
SMALLEST = "scenarios/smallest.toml"
PACKAGE = Path(compiled.__file__).parents[1]
RUNS = """
import json, sys
from truce_sim.engine import engine
from truce_sim.model import build_world, simulate
from truce_sim.runs.batch import Batch, simulate_batch
from truce_sim.scenario import load
make = engine()
from truce_sim.engine import batch
world = build_world(load(sys.argv[1]))
ours = make((world,) * 20, 1, 0)
models = simulate_batch(Batch(world, 1, 0, 20))
stats = [getattr(one, "stats", None) for one in vars(batch).values()]
kept = [one for one in stats if one is not None and one.cache_path]
compiled = sum(sum(one.cache_misses.values()) for one in kept)
print(json.dumps([ours["life"].tolist(), models["life"].tolist(), compiled]))
"""


def test_it_agrees_with_the_model_here_and_stays_ready() -> None:
    assert engine() is engine()
    assert cache().state == "warm"
    assert (cache().folder / READY).is_file()


@pytest.mark.parametrize("under", ["", "caches"])
def test_a_file_where_the_cache_should_be_is_told(
    under: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("TRUCE_SIM_CACHE", str(file / under))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = cache.__wrapped__().instead
    assert "is a file, not a folder" in said
    assert str(tmp_path / "truce-sim") in said


def test_one_function_that_rounds_otherwise_is_enough_to_refuse_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from truce_sim.engine import selfcheck

    engine()
    assert selfcheck.functions_apart() == []
    for name, (of, at) in selfcheck._FUNCTIONS.items():
        with monkeypatch.context() as patch:
            off = (lambda x, of=of: math.nextafter(of(x), math.inf), at)
            patch.setitem(selfcheck._FUNCTIONS, name, off)
            assert selfcheck.functions_apart() == [name]
            with pytest.raises(NoEngineError, match=f"not those of the model.*{name}"):
                selfcheck.check(engine())


def test_one_column_that_differs_is_enough_to_refuse_it() -> None:
    from truce_sim.engine import selfcheck
    from truce_sim.engine.checked import checked_world

    make = engine()
    assert selfcheck.columns_apart(make) == []
    columns = make((checked_world(),) * selfcheck._RUNS, selfcheck._SEED, 0)
    for key, values in columns.items():
        if key == "replication" or not values.size:
            continue
        other = values.copy()
        if other.dtype.kind in "UT":
            other = other.astype("U40")
            other[-1] += "x"
        elif other.dtype.kind == "f":
            flat = other.reshape(-1)
            flat[-1] = 1.0 if math.isnan(flat[-1]) else math.nextafter(flat[-1], math.inf)
        else:
            other.reshape(-1)[-1] ^= 1
        off = {**columns, key: other}
        assert selfcheck.columns_apart(lambda *_, off=off: off) == [key]


def test_where_it_differs_studies_go_on_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from truce_sim.engine import selfcheck
    from truce_sim.engine.cache import Cache

    engine()
    place = Cache(tmp_path / "cache")
    place.folder.mkdir()
    monkeypatch.setattr("truce_sim.engine.cache.cache", lambda: place)
    monkeypatch.setattr(compiled, "_found", [])
    monkeypatch.setattr(selfcheck, "functions_apart", lambda: ["exp2"])
    with pytest.raises(NoEngineError, match="not those of the model on this machine"):
        engine()
    assert place.state == "unfit"
    asked = ["run", SMALLEST, "--runs=30", "--jobs=1", "--no-report", f"--out={tmp_path / 'out'}"]
    monkeypatch.setattr("truce_sim.runs.engines.WORTH", 1e-3)
    monkeypatch.setattr("truce_sim.runs.engines._LOADED", 1e-3)
    assert main(asked) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert said.count("The compiled engine is not used: its numbers are not those") == 1
    # What was once refused is not loaded again by every study.
    monkeypatch.setattr(compiled, "_found", [])
    monkeypatch.setattr(selfcheck, "functions_apart", lambda: ["log"])
    with pytest.raises(NoEngineError, match=r"\(exp2\)"):
        engine()

    class Here(Preparing):
        def __init__(self) -> None:
            compiled._found.clear()
            self._said = prepare()

        def wait(self) -> None:
            pass

        def said(self) -> str:
            return self._said

    monkeypatch.setattr("truce_sim.runs.engines.Preparing", Here)
    assert main(["compile"]) == 3
    assert "(log)" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_study_is_the_same_to_the_byte(jobs: str, tmp_path: Path) -> None:
    files = []
    for name in ("simpy", "compiled"):
        out = tmp_path / name
        asked = ["run", "tests/support/two-sides.toml", "--runs=60", f"--jobs={jobs}", "-q"]
        assert main([*asked, "--no-report", f"--out={out}", "--engine", name]) == 0
        (stored,) = Store(out).all()
        assert json.loads((stored.folder / "run.json").read_text())["timing"]["engine"] == name
        kept = sorted(path for path in stored.folder.iterdir() if path.name != "run.json")
        files.append([(path.name, path.read_bytes()) for path in kept])
    assert files[0] == files[1]


def run(world: World, engine_name: EngineName, jobs: int, **more: Any) -> Columns:
    with executor(jobs) as pool:
        work = Work(7, pool, jobs, batch=10, engine=lambda: engine_name, **more)
        found = work.run([Setting("base", world)], 0, 200)
        assert work.interrupted == ("on_progress" in more)
        return found.get("base", {})


@pytest.mark.parametrize(
    ("left", "right"),
    [("simpy", "compiled"), pytest.param("compiled", "simpy", marks=pytest.mark.slow)],
)
def test_a_stopped_study_goes_on_with_the_other_engine(
    left: EngineName, right: EngineName, tmp_path: Path
) -> None:
    def stop(progress: Progress) -> None:
        if progress.done and not progress.ended:
            raise KeyboardInterrupt

    world = build_world(load(SMALLEST))
    run(world, left, 2, ledger=Ledger(tmp_path, "plan"), on_progress=stop)
    ledger = Ledger(tmp_path, "plan")
    assert 0 < sum(runs_of(columns) for _, columns in ledger.kept("base")) < 200
    resumed, once = run(world, right, 2, ledger=ledger), run(world, "simpy", 1)
    assert resumed.keys() == once.keys()
    assert all(str(resumed[key].tolist()) == str(once[key].tolist()) for key in once)


@pytest.mark.slow
def test_threads_hear_ctrl_c_and_keep_what_is_finished(tmp_path: Path) -> None:
    engine()
    whole = [sys.executable, "run_sim.py", "run", SMALLEST, "--runs=200k", "--no-believable"]
    whole += ["--jobs=2", "--no-report", "--engine=compiled", "--plain"]
    out = tmp_path / "out"
    begun = subprocess.Popen([*whole, f"--out={out}"], stderr=subprocess.PIPE, text=True)
    assert begun.stderr is not None
    for line in begun.stderr:
        if "Simulating" in line:
            break
    begun.send_signal(signal.SIGINT)
    _, said = begun.communicate()
    assert begun.returncode == 130, said
    assert "--resume" in said
    (stored,) = Store(out).all()
    again = [sys.executable, "run_sim.py", "run", "--resume", stored.run_id, "--no-report", "-q"]
    subprocess.run([*again, f"--out={out}"], check=True)
    subprocess.run([*whole, "-q", f"--out={tmp_path / 'once'}"], check=True)
    (done,), (once,) = Store(out).all(), Store(tmp_path / "once").all()
    for name in ("summary.json", "runs.csv"):
        assert (done.folder / name).read_bytes() == (once.folder / name).read_bytes()


def copied(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package."""
    shutil.copytree(PACKAGE, tmp_path / "truce_sim", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def environment(sources: Path, caches: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(sources),
        "TRUCE_SIM_CACHE": str(caches),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def lives(sources: Path, caches: Path) -> tuple[list[float], list[float], int]:
    """Return lives by engine and by model, and how many functions were compiled for it."""
    (found,) = at_once(sources, caches, 1)
    return found


def at_once(sources: Path, caches: Path, many: int) -> list[tuple[list[float], list[float], int]]:
    """Return what several processes that begin at once find, as `lives` does."""
    line = [sys.executable, "-c", RUNS, SMALLEST]
    begun = [
        subprocess.Popen(line, env=environment(sources, caches), stdout=subprocess.PIPE)
        for _ in range(many)
    ]
    return [tuple(json.loads(one.communicate()[0])) for one in begun]


@pytest.mark.slow
def test_after_a_change_of_a_rule_the_old_one_is_never_used(tmp_path: Path) -> None:
    """In a checkout that nothing is written to, and in one file that no entry stands in.

    Of two who need it at once, one compiles.
    """
    sources, caches = copied(tmp_path), tmp_path / "caches"
    before, models, made = lives(sources, caches)
    assert (before, made) == (models, 1)
    assert lives(sources, caches) == (before, models, 0)
    rules = sources / "truce_sim" / "scenario" / "settling.py"
    text, stamp = rules.read_text(encoding="utf-8"), rules.stat()
    rules.write_text(text.replace("exp2(-age / settles_in)", "exp2(-age * 0.5 / settles_in)"))
    os.utime(rules, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert rules.read_text(encoding="utf-8") != text
    one, other = at_once(sources, caches, 2)
    assert sorted((one[2], other[2])) == [0, 1]
    assert one[:2] == other[:2]
    after, models, _ = one
    assert after == models
    assert after != before
    written = {path.suffix for path in (sources / "truce_sim").rglob("*") if path.is_file()}
    assert not written & {".nbi", ".nbc", ".pyc"}
    assert len(list(caches.iterdir())) == 2


@pytest.mark.slow
def test_a_study_begins_with_one_engine_and_ends_with_the_other(tmp_path: Path) -> None:
    """The first long study on a machine: half a minute, and the rest of its runs in no time."""
    asked = [sys.executable, "run_sim.py", "run", "scenarios/ordinary.toml", "--runs=80k"]
    asked += ["--no-believable", "--no-report", "--jobs=2"]
    done = subprocess.run(
        [*asked, f"--out={tmp_path / 'mixed'}"],
        env=environment(PACKAGE.parent, tmp_path / "caches"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Making the compiled engine ready, once" in done.stderr
    subprocess.run([*asked, "-q", f"--out={tmp_path / 'one'}", "--engine=compiled"], check=True)
    (mixed,), (one,) = Store(tmp_path / "mixed").all(), Store(tmp_path / "one").all()
    about = json.loads((mixed.folder / "run.json").read_text())
    assert about["timing"]["engine"] == "simpy, then compiled"
    for name in ("summary.json", "runs.csv"):
        assert (mixed.folder / name).read_bytes() == (one.folder / name).read_bytes()
