"""One process at a time works on an unfinished study: two would do the same work twice.

The lock is the operating system's own, on a file in the study's folder. So it goes with its
holder, however that ends, and what an earlier holder left behind bars nobody. Where a file system
knows no locks (some network folders), nothing is barred, as nothing could be.
"""

import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import errno
    import fcntl

LOCK = ".lock"
"""Name of the file in the study's folder."""
_PLACE = 1 << 30
"""The byte that is locked on Windows, far behind the text: a locked byte cannot be read there."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is at work on a study."""

    process: int
    """Its number."""
    machine: str
    since: str
    """Date and time in UTC, to the second; empty if unknown, as all the rest is then."""

    def __str__(self) -> str:
        if not self.since:
            return "another process"
        on = "" if self.machine == platform.node() else f" on {self.machine}"
        return f"process {self.process}{on}, since {self.since}"


class HeldError(Exception):
    """Another process is at work on it; the message says who.

    Args:
        holder: who holds the lock.
    """

    def __init__(self, holder: Holder) -> None:
        super().__init__(str(holder))
        self.holder = holder


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a study's folder for oneself; a folder with nothing but the lock is removed at the end.

    Raises:
        HeldError: if another process (or this one) holds it already.
        OSError: if the folder cannot be written to.
    """
    path = folder / LOCK
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _taken(handle):
            raise HeldError(_told(path))
        who = Holder(os.getpid(), platform.node(), _now())
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(asdict(who)).encode())
        yield
    finally:
        os.close(handle)
    _leave(folder)


def holder_of(folder: Path) -> Holder | None:
    """Return who is at work on a study's folder, or None if nobody is."""
    path = folder / LOCK
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        return None if _taken(handle) else _told(path)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    """Take the lock until `handle` is closed, if it is free; return whether it was."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _PLACE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return sys.platform != "win32" and error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
    return True


def _told(path: Path) -> Holder:
    """Return what the holder wrote; it may not have come to that yet."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Holder(int(said["process"]), str(said["machine"]), str(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder(0, "", "")


def _leave(folder: Path) -> None:
    # Windows does not remove a file that is open, so who removed the study left this behind.
    try:
        if [path.name for path in folder.iterdir()] == [LOCK]:
            (folder / LOCK).unlink()
            folder.rmdir()
    except OSError:
        pass  # gone already, or another has come


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
