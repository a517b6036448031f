"""What must be alike on two machines that compute one study: all that shapes a batch's bytes."""

import hashlib
import json
from functools import cache

from truce_sim import __version__
from truce_sim.runs.manifest import NOT_INSTALLED, shaping_versions, version_of
from truce_sim.runs.sources import NAME, OF_BATCHES, digest

_WIRE = ("runs/cluster/far_side.py", "runs/cluster/parcels.py", "runs/serving.py")
"""Where it is written how a batch travels."""
_COMPILERS = ("numba", "llvmlite")

Stamp = dict[str, str]
"""Versions by name; a library that is not installed is "absent"."""


@cache
def stamp() -> Stamp:
    """Return the versions of this process."""
    libraries = {**shaping_versions(), **{name: version_of(name) for name in _COMPILERS}}
    return {
        "truce-sim": __version__,
        NAME: digest((*OF_BATCHES, *_WIRE)),
        **{name: "absent" if one == NOT_INSTALLED else one for name, one in libraries.items()},
    }


@cache
def mark() -> str:
    """Return the same as one word, to be sent with every batch."""
    return hashlib.sha256(json.dumps(stamp(), sort_keys=True).encode()).hexdigest()[:16]


def differences(there: Stamp) -> str:
    """Return in what another stamp differs from ours, as a clause: "numpy 2.1.0, 2.3.5 here"."""
    here = stamp()
    differing = [name for name in here if there.get(name, "unknown") != here[name]]
    return "; ".join(
        f"{name} {there.get(name, 'unknown')}, {here[name]} here" for name in differing
    )
