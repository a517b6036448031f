"""Finished runs on disk, so that interrupted work keeps what is done.

Each chunk is a file of arrays (numpy's open .npz, no pickle) behind the hash of its bytes and of
what the study asks, written aside and renamed when whole. It holds any number of stretches of runs,
each of a setting and from a first run on, however they were cut into batches. Chunks are never
changed, only added. One that does not read back as it was written, or is of another study, is as
good as absent: its runs are run again.
"""

import io
import secrets
import time
from collections.abc import Collection, Iterator
from hashlib import blake2b
from itertools import pairwise
from math import inf
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from truce_sim.runs.batch import Columns, join, only, runs_of
from truce_sim.runs.files import StoreError, spoken, write_whole
from truce_sim.runs.interrupts import undisturbed

Stretch = tuple[str, int, Columns]
"""Setting, first run, and the columns of consecutive runs."""

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
_HASH = 16


class Ledger:
    """The finished runs of one study.

    Args:
        folder: where the chunks are; made if need be.
        study: what the study asks, so that no other one's runs are taken for its own.

    Raises:
        StoreError: if its folder cannot be made.
    """

    def __init__(self, folder: Path, study: str = "") -> None:
        self._folder = folder
        self._key = blake2b(study.encode()).digest()
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
                for key, first, columns in _read(path, self._key):
                    part = only(columns, names) if key == setting else columns
                    self._kept.setdefault(key, []).append((first, part))
                    self._list(path, key, first, columns)
        return sorted(self._kept.pop(setting, []), key=lambda part: part[0])

    def _list(self, path: Path, setting: str, first: int, columns: Columns) -> None:
        self._on_disk.setdefault(setting, []).append((first, first + runs_of(columns), path))

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
                yield {name: one[at - start : end - start] for name, one in columns.items()}
                at = stop
        if at < end:
            raise StoreError(f"run {at} is no longer in {self._folder}")

    def _stretch(self, path: Path, setting: str, start: int, stop: int) -> Columns:
        if path not in self._open:
            # Workers finish in turn, so that neighbours may stand in two chunks.
            for oldest in list(self._open)[: 1 - _OPEN]:
                del self._open[oldest]
            self._open[path] = list(_read(path, self._key))
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
            alike.setdefault(_form(stretch[2]), []).append(stretch)
        for stretches in alike.values():
            path = self._folder / f"{secrets.token_hex(8)}.npz"
            with undisturbed(), spoken(path):
                write_whole(path, _written(stretches, self._key))
                written = {id(stretch) for stretch in stretches}
                self._unwritten = [one for one in self._unwritten if id(one) not in written]
                for stretch in stretches:
                    self._list(path, *stretch)
        self._written = time.monotonic()
        self._bytes = 0


def _pause(lasted: float) -> float:
    """Return how many seconds pass between two chunks after so many since the beginning."""
    return max(_LEAST, min(_SHARE * lasted, _LOSS), _FINEST * lasted)


def _form(columns: Columns) -> tuple[object, ...]:
    """Return what columns must share to stand in one file."""
    return tuple((name, one.dtype.kind, one.shape[1:]) for name, one in columns.items())


def _written(stretches: list[Stretch], key: bytes) -> list[bytes]:
    joined = join(columns for *_, columns in stretches)
    labels = [[setting, str(first), str(runs_of(columns))] for setting, first, columns in stretches]
    # Positional names: a column's name may hold what a file name may not.
    arrays = [column for one in joined.values() for column in _plain(one)]
    file = io.BytesIO()
    np.savez(file, np.array(labels), np.array(list(joined)), *arrays)
    body = file.getvalue()
    return [blake2b(body, digest_size=_HASH, key=key).digest(), body]


def _plain(column: NDArray[np.generic]) -> tuple[NDArray[np.generic], NDArray[np.generic]]:
    """Return a column as two arrays that need no pickle: text as bytes, and where each ends."""
    if column.dtype.kind != "T":
        return column, np.empty(0)
    texts = [text.encode("utf-8", "surrogatepass") for text in column.tolist()]
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    return np.frombuffer(b"".join(texts), dtype=np.uint8), ends


def _column(values: NDArray[np.generic], ends: NDArray[np.generic]) -> NDArray[np.generic]:
    if ends.dtype.kind != "i":
        return values
    whole, edges = values.tobytes(), [0, *ends.tolist()]
    texts = [whole[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(edges)]
    return np.array(texts, dtype=np.dtypes.StringDType())


def _cut(part: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return a part of a column; short texts are as wide as the longest, of other settings too."""
    return np.array(part.tolist(), dtype=np.str_) if part.dtype.kind == "U" else part


def _read(path: Path, key: bytes) -> Iterator[Stretch]:
    """Yield the stretches of a chunk; none if it is not whole, or not of this study."""
    try:
        content = path.read_bytes()
        body = memoryview(content)[_HASH:]
        if blake2b(body, digest_size=_HASH, key=key).digest() != content[:_HASH]:
            return
        with np.load(io.BytesIO(body), allow_pickle=False) as stored:
            arrays = [stored[f"arr_{place}"] for place in range(len(stored.files))]
        names = [str(name) for name in arrays[1]]
        columns = {
            name: _column(arrays[2 + 2 * place], arrays[3 + 2 * place])
            for place, name in enumerate(names)
        }
    except Exception:  # noqa: BLE001 - of another kind than ours: fails in too many ways to name
        return
    start = 0
    for setting, first, count in arrays[0].tolist():
        end = start + int(count)
        part = {name: _cut(column[start:end]) for name, column in columns.items()}
        yield setting, int(first), part
        start = end
