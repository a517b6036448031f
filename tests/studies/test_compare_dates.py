"""A comparison compares like with like: one date, one truce, one name for one thing."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quickest import work
from read_back import text_of
from truce_sim.model import build_world, simulate
from truce_sim.report.terminal import tells
from truce_sim.report.words import full_stop
from truce_sim.runs.tables import table_csv
from truce_sim.scenario import Scenario, from_raw, load, with_values
from truce_sim.scenario.study import BASE
from truce_sim.studies.alternatives import alternatives_of, apart, keys_of, labels
from truce_sim.studies.compare import Compare
from truce_sim.studies.observing import standing
from truce_sim.studies.results.compare import BASE_ID, CompareResult
from truce_sim.studies.study import Answer

TWO_SIDES = load("tests/support/two-sides.toml")
TALKS = {"set": {"dates.talks": "2030-05-07 10:00"}, "label": "Sooner"}
LATER = {"set": {"dates.talks": "2030-05-20 10:00"}, "label": "Later"}
CALM = {"set": {"parties.all.retaliates": 0.1}, "label": "Calm"}


def with_options(**options: Any) -> Scenario:
    return from_raw({**TWO_SIDES.source, "options": options}, "two-sides")


def asked(scenario: Scenario, *others: Scenario, runs: int = 120) -> Answer:
    seed = scenario.run.seed
    return Compare(runs, seed, others).conduct(scenario, work(seed))


def compared(scenario: Scenario, *others: Scenario, runs: int = 120) -> CompareResult:
    result = asked(scenario, *others, runs=runs).result
    assert isinstance(result, CompareResult)
    return result


def told(result: CompareResult) -> str:
    return "\n".join(line.plain for line in tells(result))


@pytest.fixture(scope="module")
def moved() -> Answer:
    return asked(with_options(sooner=TALKS, calm=CALM, later=LATER))


def test_what_only_moves_the_talks_changes_nothing_at_one_date(moved: Answer) -> None:
    """Nobody here reacts to the date, so at the earlier opening both are the same histories."""
    result = moved.result
    assert isinstance(result, CompareResult)
    assert result.options[0].key == "calm"
    assert {option.key for option in result.other_dates} == {"sooner", "later"}
    for option in result.other_dates:
        one = option.at_one_date
        assert one is not None
        assert option.judged.value == 0
        assert option.verdict == "no change"
        assert one.base.count == one.option.count
    at = {option.key: option.at_one_date for option in result.other_dates}
    assert at["sooner"] is not None
    assert (at["sooner"].date, at["sooner"].hours) == ("2030-05-07 10:00", 154)
    assert at["later"] is not None
    assert at["later"].date == TWO_SIDES.dates.talks.isoformat(" ", "minutes")
    by_key = {option.key: option for option in result.options}
    assert by_key["sooner"].held.value > 0 > by_key["later"].held.value
    assert by_key["sooner"].answers.held.count == at["sooner"].option.count
    assert at["later"].base.count == result.base.held.count


def test_less_time_at_risk_is_no_clear_gain(moved: Answer) -> None:
    assert isinstance(moved.result, CompareResult)
    said = told(moved.result)
    for line in said.splitlines():
        if line.strip().startswith(("Clear", "Too")):
            assert "Sooner" not in line
            assert "Later" not in line
    assert "No change at all at one date: " in said
    assert "judged at the earlier of the two openings" in said


def test_an_option_that_moves_the_talks_and_calms_is_judged_by_the_calm() -> None:
    both: dict[str, Any] = {"parties.all.retaliates": 0.1, "parties.all.tolerance": 60}
    both |= {"dates.talks": "2030-05-20 10:00"}
    (option,) = compared(with_options(both={"set": both}), runs=200).options
    assert option.moves_talks
    assert option.verdict == "better"
    assert option.judged.value > option.held.value
    seed, base = TWO_SIDES.run.seed, build_world(TWO_SIDES)
    for number in option.only_option_holds:
        assert not simulate(base, seed, number).held
        assert simulate(build_world(with_values(TWO_SIDES, both)), seed, number).held


def test_a_rule_that_moves_the_talks_is_judged_at_the_date_planned(
    ruptures: Callable[..., Scenario],
) -> None:
    rule = {"decides_before": "1 day", "unless": "quiet", "by": "5 days"}
    truce = ruptures(options={"wait": {"set": {"postponement.by": "9 days"}}}, postponement=rule)
    (option,) = compared(truce, runs=60).options
    assert option.moves_talks
    assert option.at_one_date is not None
    assert option.at_one_date.date == "2030-01-11 00:00"
    assert option.judged.value == 0


@pytest.mark.parametrize(
    "change",
    [
        {"dates.truce_starts": "2030-04-29 00:00"},
        {"dates.talks": "2030-05-01 06:00"},
        {"dates.talks": "2030-05-11 10:01"},
        {"dates.truce_starts": "2030-04-29 00:00", "dates.talks": "2030-05-09 10:00"},
    ],
)
def test_whatever_moves_the_talks_is_judged_at_one_age_of_the_truce(change: dict[str, Any]) -> None:
    """A truce that starts sooner and one that opens later are as old when they are judged."""
    (option,) = compared(with_options(other={"set": change}), runs=40).options
    moved = build_world(with_values(TWO_SIDES, change)).opening
    base = build_world(TWO_SIDES).opening
    assert option.moves_talks is (moved != base)
    assert option.judged.value == 0
    if option.at_one_date is not None:
        assert option.at_one_date.hours == min(moved, base)


def test_two_truces_have_no_gain_and_no_shared_range() -> None:
    """Other parties, or another start; either way the files tell of no change of one truce."""
    source = TWO_SIDES.source
    renamed = {
        **source,
        "title": "Others",
        "parties": {
            "red": {**source["parties"]["north"], "hits": {"blue": 1}},
            "blue": {**source["parties"]["south"], "hits": {"red": 1}},
        },
    }
    later = {
        **source,
        "title": "In another year",
        "dates": {"truce_starts": "2033-05-01 00:00", "talks": "2033-05-11 10:00"},
    }
    answer = asked(TWO_SIDES, from_raw(renamed, "others"), from_raw(later, "later"), runs=40)
    result = answer.result
    assert isinstance(result, CompareResult)
    assert result.options == ()
    assert [other.label for other in result.beside] == ["Others", "In another year"]
    # Each by its own interval, as `run` would give it.
    held = result.beside[1].answers.held
    assert held == compared(from_raw(later, "later"), TWO_SIDES, runs=40).base.held
    said = told(result)
    assert "Clear" not in said
    assert "change" not in said
    assert "?." not in said
    rows = list(csv.DictReader(io.StringIO(text_of(table_csv(answer.tables["options"])))))
    assert [row["verdict"] for row in rows] == ["", "another truce", "another truce"]
    assert [row["change"] for row in rows] == ["", "", ""]


def test_a_party_more_is_the_same_truce_arranged_otherwise() -> None:
    source = TWO_SIDES.source
    three = {
        **source,
        "title": "A third signs",
        "parties": {
            **source["parties"],
            "east": {"violates": {"chance": 0.01, "every": "1 day"}, "hits": {"north": 1}},
        },
    }
    result = compared(TWO_SIDES, from_raw(three, "three"), runs=30)
    assert [option.label for option in result.options] == ["A third signs"]
    assert result.beside == ()
    result = compared(from_raw(three, "three"), TWO_SIDES, runs=30)
    assert [option.key for option in result.options] == ["two-sides"]


def test_who_collapses_at_the_common_date_had_held_to_it() -> None:
    columns = {
        "life": np.array([10.0, 10.0, 9.99, 12.0, 10.0]),
        "cause": np.array(["", "shock", "shock", "shock", ""]),
    }
    assert standing(columns, 10.0).tolist() == [True, True, False, True, True]


NAMES = st.sampled_from(["a", "b", "a (b)", "b: a", BASE, "a (a)", "c"])


@settings(max_examples=200)
@given(st.lists(NAMES, min_size=1, max_size=5))
def test_no_two_options_have_one_name(said: list[str]) -> None:
    keys = ["a", "b", "c", "d", "e"][: len(said)]
    found = apart(list(zip(keys, said, strict=True)), taken=(BASE,))
    assert len({*found, BASE}) == len(found) + 1
    for label, key, own in zip(found, keys, said, strict=True):
        assert label == own or key in label


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "a 1", BASE, BASE_ID]), NAMES), min_size=2, max_size=4
    )
)
def test_no_two_files_have_one_name(files: list[tuple[str, str]]) -> None:
    scenarios = [from_raw({**TWO_SIDES.source, "title": t}, n) for n, t in files]
    keys = keys_of(scenarios)
    assert len({*keys, BASE, BASE_ID}) == len(keys) + 2
    assert len(set(labels(scenarios))) == len(files)


def test_files_of_one_title_are_called_by_their_names() -> None:
    files = [from_raw(TWO_SIDES.source, name) for name in ("one", "two", "two")]
    assert labels(files) == ["one", "two 2", "two 3"]
    others = alternatives_of(files[0], files[1:])
    assert [(one.key, one.label) for one in others] == [("two 2", "two 2"), ("two 3", "two 3")]


def test_options_of_one_label_are_told_apart() -> None:
    same = with_options(one=CALM, two={**CALM, "set": {"parties.all.retaliates": 0.5}})
    result = compared(same, runs=30)
    assert {option.label for option in result.options} == {"Calm (one)", "Calm (two)"}


def test_the_answer_is_a_table(moved: Answer, tmp_path: Path) -> None:
    assert isinstance(moved.result, CompareResult)
    rows = list(csv.DictReader(io.StringIO(text_of(table_csv(moved.tables["options"])))))
    keys = [option.key for option in moved.result.options]
    assert [row["option"] for row in rows] == [BASE_ID, *keys]
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,31}", name) for name in rows[0])
    for row, option in zip(rows[1:], moved.result.options, strict=True):
        assert float(row["odds"]) == option.answers.held.value
        assert float(row["change"]) == option.judged.value
        assert float(row["change_at_openings"]) == option.held.value
        assert row["verdict"] == option.verdict
        assert int(row["moves_talks"]) == option.moves_talks
        assert int(row["flips_to_hold"]) == option.judged.gained
        assert int(row["flips_to_collapse"]) == option.judged.lost
        assert bool(row["common_date"]) == option.moves_talks


@pytest.mark.parametrize(
    ("text", "ends"),
    [("Will it hold?", "Will it hold?"), ("It holds", "It holds."), ("No!", "No!")],
)
def test_a_sentence_ends_once(text: str, ends: str) -> None:
    assert full_stop(text) == ends
