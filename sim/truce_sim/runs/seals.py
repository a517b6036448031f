"""Seals: what was written, told by its sum, so that what was altered since is seen.

A seal shows that a file is not the one that was written: cut, edited, or another result's. It does
not show who wrote it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from truce_sim.runs.files import Content, DamagedError, Files, pieces

SEAL = "seal"
"""Key of a document's own sum."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What is kept of a file: its size in bytes, and its sum."""

    size: int
    sha256: str

    def fits(self, content: bytes) -> bool:
        """Return whether this is of that content."""
        return len(content) == self.size and sha256(content).hexdigest() == self.sha256


class Summed:
    """A file's content that is added up while it is gone through, once."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._size = 0
        self._hash = sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in pieces(self._content):
            self._size += len(piece)
            self._hash.update(piece)
            yield piece

    def kept(self) -> dict[str, object]:
        """Return size and sum of what was gone through, as kept in a manifest."""
        return {"bytes": self._size, "sha256": self._hash.hexdigest()}


def sums(files: Files) -> dict[str, dict[str, object]]:
    """Return sizes and sums of files, by name, as kept in a manifest."""
    found = {name: Summed(files[name]) for name in sorted(files)}
    for content in found.values():
        for _ in content:
            pass
    return {name: content.kept() for name, content in found.items()}


def sums_of(kept: object) -> dict[str, Sum]:
    """Return sizes and sums as kept in a manifest.

    Raises:
        ValueError: if they are anything else.
    """
    if not isinstance(kept, dict):
        raise ValueError("no sums")
    try:
        return {str(name): Sum(int(one["bytes"]), str(one["sha256"])) for name, one in kept.items()}
    except (KeyError, TypeError, OverflowError) as error:
        raise ValueError("no sums") from error


def sealed(document: Mapping[str, Any]) -> str:
    """Return a document as JSON text with its own sum in it."""
    bare = {key: value for key, value in document.items() if key != SEAL}
    return json.dumps({**bare, SEAL: _own(bare)}, indent=1) + "\n"


def unsealed(content: bytes, named: str) -> dict[str, Any]:
    """Return a sealed document without its seal.

    Args:
        content: as read.
        named: what to call it in a fault.

    Raises:
        DamagedError: if it is no such document, or not the one that was sealed.
    """
    try:
        document = json.loads(content.decode())
    except (ValueError, RecursionError):
        raise DamagedError(f"{named} is damaged: it is no JSON") from None
    if not isinstance(document, dict):
        raise DamagedError(f"{named} is damaged: it is no table of values")
    seal = document.pop(SEAL, None)
    if seal is None:
        raise DamagedError(f"{named} {_unsealed(document)}")
    if seal != _own(document):
        raise DamagedError(f"{named} was altered after it was written")
    return document


def _unsealed(document: Mapping[str, Any]) -> str:
    """Return why a document may have no seal."""
    version = document.get("tool_version", document.get("version"))
    if isinstance(version, str) and version[:1].isdigit() and len(version) < 20:
        return f"is of version {version} of this tool, or was altered"
    return "is damaged: it does not say what was written"


def _own(document: Mapping[str, Any]) -> str:
    return sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
