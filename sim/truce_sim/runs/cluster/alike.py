"""What must be alike on two machines that compute one study: all that shapes a batch's bytes."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from truce_sim import __version__
from truce_sim.runs.manifest import shaping_versions

_PACKAGE = Path(__file__).resolve().parents[2]
_SHAPING = (
    "scenario",
    "model",
    "engine",
    "runs/batch.py",
    "runs/cluster/far_side.py",
    "runs/cluster/parcels.py",
    "runs/serving.py",
    "runs/narrow.py",
    "garbage.py",
)
"""Where it is written how a batch comes about, and how it travels."""
_COMPILERS = ("numba", "llvmlite")

Stamp = dict[str, str]
"""Versions by name; a library that is not installed is "absent"."""


@cache
def stamp() -> Stamp:
    """Return the versions of this process."""
    return {
        "truce-sim": __version__,
        "the sources of truce-sim": _digest(),
        **{name: _said(name, shaping_versions()[name]) for name in shaping_versions()},
        **{name: _installed(name) for name in _COMPILERS},
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


def _said(name: str, found: str) -> str:
    return "absent" if found == "not installed" else found


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _sources() -> Iterator[Path]:
    for place in _SHAPING:
        path = _PACKAGE / place
        yield from path.rglob("*.py") if path.is_dir() else [path]
