"""The wheel in an empty environment, in a folder with files that are called like ours."""

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
HOSTILE = 'raise SystemExit("somebody else\'s file was run")\n'
LIKE_PYTHONS_OWN = ("signal.py", "random.py", "socket.py")
WINDOWS = os.name == "nt"

pytestmark = pytest.mark.slow


def called(*words: str | Path, cwd: Path, env: dict[str, str]) -> str:
    """Return what a command prints; it must succeed."""
    done = subprocess.run(
        list(map(str, words)), cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clean_environment() -> dict[str, str]:
    """Return the environment without what leads to this clone."""
    return {
        key: one for key, one in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL"))
    }


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of this clone, as far as it takes to build it."""
    clone = tmp_path_factory.mktemp("source") / "clone"
    clone.mkdir()
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("sim", "scenarios", "docs"):
        shutil.copytree(ROOT / name, clone / name, ignore=ignored)
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, clone)
    return clone


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel made of a source archive."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--outdir", folder, source)
    called(*build, cwd=folder, env=clean_environment())
    (made,) = folder.glob("truce_sim-*.whl")
    return made


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the installed program, in an environment where nothing can be written any more."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    environment = clean_environment()
    called(sys.executable, "-m", "venv", venv, cwd=venv.parent, env=environment)
    scripts = venv / ("Scripts" if WINDOWS else "bin")
    pins = ROOT / "constraints.txt"
    install: list[str | Path] = [
        scripts / "python",
        "-m",
        "pip",
        "install",
        "-q",
        "-c",
        pins,
        wheel,
    ]
    called(*install, cwd=venv.parent, env=environment)
    for path in (venv, *venv.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    yield scripts / "truce-sim"
    for path in (venv, *venv.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | stat.S_IWUSR)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with files of the user's own that are called like ours."""
    for name in ("sim.py", "run_sim.py", "truce.py", "start.py", *LIKE_PYTHONS_OWN):
        (tmp_path / name).write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "docs").mkdir()
    return tmp_path


def test_what_a_stranger_does_first_works_in_any_folder(program: Path, folder: Path) -> None:
    environment = clean_environment() | {
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    }

    def truce_sim(*words: str) -> str:
        return called("truce-sim", *words, cwd=folder, env=environment)

    first = truce_sim("--help")
    assert "  truce-sim run syria-2016 " in first
    guide = Path(first.partition("Guide: ")[2].strip())
    assert guide.is_file()
    assert guide.is_relative_to(program.parents[1])
    assert "usage: truce-sim run " in truce_sim("run", "--help")

    assert "syria-2016-hotline " in truce_sim("list", "scenarios")
    rows = json.loads(truce_sim("list", "scenarios", "--json"))
    assert all(Path(row["file"]).is_relative_to(program.parents[1]) for row in rows)
    every = [row["scenario"] for row in rows]
    checked = truce_sim("check", *every)
    assert all(f"{name}: fine." in checked for name in every)

    told = truce_sim("run", "syria-2016", "--runs=200", "--jobs=2")
    assert "in 100 runs hold" in told
    following = told.partition("Next ")[2].strip()
    assert following.startswith("truce-sim ")
    (report,) = folder.glob("results/syria-2016/*/report.html")
    assert "truce-sim run syria-2016 --runs 200" in report.read_text(encoding="utf-8")
    assert "syria-2016" in truce_sim("list")
    assert "in 100 runs hold" in truce_sim("show", "syria-2016", "--out", "results")

    assert "Next     truce-sim check scenarios/x.toml" in truce_sim(
        "new", "x", "--from", "ordinary"
    )
    assert (folder / "scenarios" / "scenario.schema.json").is_file()
    assert "x: fine." in truce_sim("check", "x")
    assert truce_sim("schema").startswith("{")
    assert "complete -o filenames -F _truce_sim truce-sim" in truce_sim("completion", "bash")
    assert (program.parents[1] / "share" / "man" / "man1" / "truce-sim.1").is_file()
    # Nothing else was written, least of all beside the program.
    assert {one.name for one in folder.iterdir() if one.is_dir()} == {
        "results",
        "scenarios",
        "docs",
    }


