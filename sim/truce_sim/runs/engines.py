"""Which engine makes the next batch: the model itself, or the same compiled.

Both give the same bytes, so it is a question of time alone, and a study may change half-way: while
one process compiles, the others simulate. The choice is told in the manifest and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Protocol, Self

from truce_sim.engine import Engine, NoEngineError, engine, lack
from truce_sim.runs.batch import EngineName, left
from truce_sim.runs.installing import to_get_it
from truce_sim.runs.known_engines import Asked
from truce_sim.runs.preparing import Preparing, prepared

WORTH = 30.0
"""Seconds of work for SimPy from which on it is worth while to compile."""
_SOME = 20
"""Runs left to the model from which on their share is looked at."""
_LOADED = 1.0
"""Seconds of work for SimPy from which on it is worth while to load what is compiled."""


class Helper(Protocol):
    """What compiles meanwhile."""

    def over(self) -> bool:
        """Return whether it has ended."""

    def said(self) -> str:
        """Return why it has compiled nothing, as far as it could tell, once it has ended."""

    def leave(self) -> None:
        """Let it go on to its end."""

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
            if self._take(lambda: prepared(helper.said())):
                self._tell("The compiled engine is ready and goes on with it.")
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
        elif self._helper is not None:
            self._helper.leave()

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
        if lacking := lack(load=self._worth):
            self._miss(lacking.why)
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

    def _take(self, made: Callable[[], Engine]) -> bool:
        """Take the compiled engine if it can be had; it was to be, so say so if it cannot."""
        try:
            made()
        except NoEngineError as error:
            self._say(f"The compiled engine is not used: {error}.")
            return False
        self._next = "compiled"
        return True

    def _miss(self, why: str) -> None:
        """Tell why there is no compiled engine, where it would matter."""
        if self._worth:
            self._say(f"A compiled engine would be some forty times as fast, but {why}.")

    def _say(self, sentence: str) -> None:
        """Tell it, with the command that would mend it, if there is one."""
        typed = to_get_it()
        self._tell(f"{sentence} To get it:\n{typed}" if typed else sentence)


def ensure(tell: Callable[[str], None]) -> bool:
    """Have the compiled engine loaded, whatever that takes; return whether it was compiled for it.

    Args:
        tell: is told, in a sentence, what takes time.

    Raises:
        NoEngineError: if it cannot be had.
    """
    if lacking := lack():
        raise NoEngineError(lacking.why)
    from truce_sim.engine.cache import cache  # noqa: PLC0415 - takes what may be missing

    if cache().state != "cold":
        engine()
        return False
    tell("Making the compiled engine ready, once: about half a minute of one core.")
    helper = Preparing()
    helper.wait()
    prepared(helper.said())
    return True


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What is to be expected of the engines."""

    engine: EngineName
    """Who can make most runs of a study."""
    compiles: bool = False
    """Whether that is compiled first."""
    why: str = ""
    """Why there is no compiled engine, in a clause, where it would matter."""


def foreseen(asked: Asked, seconds: float) -> Foreseen:
    """Return who can make a study; what is compiled already is loaded to know.

    Args:
        asked: the engine asked for.
        seconds: what the study would take SimPy on one core, about.

    Raises:
        NoEngineError: if the compiled engine is asked for and cannot be had.
    """
    if asked == "simpy" or (asked == "auto" and seconds <= _LOADED):
        return Foreseen("simpy")
    worth = asked == "compiled" or seconds > WORTH
    try:
        if lacking := lack(load=worth):
            raise NoEngineError(lacking.why)
        from truce_sim.engine.cache import cache  # noqa: PLC0415 - takes what may be missing

        if cache().state == "cold":
            return Foreseen("compiled", compiles=True) if worth else Foreseen("simpy")
        engine()
    except NoEngineError as error:
        if asked == "compiled":
            raise
        return Foreseen("simpy", why=str(error) if worth else "")
    return Foreseen("compiled")
