"""Tables as Arrow record batches, one type a column as it is declared; what is missing is null."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import pyarrow as pa

from truce_sim.model.columns import Column, Type
from truce_sim.runs.cells import is_missing, whole
from truce_sim.runs.tables import Table

_TYPES: dict[Type, Any] = {
    "whole": pa.int64(),
    "number": pa.float64(),
    "yes or no": pa.bool_(),
    "text": pa.string(),
    "date": pa.timestamp("s"),
}
_ROWS = 5_000
"""Rows of a batch."""


def schema_of(columns: Sequence[Column]) -> pa.Schema:
    """Return the schema of a table; unit, meaning and so on are in the metadata of each field."""
    return pa.schema(
        pa.field(one.name, _TYPES[one.type], metadata=_metadata(one)) for one in columns
    )


def _metadata(one: Column) -> dict[str, str]:
    said = {"unit": one.unit, "meaning": one.meaning, "type": one.type}
    return said | ({"stands_for": one.stands_for} if one.stands_for else {})


def batches_of(table: Table) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table, some thousands at a time.

    Raises:
        ValueError: if a row has not one value for each column, or a value is none of its column.
    """
    schema = schema_of(table.columns)
    kinds = [column.type for column in table.columns]
    rows = iter(table.rows)
    while block := list(islice(rows, _ROWS)):
        if {*map(len, block)} != {len(kinds)}:
            raise ValueError(f"a row has not one value for each of {schema.names}")
        arrays = [
            _array(kind, values)
            for kind, values in zip(kinds, zip(*block, strict=True), strict=True)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(kind: Type, values: Sequence[object]) -> pa.Array:
    if {*map(type, values)} != {_AT_ONCE.get(kind)}:
        read = _READERS[kind]
        values = [None if is_missing(value) else read(value) for value in values]
    return pa.array(values, type=_TYPES[kind], from_pandas=True)


def _date(value: object) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


_AT_ONCE: dict[Type, type] = {"whole": int, "number": float, "yes or no": bool, "date": datetime}
"""Types of values that need not be looked at one by one: NaN alone is missing among them."""
_READERS: dict[Type, Callable[[object], object]] = {
    "whole": whole,
    "number": float,  # type: ignore[dict-item]
    "yes or no": bool,
    "text": str,
    "date": _date,
}
