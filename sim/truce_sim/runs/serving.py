"""A worker's side: it computes what comes through its pipe, and leaves when it should."""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from truce_sim.runs.interrupts import ALL


def main(pipe: int, parent: int) -> None:
    """Serve through an open file; `parent` is another, at whose end the parent is gone."""
    for handed in (pipe, parent):
        os.set_inheritable(handed, False)
    _serve(Connection(pipe), lambda: os.read(parent, 1))


def spawned(pipe: "Connection[Any, Any]") -> None:
    """Serve in a process that `multiprocessing` has started."""
    parent = parent_process()
    _serve(pipe, lambda: wait([parent.sentinel]) if parent else None)


def packed(thing: object) -> bytes:
    """Return what another process can make the same thing of."""
    return pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)


def _serve(pipe: "Connection[Any, Any]", parent_ends: Callable[[], object]) -> None:
    for number in ALL:
        signal.signal(number, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ALL)
    threading.Thread(target=_leave_after, args=(parent_ends,), daemon=True).start()
    try:
        from truce_sim.runs import batch  # noqa: F401, PLC0415 - before it says that it is ready

        pipe.send_bytes(b"ready")
        while message := pipe.recv_bytes():
            pipe.send_bytes(answer(message))
    except (EOFError, OSError, MemoryError, ImportError):
        pass  # the parent is gone, or will see that this one is
    os._exit(0)


def _leave_after(parent_ends: Callable[[], object]) -> None:
    """Leave in the middle of whatever this is, when the parent is gone, however it went."""
    parent_ends()
    os._exit(1)


def answer(message: bytes, opened: Callable[[bytes], Any] = pickle.loads) -> bytes:
    """Return what comes of a packed call, packed: whether it went well, and its value or fault."""
    try:
        fn, args, kwargs = opened(message)
        found = (True, fn(*args, **kwargs))
    except BaseException as error:  # noqa: BLE001 - it belongs to the future
        found = (False, error)
    try:
        return packed(found)
    except Exception as error:  # noqa: BLE001 - what cannot be sent is told of
        return packed((False, RuntimeError(f"{error!r}, of {found[1]!r:.200}")))
