"""Where results live: `results/<scenario>/<run-id>/`, each folder whole or not there at all.

A study in progress keeps its finished batches in `<run-id>.unfinished/`. A finished one is
written to a folder aside in there, renamed when whole, and only then is the unfinished one
removed. A killed process therefore leaves work to resume, and nothing that reads as a result.
"""

import errno
import json
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any

UNFINISHED = ".unfinished"
_ASIDE = ".aside-"
_LATEST = "latest.txt"
_NAME_BYTES = 120
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}
"""Names that Windows keeps for itself, with any ending."""
_RUN_ID = re.compile(r"(?:[a-z]+-)?\d{4}-\d{2}-\d{2}-[0-9a-f]{4}(?:-\d+)?")


class StoreError(Exception):
    """Something about the results folder; the message is meant for the user."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A result folder, finished or not."""

    folder: Path

    @property
    def run_id(self) -> str:
        """Name of the run."""
        return self.folder.name.removesuffix(UNFINISHED)

    @property
    def scenario(self) -> str:
        """Name of its scenario."""
        return self.folder.parent.name

    @property
    def finished(self) -> bool:
        """Whether the study came to its end."""
        return not self.folder.name.endswith(UNFINISHED)

    def read(self, name: str) -> dict[str, Any]:
        """Return a JSON file of the folder.

        Raises:
            StoreError: if it is missing or damaged.
        """
        path = self.folder / name
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(f"{path} cannot be read: {error}") from error
        if not isinstance(content, dict):
            raise StoreError(f"{path} is damaged")
        return content


def safe_name(name: str) -> str:
    """Return a scenario's name as a folder name that stays inside the results folder."""
    plain = re.sub(r"[^\w.-]+", "-", name)
    # File systems count bytes, and a cut may fall into the middle of a letter.
    short = plain.encode("utf-8", "replace")[:_NAME_BYTES].decode("utf-8", "ignore").strip(".-")
    if short.split(".")[0].lower() in _DEVICES:
        return f"scenario-{short}"
    return short or "scenario"


def fingerprint(*parts: str) -> str:
    """Return four hex digits that tell one study from another."""
    return blake2b("\x1f".join(parts).encode(), digest_size=2).hexdigest()


