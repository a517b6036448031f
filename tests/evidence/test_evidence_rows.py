"""Rows of past truces are read as the rules say; all rows here are made up."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from past_rows import row, written
from truce_sim.evidence.rows import RowsError, Truce, WarSoFar, read_rows, records


def read(folder: Path, *rows: dict[str, Any]) -> tuple[Truce, ...]:
    return read_rows(written(folder, *rows))


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [
        ("2001-05-01", "2001-05-04", 3),
        ("2001-05-01", "2001-05", 15),
        ("2001-05", "2001-05-11", 5),
        ("2001-05-31", "2001-06-31", 15),
    ],
)
def test_days_are_the_middle_of_what_is_possible(
    tmp_path: Path, begins: str, ends: str, days: int
) -> None:
    (truce,) = read(tmp_path, row(begins, ends))
    assert truce.days == days


def test_only_a_breach_by_a_party_is_a_break_and_the_rest_ends_the_watching(tmp_path: Path) -> None:
    broken, expired, stands, unclear = read(
        tmp_path,
        row(),
        row(ended=1),
        row(ended=0, ends=""),
        row(ended=-1, ends=""),
    )
    assert [one.broken for one in (broken, expired, stands, unclear)] == [True] + [False] * 3
    assert broken.broken_before(4) is True
    assert broken.broken_before(3) is False
    assert expired.broken_before(4) is None
    assert expired.broken_before(3) is False
    assert stands.broken_before(1000) is False
    assert unclear.days is None
    assert unclear.broken_before(1) is None


def test_what_never_took_effect_or_ends_before_it_begins_is_left_out(tmp_path: Path) -> None:
    kept = read(
        tmp_path, row(), row(ended=3, ends=""), row(ends="2001-04-01"), row(ended=1, ends="")
    )
    assert len(kept) == 1


def test_an_unclear_end_may_be_known_not_to_have_come_before_a_day(tmp_path: Path) -> None:
    dated_end, undated = read(tmp_path, row(ended=-1, ends="2001-06"), row(ended=-1, ends=""))
    assert dated_end.earliest == 31
    assert undated.earliest == 0


def test_a_war_s_record_counts_what_began_more_than_ten_days_before(tmp_path: Path) -> None:
    truces = read(
        tmp_path,
        row("2001-01-01", "2001-01-05"),
        row("2001-02-01", "2001-06-01"),
        row("2001-03-01", "", ended=-1),
        row("2001-03-02", "2001-03-04", n_actors=1),
        row("2001-05-20", "2001-05-21"),
        row("2001-05-30", "2001-06-15"),
        row("2001-05-30", "2001-06-15", location="Freedonia"),
    )
    found = [record for _, record in records(truces)]
    assert found[0] == WarSoFar(0, 0)
    assert found[-2] == WarSoFar(2, 1)
    assert found[-1] == WarSoFar(0, 0)
    assert truces[-2].began == date(2001, 5, 30)


def test_the_former_yugoslavia_is_one_war(tmp_path: Path) -> None:
    truces = read(tmp_path, row(location="Croatia"), row(location="Bosnia-Herzegovina"))
    assert len({truce.war for truce in truces}) == 1


def test_every_fault_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(RowsError) as told:
        read(tmp_path, row(region=9), row(), row(ended="soon"), row(location=""))
    assert [line for line, _ in told.value.faults] == [2, 4, 5]


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(RowsError, match="no column location"):
        read_rows(path)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x01", b"\x89PNG\r\n\x1a\n\x00"])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(RowsError):
        read_rows(path)
