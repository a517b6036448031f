"""One process at a time works on a study, or compiles: two would do the same work twice.

The lock is the operating system's own, on a file in the folder of that work. So it goes with its
holder, however that ends, and what an earlier holder left behind bars nobody. Where a file system
knows no locks (some network folders), nothing is barred, as nothing could be.
"""

import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
_TRIES, _PAUSE = 10, 0.01
"""Times, and seconds between them, that a lock is tried: who only asks holds it for a moment."""


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
def alone(folder: Path, *, tries: int = _TRIES, traceless: bool = False) -> Iterator[None]:
    """Hold a folder for oneself; if there is nothing but the lock in it, it is removed at the end.

    Args:
        folder: where the work is kept.
        tries: how often the lock is tried, a hundredth of a second apart.
        traceless: whether to leave no file of the lock behind.

    Raises:
        HeldError: if another process (or this one) holds it already.
        OSError: if the folder cannot be written to.
    """
    handle = _held(folder / LOCK, tries)
    try:
        who = Holder(os.getpid(), platform.node(), _now())
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(asdict(who)).encode())
        yield
    finally:
        if traceless and sys.platform != "win32":
            # Before it is let go: who waits for it sees that it is no longer the one to take.
            (folder / LOCK).unlink(missing_ok=True)
        os.close(handle)
    if traceless and sys.platform == "win32":
        with suppress(OSError):  # another has it open, and takes it away
            (folder / LOCK).unlink()
    _leave(folder)


def holder_of(folder: Path) -> Holder | None:
    """Return who is at work on a study's folder, or None if nobody is."""
    path = folder / LOCK
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        return None if _taken(handle, shared=True) else _told(path)
    finally:
        os.close(handle)


def _held(path: Path, left: int) -> int:
    """Return the handle of a lock file that is held until it is closed.

    Raises:
        HeldError: if another holds it.
        OSError: if its folder cannot be written to.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        ours = False
        try:
            if _taken(handle):
                # Who removed the study meanwhile took this file out of it, and perhaps there is
                # another one by now.
                ours = _stands(handle, path)
            elif left := left - 1:
                time.sleep(_PAUSE)
            else:
                raise HeldError(_told(path))
        finally:
            if not ours:
                os.close(handle)
        if ours:
            return handle


def _stands(handle: int, path: Path) -> bool:
    """Return whether an open file is the one at a path."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _taken(handle: int, *, shared: bool = False) -> bool:
    """Take the lock until `handle` is closed, if it is free; return whether it was.

    Those who share it (not on Windows) are no hindrance to each other.
    """
    try:
        if sys.platform == "win32":
            os.lseek(handle, _PLACE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
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
