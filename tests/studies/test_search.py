"""Runs found by a condition: what it means, what is said of one that means nothing, who looks."""

from collections.abc import Callable, Mapping
from datetime import datetime
from math import isnan, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.model import build_world, simulate
from truce_sim.model.ending import CAUSES
from truce_sim.runs import replications
from truce_sim.runs.batch import Batch, Columns, simulate_batch
from truce_sim.scenario import ScenarioFaults, load
from truce_sim.scenario.mends import mended
from truce_sim.studies.search.condition import Comparison, Condition
from truce_sim.studies.search.grammar import DEEPEST, LONGEST, condition_of
from truce_sim.studies.search.looking import Search, Sought
from truce_sim.studies.search.terms import terms_of

SCENARIO = load("scenarios/smallest.toml")
WORLD = build_world(SCENARIO)
STARTS = SCENARIO.dates.truce_starts
TERMS = terms_of(WORLD, STARTS)

Row = dict[str, Any]
Rule = Callable[[Row], bool]

ROWS: list[Row] = [
    {
        "replication": number,
        "held": held,
        "quiet": held and number % 2 == 0,
        "life": life,
        "cause": "" if held else cause,
        "open_complaints": open_,
        "agenda_share": share,
        "incidents": float(7 * number),
        "days": life // 24,
    }
    for number, (held, life, cause, open_, share) in enumerate(
        [
            (True, 251.0, "", 3.0, 0.5),
            (False, 71.99, "walk-out", nan, nan),
            (False, 72.0, "spiral", nan, nan),
            (True, 251.0, "", 0.0, 0.0),
            (False, 0.25, "broken on purpose", nan, nan),
            (False, 250.0, "walk-out", nan, nan),
        ]
    )
]


def columns(rows: list[Row] = ROWS) -> Columns:
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def met(text: str) -> list[int]:
    """Return the numbers of the rows that meet a condition."""
    found: list[int] = np.flatnonzero(condition_of(text, TERMS).met(columns())).tolist()
    return found


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("held", [0, 3]),
        ("not held", [1, 2, 4, 5]),
        ("held = no", [1, 2, 4, 5]),
        ("held != true", [1, 2, 4, 5]),
        ("life < 3 days", [1, 4]),
        ("life <= 72h", [1, 2, 4]),
        ("life < 1 day 12h", [4]),
        ("cause = walk-out and life < 3 days", [1]),
        ("cause = walk-out over grievances", [1, 5]),
        ('cause == "Broken on purpose"', [4]),
        ("cause = none", [0, 3]),
        ("cause ≠ walk-out", [2, 4]),
        ("not cause = walk-out", [0, 2, 3, 4]),
        ("open_complaints = none", [1, 2, 4, 5]),
        ("open_complaints != none", [0, 3]),
        ("open_complaints < 1", [3]),
        ("open_complaints != 3", [3]),
        ("agenda_share >= 50%", [0]),
        ("agenda_share ≥ .5", [0]),
        ("incidents > 21 AND quiet or replication=3", [3]),
        ("held or quiet and incidents > 100", [0, 3]),
        ("(held or quiet) and incidents > 100", []),
        ("not (held or life > 9 days)", [1, 2, 4]),
        ("not not held", [0, 3]),
        ("days > 9 days", [0, 3, 5]),
        ("days > 9", [0, 3, 5]),
        ("ends_at = 2030-05-04", [2]),
        ("ends_at < 2030-05-04 00:00", [1, 4]),
        ("ends_at <= +3 days", [1, 2, 4]),
    ],
)
def test_what_a_condition_means(text: str, rows: list[int]) -> None:
    assert datetime(2030, 5, 1) == STARTS
    assert met(text) == rows


def test_a_date_counts_to_the_second_as_in_the_table() -> None:
    rows = [{"life": 72 + seconds / 3600} for seconds in (-0.6, -0.4, 0.0, 0.4, 0.6)]
    found = condition_of("ends_at = 2030-05-04 00:00", TERMS).met(columns(rows))
    assert found.tolist() == [False, True, True, True, False]


