"""The model once more, compiled: the same histories to the last bit, many times as fast.

File by file as `model`, which is the specification that people read; nothing there knows of this.
The two must agree in every bit of every column. It is an extra (`fast`): whoever wants it asks
`engine()`, and works with `model` where there is none; numba is loaded then and not before.
"""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from math import inf
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import Outcome, World
from truce_sim.model.streams import Luck

# Read once, when numba is loaded, whoever loads it: vector forms of functions round otherwise than
# those that Python calls.
os.environ["NUMBA_DISABLE_INTEL_SVML"] = "1"

LIBRARIES = ("numba", "llvmlite", "platformdirs")
"""What the extra `fast` brings."""


class NoEngineError(Exception):
    """The compiled engine cannot be used here; the message says why, in one sentence."""


class Engine(Protocol):
    """Makes a batch of runs: the columns of `runs.batch.simulate_batch`, to the byte."""

    def __call__(
        self,
        worlds: Sequence[World],
        seed: int,
        luck: int | Sequence[Luck],
        kept: Sequence[str] = (),
        seconds: float = inf,
        by_model: Callable[..., Outcome] = ...,
    ) -> dict[str, NDArray[np.generic]]:
        """Return the columns of a run of each world, of numbers in a row or of each luck."""
        ...


_lock = threading.Lock()
_found: list[Engine | NoEngineError] = []


def missing() -> str:
    """Return which library is not installed, or "" if all are; none of them is loaded for it."""
    return next((name for name in LIBRARIES if find_spec(name) is None), "")


@dataclass(frozen=True, slots=True)
class Lack:
    """What the engine would need and has not, as far as can be told before it is loaded."""

    why: str
    """In a clause."""
    kind: Literal["missing", "off", "broken"]
    """A library is not installed, one is told to compile nothing, or one fails to load."""


def lack(*, load: bool = True) -> Lack | None:
    """Return what is lacking, or None if all is there.

    Args:
        load: whether to find out as well if libraries can be loaded, by loading them.
    """
    if name := missing():
        return Lack(f"{name} is not installed", "missing")
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0"):
        return Lack("NUMBA_DISABLE_JIT is set, so nothing is compiled", "off")
    for name in ("llvmlite.binding", "numba") if load else ():
        try:
            import_module(name)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it cannot be used
            return Lack(
                f"{name.partition('.')[0]} cannot be loaded ({_first_line(error)})", "broken"
            )
    return None


def _first_line(error: Exception) -> str:
    said = str(error).strip().partition("\n")[0].rstrip(".")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def engine() -> Engine:
    """Return the compiled engine, loaded and checked once a process.

    Where it was never compiled before, that is done now and takes half a minute of one core. Where
    it was once found not to agree with the model, that is said, until its cache forgets it.

    Raises:
        NoEngineError: saying why there is none.
    """
    with _lock:
        if not _found:
            try:
                _found.append(_loaded())
            except NoEngineError as error:
                _found.append(error)
    (found,) = _found
    if isinstance(found, NoEngineError):
        raise NoEngineError(str(found))
    return found


def _loaded() -> Engine:
    if lacking := lack():
        raise NoEngineError(lacking.why)
    from truce_sim.engine.cache import cache  # noqa: PLC0415 - it loads what may be missing

    place = cache()
    if place.unfit:
        raise NoEngineError(place.unfit)
    try:
        from truce_sim.engine.columns import columns  # noqa: PLC0415
        from truce_sim.engine.selfcheck import check  # noqa: PLC0415

        check(columns)
    except NoEngineError as error:
        place.mark(str(error))
        raise
    except Exception as error:
        # Whatever a compiler meets on a machine that nobody tried: there is another engine.
        raise NoEngineError(f"it could not be loaded ({_first_line(error)})") from error
    place.mark()
    return columns
