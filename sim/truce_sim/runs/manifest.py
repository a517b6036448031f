"""The manifest of a result: all that is needed to get the same bytes again, and to cite it."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from truce_sim import __version__

NOT_INSTALLED = "not installed"
_SHAPING = ("simpy", "numpy", "scipy")
_LIBRARIES = (*_SHAPING, "matplotlib", "pydantic", "jinja2", "rich")


def manifest(
    *, study: str, arguments: dict[str, Any], command: Sequence[str], scenario_text: str, seed: int
) -> dict[str, Any]:
    """Return the part of a manifest that two runs of the same study share to the byte."""
    return {
        "study": study,
        "arguments": arguments,
        "command": list(command),
        "tool": "truce-sim",
        **versions(),
        "seed": seed,
        "scenario_sha256": scenario_hash(scenario_text),
    }


def versions() -> dict[str, Any]:
    """Return the versions of this tool, of Python and of the libraries."""
    return {
        "tool_version": __version__,
        "python": platform.python_version(),
        "libraries": {name: version_of(name) for name in _LIBRARIES},
    }


def shaping_versions() -> dict[str, str]:
    """Return the versions of what the numbers themselves hang on, not only how they are shown.

    Python's is among them, as far as its own arithmetic goes: since 3.12 `sum` rounds otherwise.
    """
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, **{name: version_of(name) for name in _SHAPING}}


def timing(
    started: datetime,
    seconds: float,
    jobs: int,
    engines: Sequence[str] = ("simpy",),
    cluster: str = "",
) -> dict[str, Any]:
    """Return the part that differs from run to run: when, how long, on what, by which engines.

    Args:
        started: when it began.
        seconds: how long it took.
        jobs: how many computed at once, at most.
        engines: which engines made runs, in the order of their first.
        cluster: the kind of cluster that they were on, never where; "": this machine.
    """
    return {
        "started": started.astimezone(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 2),
        "jobs": jobs,
        **({"cluster": cluster} if cluster else {}),
        "engine": ", then ".join(engines),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }


def scenario_hash(text: str) -> str:
    """Return the fingerprint of a resolved scenario."""
    return sha256(text.encode()).hexdigest()


def version_of(name: str) -> str:
    """Return the version of a library, or that it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return NOT_INSTALLED
