"""One result folder: what state it is in, and its files as they were written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from truce_sim.locks import Holder, holder_of
from truce_sim.runs.files import DamagedError, StoreError
from truce_sim.runs.seals import Sum, sums_of, unsealed

UNFINISHED = ".unfinished"
PLAN, MANIFEST, SUMMARY = "plan.json", "run.json", "summary.json"
PARTS = "parts"
PLANNED = "planned"
"""What in a plan says how much work was planned for others to do."""
DRAWN = (".html", ".svg", ".png", ".xlsx")
"""Endings of files that only retell a result."""
State = Literal["finished", "running", "planned", "stopped", "incomplete"]
"""Running: somebody is at work on it. Planned: any number of machines may be. Stopped: it can be
resumed. Incomplete: nothing is kept."""


def is_drawn(name: str) -> bool:
    """Return whether a file of a result only retells it: a page, a picture, a workbook."""
    return name.endswith(DRAWN)


@dataclass(frozen=True, slots=True)
class Stored:
    """A result folder, finished or not."""

    folder: Path

    @property
    def run_id(self) -> str:
        """Name of the run."""
        return self.folder.name.removesuffix(UNFINISHED)

    @property
    def scenario(self) -> str:
        """Name of its scenario's folder."""
        return self.folder.parent.name

    @property
    def finished(self) -> bool:
        """Whether the study came to its end."""
        return not self.folder.name.endswith(UNFINISHED)

    @property
    def holder(self) -> Holder | None:
        """Who is at work on it, if anybody is."""
        return None if self.finished else holder_of(self.folder)

    @property
    def state(self) -> State:
        """What has become of it."""
        if self.finished:
            return "finished" if (self.folder / SUMMARY).is_file() else "incomplete"
        if self.holder is not None:
            return "running"
        if self.planned is not None:
            return "planned"
        whole = (self.folder / PLAN).is_file() and self.kept
        return "stopped" if whole else "incomplete"

    @property
    def planned(self) -> dict[str, Any] | None:
        """How much work was planned for others to do; None if it was not, or all is done."""
        if self.finished or self.folder.with_name(self.run_id).exists():
            return None
        try:
            found = self.plan().get(PLANNED)
        except StoreError:
            return None
        return found if isinstance(found, dict) else None

    @property
    def kept(self) -> bool:
        """Whether any finished work is in it."""
        return any((self.folder / PARTS).glob("*.npz"))

    def plan(self) -> dict[str, Any]:
        """Return what an unfinished study is going to do.

        Raises:
            DamagedError: if it is not what was written.
            StoreError: if it cannot be read.
        """
        return unsealed(self._read(PLAN), str(self.folder / PLAN))

    def manifest(self) -> dict[str, Any]:
        """Return what is known of how the result was made.

        Raises:
            DamagedError: if it is not what was written.
            StoreError: if it cannot be read.
        """
        return unsealed(self._read(MANIFEST), str(self.folder / MANIFEST))

    def sums(self, manifest: Mapping[str, Any] | None = None) -> dict[str, Sum]:
        """Return size and sum of every file of the result but the manifest, as written.

        Args:
            manifest: as it was read; None: it is read.

        Raises:
            DamagedError: if the manifest is not what was written.
            StoreError: if it cannot be read.
        """
        try:
            return sums_of((self.manifest() if manifest is None else manifest).get("files"))
        except ValueError:
            raise DamagedError(
                f"{self.folder / MANIFEST} is damaged: it does not say what was written"
            ) from None

    def content(self, name: str, sums: Mapping[str, Sum] | None = None) -> bytes:
        """Return a file of the result, if it is the one that was written.

        Args:
            name: of the file.
            sums: of all files, as they were read; None: they are read.

        Raises:
            DamagedError: if it is not.
            StoreError: if it cannot be read.
        """
        kept = (self.sums() if sums is None else sums).get(name)
        found = self._read(name)
        if kept is None:
            raise DamagedError(f"{self.folder / name} is not of this result")
        if not kept.fits(found):
            raise DamagedError(f"{self.folder / name} was altered after it was written")
        return found

    def check(
        self, *, drawn: bool = True, glance: bool = False, sums: Mapping[str, Sum] | None = None
    ) -> None:
        """Look at every file of the result. A drawing that is gone is no fault: it can be redone.

        Args:
            drawn: whether to look at report and charts too.
            glance: look at sizes only.
            sums: of all files, as they were read; None: they are read.

        Raises:
            DamagedError: naming all that are missing, cut, altered, or another result's.
            StoreError: if the manifest cannot be read.
        """
        faults = []
        for name, kept in (self.sums() if sums is None else sums).items():
            if is_drawn(name) and not drawn:
                continue
            path = self.folder / name
            try:
                whole = path.stat().st_size == kept.size
                whole = whole and (glance or kept.fits(path.read_bytes()))
            except OSError:
                if not is_drawn(name):
                    faults.append(f"{path} is missing")
            else:
                if not whole:
                    faults.append(f"{path} was altered after it was written")
        if faults:
            raise DamagedError("; ".join(faults))

    def _read(self, name: str) -> bytes:
        path = self.folder / name
        try:
            return path.read_bytes()
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
