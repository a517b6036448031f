"""Files written whole or not at all."""

import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from truce_sim.runs.interrupts import undisturbed

ASIDE = ".aside-"
"""How the names of files begin that are not whole yet."""
Files = Mapping[str, str | bytes]
"""What to write, by path within a folder."""


class StoreError(Exception):
    """Something about the results folder; the message is meant for the user."""


class DamagedError(StoreError):
    """A stored file is not what was written."""


def aside(folder: Path) -> Path:
    """Return a name in a folder that nobody else takes."""
    return folder / f"{ASIDE}{secrets.token_hex(6)}"


def write_whole(path: Path, content: str | bytes) -> None:
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


def write(path: Path, content: str | bytes) -> None:
    """Write a new file and see it to the disk; what fails half-way may leave a part of it."""
    with path.open("xb") as file:
        file.write(as_bytes(content))
        file.flush()
        os.fsync(file.fileno())


def as_bytes(content: str | bytes) -> bytes:
    """Return what is written of a file's content."""
    return content.encode() if isinstance(content, str) else content


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
