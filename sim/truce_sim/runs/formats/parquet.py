"""Tables as Parquet: what data frames and databases read fastest, and with its types."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from truce_sim.runs.files import Anew, Sink
from truce_sim.runs.formats.arrow import batches_of, schema_of
from truce_sim.runs.tables import Table

_BATCHES = 20
"""Batches of rows that are compressed together: some 50 MB of numbers."""


def table_parquet(table: Table) -> Anew[bytes]:
    """Return what to write of a table, some rows at a time.

    What goes through it gets a ValueError if a row has not one value for each column, or a value
    is none of its column.
    """
    return Anew(lambda: _written(table))


def other_writer(path: Path) -> list[str]:
    """Return which library wrote a file and which would now, if they are not the same; else none.

    Raises:
        OSError: if it cannot be read; so does pyarrow's own error, which is a ValueError.
    """
    before, now = pq.read_metadata(path).created_by, f"parquet-cpp-arrow version {pa.cpp_version}"
    return [] if before == now else [before, now]


def _written(table: Table) -> Iterator[bytes]:
    sink, schema = Sink(), schema_of(table.columns)
    batches = batches_of(table)
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="snappy") as writer:
        while some := list(islice(batches, _BATCHES)):
            writer.write_table(pa.Table.from_batches(some))
            yield sink.taken()
    yield sink.taken()
