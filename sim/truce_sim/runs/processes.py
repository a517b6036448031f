"""Processes that compute for this one: how they are started, made to leave, and known to be gone.

Each is at the other end of a pipe of its own, and leaves when this process is gone, however that
went. Nothing of them is in the temporary folder.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe
from typing import Any, Protocol

from truce_sim.runs.interrupts import ALL
from truce_sim.runs.serving import spawned

_NAME = "worker of truce-sim"
_CODE = (
    "import sys; sys.path[:] = sys.argv[4:]; "
    "from truce_sim.runs.serving import main; main(*map(int, sys.argv[2:4]))"
)
"""What a worker starts with. The path of its parent comes first of all: a clone runs its own code
in its workers too."""


class Process(Protocol):
    """A process that has been started."""

    @property
    def pid(self) -> int | None:
        """Its number."""

    def kill(self) -> None:
        """End it at once."""

    def gone(self, patience: float = 0) -> bool:
        """Return whether it has ended, after waiting for that, so many seconds at most."""


class _Plain:
    def __init__(self, pipe: "Connection[Any, Any]", parent: int) -> None:
        """Start a process with a pipe and with what ends when its parent does.

        Raises:
            OSError: if the system starts no more.
        """
        handed = (pipe.fileno(), parent)
        path = [entry for entry in sys.path if isinstance(entry, str)]
        # The flags of this interpreter, which only it can tell; multiprocessing asks there too.
        flags: list[str] = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined] # noqa: SLF001
        self._popen = subprocess.Popen(  # noqa: S603 - this interpreter and our own code
            [sys.executable, *flags, "-c", _CODE, _NAME, *map(str, handed), *path],
            stdin=subprocess.DEVNULL,
            pass_fds=handed,
        )
        self.pid = self._popen.pid

    def kill(self) -> None:
        self._popen.kill()

    def gone(self, patience: float = 0) -> bool:
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(patience)
        return self._popen.returncode is not None


class _Spawned:
    def __init__(self, pipe: "Connection[Any, Any]") -> None:
        self._process = get_context("spawn").Process(target=spawned, args=(pipe,), daemon=True)
        self._process.start()
        self.pid = self._process.pid

    def kill(self) -> None:
        self._process.kill()

    def gone(self, patience: float = 0) -> bool:
        self._process.join(patience)
        return self._process.exitcode is not None


class Starter:
    """Starts processes that leave when this one is gone, and after `close`."""

    def __init__(self) -> None:
        self._ends: tuple[int, int] | None = None

    def start(self) -> "tuple[Connection[Any, Any], Process]":
        """Start a process; return our end of its pipe, which ends when the process does.

        Raises:
            OSError: if the system has no process, or no open file, to spare.
        """
        ours, theirs = Pipe()
        try:
            with _signals_wait():
                return ours, self._started(theirs)
        except BaseException:
            ours.close()
            raise
        finally:
            # Only the process may hold its end: that is what makes the pipe end with it.
            theirs.close()

    def _started(self, pipe: "Connection[Any, Any]") -> Process:
        if sys.platform == "win32":
            return _Spawned(pipe)
        if self._ends is None:
            # Nothing is ever written here. This process alone holds the end to write to, so
            # whoever reads from the other wakes up when it is gone.
            self._ends = os.pipe()
        return _Plain(pipe, self._ends[0])

    def close(self) -> None:
        """Let the processes that are left go."""
        for end in self._ends or ():
            os.close(end)
        self._ends = None


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Keep signals from a process that starts: what to do about them is the parent's decision.

    They reach every process of a terminal, and one that comes while a worker still imports would
    end it with a traceback. A blocked signal stays blocked in what is started meanwhile.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ALL)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
