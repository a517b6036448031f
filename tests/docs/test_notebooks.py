"""The notebooks are kept without what they show, and run from top to bottom."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

BOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))
NAMES = [book.stem for book in BOOKS]


def read(book: Path) -> Any:
    return nbformat.reads(book.read_text(encoding="utf-8"), as_version=4)


def test_there_are_few() -> None:
    assert NAMES == ["day-five", "five-minutes", "sweep-to-figure"]


@pytest.mark.parametrize("book", BOOKS, ids=NAMES)
def test_a_notebook_is_kept_without_what_it_shows(book: Path) -> None:
    held = read(book)
    nbformat.validate(held)
    # Of whom it was run by, and where, nothing is kept either.
    assert set(held.metadata) == {"kernelspec", "language_info"}
    assert held.metadata.language_info == {"name": "python"}
    for cell in held.cells:
        assert set(cell.metadata) <= {"tags"}
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def executed(name: str, folder: Path) -> dict[str, list[Any]]:
    """Return what each cell of a notebook shows when it is run in a folder, by its source."""
    held = read(BOOKS[NAMES.index(name)])
    where = {"metadata": {"path": str(folder)}}
    NotebookClient(held, kernel_name="python3", timeout=300, resources=where).execute()
    return {cell.source: cell.outputs for cell in held.cells if cell.cell_type == "code"}


def shown(cells: dict[str, list[Any]], ending: str) -> Any:
    """Return what the cell that ends so shows in the end, by type."""
    (outputs,) = (found for source, found in cells.items() if source.endswith(ending))
    return outputs[-1]


@pytest.mark.slow
def test_five_minutes(tmp_path: Path) -> None:
    cells = executed("five-minutes", tmp_path)
    assert "syria-2016" in shown(cells, "ts.scenarios()").data["text/plain"]
    assert "<details open>" in shown(cells, "\ntruce").data["text/html"]
    answer = shown(cells, "\nodds").data["text/html"]
    assert "in every 100" in answer or "of every 100" in answer
    assert answer.count("<svg") == 2
    assert "better" in shown(cells, " - odds").data["text/html"]
    fault = shown(cells, '.mean_it": 1})')
    assert fault.output_type == "error"
    assert "try: " in "\n".join(fault.traceback)
    assert "image/png" in shown(cells, '.figure("causes")').data
    assert "walk-out" in shown(cells, ".round(0)").data["text/html"]
    assert "run syria-2016 --runs 500 --seed 7" in shown(cells, "odds.command").data["text/plain"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_sweep_to_figure(tmp_path: Path) -> None:
    cells = executed("sweep-to-figure", tmp_path)
    drawn = (tmp_path / "headroom.svg").read_text(encoding="utf-8")
    wide = re.search(r'width="([\d.]+)pt"', drawn)
    assert wide
    assert float(wide[1]) / 72 * 25.4 == pytest.approx(89, abs=0.1)
    assert "95% interval" in drawn  # letters, not their outlines
    colours = set(re.findall(r"#([0-9a-f]{6})\b", drawn))
    assert colours
    assert all(one[:2] == one[2:4] == one[4:] for one in colours), "greys alone"
    written = (tmp_path / "headroom.pdf").read_bytes()
    assert b"/Subtype /Type0" in written  # letters stay letters
    assert b"/Subtype /Image" not in written
    caption = shown(cells, '{swept.command}"\n)').data["text/plain"]
    assert "200 simulated truces a level, seed 7" in caption


@pytest.mark.slow
def test_day_five(tmp_path: Path) -> None:
    cells = executed("day-five", tmp_path)
    assert "held until 3 March" in shown(cells, "\nknown").data["text/html"]
    assert "2016-03-03" in shown(cells, ".round(2)").data["text/html"]
    assert "snhr" in shown(cells, "\nseen").data["text/html"]
    assert "image/png" in shown(cells, '.figure("curve")').data
    assert "From 3 March on" in shown(cells, "runs=1000, seed=7)").data["text/html"]
