"""The page "From R" is run by R as it stands, and R reads what was written."""

import csv
import json
import sys
from pathlib import Path

import pytest
from languages import PACKAGES, ask, blocks, done, hostile, program, tool

PAGE = "from-r.md"
RUNS = 40

pytestmark = pytest.mark.slow

CLASSES = {
    "replication": "integer",
    "held": "logical",
    "life": "numeric",
    "cause": "character",
    "ends_at": "POSIXct",
}

SAID_BY_R = """
cat(jsonlite::toJSON(list(
  classes = lapply(runs, function(column) class(column)[1]),
  held = mean(runs$held), collapsed = sum(!is.na(runs$cause)), life = sum(runs$life),
  last = format(max(runs$ends_at)), at_end = min(curve$surv), label = attr(runs$life, "label"),
  wilson = as.vector(prop.test(sum(base$held), nrow(base), correct = FALSE)$conf.int),
  classes_of_python = lapply(ours, function(column) class(column)[1]),
  held_in_python = mean(ours$held), headline = odds$headline, honest = change$value,
  parted = sum(pairs$held_base != pairs$held_other)
), auto_unbox = TRUE, digits = NA), file = "said.json")
"""


def rows(results: Path, pattern: str, table: str) -> list[dict[str, str]]:
    (folder,) = results.glob(pattern)
    with (folder / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# R of a server often runs in the C locale, which knows no letters but the English ones.
@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_the_page_runs_and_says_what_the_tables_say(
    locale: str, tmp_path: Path, asked: Path
) -> None:
    rscript = program("Rscript", PACKAGES)
    (tmp_path / "results").symlink_to(asked / "results")
    code = "\n".join(blocks(PAGE, "r"))
    (tmp_path / "page.R").write_text(code + SAID_BY_R, encoding="utf-8")
    where = {
        "LC_ALL": locale,
        "TZ": "Europe/Berlin",
        "RETICULATE_PYTHON": sys.executable,
        # Debian's reticulate asks Python for a module that is to go; that is no fault of ours.
        "PYTHONWARNINGS": "default",
    }
    done([rscript, "--vanilla", "page.R"], tmp_path, **where)

    said = json.loads((tmp_path / "said.json").read_text(encoding="utf-8"))
    results = asked / "results" / "syria-2016"
    runs = rows(results, "[0-9]*", "runs.csv")
    assert said["held"] == pytest.approx(sum(row["held"] == "1" for row in runs) / RUNS)
    assert said["collapsed"] == sum(row["held"] == "0" for row in runs)
    assert said["life"] == pytest.approx(sum(float(row["life"]) for row in runs))
    assert said["last"] == max(row["ends_at"] for row in runs)
    assert said["at_end"] == pytest.approx(said["held"])
    assert said["label"].startswith("hours until the collapse")
    classes = {name: said["classes"][name] for name in CLASSES}
    assert classes == CLASSES

    base, other, *_ = rows(results, "compare-*", "options.csv")
    assert said["wilson"] == pytest.approx([float(base["low"]), float(base["high"])])
    assert said["parted"] == int(other["flips_to_hold"]) + int(other["flips_to_collapse"])
    assert said["classes_of_python"] == said["classes"]
    assert f"{100 * said['held_in_python']:.0f} of every 100" in said["headline"]
    assert said["honest"] > 0
    for name in ("survival.pdf", "options.pdf", "sweep.pdf", "survival-by-python.pdf"):
        assert (tmp_path / name).stat().st_size > 3000


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the commands of the page were given."""
    folder = tmp_path_factory.mktemp("asked")
    ask(PAGE, folder, RUNS)
    return folder


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_any_name_is_read(locale: str, tmp_path: Path) -> None:
    rscript = program("Rscript", PACKAGES)
    (tmp_path / "hostile.toml").write_text(
        hostile("Names that no table should mind"), encoding="utf-8"
    )
    tool(tmp_path, "run", "hostile.toml", "--runs=30", "--format=csv")
    newest, read = blocks(PAGE, "r")[:2]
    code = f"""
{newest.replace("syria-2016", "hostile")}
{read}
options(warn = 2)
about <- read.csv(file.path(newest("run"), "columns.csv"), na.strings = "", encoding = "UTF-8")
theirs <- about$column_name[which(about$stands_for == "\\u0634\\u0645\\u0627\\u0644")]
daily <- read_table(newest("run"), "daily.csv")
stopifnot(length(theirs) > 1, all(theirs %in% c(names(runs), names(daily))))
of_theirs <- runs[[grep("^violations_", theirs, value = TRUE)]]
stopifnot(sum(runs$violations_select) + sum(of_theirs) == sum(runs$incidents))
"""
    (tmp_path / "read.R").write_text(code, encoding="utf-8")
    done([rscript, "--vanilla", "read.R"], tmp_path, LC_ALL=locale)
