"""Rows as cases, split by war, and forecasts that use no model; all rows here are made up."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from past_rows import row, written
from truce_sim.evidence.cases import Case
from truce_sim.evidence.classes import ALL, NONE_BROKEN, SOME_BROKEN
from truce_sim.evidence.forecasters import (
    CLASS,
    POOLED,
    RECORD,
    REGION,
    from_other_wars,
    from_tables,
)
from truce_sim.evidence.lookups import all_classes
from truce_sim.evidence.mass import cases_of, half_of
from truce_sim.evidence.rows import Truce
from truce_sim.evidence.rows_copy import OtherRowsError, RowsCopy

BEGAN = date(2001, 5, 1)
PLAIN = Truce(
    war="Ruritania",
    region="Europe",
    parties=2,
    began=BEGAN,
    days=30,
    broken=False,
    earliest=0,
    exact_days=True,
    open_ended=True,
    mechanism=False,
    mediated=None,
    for_talks=True,
    humanitarian=False,
    sort=1,
)


def test_halves_go_by_the_last_bit_of_the_name() -> None:
    names = [f"war {number}" for number in range(40)]
    found = {name: half_of(name) for name in names}
    assert set(found.values()) == {"even", "odd"}
    bits = {name: bin(int(sha256(name.encode()).hexdigest(), 16))[-1] for name in names}
    assert all((found[name] == "odd") == (bits[name] == "1") for name in names)


def test_only_truces_of_which_it_is_known_how_they_stood_are_cases() -> None:
    truces = [
        PLAIN,
        replace(PLAIN, days=3, broken=True),
        replace(PLAIN, days=3),
        replace(PLAIN, days=None),
        replace(PLAIN, parties=1),
        replace(PLAIN, days=12, broken=True),
    ]
    assert [case.renounced for case in cases_of(truces, "all")] == [False, True, False]


def test_a_case_has_what_is_known_on_its_first_day() -> None:
    later = replace(PLAIN, began=BEGAN + timedelta(days=60), mechanism=None, open_ended=False)
    _, case = cases_of([replace(PLAIN, days=2, broken=True), later], "all")
    assert (case.earlier, case.broken) == (1, 1)
    assert (case.mechanism, case.fixed_term, case.days) == (None, True, 10)


class _Untouched(Truce):
    """A truce of which nothing but its war may be looked at."""

    def broken_before(self, day: int) -> bool | None:
        raise AssertionError(day)


def test_of_wars_of_the_other_half_nothing_is_looked_at() -> None:
    even = next(f"war {number}" for number in range(9) if half_of(f"war {number}") == "even")
    odd = next(f"war {number}" for number in range(9) if half_of(f"war {number}") == "odd")
    values = {name: getattr(PLAIN, name) for name in PLAIN.__slots__}
    truces = [replace(PLAIN, war=even), _Untouched(**{**values, "war": odd})]
    assert [case.war for case in cases_of(truces, "even")] == [even]
    with pytest.raises(AssertionError):
        cases_of(truces, "odd")


def made(*rows: tuple[str, bool, bool | None]) -> tuple[Case, ...]:
    return tuple(
        Case(f"{place}", war, 10, region="Europe", mechanism=agreed, renounced=renounced)
        for place, (war, renounced, agreed) in enumerate(rows)
    )


def test_no_forecast_uses_the_war_that_it_is_of() -> None:
    cases = made(("A", True, True), ("A", True, True), ("B", False, True), ("B", True, False))
    found = from_other_wars(cases, cases)
    assert found[POOLED] == (0.5, 0.5, 0.0, 0.0)
    # Of B those with a mechanism; of none in other wars, all of them.
    assert found[CLASS] == (1.0, 1.0, 0.0, 0.0)


def test_the_record_is_drawn_towards_other_wars() -> None:
    cases = [
        Case("1", "A", 10, earlier=5, broken=4, renounced=False),
        Case("2", "A", 10, renounced=False),
        *made(("B", False, None), ("B", True, None)),
    ]
    assert from_other_wars(cases, cases)[RECORD][:2] == pytest.approx(((1 + 3 * 0.5) / 8, 0.5))


def lookup(name: str, hours: float) -> float:
    return all_classes()[name].held_until(hours).value


def test_forecasts_of_tables_are_those_of_the_shipped_ones() -> None:
    cases = [
        Case("1", "A", 7, region="Asia", mechanism=True, record="some broken"),
        Case("2", "A", 7, earlier=4, broken=0),
        Case("3", "A", 7, region="Atlantis"),
    ]
    found = from_tables(cases, [168.0, 100.0, 168.0])
    pooled = lookup(ALL, 168.0)
    assert found[POOLED] == (pooled, lookup(ALL, 100.0), pooled)
    assert found[CLASS][0] == lookup(f"{ALL}, mechanism agreed", 168.0)
    assert found[REGION] == (lookup("region Asia", 168.0), lookup(ALL, 100.0), pooled)
    assert found[RECORD] == (lookup(SOME_BROKEN, 168.0), lookup(NONE_BROKEN, 100.0), pooled)


def test_a_copy_of_rows_is_known_by_its_digest_and_not_kept(tmp_path: Path) -> None:
    path = written(tmp_path, row(), row("2001-07-01", "2001-09-01", ended=1))
    copy = RowsCopy.at(path)
    assert set(copy.kept()) == {"path", "sha256"}
    assert [case.renounced for case in copy.cases("all")] == [True, False]
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(OtherRowsError, match="not the file that it was"):
        copy.cases("all")
    path.unlink()
    with pytest.raises(OtherRowsError, match="cannot be read"):
        copy.cases("all")


def test_baselines_of_even_wars_are_made_of_even_wars(tmp_path: Path) -> None:
    wars = [f"war {number}" for number in range(6)]
    copy = RowsCopy.at(written(tmp_path, *(row(location=war) for war in wars)))

    def of(cases: Iterable[Case]) -> set[str]:
        return {case.war for case in cases}

    assert of(copy.others("even")) == {war for war in wars if half_of(war) == "even"}
    assert of(copy.others("odd")) == of(copy.others("all")) == set(wars)
