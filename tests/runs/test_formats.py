"""Tables in every format hold the same values of the same types, whoever reads them."""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from odd_table import COLUMNS, NOT_MISSING, ODD, WANTED
from read_back import text_of
from truce_sim.model.columns import Column
from truce_sim.runs.cells import is_missing
from truce_sim.runs.files import Anew
from truce_sim.runs.formats import formats_among, parquet, table_files
from truce_sim.runs.formats.descriptor import DESCRIPTOR, About, descriptor, tables_in
from truce_sim.runs.formats.parquet import other_writer, table_parquet
from truce_sim.runs.tables import Table, explained, table_csv

Make = Callable[[Table], Iterable[bytes]]
NAMES = [column.name for column in COLUMNS]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the odd table in all formats."""
    place = tmp_path_factory.mktemp("odd")
    (place / "odd.csv").write_bytes(b"".join(table_csv(ODD)))
    (place / "odd.parquet").write_bytes(b"".join(table_parquet(ODD)))
    return place


def without_gaps(rows: list[list[object]]) -> list[list[object]]:
    """Return rows of a data frame with None for whatever it calls missing."""
    return [[None if is_missing(one) or one is pd.NaT else one for one in row] for row in rows]


def test_parquet_has_one_declared_type_a_column_and_says_what_it_means(files: Path) -> None:
    schema = pq.read_schema(files / "odd.parquet")
    assert [str(field.type) for field in schema] == [
        *("string", "string", "int64", "double", "bool", "timestamp[ms]")
    ]
    assert schema.field("label").metadata == {
        b"unit": b"text",
        b"meaning": b"names as people give them",
        b"type": b"text",
        b"stands_for": b"1 & 2",
    }


def test_every_reader_of_parquet_has_the_values_and_their_gaps(files: Path) -> None:
    path = files / "odd.parquet"
    assert [list(row.values()) for row in pq.read_table(path).to_pylist()] == WANTED
    assert [list(row) for row in pl.read_parquet(path).rows()] == WANTED
    assert [list(row) for row in duckdb.read_parquet(str(path)).fetchall()] == WANTED
    frame = pd.read_parquet(path)
    assert without_gaps(frame.astype(object).to_numpy().tolist()) == WANTED


def test_every_reader_of_csv_has_the_values_and_their_gaps(files: Path) -> None:
    path = files / "odd.csv"
    polars = pl.read_csv(path, try_parse_dates=True)
    flags = polars.with_columns(pl.col("held").cast(pl.Boolean))
    assert [list(row) for row in flags.rows()] == WANTED
    read = duckdb.read_csv(str(path)).project("* replace (held = 1 as held)")
    assert [list(row) for row in read.fetchall()] == WANTED
    # pandas takes NA and its like for gaps, even in quotes, unless it is told otherwise.
    frame = pd.read_csv(path, parse_dates=["ends_at"], keep_default_na=False, na_values=[""])
    rows = without_gaps(frame.astype(object).to_numpy().tolist())
    assert rows == WANTED
    assert set(NOT_MISSING) <= set(frame["label"])
    assert pd.read_csv(path)["cause"].isna().tolist() == [row[1] is None for row in WANTED]


def test_what_is_missing_is_missing_in_every_form_of_a_table() -> None:
    assert all(map(is_missing, (None, "", float("nan"), np.float64("nan"), np.str_(""))))
    assert not any(map(is_missing, (0, 0.0, False, " ", "NA", np.bool_(0), datetime(1, 1, 1))))


@pytest.mark.parametrize("make", [table_csv, table_parquet])
def test_the_same_table_has_the_same_bytes(make: Make) -> None:
    written = make(ODD)
    assert b"".join(written) == b"".join(written)


@pytest.mark.parametrize("kind", ["whole", "number"])
@pytest.mark.parametrize("make", [table_csv, table_parquet])
def test_a_value_of_no_such_column_is_a_fault(kind: str, make: Make) -> None:
    column = Column("one", "count", "anything", kind)  # type: ignore[arg-type]
    for rows in ([["1.5 or so"]], [[1, 2]]):
        with pytest.raises(ValueError, match=r"one|could not convert"):
            b"".join(make(Table([column], rows)))


def test_numbers_of_numpy_and_dates_as_text_are_taken() -> None:
    row = [np.str_("x"), "", np.int32(3), np.float32(0.5), np.bool_(1), "2016-03-09 15:00"]
    table = pq.read_table(io.BytesIO(b"".join(table_parquet(Table(COLUMNS, [row, row])))))
    wanted = ["x", None, 3, 0.5, True, datetime(2016, 3, 9, 15)]
    assert list(table.to_pylist()[0].values()) == wanted
    assert text_of(table_csv(Table(COLUMNS, [row]))).endswith("x,,3,0.5,1,2016-03-09 15:00:00\n")


def test_rows_are_not_all_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_BATCHES", 1)
    taken = 0

    def rows() -> Iterator[tuple[int]]:
        nonlocal taken
        for taken in range(1, 20_001):
            yield (taken,)

    pieces = iter(table_parquet(Table([Column("n", "number", "a number", "whole")], Anew(rows))))
    assert next(pieces)
    assert taken == 5_000
    assert b"".join(pieces)
    assert taken == 20_000


def test_a_table_without_rows_is_a_table() -> None:
    none = pq.read_table(io.BytesIO(b"".join(table_parquet(Table(COLUMNS, [])))))
    assert (none.num_rows, none.column_names) == (0, NAMES)


ABOUT = About("ش 1 & 2", "Two sides", "run")


def test_a_descriptor_lists_the_files_and_is_read_back_to_the_columns() -> None:
    tables = {"runs": ODD, "daily": Table(COLUMNS[:2], [])}
    files = table_files(tables, ("parquet", "html", "csv"), ABOUT)
    content = "".join(one if isinstance(one, str) else "" for one in files.values())
    package = json.loads(content)
    assert package["name"] == "1-2-run"
    assert package["title"] == "Two sides"
    paths = [resource["path"] for resource in package["resources"]]
    assert sorted([*paths, DESCRIPTOR]) == sorted(files)
    assert len({resource["name"] for resource in package["resources"]}) == len(paths)
    found = tables_in(content.encode())
    assert found == {
        name: (f"{name}.csv", tuple(table.columns)) for name, table in explained(tables).items()
    }
    alone = descriptor(ABOUT, [("runs", "parquet", COLUMNS)]).encode()
    assert tables_in(alone) == {"runs": ("runs.parquet", COLUMNS)}
    (field,) = (one for one in package["resources"][0]["schema"]["fields"] if one["name"] == "held")
    assert (field["type"], field["trueValues"], field["unit"]) == ("boolean", ["1"], "1 or 0")
    assert package["resources"][0]["schema"]["missingValues"] == [""]


def test_without_tables_nothing_is_described() -> None:
    assert table_files({"runs": ODD}, ("html", "xlsx"), ABOUT) == {}
    assert formats_among(["report.html", "summary.json", DESCRIPTOR]) == ()
    assert formats_among(["runs.parquet", "a.csv"]) == ("csv", "parquet")


def test_who_wrote_a_file_otherwise_is_told(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = files / "odd.parquet"
    assert other_writer(path) == []
    monkeypatch.setattr(pa, "cpp_version", "99.9.0")
    before, now = other_writer(path)
    assert now == "parquet-cpp-arrow version 99.9.0"
    assert before == pq.read_metadata(path).created_by
