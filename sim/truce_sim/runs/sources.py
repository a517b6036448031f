"""Our own sources as a version: two clones may say the same one, and differ in a line."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]

NAME = "the sources of truce-sim"
"""What this version is called beside those of libraries."""
OF_BATCHES = ("scenario", "model", "engine", "runs/batch.py", "runs/narrow.py", "garbage.py")
"""Where it is written how a batch comes about."""
OF_STUDIES = ("scenario", "model", "engine", "runs", "statistics", "studies", "garbage.py")
"""Where it is written which batches a study asks for, and what it makes of them."""


@cache
def digest(places: Sequence[str]) -> str:
    """Return a fingerprint of all modules in some folders and files of the package."""
    found = hashlib.sha256()
    for path in sorted(_modules(places)):
        found.update(path.relative_to(_PACKAGE).as_posix().encode())
        # A checkout on Windows may end lines otherwise, and is the same.
        found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()[:8]


def _modules(places: Sequence[str]) -> Iterator[Path]:
    for place in places:
        path = _PACKAGE / place
        yield from path.rglob("*.py") if path.is_dir() else [path]
