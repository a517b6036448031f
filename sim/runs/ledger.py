"""Finished batches on disk, so that interrupted work keeps what is done.

Each batch is a file of arrays (numpy's open .npz, no pickle), written aside and renamed when
whole. A file that does not read back intact is as good as absent: its batch is run again.
"""

import os
import zipfile
from hashlib import blake2b
from pathlib import Path

import numpy as np

from sim.runs.batch import Columns


class Ledger:
    """The finished batches of one study."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def _path(self, setting: str, first: int, count: int) -> Path:
        digest = blake2b(setting.encode(), digest_size=8).hexdigest()
        return self._folder / f"{digest}-{first}-{count}.npz"

    def save(self, setting: str, first: int, count: int, columns: Columns) -> None:
        """Keep a finished batch."""
        path = self._path(setting, first, count)
        aside = path.with_suffix(".part")
        with aside.open("wb") as file:
            # Positional names: a column's name may hold what a file name may not.
            np.savez(file, np.array(list(columns)), *columns.values())
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)

    def load(self, setting: str, first: int, count: int) -> Columns | None:
        """Return a finished batch, or None if it is not there whole."""
        path = self._path(setting, first, count)
        try:
            with np.load(path, allow_pickle=False) as stored:
                names = [str(name) for name in stored["arr_0"]]
                columns: Columns = {n: stored[f"arr_{i}"] for i, n in enumerate(names, start=1)}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        whole = all(len(column) == count for column in columns.values())
        return columns if whole and columns else None
