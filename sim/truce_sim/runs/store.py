"""Where results live: `results/<scenario>/<run-id>/`, each folder whole or not there at all.

A study in progress keeps its finished batches in `<run-id>.unfinished/`. A finished one is
written to a folder aside in there, renamed when whole, and only then is the unfinished one
removed. A killed process therefore leaves work to resume, and nothing that reads as a result.
"""

import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from difflib import get_close_matches
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any

from truce_sim.locks import LOCK, HeldError, alone
from truce_sim.runs.files import Files, StoreError, aside, settle, spoken, write, write_whole
from truce_sim.runs.interrupts import undisturbed
from truce_sim.runs.seals import Summed, sealed
from truce_sim.runs.stored import MANIFEST, PARTS, PLAN, SUMMARY, UNFINISHED, Stored

__all__ = ["Files", "Store", "StoreError", "Stored", "fingerprint", "safe_name"]

_LATEST = "latest.txt"
_PATIENCE = 3_000
"""Times, a hundredth of a second apart, to try a result that another is drawing into."""
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

    def begin(self, scenario: str, study: str, mark: str, plan: Mapping[str, Any]) -> Stored:
        """Open a new folder for a study; one that is there already is never taken.

        Args:
            scenario: name of the scenario.
            study: prefix of the run id, empty for a plain run.
            mark: four hex digits (see `fingerprint`).
            plan: what is to be done, kept as plan.json.

        Raises:
            StoreError: if it cannot be written; then nothing is left behind.
        """
        home = self.root / safe_name(scenario)
        prefix = f"{study}-" if study else ""
        base = f"{prefix}{datetime.now().date().isoformat()}-{mark}"
        with spoken(home), undisturbed():
            home.mkdir(parents=True, exist_ok=True)
            for run_id in _numbered(base):
                folder = home / f"{run_id}{UNFINISHED}"
                if (home / run_id).exists():
                    continue
                try:
                    folder.mkdir()
                except FileExistsError:
                    continue
                try:
                    write_whole(folder / PLAN, sealed(plan))
                except BaseException:
                    remove(folder)
                    raise
                return Stored(folder)
        raise AssertionError("numbers do not run out")

    def finish(self, work: Stored, manifest: Mapping[str, Any], files: Files) -> Stored:
        """Write the files of a finished study, whole, and return where they are.

        Args:
            work: the unfinished study.
            manifest: how it was made, kept as run.json with the sums of all files.
            files: what to write, by path within the folder.

        Raises:
            StoreError: if they cannot be written; the unfinished study stays as it was.
        """
        with spoken(work.folder):
            whole = aside(work.folder)
            try:
                # Ctrl-C is heard: tables of a million runs take their time.
                _write_all(whole, manifest, files)
                with undisturbed():
                    return self._put(whole, work)
            except BaseException:
                with undisturbed():
                    shutil.rmtree(whole, ignore_errors=True)
                raise

    def _put(self, whole: Path, work: Stored) -> Stored:
        """Put a result that is whole in the place of the unfinished one."""
        home = work.folder.parent
        final = _moved(whole, home, work.run_id)
        # From here on the result is there, whole; what follows is housekeeping.
        remove(work.folder)
        with suppress(OSError):
            settle(home)
            write_whole(home / _LATEST, f"{final.name}\n")
        return Stored(final)

    def set_down(self, work: Stored, manifest: Mapping[str, Any], files: Files) -> None:
        """Write the partial results of an interrupted study into its unfinished folder.

        Raises:
            StoreError: if they cannot be written.
        """
        with spoken(work.folder), undisturbed():
            # Without a manifest nothing is read, so that old and new are never taken together.
            (work.folder / MANIFEST).unlink(missing_ok=True)
            summed = {name: Summed(content) for name, content in files.items()}
            for name, content in summed.items():
                target = work.folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, content)
            write_whole(work.folder / MANIFEST, _manifest(manifest, summed))

    def dress(self, stored: Stored, files: Files) -> None:
        """Add pages and pictures to a result, or put new ones in their place.

        Raises:
            StoreError: if they cannot be written; the result itself stays as it was.
        """
        if not files:
            return
        try:
            # Held from reading to writing: two at once would each forget what the other has drawn.
            with (
                spoken(stored.folder),
                alone(stored.folder, tries=_PATIENCE, traceless=True),
                undisturbed(),
            ):
                _dressed(stored, files)
        except HeldError as error:
            raise StoreError(f"{stored.run_id} is being drawn into by {error}") from None

    def drop_if_empty(self, work: Stored) -> bool:
        """Remove an unfinished folder in which nothing was kept; return whether it was so.

        One that was planned stays: others are to work in it, and may be about to.
        """
        if work.kept or work.planned is not None:
            return False
        with undisturbed():
            remove(work.folder)
        return True

    def left_behind(self) -> list[Stored]:
        """Return every study that is not finished, and every empty folder with a result's name."""
        return [
            Stored(path)
            for home in _folders(self.root)
            for path in _folders(home)
            if _RUN_ID.fullmatch(path.name.removesuffix(UNFINISHED)) is not None
            and (path.name.endswith(UNFINISHED) or not any(path.iterdir()))
        ]

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
    for name in _needed(stored.folder):
        with suppress(OSError):
            return (stored.folder / name).stat().st_mtime_ns
    return None


def _is_result(path: Path) -> bool:
    name = path.name.removesuffix(UNFINISHED)
    return _RUN_ID.fullmatch(name) is not None and any(
        (path / needed).is_file() for needed in _needed(path)
    )


def _dressed(stored: Stored, files: Files) -> None:
    manifest = stored.manifest()
    kept = dict(manifest["files"])
    rest = {name: one for name, one in kept.items() if name not in files}
    if rest != kept:
        write_whole(stored.folder / MANIFEST, sealed({**manifest, "files": rest}))
    summed = {name: Summed(content) for name, content in files.items()}
    for name, content in summed.items():
        target = stored.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, content)
    listed = {**rest, **{name: content.kept() for name, content in summed.items()}}
    write_whole(stored.folder / MANIFEST, sealed({**manifest, "files": listed}))


def _write_all(folder: Path, manifest: Mapping[str, Any], files: Files) -> None:
    folder.mkdir()
    summed = {name: Summed(content) for name, content in files.items()}
    for name, content in summed.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write(target, content)
    write(folder / MANIFEST, _manifest(manifest, summed))
    settle(folder)


def _manifest(manifest: Mapping[str, Any], written: Mapping[str, Summed]) -> str:
    kept = {name: written[name].kept() for name in sorted(written)}
    return sealed({**manifest, "files": kept})


def remove(folder: Path) -> bool:
    """Remove a folder as far as that is possible; return whether it is gone.

    What makes it a study goes last, so that one half removed can be removed again. Its runs are
    moved aside first, so that whoever still adds to them cannot.
    """
    with suppress(OSError):
        (folder / PARTS).rename(aside(folder))
    for path in _folders(folder):
        shutil.rmtree(path, ignore_errors=True)
    for path in sorted(folder.glob("*"), key=lambda path: path.name in (PLAN, SUMMARY, LOCK)):
        with suppress(OSError):
            path.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def _needed(path: Path) -> tuple[str, ...]:
    """Return the files one of which makes a folder a result."""
    return (PLAN,) if path.name.endswith(UNFINISHED) else (SUMMARY, MANIFEST)


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
