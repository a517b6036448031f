"""The shipped tables keep their rules, and anybody's copy of the rows gives them again."""

import csv
import itertools
import os
from contextlib import nullcontext
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from past_rows import row as plain
from past_rows import written
from truce_sim.evidence.breaches import AGES, DAYS, FEWEST_TRUCES, FEWEST_WARS
from truce_sim.evidence.classes import ALL, CLASSES
from truce_sim.evidence.rows import read_rows
from truce_sim.evidence.tables import BASE_RATES, GIVEN, HAZARDS, made, members
from truce_sim.statistics.few import FEWEST_CLUSTERS

ROWS = os.environ.get("TRUCE_CEASEFIRE_ROWS")
"""Where somebody's own copy of the rows lies."""


def shipped(name: str) -> list[dict[str, str]]:
    text = files("truce_sim.evidence").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def numbers(row: dict[str, str], *columns: str) -> list[float]:
    return [float(row[column]) for column in columns if row[column]]


@pytest.mark.parametrize("name", [BASE_RATES, HAZARDS])
def test_no_cell_is_of_few_truces_or_wars(name: str) -> None:
    for row in shipped(name):
        assert int(row["truces_known"]) >= FEWEST_TRUCES
        assert int(row["wars"]) >= FEWEST_WARS


@pytest.mark.parametrize("name", [BASE_RATES, HAZARDS])
def test_an_interval_needs_eight_wars_and_else_says_why_it_is_none(name: str) -> None:
    for row in shipped(name):
        has = bool(row["low"])
        assert has == bool(row["high"]) == (not row["note"])
        assert not has or int(row["wars"]) >= FEWEST_CLUSTERS


def test_what_must_be_in_order_is() -> None:
    for row in (*shipped(BASE_RATES), *shipped(GIVEN), *shipped(HAZARDS)):
        value = "hazard_a_day" if "hazard_a_day" in row else "not_broken"
        inside = numbers(row, "low", value, "high")
        assert inside == sorted(inside)
    for row in shipped(BASE_RATES):
        around = numbers(row, "lower_bound", "not_broken", "upper_bound")
        assert around == sorted(around)


def test_shares_fall_with_the_days() -> None:
    rows = shipped(BASE_RATES)
    for before, after in itertools.pairwise(rows):
        if before["class"] == after["class"]:
            for column in ("not_broken", "lower_bound", "upper_bound"):
                assert float(before[column]) >= float(after[column])


def test_all_tables_have_the_same_classes_and_those_only() -> None:
    for name in (BASE_RATES, GIVEN, HAZARDS):
        assert {row["class"] for row in shipped(name)} == set(CLASSES)


def test_no_row_of_anybody_is_shipped() -> None:
    package = files("truce_sim.evidence")
    tables = {one.name for one in package.iterdir() if one.name.endswith(".csv")}
    # The coded cases are the project's own.
    assert tables == {BASE_RATES, GIVEN, HAZARDS, "cases.csv"}
    for name in tables - {"cases.csv"}:
        columns = set(shipped(name)[0])
        assert not columns & {"location", "war", "cf_id", "cf_effect_yr", "actors"}


def truce(war: int, days: int, **more: Any) -> dict[str, Any]:
    ended = date(2001, 5, 1) + timedelta(days=days)
    return plain("2001-05-01", f"{ended}", location=f"war {war}", ended=1, **more)


def cells(text: str, name: str, column: str) -> set[str]:
    rows = csv.DictReader(text.splitlines())
    return {one[column] for one in rows if one["class"] == name}


@pytest.mark.parametrize(
    ("lives", "last"),
    [
        # Five of three wars stand on day 10; on day 14 there are four of them.
        ([(1, 40), (2, 40), (3, 40), (4, 40), (1, 12), (2, 2)], 10),
        # Six of two wars stand on day 10: there the third war has none left.
        ([(1, 40), (1, 40), (1, 40), (2, 40), (2, 40), (2, 40), (3, 8)], 7),
    ],
)
def test_a_late_cell_of_few_that_still_stand_is_left_out(
    tmp_path: Path, lives: list[tuple[int, int]], last: int
) -> None:
    tables = made(read_rows(written(tmp_path, *(truce(war, days) for war, days in lives))))
    assert cells(tables[BASE_RATES], ALL, "day") == {str(day) for day in DAYS if day <= last}
    assert cells(tables[GIVEN], ALL, "day") == {str(day) for day in DAYS if 1 < day <= last}
    ages = {int(day) for day in cells(tables[HAZARDS], ALL, "from_day")}
    assert ages == {low for low, _ in AGES if low <= last}


def test_a_class_of_few_is_in_no_table(tmp_path: Path) -> None:
    rows = [truce(war, 40) for war in range(6)]
    more = [truce(war, 40, n_actors=3) for war in (6, 6, 6, 7, 7)]
    tables = made(read_rows(written(tmp_path, *rows, *more)))
    for text in tables.values():
        assert cells(text, ALL, "class")
        assert not cells(text, "three or more parties", "class")


@pytest.mark.parametrize(
    ("others", "says"),
    [
        ([], None),
        # Nobody knows of two whether a mechanism was agreed: they count as without.
        ([truce(8, 9, implement=-1), truce(9, 9, implement=-1)], None),
        ([truce(8, 9, mediator_nego=-1), truce(9, 9, mediator_nego=-1)], "2 truces of 2 wars"),
        ([truce(8, 9, mediator_nego=-1) for _ in range(9)], "9 truces of 1 wars"),
        ([truce(war, 9, mediator_nego=-1) for war in (8, 9, 10, 8, 9)], None),
        # Those of unknown end do not hide the two of which it is known.
        (
            [
                *(truce(war, 9, mediator_nego=-1) for war in (8, 9)),
                *(plain(ended=-1, ends="", location=f"war {war}") for war in range(20, 30)),
            ],
            "2 truces of 2 wars",
        ),
    ],
)
def test_nothing_of_a_few_truces_can_be_worked_out_by_subtraction(
    tmp_path: Path, others: list[dict[str, Any]], says: str | None
) -> None:
    rows = [truce(war, 9, implement=war % 2, mediator_nego=war // 6) for war in range(12)]
    # So many that every other class is large, whatever the rest are.
    rows = [one for one in rows for _ in range(3)]
    with pytest.raises(ValueError, match=says) if says else nullcontext():
        members(read_rows(written(tmp_path, *rows, *others)))


@pytest.mark.slow
@pytest.mark.skipif(ROWS is None, reason="TRUCE_CEASEFIRE_ROWS names no copy of the rows")
def test_the_script_makes_what_is_shipped() -> None:
    assert ROWS is not None
    for name, text in made(read_rows(Path(ROWS))).items():
        assert files("truce_sim.evidence").joinpath(name).read_text(encoding="utf-8") == text