def _number(name: str, unit: str, values: list[float]) -> st.SearchStrategy[tuple[str, Rule]]:
    compare: Mapping[str, Callable[[float, float], bool]] = {
        "=": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
    }

    def rule(sign: str, value: float) -> tuple[str, Rule]:
        def holds(row: Row) -> bool:
            return not isnan(row[name]) and compare[sign](row[name], value)

        return f"{name} {sign} {value:g}{unit}", holds

    return st.builds(rule, st.sampled_from(list(compare)), st.sampled_from(values))


def _cause(sign: str, cause: str) -> tuple[str, Rule]:
    def holds(row: Row) -> bool:
        return bool(row["cause"]) and (row["cause"] == cause) == (sign == "=")

    return f"cause {sign} {cause}", holds


def _flag(name: str) -> tuple[str, Rule]:
    return name, lambda row: bool(row[name])


def _opposite(one: tuple[str, Rule]) -> tuple[str, Rule]:
    return f"not {one[0]}", lambda row: not one[1](row)


def _joined(one: tuple[str, Rule], joint: str, other: tuple[str, Rule]) -> tuple[str, Rule]:
    if joint == "and":
        return f"({one[0]} and {other[0]})", lambda row: one[1](row) and other[1](row)
    return f"({one[0]} or {other[0]})", lambda row: one[1](row) or other[1](row)


SIMPLE = st.one_of(
    st.builds(_flag, st.sampled_from(["held", "quiet"])),
    st.builds(_cause, st.sampled_from(["=", "!="]), st.sampled_from(list(CAUSES))),
    _number("life", "h", [0, 0.25, 71.99, 72, 250, 251]),
    _number("open_complaints", "", [0, 1, 3]),
    _number("agenda_share", "", [0, 0.25, 0.5]),
    _number("incidents", "", [0, 7, 20]),
)
CONDITIONS = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.builds(_opposite, inner),
        st.builds(_joined, inner, st.sampled_from(["and", "or"]), inner),
    ),
    max_leaves=12,
)


@given(CONDITIONS)
def test_columns_are_judged_as_each_row_by_itself(one: tuple[str, Rule]) -> None:
    text, rule = one
    assert condition_of(text, TERMS).met(columns()).tolist() == [rule(row) for row in ROWS]


PIECES = (
    *("held", "life", "cause", "and", "or", "not", "(", ")", "<", "=", "=<", "!", "&&", ","),
    *("3", "3 days", "walk-out", "walkout", "none", '"', "'x'", "hold", "is", "1 May", "\t"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))
def test_whatever_is_written_means_something_or_is_mended_by_what_is_offered(text: str) -> None:
    faults = faults_of(text)
    for fault in faults:
        assert fault.sentence
        assert fault.column >= 1
        for one in fault.tries:
            left = faults_of(mended(fault.source_line, one.edits))
            assert fault.sentence not in {other.sentence for other in left}


def faults_of(text: str) -> tuple[Any, ...]:
    try:
        condition_of(text, TERMS)
    except ScenarioFaults as error:
        return error.faults
    return ()


