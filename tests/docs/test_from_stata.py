"""The page "From Stata", as far as it can be looked at without Stata, which nobody here has."""

import csv
import re
import sys
from pathlib import Path

import pandas as pd
import pytest
from languages import PACKAGES, ask, blocks, done, program, tool

PAGE = "from-stata.md"
RUNS = 20

IMPORT = re.compile(r'import delimited using "(\w+\.csv)", (.*)')
KNOWN = {"varnames(1)", 'encoding("UTF-8")', "asdouble", "clear"}
"""Options of Stata's `import delimited` beside `stringcols` (its manual, D import delimited)."""

WORDS = """
    generate double clock format tc tabulate missing stset failure sts graph ci xtitle ytitle list
    at noobs drop if sort labmask values twoway rcap scatter horizontal xline ylabel valuelabel
    angle legend off keep inlist reshape wide i j mcc rarea color gs13 connected export replace row
"""
"""What the page says in Stata's own words."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of results that the page speaks of."""
    folder = tmp_path_factory.mktemp("asked")
    ask(PAGE, folder, RUNS)
    return folder / "results" / "syria-2016"


@pytest.mark.slow
def test_what_is_imported_is_there_and_text_is_named_as_text(asked: Path) -> None:
    places = {"options.csv": "compare-*", "sweep.csv": "sweep-*"}
    code = "\n".join(blocks(PAGE, "stata"))
    pieces = re.split(r"(?m)^(?=import )", code)[1:]
    assert len(pieces) == 4
    pattern = "[0-9]*"
    for piece in pieces:
        line, rest = piece.split("\n", 1)
        found = IMPORT.fullmatch(line)
        assert found, line
        # The second time, the page speaks of the runs of `compare`.
        pattern = places.get(found[1], pattern)
        (folder,) = asked.glob(pattern)
        with (folder / "columns.csv").open(encoding="utf-8", newline="") as lines:
            types = {
                row["column_name"]: row["type"]
                for row in csv.DictReader(lines)
                if row["table_name"] == found[1]
            }
        text = [n for n, kind in enumerate(types.values(), 1) if kind in {"text", "date"}]
        options = set(re.split(r" (?![^(]*\))", found[2]))
        assert options - KNOWN == {f"stringcols({' '.join(map(str, text))})"}
        made = set(re.findall(r"generate (?:double )?(\w+)", rest)) | {"held0", "held1"}
        used = set(re.findall(r"\b[a-z]\w*", re.sub(r'"[^"]*"', "", rest)))
        assert used - set(WORDS.split()) - made <= set(types), line


@pytest.mark.slow
def test_its_own_format_keeps_types_dates_and_labels(tmp_path: Path) -> None:
    done([sys.executable, "-c", "\n".join(blocks(PAGE, "python"))], tmp_path)
    tool(tmp_path, "run", "syria-2016", "--runs=200", "--seed=7", "--format=csv", "--no-believable")
    (folder,) = (tmp_path / "results" / "syria-2016").glob("[0-9]*")

    written = pd.read_stata(tmp_path / "runs.dta")
    with (folder / "runs.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(written.columns) == list(rows[0])
    assert list(written["life"]) == [float(row["life"]) for row in rows]
    assert list(written["cause"]) == [row["cause"] for row in rows]
    assert [f"{when:%Y-%m-%d %H:%M:%S}" for when in written["ends_at"]] == [
        row["ends_at"] for row in rows
    ]
    with pd.io.stata.StataReader(tmp_path / "runs.dta") as reader:
        assert reader.variable_labels()["life"].startswith("hours until the collapse")

    rscript = program("Rscript", PACKAGES)
    code = """
    runs <- haven::read_dta("runs.dta")
    stopifnot(is.numeric(runs$held), is.numeric(runs$life), is.character(runs$cause))
    stopifnot(inherits(runs$ends_at, "POSIXct"), anyNA(runs$open_complaints) == any(runs$held == 0))
    cat(sprintf("%.17g\\n", sum(runs$life)))
    """
    said = done([rscript, "--vanilla", "-e", code], tmp_path)
    assert float(said) == pytest.approx(sum(float(row["life"]) for row in rows))
