"""Whoever makes the runs, the bytes are the same; who does is chosen, and told, once."""

import itertools
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from stand_in import StandIn, stand_in
from truce_sim import engine as compiled
from truce_sim.cli.main import main
from truce_sim.engine import NoEngineError
from truce_sim.engine.cache import Cache
from truce_sim.model import World, build_world
from truce_sim.runs import engines
from truce_sim.runs.batch import Columns
from truce_sim.runs.engines import WORTH, Choice, Foreseen, foreseen
from truce_sim.runs.executors import executor
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.preparing import Preparing
from truce_sim.runs.replications import Setting, Work
from truce_sim.runs.store import Store
from truce_sim.scenario import load

pytest.importorskip("numba")
SMALLEST = "scenarios/smallest.toml"
LONG = 10 * WORTH


class Compiler:
    """Compiles in no time, once it is told to; or dies at it."""

    def __init__(self, place: Cache) -> None:
        self._place = place
        self._done = self.left = self.stopped = False

    def compile(self) -> None:
        self._place.mark()
        self._done = True

    def die(self) -> None:
        self._done = True

    def over(self) -> bool:
        return self._done

    def said(self) -> str:
        return "" if self._place.state == "warm" else "compiling it was cut short"

    def leave(self) -> None:
        self.left = True

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(load(SMALLEST))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """Return a cache of its own, in which nothing is compiled."""
    made = Cache(tmp_path / "cache")
    made.folder.mkdir()
    monkeypatch.setattr("truce_sim.engine.cache.cache", lambda: made)
    return made


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    return stand_in(monkeypatch)


@pytest.fixture
def compiler(place: Cache, monkeypatch: pytest.MonkeyPatch) -> Compiler:
    one = Compiler(place)
    monkeypatch.setattr(engines, "Preparing", lambda: one)
    return one


def lists(columns: Columns) -> dict[str, list[object]]:
    return {name: [str(value) for value in array.tolist()] for name, array in columns.items()}