def test_the_page_comes_along_and_what_it_needs_besides_is_named(
    program: Path, wheel: Path, folder: Path
) -> None:
    pages = {name for name in contents(wheel) if name.startswith("truce_sim/page/static/")}
    assert {one.partition("static/")[2] for one in pages} >= {
        "explore.html",
        "explore.css",
        "explore.js",
    }
    asked: list[str | Path] = [program, "explore", "smallest"]
    environment = clean_environment()
    done = subprocess.run(
        asked, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "explore needs Starlette; try: " in done.stderr
    assert "uvicorn>=" in done.stderr


def test_the_module_is_the_same_program(program: Path, folder: Path) -> None:
    environment = clean_environment()
    # With `-m` Python itself takes these for its own.
    for name in LIKE_PYTHONS_OWN:
        (folder / name).unlink()
    python = program.with_name("python")
    asked = ["check", "syria-2016-observed", "smallest"]
    by_module = called(python, "-m", "truce_sim", *asked, cwd=folder, env=environment)
    assert by_module == called(program, *asked, cwd=folder, env=environment)
    help_ = called(python, "-m", "truce_sim", cwd=folder, env=environment)
    assert "python -m truce_sim run syria-2016 " in help_


SIX_LINES = """
import truce_sim as ts
truce = ts.load("syria-2016")
odds = truce.run(runs=50, seed=7)
more = truce.set({"verification.teams": 12}).run(runs=50, seed=7)
more - odds
odds
"""


def test_a_notebook_of_six_lines_answers(
    program: Path, folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any
) -> None:
    # Jupyter lies elsewhere, as it does where people use it: only its kernel runs in there.
    aside = tmp_path_factory.mktemp("jupyter")
    environment = clean_environment()
    python = program.with_name("python")
    install = [sys.executable, "-m", "pip", "install", "-q", "-c", str(ROOT / "constraints.txt")]
    called(*install, "--target", aside / "kernel", "ipykernel", cwd=aside, env=environment)
    start = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel = {
        "argv": start,
        "display_name": "fresh",
        "language": "python",
        "env": {"PYTHONPATH": str(aside / "kernel")},
    }
    (aside / "kernels" / "fresh").mkdir(parents=True)
    written = aside / "kernels" / "fresh" / "kernel.json"
    written.write_text(json.dumps(kernel), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(aside))
    # A kernel takes files of its folder for Python's own, as `-m` does.
    for name in LIKE_PYTHONS_OWN:
        (folder / name).unlink()
    before = set(folder.rglob("*"))

    book = nbformat.v4.new_notebook()
    book.cells = [nbformat.v4.new_code_cell(line) for line in SIX_LINES.strip().splitlines()]
    where = {"metadata": {"path": str(folder)}}
    client = NotebookClient(book, kernel_name="fresh", timeout=300, resources=where)
    client.execute(env=environment)

    *_, change, answer = (cell.outputs[-1].data for cell in book.cells if cell.outputs)
    assert "in 50 shared histories" in change["text/html"]
    assert "100 simulated runs" in answer["text/html"]
    assert "<svg" in answer["text/html"]
    assert set(folder.rglob("*")) == before


def test_a_source_archive_builds_the_wheel_of_the_clone(
    source: Path, wheel: Path, tmp_path: Path
) -> None:
    build = (sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, source)
    called(*build, cwd=tmp_path, env=clean_environment())
    assert contents(tmp_path / wheel.name) == contents(wheel)


def contents(wheel: Path) -> dict[str, int]:
    """Return the files in a wheel, each with a sum of its content."""
    with zipfile.ZipFile(wheel) as archive:
        return {one.filename: one.CRC for one in archive.infolist()}
