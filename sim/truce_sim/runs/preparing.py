"""Compiling the engine before it is needed: once on a machine, by whoever comes first.

It takes half a minute and much memory for that time, so it is done in a process of its own; the
study that wants it need not wait. Processes that want the same at once wait for the first.
"""

import subprocess
import sys
from contextlib import suppress

from truce_sim.engine import NoEngineError, engine
from truce_sim.engine.cache import cache

_CODE = (
    "import sys; sys.path[:] = sys.argv[2:]; "
    "from truce_sim.runs.preparing import prepare; prepare()"
)
_NAME = "truce-sim compiles its engine"


def prepare() -> None:
    """Compile the engine here, unless it is done; wait if another process is at it.

    Whether it can be used is noted in its cache.
    """
    cache().sweep()
    with suppress(NoEngineError):
        engine()


class Preparing:
    """A process that compiles the engine; it goes on to its end if nobody stops it."""

    def __init__(self) -> None:
        path = [entry for entry in sys.path if isinstance(entry, str)]
        # Of a session of its own, so that what a terminal sends to this process is not for it.
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter and our own code
            [sys.executable, "-c", _CODE, _NAME, *path],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
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

    def stop(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