class Store:
    """All results under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def begin(self, scenario: str, study: str, mark: str, plan: dict[str, Any]) -> Stored:
        """Open a new folder for a study; one that is there already is never taken.

        Args:
            scenario: name of the scenario.
            study: prefix of the run id, empty for a plain run.
            mark: four hex digits (see `fingerprint`).
            plan: what is to be done, kept as plan.json.

        Raises:
            StoreError: if it cannot be written.
        """
        home = self.root / safe_name(scenario)
        prefix = f"{study}-" if study else ""
        base = f"{prefix}{datetime.now().date().isoformat()}-{mark}"
        with spoken(home):
            home.mkdir(parents=True, exist_ok=True)
            for run_id in _numbered(base):
                folder = home / f"{run_id}{UNFINISHED}"
                if (home / run_id).exists():
                    continue
                try:
                    folder.mkdir()
                except FileExistsError:
                    continue
                write_whole(folder / "plan.json", json.dumps(plan, indent=1) + "\n")
                return Stored(folder)
        raise AssertionError("numbers do not run out")

    def finish(self, work: Stored, files: dict[str, str | bytes]) -> Stored:
        """Write the files of a finished study, whole, and return where they are.

        Raises:
            StoreError: if they cannot be written; the unfinished study stays as it was.
        """
        home = work.folder.parent
        with spoken(work.folder):
            aside = _aside(work.folder)
            try:
                aside.mkdir()
                for name, content in files.items():
                    target = aside / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    _write(target, content)
                _settle(aside)
                final = _moved(aside, home, work.run_id)
            except BaseException:
                shutil.rmtree(aside, ignore_errors=True)
                raise
        with spoken(home):
            _settle(home)
            shutil.rmtree(work.folder, ignore_errors=True)
            write_whole(home / _LATEST, f"{final.name}\n")
        return Stored(final)

    def set_down(self, work: Stored, files: dict[str, str | bytes]) -> None:
        """Write the partial results of an interrupted study into its unfinished folder.

        Raises:
            StoreError: if they cannot be written.
        """
        with spoken(work.folder):
            for name, content in files.items():
                target = work.folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, content)

    def drop_if_empty(self, work: Stored) -> None:
        """Remove an unfinished folder in which nothing was kept."""
        if not any((work.folder / "parts").glob("*.npz")):
            shutil.rmtree(work.folder, ignore_errors=True)

    def all(self) -> list[Stored]:
        """Return every result, newest first; whatever else lies about is passed over."""
        found = [stored for home in _folders(self.root) for stored in _results(home)]
        # What another process finishes or removes meanwhile has no time any more.
        dated = [(changed, stored) for stored in found if (changed := _changed(stored))]
        return [stored for _, stored in sorted(dated, key=lambda pair: pair[0], reverse=True)]

    def find(self, wanted: str) -> Stored:
        """Return a result by run id, scenario/run id, path, scenario, or "latest".

        Raises:
            StoreError: if there is none, with the nearest name.
        """
        path = Path(wanted)
        if os.path.isdir(path) and _is_result(path):  # noqa: PTH112 - never fails, as pathlib's may
            return Stored(path.resolve())
        everything = self.all()
        if not everything:
            raise StoreError(f"there are no results in {self.root} yet")
        if wanted == "latest":
            return everything[0]
        for stored in everything:
            if wanted in (stored.run_id, f"{stored.scenario}/{stored.run_id}", stored.scenario):
                return stored
        names = [stored.run_id for stored in everything]
        near = get_close_matches(wanted, names, n=1, cutoff=0.4)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise StoreError(f"there is no result called '{wanted}' in {self.root}{hint}")


def _folders(folder: Path) -> list[Path]:
    try:
        return [path for path in sorted(folder.iterdir()) if path.is_dir()]
    except OSError:
        return []


def _results(home: Path) -> Iterator[Stored]:
    for path in _folders(home):
        # A process killed between its last two steps leaves both; the finished one counts.
        done = path.with_name(path.name.removesuffix(UNFINISHED))
        if _is_result(path) and (done == path or not _is_result(done)):
            yield Stored(path)


def _changed(stored: Stored) -> int | None:
    # Not the folder's time: a report that is told again changes that.
    try:
        return (stored.folder / _needed(stored.folder)).stat().st_mtime_ns
    except OSError:
        return None


def _is_result(path: Path) -> bool:
    name = path.name.removesuffix(UNFINISHED)
    return _RUN_ID.fullmatch(name) is not None and (path / _needed(path)).is_file()


def _needed(path: Path) -> str:
    """Return the file without which a folder is no result."""
    return "plan.json" if path.name.endswith(UNFINISHED) else "summary.json"


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}-{number}" for number in count(2))


def _moved(aside: Path, home: Path, run_id: str) -> Path:
    """Move a whole result to its place, or to the next one that is free."""
    for name in _numbered(run_id):
        final = home / name
        if final.exists():
            continue
        try:
            return aside.rename(final)
        except OSError as error:
            # Another process came first: a folder that holds something is never replaced.
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
    raise AssertionError("numbers do not run out")


def _aside(folder: Path) -> Path:
    return folder / f"{_ASIDE}{secrets.token_hex(6)}"


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all."""
    aside = _aside(path.parent)
    try:
        _write(aside, content)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _write(path: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """See to it that the names in a folder are on the disk, where the system can promise that."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def spoken(path: Path) -> Iterator[None]:
    """Turn the operating system's faults into one sentence with the path."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"cannot write to {path}: {error.strerror or error}") from error
