"""Whatever parties and options are called, every program opens the tables without a word."""

import csv
import json
import shutil
import warnings
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest
from languages import PACKAGES, done, program
from spreadsheet import opened
from truce_sim.cli.main import main
from truce_sim.runs.cells import is_missing

pytestmark = pytest.mark.slow

HOSTILE = Path(__file__).parents[1] / "support" / "hostile.toml"
FEW = ["--jobs", "1", "--engine", "simpy", "--format", "csv,parquet,xlsx", "-q"]
TITLES = ["=1+1", '-2, "quoted"', "+3", "@SUM(1; 2)"]
QUESTIONS = {
    "run": ["--runs", "30", "--no-believable"],
    "compare": ["--runs", "20"],
    "sweep": ["--runs", "10", "--param", "parties.شمال.tolerance=10,30"],
    "sensitivity": ["--runs", "5"],
}
DOUBLE_CLICK = "44,34,76,1"
"""How LibreOffice offers to read CSV: a comma, a quotation mark, UTF-8, from the first line."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folder of an answer to each question about a truce of such names."""
    place = tmp_path_factory.mktemp("names")
    shutil.copy(HOSTILE, place)
    with chdir(place):
        for command, words in QUESTIONS.items():
            assert main([command, "hostile.toml", *words, *FEW]) in (0, 3)
    found = (place / "results" / "hostile").glob("*-*")
    return {
        name if (name := one.name.partition("-")[0]) in QUESTIONS else "run": one for one in found
    }


@pytest.fixture(scope="module")
def tables(folders: dict[str, Path]) -> list[Path]:
    """Return all their CSV files."""
    found = [table for folder in folders.values() for table in sorted(folder.glob("*.csv"))]
    assert len(found) > 8
    return found


def rows(table: Path) -> Iterator[list[str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines)


def cells(frame: pd.DataFrame) -> list[list[object]]:
    values = frame.astype(object).to_numpy().tolist()
    return [[None if is_missing(one) or one is pd.NaT else one for one in row] for row in values]


def test_data_frames_and_databases_open_every_table(tables: list[Path]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for table in tables:
            header, *written = rows(table)
            told = duckdb.read_csv(str(table))
            frames = pd.read_csv(table), pl.read_csv(table)
            for frame in (*frames, told):
                assert list(frame.columns) == header, table
                assert frame.shape == (len(written), len(header)), table
            # Names stand bare in SQL.
            assert len(told.project(", ".join(header)).fetchall()) == len(written)


def test_values_are_the_same_in_all_of_them(tables: list[Path]) -> None:
    for table in tables:
        parquet = table.with_suffix(".parquet")
        if table.name == "columns.csv":
            continue
        wanted = cells(pd.read_parquet(parquet))
        assert [list(row) for row in pl.read_parquet(parquet).rows()] == wanted
        assert [list(row) for row in duckdb.read_parquet(str(parquet)).fetchall()] == wanted
        typed = pl.read_csv(table, schema_overrides=_without_flags(parquet), try_parse_dates=True)
        flags = [name for name, of in pl.read_parquet_schema(parquet).items() if of == pl.Boolean]
        frame = typed.with_columns(pl.col(name).cast(pl.Boolean) for name in flags)
        assert [list(row) for row in frame.rows()] == wanted, table


def _without_flags(parquet: Path) -> dict[str, pl.DataType]:
    """Return the types of columns but for yes or no, which are 1 and 0 in CSV, and dates."""
    schema = pl.read_parquet_schema(parquet)
    return {
        name: of
        for name, of in schema.items()
        if of not in (pl.Boolean, pl.Datetime("ms"), pl.Datetime("us"))
    }


def test_labels_are_text_in_workbook_and_data_frames(folders: dict[str, Path]) -> None:
    folder = folders["compare"]
    sheet = openpyxl.load_workbook(folder / "summary.xlsx")["options"]
    shown = [sheet.cell(line, 2) for line in range(2, 7)]
    assert {cell.data_type for cell in shown} == {"s"}
    assert {str(cell.value) for cell in shown} >= set(TITLES)
    for frame in (
        pd.read_csv(folder / "options.csv", keep_default_na=False, na_values=[""]),
        pd.read_parquet(folder / "options.parquet"),
        pd.read_excel(folder / "summary.xlsx", "options", keep_default_na=False, na_values=[""]),
    ):
        assert set(frame["title"]) >= set(TITLES)
        assert set(frame["option"]) == {"base", "NA", "null", "7-3", "شمال"}


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_r_opens_every_table(
    locale: str, folders: dict[str, Path], tables: list[Path], tmp_path: Path
) -> None:
    rscript = program("Rscript", PACKAGES)
    code = f"""
options(warn = 2)
for (path in c({", ".join(json.dumps(str(table)) for table in tables)})) {{
  table <- read.csv(path, na.strings = "", encoding = "UTF-8")
  header <- strsplit(readLines(path, n = 1), ",")[[1]]
  stopifnot(identical(names(table), header), nrow(table) > 0)
}}
options <- read.csv({json.dumps(str(folders["compare"] / "options.csv"))}, na.strings = "",
                    encoding = "UTF-8")
stopifnot(c({", ".join(map(json.dumps, TITLES))}) %in% options$title,
          c("NA", "null", "7-3", "\\u0634\\u0645\\u0627\\u0644") %in% options$option)
"""
    (tmp_path / "read.R").write_text(code, encoding="utf-8")
    done([rscript, "--vanilla", "read.R"], tmp_path, LC_ALL=locale)


@pytest.mark.parametrize("country", ["en-US", "de-DE"])
def test_libreoffice_opens_the_workbook_and_takes_no_name_for_a_formula(
    country: str, folders: dict[str, Path], tmp_path: Path
) -> None:
    for command, folder in folders.items():
        path = tmp_path / f"{command}.xlsx"
        path.symlink_to(folder / "summary.xlsx")
        sheets = opened(path, country)
        names = openpyxl.load_workbook(path).sheetnames
        assert list(sheets) == names
        title = next(row[1] for row in sheets["about"] if row[0].looks == "title")
        assert (title.kind, title.looks) == ("string", "=1+1; \"Two\", 'sides'")
        if command == "compare":
            shown = {row[1].looks: row[1].kind for row in sheets["options"][1:]}
            assert {shown[name] for name in TITLES} == {"string"}


def test_libreoffice_opens_every_csv_but_there_it_takes_labels_for_formulas(
    tables: list[Path], tmp_path: Path
) -> None:
    """CSV cannot say what is text: the page on results says what to use instead."""
    for place, table in enumerate(tables):
        if table.name == "daily.csv":
            continue
        path = tmp_path / f"t{place}.csv"
        path.symlink_to(table)
        (sheet,) = opened(path, "en-US", DOUBLE_CLICK).values()
        header, *written = rows(table)
        assert [cell.looks for cell in sheet[0]] == header
        assert len(sheet) == len(written) + 1
        if table.name == "options.csv":
            shown = [row[1].looks for row in sheet[2:]]
            assert shown == [{"=1+1": "2", "+3": "3"}.get(row[1], row[1]) for row in written[1:]]
