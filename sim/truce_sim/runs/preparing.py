"""Compiling the engine before it is needed: once on a machine, by whoever comes first.

It takes half a minute and much memory for that time, so it is done in a process of its own; the
study that wants it need not wait. Processes that want the same at once wait for the first.
"""

import os
import subprocess
import sys
import threading

from truce_sim.engine import Engine, NoEngineError, engine
from truce_sim.engine import cache as caches

_CODE = (
    "import sys; sys.path[:] = sys.argv[2:]; "
    "from truce_sim.runs.preparing import prepare; print(prepare())"
)
_NAME = "truce-sim compiles its engine"


def prepare() -> str:
    """Compile the engine here, unless it is done; wait if another process is at it.

    Whether it can be used is noted in its cache.

    Returns:
        Why it cannot, or "".
    """
    caches.cache().sweep()
    try:
        engine()
    except NoEngineError as error:
        return str(error)
    return ""


def prepared(said: str) -> Engine:
    """Return the engine after a process that was to compile it has ended; it is not compiled here.

    Whoever lacked the memory for it would only lack it once more.

    Args:
        said: what that process says went wrong.

    Raises:
        NoEngineError: if it was not compiled, or cannot be used.
    """
    if caches.cache().state == "cold":
        raise NoEngineError(said or "what was compiled could not be kept (a full disk?)")
    return engine()


class Preparing:
    """A process that compiles the engine; it goes on to its end if nobody stops it."""

    def __init__(self) -> None:
        path = [entry for entry in sys.path if isinstance(entry, str)]
        # Of a session of its own, so that what a terminal sends to this process is not for it.
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter and our own code
            [sys.executable, "-c", _CODE, _NAME, *path],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=os.environ | {caches.PLACE: str(caches.cache().folder.parent)},
            text=True,
        )

    def over(self) -> bool:
        """Return whether it has ended."""
        return self._process.poll() is not None

    def wait(self) -> None:
        """Wait until it has ended; stop it if we are stopped meanwhile."""
        try:
            self._process.wait()
        except BaseException:
            self.stop()
            raise

    def said(self) -> str:
        """Return why it has compiled nothing, as far as it could tell, once it has ended."""
        told = self._process.communicate()[0].strip()
        if self._process.returncode:
            return "compiling it was cut short (the system ends what takes too much memory)"
        return str(told)

    def leave(self) -> None:
        """Let it go on, for whoever comes next; if it ends before us, it is taken leave of then."""
        threading.Thread(target=self._process.communicate, daemon=True).start()

    def stop(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.communicate()
