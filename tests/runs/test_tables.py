"""Tables read back to what was simulated, also in programs that guess types from the first rows."""

import csv
import io
import math
import re
from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest
from asked import CASES
from hypothesis import given, settings
from hypothesis import strategies as st
from read_back import text_of, texts_of
from truce_sim.evidence.case_file import cases_from
from truce_sim.evidence.rules_file import SHIPPED, read_rules, shipped_file
from truce_sim.model import build_world
from truce_sim.model.columns import DAY_KEYS, IN_PART, RUNS, Column, columns_of
from truce_sim.model.naming import LONGEST, column_names
from truce_sim.model.outcome import Outcome
from truce_sim.report.registry import names
from truce_sim.runs.batch import Batch, simulate_batch
from truce_sim.runs.executors import executor
from truce_sim.runs.replications import Work
from truce_sim.runs.tables import Table, run_tables, table_csv, tables_csv
from truce_sim.scenario import Scenario, from_raw, load
from truce_sim.studies.backtest import Backtest
from truce_sim.studies.compare import Compare
from truce_sim.studies.nowcast import Nowcast
from truce_sim.studies.odds import Odds
from truce_sim.studies.postpone import Postpone
from truce_sim.studies.require import Require
from truce_sim.studies.sensitivity import Sensitivity
from truce_sim.studies.study import Study
from truce_sim.studies.sweep import Sweep

SCENARIO = load("scenarios/smallest.toml")
STARTS = SCENARIO.dates.truce_starts
WORLD = build_world(SCENARIO)
COLUMNS = simulate_batch(Batch(WORLD, 3, 0, 20))
OF_STATA = "byte|double|float|if|in|int|long|str[0-9]+|using|with"
"""Words that Stata keeps for itself (User's Guide, 11.3)."""
NAME = re.compile(rf"(?!({OF_STATA})$)[a-z][a-z0-9_]{{0,31}}")
POLARS = {"whole": pl.Int64, "number": pl.Float64, "yes or no": pl.Int64, "text": pl.String}


TEXTS = texts_of(tables_csv(run_tables([COLUMNS], WORLD, STARTS)))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def read(text: str) -> pl.DataFrame:
    """Read strictly: types from the first 100 rows, and any later row that does not fit fails."""
    return pl.read_csv(io.StringIO(text), infer_schema_length=100)


