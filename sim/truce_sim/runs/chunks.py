"""A chunk of finished runs as a file: stretches of runs, whole, and of one study, or not there.

It is numpy's open .npz without a pickle, behind the hash of its bytes and of what the study asks:
an array of labels (setting, first run, count), one that says which columns there are (name, type,
shape of a run), and one of bytes, column after column. A study has scores of columns, and as many
members of an archive would take longer than what they hold.
"""

import io
import math
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, cast
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from truce_sim.runs.batch import Columns, runs_of
from truce_sim.runs.files import StoreError

Stretch = tuple[str, int, Columns]
"""Setting, first run, and the columns of consecutive runs."""
Label = tuple[str, int, int]
"""Setting, first run, and count."""

FORM = 2
"""Changes with what follows, so that no chunk of another form is taken for one of these."""
HASH = 16
"""Bytes before the archive."""
_TEXT = "text"
"""Type of texts, each as long as it is: first the end of each, then all of them in UTF-8."""
_ALIGNED = 8
"""Each column begins at a multiple of it."""


def in_order(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return stretches by setting and first run."""
    return sorted(stretches, key=lambda stretch: stretch[:2])


def labels(stretches: Sequence[Stretch]) -> list[Label]:
    """Return what a chunk of these stretches holds: those that follow each other are one."""
    found = list[Label]()
    for setting, first, columns in stretches:
        count = runs_of(columns)
        if found and found[-1][0] == setting and first == sum(found[-1][1:]):
            found[-1] = setting, found[-1][1], found[-1][2] + count
        else:
            found.append((setting, first, count))
    return found


def form(columns: Columns) -> tuple[object, ...]:
    """Return what columns must share to stand in one chunk."""
    return tuple((name, one.dtype.kind, one.shape[1:]) for name, one in columns.items())


def written(stretches: Sequence[Stretch], key: bytes) -> list[bytes]:
    """Return the file of a chunk, in pieces; nothing of the columns is copied more than once.

    Args:
        stretches: what it holds, of one form.
        key: what the study asks.
    """
    about, body = list[tuple[str, str, str]](), list[bytes]()
    for name in stretches[0][2]:
        parts = [columns[name] for _, _, columns in stretches]
        column = np.ascontiguousarray(np.concatenate(parts) if len(parts) > 1 else parts[0])
        text = column.dtype.kind == "T"
        about.append((name, _TEXT if text else column.dtype.str, _spelled(column.shape[1:])))
        body += _texts(column) if text else [_bytes(column)]
        body.append(bytes(-sum(map(len, body[-2:] if text else body[-1:])) % _ALIGNED))
    named = [[setting, str(first), str(count)] for setting, first, count in labels(stretches)]
    file = _Pieces()
    with ZipFile(file, "w") as archive:
        _put(archive, 0, np.array(named))
        _put(archive, 1, np.array(about))
        _put(archive, 2, np.empty(sum(map(len, body)), np.uint8), body)
    digest = blake2b(digest_size=HASH, key=key)
    for piece in file.pieces:
        digest.update(piece)
    return [digest.digest(), *file.pieces]


def read(path: Path, key: bytes) -> Iterator[Stretch]:
    """Yield the stretches of a chunk; none if it is not whole, or not of this study.

    Raises:
        StoreError: if it may not be read.
    """
    try:
        arrays = _arrays(path, key, 3)
        runs = sum(int(count) for _, _, count in arrays[0].tolist())
        columns = _columns(arrays[1], arrays[2], runs)
    except PermissionError as error:
        raise _closed(path, error) from error
    except Exception:  # noqa: BLE001 - of another kind than ours: fails in too many ways to name
        return
    start = 0
    for setting, first, count in arrays[0].tolist():
        end = start + int(count)
        part = {name: _cut(column[start:end]) for name, column in columns.items()}
        yield setting, int(first), part
        start = end


def read_labels(path: Path, key: bytes) -> list[Label]:
    """Return what a chunk holds, without its columns; nothing if it is not whole and ours.

    Raises:
        StoreError: if it may not be read.
    """
    try:
        (named,) = _arrays(path, key, 1)
        return [(setting, int(first), int(count)) for setting, first, count in named.tolist()]
    except PermissionError as error:
        raise _closed(path, error) from error
    except Exception:  # noqa: BLE001 - of another kind than ours: fails in too many ways to name
        return []


def glanced_at(path: Path) -> list[Label]:
    """Return what a chunk says that it holds; that it is whole, and whose, is not looked at.

    Raises:
        StoreError: if it may not be read.
    """
    try:
        with ZipFile(path) as chunk, chunk.open("arr_0.npy") as first:
            named = np.lib.format.read_array(first, allow_pickle=False)
        return [(setting, int(first), int(count)) for setting, first, count in named.tolist()]
    except PermissionError as error:
        raise _closed(path, error) from error
    except Exception:  # noqa: BLE001 - as in `read_labels`
        return []


def _closed(path: Path, error: OSError) -> StoreError:
    """Return what to say of a chunk that is somebody else's: its runs are not made anew."""
    return StoreError(
        f"{path} cannot be read ({error.strerror}); what it holds is finished: let it be read, or "
        "remove it"
    )


class _Pieces(io.RawIOBase):
    """A file that is the list of what is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self.pieces.append(piece)
        self._size += len(piece)
        return len(piece)


def _put(
    archive: ZipFile, place: int, array: NDArray[np.generic], body: Sequence[bytes] = ()
) -> None:
    """Put an array into an archive as numpy does; its bytes may come in pieces."""
    with archive.open(f"arr_{place}.npy", "w", force_zip64=True) as member:
        np.lib.format.write_array_header_1_0(
            member, np.lib.format.header_data_from_array_1_0(array)
        )
        for piece in body or [_bytes(array)]:
            member.write(piece)


def _arrays(path: Path, key: bytes, first: int) -> list[NDArray[np.generic]]:
    """Return the first arrays of a chunk.

    Raises:
        ValueError: if it is not whole, or of another study.
    """
    content = path.read_bytes()
    body = memoryview(content)[HASH:]
    if blake2b(body, digest_size=HASH, key=key).digest() != content[:HASH]:
        raise ValueError("not what was written")
    with np.load(io.BytesIO(body), allow_pickle=False) as stored:
        return [stored[f"arr_{place}"] for place in range(first)]


def _columns(about: NDArray[np.generic], body: NDArray[np.generic], runs: int) -> Columns:
    """Return the columns that stand in so many bytes."""
    columns, at = Columns(), 0
    for name, kind, shape in about.tolist():
        if kind == _TEXT:
            ends = np.frombuffer(body, np.int64, runs, at)
            at += ends.nbytes
            last = int(ends[-1]) if runs else 0
            columns[name] = _told(body[at : at + last].tobytes(), ends)
            at += last
        else:
            each = tuple(map(int, shape.split()))
            column = np.frombuffer(body, np.dtype(kind), runs * math.prod(each), at)
            columns[name] = column.reshape(runs, *each)
            at += column.nbytes
        at += -at % _ALIGNED
    return columns


def _bytes(array: NDArray[np.generic]) -> bytes:
    """Return an array's bytes as they stand in memory: a view that is as good as `bytes` here."""
    return cast("bytes", array.reshape(-1).view(np.uint8).data) if array.size else b""


def _spelled(shape: tuple[int, ...]) -> str:
    return " ".join(map(str, shape))


def _texts(column: NDArray[np.generic]) -> list[bytes]:
    # Most are empty: only the others are looked at one by one.
    lengths = _lengths(column)
    places = np.flatnonzero(lengths)
    texts = [text.encode("utf-8", "surrogatepass") for text in column[places].tolist()]
    lengths[places] = [len(text) for text in texts]
    return [np.cumsum(lengths, dtype=np.int64).tobytes(), b"".join(texts)]


def _told(whole: bytes, ends: NDArray[np.int64]) -> NDArray[np.generic]:
    places = np.flatnonzero(np.diff(ends, prepend=0))
    edges = [0, *ends[places].tolist()]
    texts = [whole[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(edges)]
    column = [""] * len(ends)
    for place, text in zip(places.tolist(), texts, strict=True):
        column[place] = text
    # Not put into an array of empty ones: by numpy 2.0 long texts are lost so.
    return np.array(column, dtype=np.dtypes.StringDType())


def _cut(part: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return a part of a column; short texts are as wide as the longest, of other settings too."""
    if part.dtype.kind not in "SU":
        return part
    width = int(_lengths(part).max(initial=1))
    return part.astype(f"{part.dtype.kind}{width}")


def _lengths(column: NDArray[Any]) -> NDArray[np.int64]:
    """Return the number of letters of each text."""
    return np.asarray(np.strings.str_len(column), dtype=np.int64)
