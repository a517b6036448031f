"""The queries over all results are made as they stand, on CSV and on Parquet, and are right."""

import contextlib
import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from languages import blocks
from truce_sim.cli.main import main
from truce_sim.runs.store import Store

pytestmark = pytest.mark.slow

HOSTILE = Path(__file__).parents[1] / "support" / "hostile.toml"
FEW = ["--jobs", "1", "--engine", "simpy", "--format", "csv,parquet", "-q"]
ODDS, ENDS, SAVED, OPTIONS = blocks("all-results.md", "sql")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Stand in a folder with results of several truces and questions, one of them unfinished."""
    folder = tmp_path_factory.mktemp("all")
    shutil.copy(HOSTILE, folder)
    with contextlib.chdir(folder):
        for words in (
            ["run", "hostile.toml", "--runs", "30", "--no-believable"],
            ["run", "hostile.toml", "--runs", "20", "--set", "parties.all.tolerance=5"],
            ["run", "hostile.toml", "--runs", "20", "--seed", "9", "--no-believable"],
            ["run", "smallest", "--runs", "20"],
            ["compare", "hostile.toml", "--runs", "20"],
        ):
            assert main([*words, *FEW]) == 0
        stored = Store(Path("results")).find("smallest").folder
        shutil.copytree(stored, stored.with_name(f"{stored.name}.unfinished"))
        yield folder


def asked(query: str) -> list[dict[str, object]]:
    found = duckdb.sql(query)
    assert found is not None
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def in_parquet(query: str) -> str:
    query = query.replace("read_csv", "read_parquet").replace(".csv'", ".parquet'")
    return query.replace("avg(held)", "avg(held::int)")


def runs(run: str) -> list[dict[str, str]]:
    (table,) = Path("results").glob(f"*/{run}/runs.csv")
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("query", [ODDS, ENDS, SAVED, OPTIONS])
@pytest.mark.usefixtures("place")
def test_parquet_answers_the_same(query: str) -> None:
    assert asked(query)
    assert asked(in_parquet(query)) == asked(query)


@pytest.mark.usefixtures("place")
def test_the_odds_of_every_run() -> None:
    found = asked(ODDS)
    assert Counter(row["scenario"] for row in found) == {"hostile": 3, "smallest": 1}
    for row in found:
        held = [one["held"] == "1" for one in runs(str(row["run"]))]
        assert (row["runs"], row["odds"]) == (len(held), sum(held) / len(held))


@pytest.mark.usefixtures("place")
def test_what_ends_them() -> None:
    found = asked(ENDS)
    assert any("--set=parties.all.tolerance=5" in str(row["question"]) for row in found)
    assert not [row for row in found if re.search("unfinished", str(row["run"]))]
    for run in {str(row["run"]) for row in found}:
        counted = {row["ended_by"]: row["runs"] for row in found if row["run"] == run}
        assert counted == Counter(one["cause"] or "holds" for one in runs(run))


@pytest.mark.usefixtures("place")
def test_runs_of_one_luck_are_set_side_by_side() -> None:
    (pair,) = asked(SAVED)
    assert (pair["scenario"], pair["shared_runs"]) == ("hostile", 20)
    one, other = ([row["held"] for row in runs(str(pair[name]))][:20] for name in ("one", "other"))
    assert pair["saved_by_other"] == sum(b > a for a, b in zip(one, other, strict=True))
    assert pair["lost_by_other"] == sum(b < a for a, b in zip(one, other, strict=True))


@pytest.mark.usefixtures("place")
def test_options_of_any_name() -> None:
    found = {row["option"]: row["title"] for row in asked(OPTIONS)}
    assert found == {"NA": "=1+1", "null": '-2, "quoted"', "7-3": "+3", "شمال": "@SUM(1; 2)"}
