"""Files written whole or not at all."""

import errno
import io
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Generic, TypeVar

from truce_sim.runs.interrupts import undisturbed

ASIDE = ".aside-"
"""How the names of files begin that are not whole yet."""
T = TypeVar("T")


class Anew(Iterable[T], Generic[T]):
    """What is made anew each time that it is gone through, and never all in memory.

    Args:
        make: returns an iterator from the beginning.
    """

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[T]:
        return iter(self._make())


class Sink(io.RawIOBase):
    """A file that only hands on what is written to it, for libraries that write to nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def tell(self) -> int:
        """Return how much was written."""
        return self._size

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        """Keep a piece until it is taken."""
        self._pieces.append(bytes(piece))
        self._size += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since it was last taken."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


Content = str | bytes | Iterable[bytes]
"""What a file holds, or pieces of it in order."""
Files = Mapping[str, Content]
"""What to write, by path within a folder."""


_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_OF_FOLDER = _CLOSED | {
    errno.ENOTDIR,
    errno.EEXIST,
    errno.ENAMETOOLONG,
    errno.ENOENT,
    errno.EINVAL,
}


class StoreError(Exception):
    """Something about the results folder; the message is meant for the user."""

    @property
    def of_folder(self) -> bool:
        """Whether it is a fault of the folder that was named, as opposed to one of the disk."""
        return isinstance(self.__cause__, OSError) and self.__cause__.errno in _OF_FOLDER

    @property
    def closed(self) -> bool:
        """Whether the folder is there, but may not be written to."""
        return isinstance(self.__cause__, OSError) and self.__cause__.errno in _CLOSED


class DamagedError(StoreError):
    """A stored file is not what was written."""


def aside(folder: Path) -> Path:
    """Return a name in a folder that nobody else takes."""
    return folder / f"{ASIDE}{secrets.token_hex(6)}"


def write_whole(path: Path, content: Content) -> None:
    """Write a file whole or not at all."""
    whole = aside(path.parent)
    with undisturbed():
        try:
            write(whole, content)
            whole.replace(path)
        except BaseException:
            with suppress(OSError):
                whole.unlink(missing_ok=True)
            raise


def write(path: Path, content: Content) -> None:
    """Write a new file and see it to the disk; what fails half-way may leave a part of it."""
    with path.open("xb") as file:
        file.writelines(pieces(content))
        file.flush()
        os.fsync(file.fileno())


def pieces(content: Content) -> Iterator[bytes]:
    """Yield what is written of a file's content."""
    if isinstance(content, str):
        yield content.encode()
    elif isinstance(content, bytes):
        yield content
    else:
        yield from content


def settle(folder: Path) -> None:
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
