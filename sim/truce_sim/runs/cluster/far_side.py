"""What runs on a worker of a cluster: it says what it is, and computes what is sent to it."""

import threading

from truce_sim.engine import lack
from truce_sim.runs.cluster.alike import Stamp, mark, stamp
from truce_sim.runs.cluster.parcels import opened
from truce_sim.runs.serving import answer, packed

ENGINE = "engine"
"""Under this name a greeting says why there is no compiled engine, or ""."""

_alone = threading.Lock()
"""One batch at a time, whatever the number of threads: when a worker dies, it is known of what."""


def greeting() -> Stamp:
    """Return the versions here, and what the compiled engine lacks."""
    lacking = lack(load=False)
    return {**stamp(), ENGINE: lacking.why if lacking else ""}


def computed(asked: str, message: bytes) -> bytes:
    """Return the answer to a message, or our own stamp if the asker's is another.

    Args:
        asked: the asker's mark.
        message: a call, as `parcels` packs it; not even unpacked where marks differ.

    Returns:
        Packed: whether it went well (None: not even tried) and what came of it.
    """
    if asked != mark():
        return packed((None, stamp()))
    with _alone:
        return answer(message, opened)
