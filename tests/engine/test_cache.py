"""Compiled code lies where only its own sources lead, and where only its owner can write."""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest
from truce_sim.engine import NoEngineError
from truce_sim.engine import cache as caches
from truce_sim.engine.cache import Cache

pytest.importorskip("numba")
cache = caches.cache.__wrapped__


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRUCE_SIM_CACHE", str(tmp_path / "caches"))
    return tmp_path / "caches"


def test_a_changed_source_leads_to_another_folder(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "truce_sim"
    shutil.copytree(caches._OWN, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(caches, "_OWN", package)
    names = [cache().folder.name]
    for source in ("model/rules.py", "scenario/settling.py", "scenario/before.py"):
        with (package / source).open("a", encoding="utf-8") as file:
            file.write("# other\n")
        names.append(cache().folder.name)
    (package / "model" / "new.py").write_text("", encoding="utf-8")
    names.append(cache().folder.name)
    assert len(set(names)) == len(names)
    assert {path.name for path in home.iterdir()} == set(names)


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("_versions", lambda: ["numba 1"]),
        ("_processor", lambda: ["another processor", "+fma"]),
        ("_settings", lambda: ["NUMBA_OPT=0"]),
    ],
)
@pytest.mark.usefixtures("home")
def test_another_compiler_or_processor_leads_to_another_folder(
    what: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cache().folder
    monkeypatch.setattr(caches, what, value)
    assert cache().folder != before


def test_the_folder_is_its_owners_alone(home: Path) -> None:
    folder = cache().folder
    assert folder.parent == home
    if sys.platform != "win32":
        assert {one.stat().st_mode & 0o777 for one in (home, folder)} == {0o700}


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_a_folder_that_others_can_write_to_is_not_used(home: Path) -> None:
    home.mkdir()
    home.chmod(0o777)
    found = cache()
    assert home not in found.folder.parents
    assert f"others can write to {home}" in found.instead


def test_where_home_cannot_be_written_to_the_temporary_folder_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TRUCE_SIM_CACHE", str(tmp_path / "file" / "caches"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = cache()
    assert tmp_path in found.folder.parents
    assert f"is kept in {found.folder.parent}" in found.instead
    (tmp_path / "none").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(NoEngineError, match="there is no folder"):
        cache()


@pytest.mark.usefixtures("home")
def test_it_is_warm_once_all_agrees_and_unfit_where_it_does_not() -> None:
    place = cache()
    states = [place.state]
    place.mark()
    states.append(place.state)
    place.mark("exp differs")
    states.append(place.state)
    assert place.unfit == "exp differs"
    place.forget()
    states.append(place.state)
    (place.folder / caches.READY).write_text("{")
    states.append(place.state)
    assert states == ["cold", "warm", "unfit", "cold", "cold"]


def test_what_was_not_used_for_a_month_is_removed(home: Path) -> None:
    place = cache()
    recent, old, marked = (Cache(home / f"engine-{name}") for name in ("a", "b", "c"))
    for one in (recent, old, marked):
        one.folder.mkdir()
        one.mark()
    long_ago = time.time() - 40 * 24 * 3600
    for one in (old, marked, place):
        os.utime(one.folder, (long_ago, long_ago))
    os.utime(old.folder / caches.READY, (long_ago, long_ago))
    (home / "not-ours").mkdir()
    os.utime(home / "not-ours", (long_ago, long_ago))
    place.sweep()
    assert {path.name for path in home.iterdir()} == {
        place.folder.name,
        "engine-a",
        "engine-c",
        "not-ours",
    }
    place.mark()
    os.utime(place.folder / caches.READY, (long_ago, long_ago))
    place.mark()
    assert (place.folder / caches.READY).stat().st_mtime > long_ago
