"""A table as arrays by column, for whatever counts and draws: NumPy, pandas, polars, Arrow."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from truce_sim.api.errors import QuestionError
from truce_sim.model.columns import Column, Type
from truce_sim.runs.cells import is_missing
from truce_sim.runs.installing import install_command
from truce_sim.runs.tables import Table, table_csv

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_SHOWN = 8
"""Rows and columns that a table shows of itself."""


class Frame(Mapping[str, NDArray[Any]]):
    """One table: columns by name, all of one length, in the order of its file.

    Whole numbers are int64, numbers float64, yes-or-no bool, dates datetime64[s], texts objects.
    What is missing is NaN, NaT or None; whole numbers and yes-or-no with gaps are float64.

    Attributes:
        name: what its file is called, without the ending.
        columns: by name: unit, type, and what it says in a sentence.
    """

    def __init__(self, name: str, table: Table) -> None:
        self.name = name
        self._table = table
        self._arrays: dict[str, NDArray[Any]] | None = None

    @property
    def columns(self) -> dict[str, Column]:
        """What each column says."""
        return {one.name: one for one in self._table.columns}

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._made()[name]

    def __iter__(self) -> Iterator[str]:
        return iter([one.name for one in self._table.columns])

    def __len__(self) -> int:
        return len(self._table.columns)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        first = next(iter(self._made().values()), np.empty(0))
        return len(first), len(self)

    def to_csv(self) -> str:
        """Return it as its CSV file has it."""
        return b"".join(table_csv(self._table)).decode()

    def to_pandas(self) -> "pd.DataFrame":
        """Return it as a data frame of pandas; whole numbers with gaps are Int64.

        Raises:
            QuestionError: if pandas is not installed.
        """
        pandas = _needed("pandas", "frames")
        made = pandas.DataFrame({name: _for_pandas(pandas, self, name) for name in self})
        return cast("pd.DataFrame", made)

    def to_polars(self) -> "pl.DataFrame":
        """Return it as a data frame of polars.

        Raises:
            QuestionError: if polars is not installed.
        """
        polars = _needed("polars", "frames")
        kinds = {
            "whole": polars.Int64,
            "number": polars.Float64,
            "yes or no": polars.Boolean,
            "text": polars.String,
            "date": polars.Datetime("us"),
        }
        lists = {
            one.name: polars.Series(one.name, _plain(self[one.name], one.type), kinds[one.type])
            for one in self._table.columns
        }
        return cast("pl.DataFrame", polars.DataFrame(lists))

    def to_arrow(self) -> "pa.Table":
        """Return it as an Arrow table; unit and meaning are in the metadata of its fields.

        Raises:
            QuestionError: if pyarrow is not installed.
        """
        arrow = _needed("pyarrow", "parquet")
        from truce_sim.runs.formats.arrow import batches_of, schema_of

        batches, schema = batches_of(self._table), schema_of(self._table.columns)
        return cast("pa.Table", arrow.Table.from_batches(batches, schema))

    def __repr__(self) -> str:
        rows, columns = self.shape
        return f"<Frame {self.name}: {rows:,} rows, {columns} columns>"

    def _repr_html_(self) -> str:
        rows, columns = self.shape
        names = list(self)[:_SHOWN]
        more = "<th>…</th>" if columns > _SHOWN else ""
        head = "".join(
            f'<th title="{escape(self.columns[name].meaning, quote=True)}">{escape(name)}</th>'
            for name in names
        )
        body = "".join(
            "<tr>" + "".join(f"<td>{_cell(self[name][place])}</td>" for name in names) + "</tr>"
            for place in range(min(rows, _SHOWN))
        )
        said = f"{rows:,} rows, {columns} columns; what each says: .columns"
        return (
            f"<table><thead><tr>{head}{more}</tr></thead><tbody>{body}</tbody></table><p>{said}</p>"
        )

    def _made(self) -> dict[str, NDArray[Any]]:
        if self._arrays is None:
            cells = list(zip(*self._table.rows, strict=True)) or [()] * len(self._table.columns)
            self._arrays = {
                one.name: array_of(values, one.type)
                for one, values in zip(self._table.columns, cells, strict=True)
            }
            for array in self._arrays.values():
                array.flags.writeable = False
        return self._arrays


def array_of(values: Sequence[object], kind: Type) -> NDArray[Any]:
    """Return the values of a column as an array; None, NaN and an empty text are missing."""
    if kind == "text":
        found = np.empty(len(values), dtype=object)
        found[:] = [None if is_missing(one) else str(one) for one in values]
        return found
    if kind == "date":
        return np.array([_moment(one) for one in values], dtype="datetime64[s]")
    numbers = np.array([np.nan if is_missing(one) else one for one in values], dtype=np.float64)
    if kind == "number" or np.isnan(numbers).any():
        return numbers
    return numbers.astype(bool) if kind == "yes or no" else np.array(values, dtype=np.int64)


def _moment(value: object) -> "np.datetime64":
    if value is None:
        return np.datetime64("NaT")
    when = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return np.datetime64(when, "s")


def _plain(values: NDArray[Any], kind: Type) -> list[object]:
    """Return a column as plain values, None where one is missing."""
    if kind == "text":
        return list(values)
    if kind == "date":
        return [None if np.isnat(one) else one.item() for one in values]
    of: Callable[[Any], object] = {"whole": int, "yes or no": bool}.get(kind, float)
    return [None if one != one else of(one) for one in values.tolist()]  # noqa: PLR0124 - NaN


def _for_pandas(pandas: Any, frame: Frame, name: str) -> Any:  # noqa: ANN401 - of a library
    values, kind = frame[name], frame.columns[name].type
    if values.dtype == np.float64 and kind in ("whole", "yes or no"):
        return pandas.array(_plain(values, kind), dtype="Int64" if kind == "whole" else "boolean")
    return values


def _needed(library: str, extra: str) -> Any:  # noqa: ANN401 - a module
    """Return a library.

    Raises:
        QuestionError: if it is not installed.
    """
    try:
        return import_module(library)
    except ModuleNotFoundError:
        raise QuestionError(
            "This needs {library}, which is not installed; try: {typed}",
            library=library,
            typed=install_command(extra),
        ) from None


def _cell(value: object) -> str:
    return "" if is_missing(value) else escape(str(value))
