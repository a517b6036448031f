"""Ctrl-C and its kin: one exception for all of them, held back where it must wait a moment.

SIGTERM (a scheduler, `timeout`) and SIGHUP (a closed terminal) stop the work as Ctrl-C does.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ALL = [
    number
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if (number := getattr(signal, name, None)) is not None
]
_came: list[int] = []


def listen() -> None:
    """From now on, SIGTERM and SIGHUP stop the work as Ctrl-C does.

    What whoever started us wants ignored (`nohup`) stays ignored.
    """
    for number in ALL:
        if number != signal.SIGINT and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def end() -> None:
    """Hear no more signals: all is said, and only the interpreter's own end is left."""
    for number in ALL:
        signal.signal(number, signal.SIG_IGN)


def stopped_by() -> int:
    """Return the number of the signal that stopped the work; Ctrl-C if nothing else came."""
    return _came[0] if _came else signal.SIGINT


def interrupted(error: BaseException) -> bool:
    """Return whether an exception is an interruption, or what a library has made of one."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        if isinstance(one, KeyboardInterrupt):
            return True
        seen.add(id(one))
        one = one.__cause__ or one.__context__
    return bool(_came)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back signals that stop the work until the end of the block, then let the first act.

    For what must not be done by half: starting a worker, which nobody would know of, or writing a
    file through a library that makes another exception of it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    handlers = {number: handler for number in ALL if callable(handler := signal.getsignal(number))}
    try:
        for number in handlers:
            signal.signal(number, lambda number, frame: came.append((number, frame)))
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if came:
            number, frame = came[0]
            handlers[number](number, frame)


def _stop(number: int, _: FrameType | None) -> None:
    _came.append(number)
    raise KeyboardInterrupt


@contextmanager
def deaf() -> Iterator[None]:
    """Hear no signal that stops the work until the end of the block: it is stopping already."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handlers = {number: signal.getsignal(number) for number in ALL}
    try:
        for number in handlers:
            signal.signal(number, signal.SIG_IGN)
        yield
    finally:
        for number, handler in handlers.items():
            if handler is not None:
                signal.signal(number, handler)
