"""The collector of garbage, kept from looking where there is next to none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(*, set_aside: bool = False) -> Iterator[None]:
    """Leave garbage where it is meanwhile.

    What is imported stays, what is drawn hangs together until it is written, and so do the worlds
    of a study: looking through all of it again and again takes a tenth of the time, and finds
    little.

    Args:
        set_aside: whether `gc.collect()` passes over what is there already: in a process that has
            loaded much it would else take longer than a small run.
    """
    enabled = gc.isenabled()
    gc.disable()
    if set_aside:
        gc.freeze()
    try:
        yield
    finally:
        if set_aside:
            gc.unfreeze()
        if enabled:
            gc.enable()
