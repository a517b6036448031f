"""The workbook of an answer: sheets that any spreadsheet opens, of numbers, dates, plain text."""

import io
import re
import zipfile
from datetime import datetime
from typing import Any

import made_up
import openpyxl
import pytest
from odd_table import COLUMNS, LABELS, ODD, WANTED
from truce_sim.report.workbook import workbook
from truce_sim.runs.tables import OF_SINGLE_RUNS, Table
from truce_sim.studies.results.run import RunResult

SHEET = re.compile(r"[^\[\]:*?/\\']{1,31}")


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet: Any) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("name", made_up.ALL)
def test_every_answer_has_a_workbook_with_its_sentence_and_inputs(name: str) -> None:
    result = made_up.ALL[name]
    content = workbook(result, {"odd": ODD, **dict.fromkeys(OF_SINGLE_RUNS, ODD)})
    book = opened(content)
    assert set(OF_SINGLE_RUNS).isdisjoint(book.sheetnames)
    assert book.sheetnames[0] == "about"
    assert book.sheetnames[-3:] == ["odd", "inputs", "columns"]
    assert all(SHEET.fullmatch(one) for one in book.sheetnames)
    assert len(rows(book["inputs"])) == len(result.inputs) + 1
    told = {(row[0], row[1]) for row in rows(book["columns"])[1:]}
    for sheet in book.sheetnames[:-1]:
        assert {(sheet, header) for header in rows(book[sheet])[0]} <= told
    assert workbook(result, {"odd": ODD, "runs": ODD}) == content


def test_numbers_are_numbers_dates_dates_and_text_stays_text() -> None:
    content = workbook(made_up.ALL["run"], {"odd": ODD})
    header, *lines = rows(opened(content)["odd"])
    assert header == [column.name for column in COLUMNS]
    assert lines == WANTED
    sheet = opened(content)["odd"]
    kinds = {sheet.cell(row, 1).data_type for row in range(2, len(WANTED) + 2)}
    assert kinds == {"s"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(one) for one in archive.namelist() if "worksheets/" in one]
    assert not any(b"<f>" in one or b"hyperlink" in one for one in sheets)


@pytest.mark.parametrize("label", [one for one in LABELS if one[0] in "=+-@"])
def test_what_looks_like_a_formula_stays_text_when_it_is_edited(label: str) -> None:
    table = Table(COLUMNS[:1], [[label], ["plain"]])
    sheet = opened(workbook(made_up.ALL["run"], {"odd": table}))["odd"]
    assert [sheet.cell(row, 1).quotePrefix for row in (2, 3)] == [True, False]


def test_what_a_cell_cannot_hold_is_cut_or_told_as_text() -> None:
    rowed = [["x" * 40_000, datetime(1885, 9, 1)], ["\x0b\ufffe", datetime(1900, 3, 1)]]
    content = workbook(made_up.ALL["run"], {"odd": Table((COLUMNS[0], COLUMNS[5]), rowed)})
    (long, early), (odd, late) = rows(opened(content)["odd"])[1:]
    assert (len(str(long)), str(long)[-1]) == (32_767, "…")
    assert (early, late) == ("1885-09-01 00:00", datetime(1900, 3, 1))
    assert odd == "_x000B_\ufffd"


def test_a_run_tells_its_odds_and_what_ends_it() -> None:
    result = made_up.ALL["run"]
    assert isinstance(result, RunResult)
    book = opened(workbook(result, {}))
    odds = {row[0]: row[3:6] for row in rows(book["answer"])[1:]}
    held = result.answers.held
    assert odds["holds"] == [held.value, held.low, held.high]
    assert result.ignorance is not None
    assert odds["holds, range of inputs"] == [None, result.ignorance.low, result.ignorance.high]
    causes = [(row[0], row[3]) for row in rows(book["causes"])[1:]]
    assert causes == [(one.key, one.share.value) for one in result.causes]
