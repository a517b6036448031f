"""Finished runs on disk, so that interrupted work keeps what is done.

Each chunk is a file (`chunks`), written aside and renamed when whole. It holds any number of
stretches of runs, each of a setting and from a first run on, however they were cut into batches.
Chunks are never changed, only added. One that does not read back as it was written, or is of
another study, is as good as absent: its runs are run again.
"""

import secrets
import time
from collections.abc import Collection, Container, Iterator
from hashlib import blake2b
from math import inf
from pathlib import Path

from truce_sim.runs.batch import Columns, only, runs_of
from truce_sim.runs.chunks import (
    FORM,
    Label,
    Stretch,
    form,
    glanced_at,
    in_order,
    labels,
    read,
    read_labels,
    written,
)
from truce_sim.runs.files import StoreError, spoken, write_whole
from truce_sim.runs.interrupts import undisturbed
from truce_sim.runs.narrow import wide

_LEAST, _SHARE, _LOSS = 0.5, 0.02, 5.0
"""Between two chunks passes this share of the time since the beginning, but no less than the first
and no more than the last of these seconds: work that is killed loses no more."""
_FINEST = 1 / 20_000
"""Share of the time that passes at least, which is more than `_LOSS` after a day: so a study of
weeks has tens of thousands of files, not millions."""
_MOST = 8_000_000
"""Bytes of columns in a chunk, about: they are in memory until they are written, and once more
when they are read back."""
_OPEN = 3
"""Chunks that are kept in memory while runs are read back."""


class Ledger:
    """The finished runs of one study.

    Args:
        folder: where the chunks are; made if need be.
        study: what the study asks, so that no other one's runs are taken for its own.
        make: whether to make the folder; what another may have removed is not to come back.

    Raises:
        StoreError: if its folder cannot be made.
    """

    def __init__(self, folder: Path, study: str = "", *, make: bool = True) -> None:
        self._folder = folder
        # A chunk of another form is of another study, as far as this one is concerned.
        self._key = blake2b(f"{FORM}\n{study}".encode()).digest()
        if make:
            with spoken(folder):
                folder.mkdir(parents=True, exist_ok=True)
        self._kept: dict[str, list[tuple[int, Columns]]] | None = None
        self._unwritten: list[Stretch] = []
        self._bytes = 0
        self._on_disk: dict[str, list[tuple[int, int, Path]]] = {}
        self._open: dict[Path, list[Stretch]] = {}
        self._began = time.monotonic()
        self._written = -inf

    def kept(self, setting: str, names: Collection[str] = ()) -> list[tuple[int, Columns]]:
        """Return what earlier work has kept of a setting, once: first run and columns, in order.

        Stretches may overlap, where the same runs were run twice.

        Args:
            setting: its key.
            names: columns that are wanted; none: all.
        """
        if self._kept is None:
            self._kept = {}
            for path in sorted(self._folder.glob("*.npz")):
                for key, first, columns in read(path, self._key):
                    part = _apart(columns, names) if key == setting else columns
                    self._kept.setdefault(key, []).append((first, part))
                    self._list(path, key, first, runs_of(columns))
        found = sorted(self._kept.pop(setting, []), key=lambda part: part[0])
        return [(first, wide(columns)) for first, columns in found]

    def _list(self, path: Path, setting: str, first: int, count: int) -> None:
        self._on_disk.setdefault(setting, []).append((first, first + count, path))

    def blocks(self, setting: str, first: int, end: int) -> Iterator[Columns]:
        """Yield all columns of the runs from `first` to before `end`, some at a time, in order.

        Raises:
            StoreError: if they are not there, or no longer.
        """
        at = first
        waiting = [
            (start, start + runs_of(columns), columns)
            for key, start, columns in self._unwritten
            if key == setting
        ]
        known = [*self._on_disk.get(setting, ()), *waiting]
        for start, stop, there in sorted(known, key=lambda part: part[:2]):
            if start <= at < min(stop, end):
                columns = (
                    self._stretch(there, setting, start, stop) if isinstance(there, Path) else there
                )
                yield wide({name: one[at - start : end - start] for name, one in columns.items()})
                at = stop
        if at < end:
            raise StoreError(f"run {at} is no longer in {self._folder}")

    def _stretch(self, path: Path, setting: str, start: int, stop: int) -> Columns:
        if path not in self._open:
            # Workers finish in turn, so that neighbours may stand in two chunks.
            for oldest in list(self._open)[: 1 - _OPEN]:
                del self._open[oldest]
            self._open[path] = list(read(path, self._key))
        for key, first, columns in self._open[path]:
            if key == setting and first == start and first + runs_of(columns) == stop:
                return columns
        raise StoreError(f"{path} is damaged, or gone")

    def saved(self, setting: str, first: int, end: int) -> int:
        """Return how many of the runs from `first` to before `end` are on the disk."""
        found, at = 0, first
        for start, stop, _ in sorted(self._on_disk.get(setting, ())):
            found += max(0, min(stop, end) - max(start, at))
            at = max(at, stop)
        return found

    def there(
        self, known: Container[Path] = (), *, glance: bool = False
    ) -> Iterator[tuple[Path, list[Label]]]:
        """Yield each chunk on the disk, and which runs it holds; the runs are not kept.

        Args:
            known: chunks that are left out.
            glance: take a chunk's word for it; else it is read, and must be whole.
        """
        for path in sorted(self._folder.glob("*.npz")):
            if path in known:
                continue
            if held := glanced_at(path) if glance else read_labels(path, self._key):
                yield path, held

    def add(self, setting: str, first: int, columns: Columns) -> None:
        """Keep finished runs; they are written when it is time.

        Raises:
            StoreError: if they cannot be written (a full disk, no permission).
        """
        self._unwritten.append((setting, first, columns))
        self._bytes += sum(column.nbytes for column in columns.values())
        now = time.monotonic()
        late = now - self._written > _pause(now - self._began)
        if late or self._bytes > _MOST:
            self.flush()

    def flush(self) -> None:
        """Write what is not written yet.

        Raises:
            StoreError: if it cannot be written (a full disk, no permission).
        """
        alike: dict[tuple[object, ...], list[Stretch]] = {}
        for stretch in self._unwritten:
            alike.setdefault(form(stretch[2]), []).append(stretch)
        for stretches in map(in_order, alike.values()):
            path = self._folder / f"{secrets.token_hex(8)}.npz"
            with undisturbed(), spoken(path):
                write_whole(path, written(stretches, self._key))
                done = {id(stretch) for stretch in stretches}
                self._unwritten = [one for one in self._unwritten if id(one) not in done]
                for label in labels(stretches):
                    self._list(path, *label)
        self._written = time.monotonic()
        self._bytes = 0


def _pause(lasted: float) -> float:
    """Return how many seconds pass between two chunks after so many since the beginning."""
    return max(_LEAST, min(_SHARE * lasted, _LOSS), _FINEST * lasted)


def _apart(columns: Columns, names: Collection[str]) -> Columns:
    """Return the columns of some names, none of which keeps the rest of its chunk in memory."""
    if not names:
        return columns
    return {name: column.copy() for name, column in only(columns, names).items()}
