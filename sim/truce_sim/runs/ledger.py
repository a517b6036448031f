"""Finished batches on disk, so that interrupted work keeps what is done.

Each batch is a file of arrays (numpy's open .npz, no pickle), written aside and renamed when
whole. A file that does not read back intact, or is not of the batch that its name says, is as
good as absent: its batch is run again.
"""

import io
from hashlib import blake2b
from pathlib import Path

import numpy as np

from truce_sim.runs.batch import Columns
from truce_sim.runs.files import spoken, write_whole
from truce_sim.runs.interrupts import undisturbed


class Ledger:
    """The finished batches of one study.

    Raises:
        StoreError: if its folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with spoken(folder):
            folder.mkdir(parents=True, exist_ok=True)

    def _path(self, setting: str, first: int, count: int) -> Path:
        digest = blake2b(setting.encode(), digest_size=8).hexdigest()
        return self._folder / f"{digest}-{first}-{count}.npz"

    def save(self, setting: str, first: int, count: int, columns: Columns) -> None:
        """Keep a finished batch.

        Raises:
            StoreError: if it cannot be written (a full disk, no permission).
        """
        path = self._path(setting, first, count)
        # Positional names: a column's name may hold what a file name may not.
        labels = np.array([_label(setting, first, count), *columns])
        file = io.BytesIO()
        with undisturbed(), spoken(path):
            np.savez(file, labels, *columns.values())
            write_whole(path, file.getvalue())

    def load(self, setting: str, first: int, count: int) -> Columns | None:
        """Return a finished batch, or None if it is not there whole."""
        path = self._path(setting, first, count)
        if not path.is_file():
            return None
        try:
            with np.load(path, allow_pickle=False) as stored:
                label, *names = (str(name) for name in stored["arr_0"])
                columns: Columns = {n: stored[f"arr_{i}"] for i, n in enumerate(names, start=1)}
        except Exception:  # noqa: BLE001 - garbled bytes fail in too many ways to name them all
            return None
        whole = all(len(column) == count for column in columns.values())
        right = label == _label(setting, first, count)
        return columns if right and whole and columns else None


def _label(setting: str, first: int, count: int) -> str:
    return f"{first} {count} {setting}"
