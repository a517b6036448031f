"""Where results live: `results/<scenario>/<run-id>/`, each folder whole or not there at all.

A study in progress keeps its finished batches in `<run-id>.unfinished/`. A finished one is
written to a folder aside, renamed when whole, and only then is the unfinished one removed. A
killed process therefore leaves work to resume, and nothing that reads as a result.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path
from typing import Any

UNFINISHED = ".unfinished"
_ASIDE = ".aside-"
_LATEST = "latest.txt"
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
    return re.sub(r"[^\w.-]+", "-", name).strip(".-") or "scenario"


def fingerprint(*parts: str) -> str:
    """Return four hex digits that tell one study from another."""
    return blake2b("\x1f".join(parts).encode(), digest_size=2).hexdigest()


class Store:
    """All results under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def begin(self, scenario: str, study: str, mark: str, plan: dict[str, Any]) -> Stored:
        """Open a folder for a study: a new one, or the unfinished one of the very same plan.

        Args:
            scenario: name of the scenario.
            study: prefix of the run id, empty for a plain run.
            mark: four hex digits (see `fingerprint`).
            plan: what is to be done, kept as plan.json.
        """
        home = self.root / safe_name(scenario)
        prefix = f"{study}-" if study else ""
        base = f"{prefix}{datetime.now().date().isoformat()}-{mark}"
        with _spoken(home):
            home.mkdir(parents=True, exist_ok=True)
            number = 1
            while True:
                run_id = base if number == 1 else f"{base}-{number}"
                number += 1
                folder = home / f"{run_id}{UNFINISHED}"
                if (home / run_id).exists():
                    continue
                try:
                    folder.mkdir()
                except FileExistsError:
                    continue
                write_whole(folder / "plan.json", json.dumps(plan, indent=1) + "\n")
                return Stored(folder)

    def finish(self, work: Stored, files: dict[str, str | bytes]) -> Stored:
        """Write the files of a finished study, whole, and return where they are."""
        home = work.folder.parent
        with _spoken(home):
            aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=home))
            try:
                aside.chmod(0o755)
                for name, content in files.items():
                    target = aside / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    _write(target, content)
                final = home / work.run_id
                aside.rename(final)
            except BaseException:
                shutil.rmtree(aside, ignore_errors=True)
                raise
            shutil.rmtree(work.folder, ignore_errors=True)
            write_whole(home / _LATEST, f"{work.run_id}\n")
        return Stored(final)

    def set_down(self, work: Stored, files: dict[str, str | bytes]) -> None:
        """Write the partial results of an interrupted study into its unfinished folder."""
        with _spoken(work.folder):
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
        found = [stored for home in self._homes() for stored in _results(home)]
        return sorted(found, key=lambda stored: stored.folder.stat().st_mtime, reverse=True)

    def find(self, wanted: str) -> Stored:
        """Return a result by run id, scenario/run id, path, scenario, or "latest".

        Raises:
            StoreError: if there is none, with the nearest name.
        """
        path = Path(wanted)
        if path.is_dir() and _is_result(path):
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

    def _homes(self) -> list[Path]:
        try:
            return [path for path in sorted(self.root.iterdir()) if path.is_dir()]
        except OSError:
            return []


def _results(home: Path) -> Iterator[Stored]:
    for path in sorted(home.iterdir()):
        if path.is_dir() and _is_result(path):
            yield Stored(path)


def _is_result(path: Path) -> bool:
    name = path.name.removesuffix(UNFINISHED)
    needed = "plan.json" if path.name.endswith(UNFINISHED) else "summary.json"
    return _RUN_ID.fullmatch(name) is not None and (path / needed).is_file()


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all."""
    handle, aside = tempfile.mkstemp(prefix=_ASIDE, dir=path.parent)
    os.close(handle)
    try:
        _write(Path(aside), content)
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _write(path: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _spoken(path: Path) -> Iterator[None]:
    """Turn the operating system's faults into one sentence with the path."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"cannot write to {path}: {error.strerror}") from error
