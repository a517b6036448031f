"""Which engine makes the next batch: the model itself, or the same compiled.

Both give the same bytes, so it is a question of time alone, and a study may change half-way: while
one process compiles, the others simulate. The choice is told in the manifest and nowhere else.
"""

from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Protocol, Self

from truce_sim.engine import Engine, NoEngineError, engine, missing
from truce_sim.runs.batch import EngineName, left
from truce_sim.runs.installing import install_command
from truce_sim.runs.known_engines import Asked
from truce_sim.runs.preparing import Preparing, prepared

WORTH = 30.0
"""Seconds of work for SimPy from which on it is worth while to compile."""
_SOME = 20
"""Runs left to the model from which on their share is looked at."""
COMPILING = 30.0
"""Seconds that compiling takes, once."""
_LOADED = 1.0
"""Seconds of work for SimPy from which on it is worth while to load what is compiled."""


class Helper(Protocol):
    """What compiles meanwhile."""

    def over(self) -> bool:
        """Return whether it has ended."""

    def said(self) -> str:
        """Return why it has compiled nothing, as far as it could tell, once it has ended."""

    def stop(self) -> None:
        """End it at once."""


class Choice:
    """Chooses for one study, batch by batch.

    Args:
        asked: the engine asked for.
        seconds: what the study would take SimPy on one core, about.
        tell: is told, in a sentence, what takes time or would save some.
        jobs: how many runs are made at once.

    Raises:
        NoEngineError: if the compiled engine is asked for and cannot be had.
    """

    def __init__(
        self,
        asked: Asked = "simpy",
        seconds: float = 0.0,
        tell: Callable[[str], None] = print,
        jobs: int = 1,
    ) -> None:
        self._tell = tell
        self._jobs = jobs
        self._before = replace(left)
        self._helper: Helper | None = None
        self._worth = seconds > WORTH
        self._next: EngineName = "simpy"
        self.used: list[EngineName] = []
        """Engines that were given batches, in the order of their first."""
        if asked == "compiled":
            self._insist()
        elif asked == "auto" and seconds > _LOADED:
            self._look()

    def __call__(self) -> EngineName:
        """Return the engine for the next batch."""
        if self._helper is not None and self._helper.over():
            helper, self._helper = self._helper, None
            self._take(lambda: prepared(helper.said()))
        if self._next == "compiled" and self._leaves_most():
            self._next = "simpy"
        if self._next not in self.used:
            self.used.append(self._next)
        return self._next

    def __enter__(self) -> Self:
        """Begin the study."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take leave of what compiles: it goes on for the next study, unless this one failed."""
        if kind is not None:
            self.stop()

    def stop(self) -> None:
        """End what compiles."""
        if self._helper is not None:
            self._helper.stop()
        self._helper = None

    def _leaves_most(self) -> bool:
        """Return whether so many runs are left to the model that its processes are sooner done.

        Within one process the model makes one run at a time, whatever the number of threads.
        """
        made = left.compiled - self._before.compiled
        to_model = left.to_model - self._before.to_model
        return to_model >= _SOME and to_model * self._jobs > made

    def _look(self) -> None:
        """Take the compiled engine where it is there; let it be made where that is worth while."""
        if not built():
            return
        if name := missing():
            self._miss(f"{name} is not installed")
            return
        from truce_sim.engine.cache import cache  # noqa: PLC0415 - takes what may be missing

        try:
            place = cache()
        except NoEngineError as error:
            self._miss(str(error))
            return
        if place.state != "cold":
            self._take(engine)
        elif self._worth:
            if place.instead:
                self._tell(place.instead)
            self._tell(
                "Making the compiled engine ready, once: about half a minute of one core. SimPy "
                "simulates meanwhile."
            )
            self._helper = Preparing()

    def _insist(self) -> None:
        """Take the compiled engine, whatever that takes.

        Raises:
            NoEngineError: if it cannot be had.
        """
        ensure(self._tell)
        self._next = "compiled"

    def _take(self, made: Callable[[], Engine]) -> None:
        """Take the compiled engine if it can be had; it was to be, so say so if it cannot."""
        try:
            made()
        except NoEngineError as error:
            self._tell(f"The compiled engine is not used: {error}.")
        else:
            self._next = "compiled"

    def _miss(self, why: str) -> None:
        """Tell why there is no compiled engine, where it would matter."""
        if not self._worth:
            return
        if missing():
            self._tell(
                f"A compiled engine would be some forty times as fast, but {why}. To get it:\n"
                f"{install_command()}"
            )
        else:
            self._tell(f"The compiled engine is not used: {why}.")


def ensure(tell: Callable[[str], None]) -> bool:
    """Have the compiled engine loaded, whatever that takes; return whether it was compiled for it.

    Args:
        tell: is told, in a sentence, what takes time.

    Raises:
        NoEngineError: if it cannot be had.
    """
    if missing():
        engine()
    from truce_sim.engine.cache import cache  # noqa: PLC0415 - takes what may be missing

    if cache().state != "cold":
        engine()
        return False
    tell("Making the compiled engine ready, once: about half a minute of one core.")
    helper = Preparing()
    helper.wait()
    prepared(helper.said())
    return True


def foreseen(asked: Asked, seconds: float) -> tuple[EngineName, float]:
    """Return which engine a study would be made by, for the most part, and what it waits for that.

    Args:
        asked: the engine asked for.
        seconds: what the study would take SimPy on one core, about.

    Returns:
        The engine, and seconds until it is compiled.
    """
    if asked == "simpy" or not built() or missing():
        return "simpy", 0.0
    from truce_sim.engine.cache import cache  # noqa: PLC0415

    try:
        state = cache().state
    except NoEngineError:
        return "simpy", 0.0
    if state == "warm":
        return ("compiled" if asked == "compiled" or seconds > _LOADED else "simpy"), 0.0
    if state == "cold" and (asked == "compiled" or seconds > WORTH):
        return "compiled", COMPILING
    return "simpy", 0.0
