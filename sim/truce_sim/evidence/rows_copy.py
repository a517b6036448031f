"""Somebody's own copy of the rows: read where it lies, known by its digest, never kept."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from truce_sim.evidence.cases import Case
from truce_sim.evidence.mass import Half, cases_of
from truce_sim.evidence.rows import Truce, read_rows


class OtherRowsError(Exception):
    """The rows are gone, or are not what they were."""


@dataclass(frozen=True, slots=True)
class RowsCopy:
    """A file of rows.

    Attributes:
        path: where it lies.
        sha256: of its bytes.
    """

    path: str
    sha256: str

    @classmethod
    def at(cls, path: Path) -> "RowsCopy":
        """Return the copy at a place.

        Raises:
            OSError: if it cannot be read.
            RowsError: if it is no table of ceasefires.
        """
        found = cls(str(path.resolve()), sha256(path.read_bytes()).hexdigest())
        _truces(found)
        return found

    def kept(self) -> dict[str, str]:
        """Return what a manifest keeps of it: nothing that stands in it."""
        return {"path": self.path, "sha256": self.sha256}

    def cases(self, half: Half) -> tuple[Case, ...]:
        """Return its truces that are scored.

        Raises:
            OtherRowsError: if it is not the same file any more.
        """
        return cases_of(self._truces(), half)

    def others(self, half: Half) -> tuple[Case, ...]:
        """Return the truces that baselines are made of: where even wars are scored, no others.

        Raises:
            OtherRowsError: if it is not the same file any more.
        """
        return self.cases("even" if half == "even" else "all")

    def _truces(self) -> tuple[Truce, ...]:
        try:
            same = sha256(Path(self.path).read_bytes()).hexdigest() == self.sha256
        except OSError as error:
            raise OtherRowsError(f"{self.path} cannot be read: {error.strerror}") from None
        if not same:
            raise OtherRowsError(f"{self.path} is not the file that it was")
        return _truces(self)


@cache
def _truces(copy: RowsCopy) -> tuple[Truce, ...]:
    return read_rows(Path(copy.path))
