"""Tables read back to what was simulated."""

import csv
import io
import math

import pytest
from truce_sim.model import build_world
from truce_sim.runs.batch import Batch, simulate_batch
from truce_sim.runs.tables import daily_csv, meanings_csv, runs_csv
from truce_sim.scenario import load

WORLD = build_world(load("scenarios/smallest.toml"))
COLUMNS = simulate_batch(Batch(WORLD, 3, 0, 20))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_one_row_a_run_with_numbers_exact_and_blanks_for_what_is_missing() -> None:
    table = rows(runs_csv(COLUMNS))
    assert len(table) == 20
    for place, row in enumerate(table):
        assert int(row["replication"]) == place
        assert float(row["life"]) == float(COLUMNS["life"][place])
        assert row["held"] == str(int(COLUMNS["held"][place]))
        assert (row["opened_at"] == "") == math.isnan(float(COLUMNS["opened_at"][place]))
        assert (row["cause"] == "") == (row["held"] == "1")
        assert float(row["violations.north"]) == float(COLUMNS["counts.violations.north"][place])


def test_days_end_with_the_last_whole_day_the_truce_lived() -> None:
    table = rows(daily_csv(COLUMNS))
    for place in range(20):
        days = [row for row in table if row["replication"] == str(place)]
        lived = float(COLUMNS["life"][place]) / 24
        assert len(days) == min(WORLD.days, math.floor(lived))
        total = float(COLUMNS["counts.incidents"][place])
        assert sum(float(row["violations"]) for row in days) <= total


def test_every_column_reads_back_to_what_was_simulated() -> None:
    table = rows(runs_csv(COLUMNS))
    for name, column in COLUMNS.items():
        if column.ndim != 1:
            continue
        cells = [row[name.removeprefix("counts.")] for row in table]
        if column.dtype.kind == "U":
            assert cells == column.tolist()
        else:
            again = [math.nan if cell == "" else float(cell) for cell in cells]
            assert again == pytest.approx(column.astype(float).tolist(), rel=0, abs=0, nan_ok=True)


def test_every_column_of_both_tables_has_a_unit_and_a_meaning() -> None:
    described = rows(meanings_csv(COLUMNS))
    for table, text in (("runs.csv", runs_csv(COLUMNS)), ("daily.csv", daily_csv(COLUMNS))):
        header = next(csv.reader(io.StringIO(text)))
        assert [row["column"] for row in described if row["table"] == table] == header
    assert all(row["unit"] and row["meaning"] for row in described)
