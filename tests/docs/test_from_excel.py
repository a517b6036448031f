"""The page "From Excel" is tried in LibreOffice, set to German and to English."""

import csv
import re
import sys
from pathlib import Path

import pandas as pd
import pytest
from languages import ask, blocks, done, hostile, tool
from openpyxl import load_workbook
from spreadsheet import Cell, opened

PAGE = "from-excel.md"
RUNS = 20
COUNTRIES = ["de-DE", "en-US"]

DOUBLE_CLICK = "44,34,76,1"
"""A comma, a quotation mark, UTF-8, from the first line: what a double-click offers."""
BY_THE_PAGE = "44,34,76,1,,1033,false,true"
"""The same in English of the USA, special numbers detected."""
SEMICOLONS = "59,34,76,1"
DIGITS = 1e-14
"""What a spreadsheet keeps of a number: 15 digits."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of results that the page speaks of."""
    folder = tmp_path_factory.mktemp("asked")
    ask(PAGE, folder, RUNS)
    return folder / "results" / "syria-2016"


def one(asked: Path, pattern: str) -> Path:
    (folder,) = asked.glob(pattern)
    return folder


def rows(table: Path) -> list[list[str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def formulas(sheet: str) -> dict[str, str]:
    code = "".join(blocks(PAGE, "text"))
    return dict(re.findall(rf"^{sheet}!(\w+)  (=.*)$", code, re.MULTILINE))


@pytest.mark.parametrize("country", COUNTRIES)
def test_in_the_workbook_numbers_are_numbers(country: str, asked: Path, tmp_path: Path) -> None:
    folder = one(asked, "compare-*")
    (tmp_path / "summary.xlsx").symlink_to(folder / "summary.xlsx")
    sheets = opened(tmp_path / "summary.xlsx", country)
    header, *written = rows(folder / "options.csv")
    names, *shown = sheets["options"]
    assert [cell.looks for cell in names] == header
    places = {name: header.index(name) for name in ("odds", "low", "high", "change")}
    for told, seen in zip(written, shown, strict=False):
        for place in places.values():
            if told[place]:
                assert seen[place].number == pytest.approx(float(told[place]), rel=DIGITS)
    odds = shown[0][places["low"]].looks
    assert ("," in odds) == (country == "de-DE")
    assert ("." in odds) == (country == "en-US")


def test_the_formulas_of_the_page_give_what_the_program_gives(asked: Path, tmp_path: Path) -> None:
    compared = one(asked, "compare-*")
    book = load_workbook(compared / "summary.xlsx")
    for cell, formula in formulas("options").items():
        for line in range(3, 11):
            book["options"][cell.replace("3", str(line))] = formula.replace("3", str(line))
    runs = book.create_sheet("runs")
    table = pd.read_csv(one(asked, "[0-9]*") / "runs.csv")
    runs.append(list(table.columns))
    for values in table[["replication", "held", "life"]].to_numpy().tolist():
        runs.append(values)
    curve = book.create_sheet("curve")
    for day in range(9):
        curve.append([day, formulas("curve")["B2"].replace("A2", f"A{day + 1}")])
    book.save(tmp_path / "tried.xlsx")
    sheets = opened(tmp_path / "tried.xlsx", "de-DE")

    names, _, *options = sheets["options"]
    place = {cell.looks: n for n, cell in enumerate(names)}
    for row in options:
        value = {name: row[n].number for name, n in place.items() if row[n].kind == "float"}
        below, above, low, high = (cell.number for cell in row[23:27])
        assert value["change"] - below == pytest.approx(value["change_low"])
        assert value["change"] + above == pytest.approx(value["change_high"])
        # Where all hold, or none, the program takes the exact interval, as the page says.
        if 0 < value["odds"] < 1:
            assert [low, high] == pytest.approx([value["low"], value["high"]], abs=1e-4)
    assert any(0 < row[place["odds"]].number < 1 for row in options)
    still = [row[1].number for row in sheets["curve"]]
    assert still == pytest.approx([(table["life"] > 24 * day).mean() for day in range(9)])


def test_the_bars_of_a_sweep_are_its_intervals(asked: Path) -> None:
    header, first, *_ = rows(one(asked, "sweep-*") / "sweep.csv")
    assert header[2:5] == ["held", "held_low", "held_high"]
    assert formulas("sweep") == {"R2": "=C2-D2", "S2": "=E2-C2"}
    assert len(first) < 18  # R is a free column


def test_what_a_german_double_click_makes_of_a_dot(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("a,b,c\n0.695,0.015,0.628014\n", encoding="utf-8")
    (row,) = opened(tmp_path / "table.csv", "de-DE", DOUBLE_CLICK)["table"][1:]
    assert [cell.kind for cell in row] == ["float", "float", "string"]
    assert [cell.number for cell in row[:2]] == [695, 15]
    (row,) = opened(tmp_path / "table.csv", "de-DE", BY_THE_PAGE)["table"][1:]
    assert [cell.number for cell in row] == [0.695, 0.015, 0.628014]


def test_the_files_of_the_page_open_by_a_double_click(tmp_path: Path) -> None:
    tool(tmp_path, "compare", "syria-2016", "--runs=100", "--seed=7", "--format=csv")
    folder = one(tmp_path / "results" / "syria-2016", "compare-*")
    done([sys.executable, "-c", "".join(blocks(PAGE, "python"))], tmp_path)
    assert (tmp_path / "options-comma.csv").read_bytes().startswith(b"\xef\xbb\xbfoption;title;")
    header, *shown = opened(tmp_path / "options-comma.csv", "de-DE", SEMICOLONS)["options-comma"]
    names, *written = rows(folder / "options.csv")
    assert [cell.looks for cell in header] == names
    for told, seen in zip(written, shown, strict=True):
        assert seen[0].looks == told[0]
        for place in (3, 4, 5):
            assert seen[place].number == pytest.approx(float(told[place]), rel=DIGITS)


def test_names_in_another_script_and_names_like_formulas_stay_as_they_are(tmp_path: Path) -> None:
    option = """
[options.7-3]
label = "3-4"
set = { "parties.all.violates" = "5 a day" }
"""
    text = hostile("=1+2", option)
    (tmp_path / "hostile.toml").write_text(text, encoding="utf-8")
    tool(tmp_path, "compare", "hostile.toml", "--runs=20", "--format=csv,xlsx")
    folder = one(tmp_path / "results" / "hostile", "compare-*")
    sheets = opened(folder / "summary.xlsx", "de-DE")
    texts = {cell.looks for sheet in sheets.values() for row in sheet for cell in row}
    assert {"=1+2", "7-3", "3-4"} <= texts
    assert any("شمال" in text for text in texts)
    assert sheets["options"][2][0] == Cell("string", "7-3")