@pytest.mark.parametrize(
    ("text", "at", "tries"),
    [
        ("life < 3", "3", ["3h", "3 days"]),
        ("life < 3 dys", "3 dys", ["3 days"]),
        ("case = walk-out", "case", ["cause"]),
        ("cause = walkout", "walkout", ["walk-out"]),
        ("HELD", "HELD", ["held"]),
        ("lasts < 3 days", "lasts", ["life"]),
        ("violations > 3", "violations", ["violations_north", "violations_south"]),
        ("3 days > life", "3 days > life", ["life < 3 days"]),
        ("1 day < life < 3 days", "1 day < life", ["life > 1 day and life"]),
        ("cause < walk-out", "<", ["=", "!="]),
        ("held >= yes", ">=", ["=", "!="]),
        ("held = maybe", "maybe", ["yes", "no"]),
        ("held is not yes", "is not", ["!="]),
        ("life under 3 days", "under", ["<"]),
        ("life =< 3 days", "=<", ["<="]),
        ("life = = 3 days", "=", [""]),
        ("held && quiet", "&&", [" and "]),
        ("held, quiet", ",", [" and "]),
        ("!held", "!", ["not "]),
        ("held and", "and", [""]),
        ("and held", "and", [""]),
        ("(held", "(", [")"]),
        ("held)", ")", [""]),
        ("life < opened_at", "opened_at", ["3 days"]),
        ("life < none", "none", ["= none"]),
        ("incidents > 1,000", "1,000", ["1000"]),
        ("ends_at < 1 May 2030", "1 May 2030", ["2030-05-01"]),
        ("life", "life", ["life > 3 days"]),
        ("cause = 'walk-out", "'", [""]),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_to_write(
    text: str, at: str, tries: list[str]
) -> None:
    (fault,) = faults_of(text)
    assert fault.source_line[fault.column - 1 :][: fault.length] == at
    assert [one.edits[0].text for one in fault.tries] == tries
    for one in fault.tries:
        condition_of(mended(text, one.edits), TERMS)


def test_everything_wrong_is_told_at_once() -> None:
    told = faults_of("lif < 3 and cause = walkout or (hold")
    assert sorted(fault.column for fault in told) == [1, 21, 32, 33]


def test_one_slip_at_several_places_is_mended_at_once() -> None:
    (fault,) = faults_of("held && quiet && settled")
    assert fault.followers == 1
    (one,) = fault.tries
    assert condition_of(mended(fault.source_line, one.edits), TERMS) == condition_of(
        "held and quiet and settled", TERMS
    )


def test_no_text_is_too_much() -> None:
    assert len(faults_of("held or " * LONGEST)) == 1
    assert faults_of("(" * (DEEPEST + 5) + "held" + ")" * (DEEPEST + 5))
    assert faults_of("  \n ")


def looked_for(condition: Condition, runs: int = 60, jobs: int = 1) -> Search:
    return Search(WORLD, 5, condition, runs, jobs)


@pytest.fixture(scope="module")
def lives() -> list[float]:
    return [simulate(WORLD, 5, number).life for number in range(60)]


@pytest.mark.parametrize("wanted", [1, 3, 4])
def test_the_nth_run_is_found(lives: list[float], wanted: int) -> None:
    short = sorted(lives)[3]
    places = [number for number, life in enumerate(lives) if life <= short]
    assert len(places) == 4
    sought = looked_for(Comparison("life", "<=", short)).nth(wanted)
    assert sought == Sought(places[wanted - 1], places[wanted - 1] + 1, wanted)


def test_where_there_is_none_it_is_said_how_many_were_looked_at(lives: list[float]) -> None:
    assert looked_for(Comparison("life", "<", 0.0)).nth() == Sought(None, 60, 0)
    some = sum(life >= max(lives) for life in lives)
    told = looked_for(Comparison("life", ">=", max(lives))).nth(some + 1)
    assert told == Sought(None, 60, some)


def test_processes_change_nothing_and_progress_is_told() -> None:
    told: list[int] = []
    search = looked_for(Comparison("replication", "=", 290.0), runs=300, jobs=2)
    search.on_progress = told.append
    assert search.nth() == Sought(290, 291, 1)
    assert told == [8, 24, 56, 120, 248]


def test_only_the_columns_that_it_looks_at_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: set[tuple[str, ...]] = set()

    def watched(batch: Batch) -> Columns:
        kept.add(batch.kept)
        return simulate_batch(batch)

    monkeypatch.setattr(replications, "simulate_batch", watched)
    looked_for(condition_of("life < 0h or cause = shock", TERMS), runs=9).nth()
    assert kept == {("cause", "held", "life")}


def test_every_column_of_a_run_can_be_asked() -> None:
    found = simulate_batch(Batch(WORLD, 5, 0, 12))
    for name, term in TERMS.items():
        condition = condition_of(f"{name} = none or {name} = {term.sample}", TERMS)
        assert len(condition.met(found)) == 12