def run(world: World, jobs: int, work_of: dict[str, object], runs: int = 60) -> Columns:
    with executor(jobs) as pool:
        work = Work(7, pool, jobs, batch=10, **work_of)  # type: ignore[arg-type]
        return work.run([Setting("base", world)], 0, runs)["base"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_half_by_one_and_half_by_the_other_is_the_same(
    world: World, jobs: int, made: StandIn
) -> None:
    turns = itertools.cycle(("simpy", "compiled"))
    mixed = run(world, jobs, {"engine": lambda: next(turns)})
    assert lists(mixed) == lists(run(world, 1, {}))
    assert len(made.threads) == 3
    assert all(name.startswith("runs" if jobs > 1 else "Main") for name in made.threads)


def test_a_study_goes_on_with_another_engine(world: World, tmp_path: Path, made: StandIn) -> None:
    ledger = Ledger(tmp_path, "plan")
    run(world, 1, {"ledger": ledger}, 30)
    resumed = run(world, 2, {"ledger": Ledger(tmp_path, "plan"), "engine": lambda: "compiled"})
    assert lists(resumed) == lists(run(world, 1, {}))
    assert len(made.threads) == 3


def test_a_worker_without_the_engine_takes_the_model(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_found", [NoEngineError("gone")])
    found = run(world, 2, {"engine": lambda: "compiled"})
    assert lists(found) == lists(run(world, 1, {}))


@pytest.mark.usefixtures("made")
def test_the_compiled_engine_is_taken_where_it_is_ready_and_worth_loading(place: Cache) -> None:
    place.mark()
    told: list[str] = []
    assert Choice("auto", LONG, told.append)() == "compiled"
    assert Choice("auto", 5.0, told.append)() == "compiled"
    assert Choice("auto", 0.1, told.append)() == "simpy"
    assert Choice("simpy", LONG, told.append)() == "simpy"
    assert Choice("compiled", 0.1, told.append)() == "compiled"
    assert not told
    assert foreseen("auto", LONG) == Foreseen("compiled")
    assert foreseen("auto", 0.1) == foreseen("simpy", LONG) == Foreseen("simpy")


@pytest.mark.usefixtures("made")
def test_a_long_study_begins_at_once_and_changes_when_all_is_compiled(compiler: Compiler) -> None:
    told: list[str] = []
    with Choice("auto", LONG, told.append) as choice:
        assert [choice(), choice()] == ["simpy", "simpy"]
        assert foreseen("auto", LONG) == Foreseen("compiled", compiles=True)
        compiler.compile()
        assert [choice(), choice()] == ["compiled", "compiled"]
    assert choice.used == ["simpy", "compiled"]
    assert "half a minute" in told[0]
    assert told[1:] == ["The compiled engine is ready and goes on with it."]
    assert not compiler.stopped


@pytest.fixture
def nothing_is_compiled_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def compiles() -> None:
        raise AssertionError("it compiles in its own process")

    monkeypatch.setattr(compiled, "_found", [])
    monkeypatch.setattr(compiled, "_loaded", compiles)


@pytest.mark.usefixtures("nothing_is_compiled_here")
def test_a_study_whose_compiler_dies_goes_on_without(compiler: Compiler) -> None:
    told: list[str] = []
    with Choice("auto", LONG, told.append) as choice:
        assert choice() == "simpy"
        compiler.die()
        assert [choice(), choice()] == ["simpy", "simpy"]
    assert told[1:] == ["The compiled engine is not used: compiling it was cut short."]


@pytest.mark.usefixtures("nothing_is_compiled_here")
@pytest.mark.parametrize(
    ("dies", "why"),
    [
        ("import os; os.kill(os.getpid(), 9)", "cut short"),
        ("print('there is no C library')", "there is no C library"),
        ("pass", "could not be kept"),
    ],
)
def test_who_insists_is_told_that_the_compiler_died(
    dies: str,
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("truce_sim.runs.preparing._CODE", dies)
    assert main(["compile"]) == 3
    assert why in capsys.readouterr().err
    asked = ["run", SMALLEST, "--runs=4", "--jobs=1", "--no-report", f"--out={tmp_path / 'out'}"]
    assert main([*asked, "--engine", "compiled"]) == 2
    assert why in " ".join(capsys.readouterr().err.split())


def test_what_it_leaves_to_the_model_anyway_goes_to_processes(
    world: World, place: Cache, made: StandIn
) -> None:
    place.mark()
    made.leaves = True
    with Choice("auto", LONG, print, 2) as choice:
        found = run(world, 2, {"engine": choice}, 200)
    assert choice.used == ["compiled", "simpy"]
    assert len(made.threads) < 10
    made.leaves = False
    assert lists(found) == lists(run(world, 1, {}, 200))
    assert Choice("auto", LONG, print, 2)() == "compiled"


@pytest.mark.usefixtures("made")
def test_what_compiles_goes_on_after_a_study_but_not_after_ctrl_c(compiler: Compiler) -> None:
    with Choice("auto", LONG, lambda _: None):
        pass
    assert compiler.left
    assert not compiler.stopped
    with pytest.raises(KeyboardInterrupt), Choice("auto", LONG, lambda _: None):
        raise KeyboardInterrupt
    assert compiler.stopped


@pytest.mark.parametrize("part", [Preparing.leave, Preparing.stop])
def test_nothing_is_left_of_what_compiled(
    part: Callable[[Preparing], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No zombie and no open file: a notebook may live for days."""
    monkeypatch.setattr("truce_sim.runs.preparing._CODE", "import time; time.sleep(0.1)")
    one = Preparing()
    process = one._process
    part(one)
    while process.poll() is None:
        time.sleep(0.01)
    assert process.stdout is not None
    while not process.stdout.closed:
        time.sleep(0.01)


@pytest.mark.usefixtures("compiler")
def test_a_short_study_compiles_nothing() -> None:
    told: list[str] = []
    assert Choice("auto", WORTH / 2, told.append)() == "simpy"
    assert not told


@pytest.fixture(params=["no numba", "unfit"])
def without(request: pytest.FixtureRequest, place: Cache, monkeypatch: pytest.MonkeyPatch) -> str:
    """Take the engine away; return why there is none."""
    if request.param == "unfit":
        monkeypatch.setattr(compiled, "_found", [])
        place.mark("exp differs")
        return "exp differs"
    monkeypatch.setattr(compiled, "_found", [])
    monkeypatch.setattr(compiled, "missing", lambda: "numba")
    return "numba is not installed"


def test_without_it_a_long_study_says_so_once(without: str) -> None:
    told: list[str] = []
    with Choice("auto", LONG, told.append) as choice:
        assert {choice() for _ in range(3)} == {"simpy"}
    assert len(told) == 1
    assert without in told[0]
    assert ("pip install" in told[0]) == ("numba" in without)
    assert Choice("auto", 5.0, told.append)() == "simpy"
    # That it was made and does not agree is told always; what would save little, not.
    assert len(told) == (1 if "numba" in without else 2)
    assert Choice("auto", 0.1, told.append)() == "simpy"
    assert len(told) == (1 if "numba" in without else 2)
    assert foreseen("auto", LONG) == Foreseen("simpy", why=without)


def test_asked_for_and_not_there_is_a_fault(
    without: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    asked = ["run", SMALLEST, "--runs", "4", "--jobs", "1", "--no-report", "--out", str(out)]
    assert main([*asked, "--engine", "compiled"]) == 2
    said = capsys.readouterr().err
    assert without in said
    assert "Try: " in said
    assert not out.exists()
    assert main(asked) == 0


@pytest.mark.usefixtures("made")
def test_the_choice_stands_in_the_manifest_and_nowhere_else(place: Cache, tmp_path: Path) -> None:
    place.mark()
    summaries = set()
    for engine in ("simpy", "compiled"):
        out = tmp_path / engine
        asked = ["run", SMALLEST, "--runs", "30", "--jobs", "1", "--no-report", "--out", str(out)]
        assert main([*asked, "--engine", engine]) == 0
        (stored,) = Store(out).all()
        summaries.add((stored.folder / "summary.json").read_bytes())
        about = json.loads((stored.folder / "run.json").read_text())
        assert about["timing"]["engine"] == engine
        again = ["run", "--again", "latest", "--jobs", "1", "--out", str(out)]
        assert main([*again, "--engine", "compiled"]) == 0
    assert len(summaries) == 1


@pytest.fixture(params=["broken", "off"])
def lacking(
    request: pytest.FixtureRequest, place: Cache, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, str]:
    """Spoil what is installed, after all was compiled; return what is wrong, and its remedy."""
    place.mark()
    monkeypatch.setattr(compiled, "_found", [])
    if request.param == "off":
        monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
        return "NUMBA_DISABLE_JIT is set", "NUMBA_DISABLE_JIT"

    def fails(name: str) -> None:
        raise ImportError(f"{name} needs an older numpy.")

    monkeypatch.setattr(compiled, "import_module", fails)
    return "llvmlite cannot be loaded (ImportError: ", "pip install --force-reinstall"


def test_what_is_installed_but_of_no_use_is_known_beforehand_with_its_remedy(
    lacking: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    why, remedy = lacking
    told: list[str] = []
    assert Choice("auto", LONG, told.append)() == "simpy"
    assert len(told) == 1
    asked = ["run", SMALLEST, "--no-report", f"--out={tmp_path / 'out'}"]
    assert main([*asked, "--runs=1m", "--dry-run"]) == 0
    weighed = capsys.readouterr().out
    assert "compiled engine." not in weighed.partition("\n")[0]
    assert main([*asked, "--runs=4", "--engine=compiled", "--dry-run"]) == 2
    refused = [capsys.readouterr().err]
    assert main([*asked, "--runs=4", "--engine=compiled"]) == 2
    refused.append(capsys.readouterr().err)
    assert main(["verify", "--engine=compiled"]) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert main(["compile"]) == 3
    refused += [shown.err, capsys.readouterr().err]
    assert "Compiling" not in refused[-1]
    for said in (*told, weighed, *refused):
        assert why in said
        assert remedy in said.partition(why)[2]
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("nothing_is_compiled_here")
@pytest.mark.parametrize(
    ("engine", "who", "when"),
    [("auto", "threads of the compiled engine", "while SimPy"), ("compiled", "thread", "before")],
)
def test_a_dry_run_counts_what_compiling_takes(
    engine: str, who: str, when: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["run", SMALLEST, "--runs=1m", "--no-report", "--jobs=2", f"--out={tmp_path}"]
    assert main([*asked, "--dry-run", "--engine", engine]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert who in first
    assert "Compiling, once, is in that" in second
    assert when in second