def told(text: str) -> dict[str, list[dict[str, str]]]:
    """Return what columns.csv says, by table."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows(text):
        found.setdefault(row["table_name"], []).append(row)
    return found


def check(texts: dict[str, str]) -> None:
    """Check that all tables are read strictly and every column is named and told."""
    meant = told(texts["columns.csv"])
    assert set(meant) == set(texts) - {"columns.csv"}
    for name, text in texts.items():
        frame = read(text)
        assert all(NAME.fullmatch(column) for column in frame.columns), frame.columns
        assert len(set(frame.columns)) == len(frame.columns)
        if name == "columns.csv":
            continue
        assert [row["column_name"] for row in meant[name]] == frame.columns
        for row in meant[name]:
            assert row["unit"]
            assert row["meaning"]
            kind = frame.schema[row["column_name"]]
            if row["type"] in POLARS and frame[row["column_name"]].drop_nulls().len():
                assert kind == POLARS[row["type"]], row


def test_one_row_a_run_with_numbers_exact_and_blanks_for_what_is_missing() -> None:
    table = rows(TEXTS["runs.csv"])
    assert len(table) == 20
    for place, row in enumerate(table):
        assert int(row["replication"]) == place
        assert float(row["life"]) == float(COLUMNS["life"][place])
        assert "." in row["life"]
        assert row["held"] == str(int(COLUMNS["held"][place]))
        assert (row["opened_at"] == "") == math.isnan(float(COLUMNS["opened_at"][place]))
        assert (row["cause"] == "") == (row["held"] == "1")
        ended = datetime.fromisoformat(row["ends_at"]) - STARTS
        assert ended.total_seconds() == pytest.approx(3600 * float(row["life"]), abs=0.51)


def test_days_end_with_the_last_whole_day_the_truce_lived() -> None:
    table = rows(TEXTS["daily.csv"])
    for place in range(20):
        days = [row for row in table if row["replication"] == str(place)]
        lived = float(COLUMNS["life"][place]) / 24
        assert len(days) == min(WORLD.days, math.floor(lived))
        total = float(COLUMNS["incidents"][place])
        assert sum(float(row["violations"]) for row in days) <= total
    assert all(
        datetime.fromisoformat(row["date"]) == STARTS + timedelta(days=int(row["day"]))
        for row in table
    )


def test_every_column_reads_back_to_what_was_simulated() -> None:
    table = rows(TEXTS["runs.csv"])
    for name, column in COLUMNS.items():
        if column.ndim != 1:
            continue
        cells = [row[name] for row in table]
        if column.dtype.kind in "UT":
            assert cells == column.tolist()
        else:
            again = [math.nan if cell == "" else float(cell) for cell in cells]
            assert again == pytest.approx(column.astype(float).tolist(), rel=0, abs=0, nan_ok=True)


def rare() -> Scenario:
    """Return a truce whose first hundred runs all hold, so that their lives are whole hours."""
    party = {"violates": {"chance": 0.1, "every": "24h"}}
    return from_raw(
        {
            "title": "Seldom ends",
            "dates": {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-11 00:00"},
            "parties": {
                "1-and-2": {**party, "hits": {"select": 1}},
                "select": {**party, "hits": {"1-and-2": 1}},
                "هيئة_التحرير": {**party, "hits": {"select": 1}},
                "a" * 60: {**party, "hits": {"select": 1}},
                "a" * 59 + "b": {**party, "hits": {"select": 1}},
                "held": {**party, "hits": {"Held": 1}},
                "Held": {**party, "hits": {"held": 1}},
                "b_c": {**party, "hits": {"c": 1}},
                "c": {**party, "hits": {"b_c": 1}},
                "b": {**party, "hits": {"c_b": 1}},
                "c_b": {**party, "hits": {"b": 1}},
            },
            "shocks": {"rupture": {"chance": 0.0004, "every": "24h", "ends": 1}},
        },
        "seldom",
    )


def test_a_column_has_one_type_whatever_its_first_rows_and_whatever_parties_are_called() -> None:
    scenario = rare()
    world = build_world(scenario)
    columns = simulate_batch(Batch(world, 1, 0, 400))
    assert columns["held"][:100].all()
    assert not columns["held"].all()
    texts = texts_of(tables_csv(run_tables([columns], world, scenario.dates.truce_starts)))
    check(texts)
    named = {row["stands_for"] for row in rows(texts["columns.csv"])}
    assert set(world.parties) <= named


def brief() -> Scenario:
    """Return a truce of two days about which every question can be asked."""
    party = {"violates": {"chance": 0.5, "every": "6h"}, "retaliates": 0.3, "tolerance": 20}
    return from_raw(
        {
            "title": "Two days",
            "observed": {"holds_until": "2030-01-02 00:00"},
            "dates": {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-03 00:00"},
            "parties": {
                "north": {**party, "hits": {"south": 1}},
                "south": {**party, "hits": {"north": 1}},
            },
            "verification": {
                "teams": 2,
                "reported_in": "2h",
                "checked_in": "10h",
                "finds": 0.9,
                "clears": 0.9,
                "order": "first come",
            },
            "believable": {
                "parties.north.retaliates": [0.1, 0.5],
                "verification.teams": [1, 4],
                "verification.checked_in": ["5h", "20h"],
            },
            "options": {"teams": {"label": "More teams", "set": {"verification.teams": 9}}},
        },
        "two-days",
    )


STUDIES: list[Study] = [
    Odds(40, 1),
    Compare(30, 1),
    Sweep(
        10,
        1,
        ("parties.all.retaliates=0.1,0.3333", "verification.order=first come,gravest first"),
        confirm=True,
    ),
    Sweep(10, 1, ("parties.north.retaliates_after=6h,24h",)),
    Require(10, 1, 0.5, "verification.teams=1:4"),
    Postpone(20, 1, "2030-01-02,2030-01-03"),
    Sensitivity(10, 1),
    Backtest(2, 1, read_rules(shipped_file(SHIPPED), SHIPPED), "", cases_from(CASES, "cases.csv")),
    Nowcast(20, 1),
]


def test_the_tables_of_every_question_are_read() -> None:
    assert {study.kind for study in STUDIES} == set(names())


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.kind)
def test_the_tables_of_every_study_are_read_strictly(study: Study) -> None:
    scenario = load("ordinary") if study.kind == "backtest" else brief()
    with executor(1) as pool:
        check(texts_of(tables_csv(study.conduct(scenario, Work(1, pool, 1)).tables)))


IDS = st.text("ab_-AB1ش" + "éщ", min_size=1, max_size=60).filter(str.strip)


@given(st.lists(IDS, min_size=2, max_size=8, unique=True))
@settings(max_examples=60)
def test_names_never_clash_and_all_programs_take_them(ids: list[str]) -> None:
    wanted = [
        *(("violations", one) for one in ids),
        *(("claims", one, other) for one in ids for other in ids if one != other),
    ]
    names = column_names(wanted, ["incidents", "held"])
    assert len({*names, "incidents", "held"}) == len(names) + 2
    assert all(NAME.fullmatch(name) and len(name) <= LONGEST for name in names)
    assert column_names(wanted, ["incidents", "held"]) == names


def test_plain_ids_are_read_in_the_names_of_columns() -> None:
    names = columns_of(WORLD).name
    assert names["violations", "north"] == "violations_north"
    assert names["claims", "north", "south"] == "claims_north_south"
    assert names["verdict", "true", "upheld, nobody named"] == "verdict_true_upheld_unnamed"


def test_what_a_run_has_is_declared_and_nothing_else() -> None:
    declared = columns_of(WORLD)
    answers = [one.name for one in (*RUNS, IN_PART) if one.name != "replication"]
    others = {"counts", "delays", "waits", "daily", "checkpoints"}
    fields = list(Outcome.__dataclass_fields__)
    assert sorted(answers) == sorted(set(fields) - others)
    keys = [column.key for column in (*RUNS, *declared.others)]
    assert list(COLUMNS) == keys
    assert len(set(keys)) == len(keys)


def test_a_column_without_a_meaning_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="meaning"):
        Column("strikes", "count", "")
    with pytest.raises(ValueError, match="the same"):
        column_names([("a", "b"), ("a", "b")])
    with pytest.raises(ValueError, match="one name"):
        table_csv(Table((*DAY_KEYS, DAY_KEYS[0]), []))
    with pytest.raises(ValueError, match="whole"):
        text_of(table_csv(Table(DAY_KEYS[:1], [[1.5]])))


def test_waits_still_going_on_are_counted_beside_those_that_ended() -> None:
    filed = sum(
        COLUMNS[name] for (of, *_), name in columns_of(WORLD).name.items() if of == "verdict"
    )
    assert np.array_equal(
        filed, sum(COLUMNS[name].astype(int) for name in ("checked", "still_open"))
    )
    assert np.array_equal(COLUMNS["waits"].astype(int).sum(axis=1), COLUMNS["still_open"])
