"""Tables read back from the files of a result, to be written in other formats."""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from truce_sim.model.columns import Column, Type
from truce_sim.runs.files import Anew, DamagedError, StoreError
from truce_sim.runs.formats.descriptor import DESCRIPTOR, tables_in
from truce_sim.runs.formats.extras import lack_of
from truce_sim.runs.stored import Stored
from truce_sim.runs.tables import MEANINGS, Table


def stored_tables(stored: Stored) -> dict[str, Table]:
    """Return the tables of a result by name, as its study returned them; read when gone through.

    Raises:
        StoreError: if none are stored, or their descriptor is not what was written.
    """
    kept = stored.sums()
    if DESCRIPTOR not in kept:
        raise StoreError(
            f"{stored.run_id} has no tables to make others of (no {DESCRIPTOR}): "
            "ask again with --format csv"
        )
    try:
        listed = tables_in(stored.content(DESCRIPTOR))
    except (KeyError, TypeError, ValueError, AttributeError):
        listed = {}
    # A name that is no file of this result could lead anywhere.
    if not listed or any(path not in kept for path, _ in listed.values()):
        raise DamagedError(f"{stored.folder / DESCRIPTOR} is damaged: it lists no tables of this")
    if any(path.endswith(".parquet") for path, _ in listed.values()) and lack_of("parquet"):
        raise StoreError(lack_of("parquet"))
    return {
        name: Table(columns, _rows(stored.folder / path, columns))
        for name, (path, columns) in listed.items()
        if name != MEANINGS
    }


def _rows(path: Path, columns: Sequence[Column]) -> Anew[Sequence[object]]:
    read = _from_parquet if path.suffix == ".parquet" else _from_csv
    return Anew(lambda: read(path, columns))


def _from_parquet(path: Path, columns: Sequence[Column]) -> Iterator[Sequence[object]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=[one.name for one in columns]):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _from_csv(path: Path, columns: Sequence[Column]) -> Iterator[Sequence[object]]:
    read = [_READERS[one.type] for one in columns]
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for cells in lines:
            yield [to(cell) if cell else None for to, cell in zip(read, cells, strict=True)]


_READERS: dict[Type, Callable[[str], object]] = {
    "whole": int,
    "number": float,
    "yes or no": "1".__eq__,
    "text": str,
    "date": datetime.fromisoformat,
}
