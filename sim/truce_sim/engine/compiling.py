"""How functions are compiled: one place, so that no function is compiled otherwise than others.

Nothing here may change a bit: no reordering of floats, no fused multiply-add, one scalar function
of the C library after the other, as Python calls them. Divisions do not check for zero; the rules
divide by nothing that a valid scenario lets be zero.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

from truce_sim.engine.cache import cache

# Where compiled code is kept is settled when a function is decorated: so before the first of them.
cast("Any", numba.config).CACHE_DIR = str(cache().folder)

F = TypeVar("F", bound=Callable[..., Any])

UNCOMPILED: bool = bool(cast("Any", numba.config).DISABLE_JIT)
"""Whether all runs as plain Python (NUMBA_DISABLE_JIT): for tests, hundreds of times slower."""


def compiled(function: F) -> F:
    """Return a function as machine code, for other compiled functions to call."""
    return cast("F", numba.njit(error_model="numpy")(function))


def inlined(function: F) -> F:
    """Return the same as `compiled`, its code put where it is called: for what is short and hot."""
    return cast("F", numba.njit(error_model="numpy", forceinline=True)(function))


def entry(signature: str) -> Callable[[F], F]:
    """Return a decorator for what Python calls: compiled at once, kept on disk, and run unlocked.

    Args:
        signature: numba's name of its argument and result types.
    """

    def decorate(function: F) -> F:
        if UNCOMPILED:
            return function
        # One process compiles; others that want the same wait, and find it done.
        with cache().alone():
            made = numba.njit(signature, error_model="numpy", cache=True, nogil=True)(function)
        return cast("F", made)

    return decorate


def as_numbers(named: type) -> Any:  # noqa: ANN401 - stands for the class that it is made from
    """Return the numbers of a class of named numbers as a tuple with names.

    That is what a compiler of Python takes as constants.
    """
    from collections import namedtuple  # noqa: PLC0415

    # Python 3.13 notes at which line a class begins, a number of its own.
    values = {
        name: value
        for name, value in vars(named).items()
        if isinstance(value, int) and not name.startswith("__")
    }
    return namedtuple(named.__name__, values)(**values)
