"""`show` tells every input that can change a truce: change one, and the text changes."""

import copy
from itertools import chain, combinations
from typing import Any

import pytest
from busy import BUSY
from hypothesis import given, settings
from hypothesis import strategies as st
from mechanisms import CASES, put
from truce_sim.scenario import ScenarioFaults, from_raw, warnings_of
from truce_sim.scenario.describe import GROUPS, as_text, in_words, standing
from truce_sim.scenario.paths import NOT_OF_THE_TRUCE
from truce_sim.scenario.tree import Leaf, Named, Section, leaves, root


def shown(raw: dict[str, Any]) -> str:
    return as_text(in_words(from_raw(raw)))


def changed(path: str, value: Any) -> dict[str, Any]:
    raw = copy.deepcopy(BUSY)
    put(raw, path, value)
    return raw


@pytest.mark.parametrize("path", CASES)
def test_every_input_that_acts_changes_what_show_says(path: str) -> None:
    before = copy.deepcopy(BUSY)
    for where, value in CASES[path].base:
        put(before, where, value)
    after = copy.deepcopy(before)
    put(after, path, CASES[path].value)
    assert shown(before) != shown(after)


def test_every_input_has_words_and_every_table_a_heading() -> None:
    for path, leaf in leaves():
        if path.partition(".")[0] not in NOT_OF_THE_TRUCE and not path.endswith(".name"):
            assert leaf.marks.says, path
            assert leaf.required or leaf.default is not None or leaf.marks.without, path
    told = [table for tables in GROUPS.values() for table in tables]
    assert sorted(told) == sorted(set(root().keys) - NOT_OF_THE_TRUCE)


@settings(max_examples=25)
@given(
    st.sampled_from(
        [
            "parties.north.uncommanded",
            "parties.north.retaliates",
            "verification.finds",
            "truce.floor",
            "flare.ends",
            "quiet.share",
        ]
    ),
    st.integers(1, 49_999),
    st.integers(1, 49_999),
)
def test_two_shares_that_differ_read_differently(path: str, one: int, other: int) -> None:
    first, second = one / 100_000, other / 100_000
    assert (shown(changed(path, first)) == shown(changed(path, second))) == (one == other)


@settings(max_examples=25)
@given(st.integers(1, 500_000), st.integers(1, 500_000))
def test_two_lengths_of_time_that_differ_read_differently(one: int, other: int) -> None:
    texts = [shown(changed("parties.north.patience", f"{count} s")) for count in (one, other)]
    assert (texts[0] == texts[1]) == (one == other)


def test_what_is_left_to_its_default_is_told_where_it_acts() -> None:
    raw = copy.deepcopy(BUSY)
    del raw["grievance"]["overdue"]
    assert "Grievance: an overdue complaint weighs 1.25." in shown(raw)
    for party in ("north", "south", "east"):
        for key in ("tolerance", "headroom", "retaliates_fed_up"):
            raw["parties"][party].pop(key, None)
    assert "an overdue complaint weighs" not in shown(raw)


EXTREMES = (0, 1, 1e9, "0h", "1 min", "2000 days", None, {"mean": 0}, {"chance": 0, "every": "1h"})


@pytest.mark.slow
@pytest.mark.parametrize("path", CASES)
def test_a_scenario_that_loads_can_be_told_and_warned_of(path: str) -> None:
    for value in EXTREMES:
        try:
            scenario = from_raw(changed(path, value))
        except ScenarioFaults:
            continue
        assert as_text(in_words(scenario))
        assert warnings_of(scenario) is not None


def _tables() -> list[tuple[str, Section]]:
    found = []
    for key, node in root().keys.items():
        inner = node.of if isinstance(node, Named) else node
        if key not in NOT_OF_THE_TRUCE and isinstance(inner, Section):
            found.append((key, inner))
            below = inner.keys.items()
            found += [(f"{key}.{name}", one) for name, one in below if isinstance(one, Section)]
    return found


GOES_ON = ("by", "for", "from", "half of", "in", "of", "on", "over", "with", "within")


@pytest.mark.parametrize(("name", "table"), _tables(), ids=[name for name, _ in _tables()])
def test_no_clause_goes_on_with_one_that_is_not_there(name: str, table: Section) -> None:
    """Over all choices of up to four absent inputs: each clause follows what it speaks of."""
    keys = [key for key, one in table.keys.items() if isinstance(one, Leaf) and one.marks.says]
    free = [key for key in keys if not table.keys[key].required]
    for absent in chain.from_iterable(combinations(free, n) for n in range(min(len(free), 3) + 1)):
        told: list[str] = []
        for key in keys:
            if key in absent:
                continue
            leaf = standing(table, key, set(told))
            says, own = leaf.marks.says, table.keys[key]
            assert isinstance(own, Leaf)
            place = keys.index(key)
            first = says.partition(" ")[0]
            if first in GOES_ON:
                assert told, (name, key)
                assert told[-1] == keys[place - 1], (name, key, absent)
            elif first in {"and", "which", "once", "otherwise"}:
                assert told, (name, key)
            told.append(key)


def test_what_ends_the_truce_is_said_without_a_share_of_zones() -> None:
    raw = copy.deepcopy(BUSY)
    del raw["flare"]["ends"]
    raw["flare"]["lasts"] = "5 days"
    next(iter(raw["zones"].values()))["key"] = True
    assert "key zones aflame for 5 days end the truce" in shown(raw)


def test_what_explains_a_spiral_stands_below_it_and_one_is_no_plural() -> None:
    raw = copy.deepcopy(BUSY)
    raw["spiral"] = {"violations": 1, "window": "1 day"}
    raw["parties"]["north"]["escalates"] = 1
    raw["calm_streak"] = {"days": 1, "violations": 1}
    text = " ".join(as_text(in_words(from_raw(raw))).split())
    assert "1 violation within 24 hours end the truce. Told as a spiral of retaliation" in text
    assert "1 day in a row with 1 violation at most" in text
    assert " 1 violations" not in text
    assert " 1 times" not in text
    assert "does 1 time" not in text


def test_a_rate_is_not_told_again_as_a_chance_of_0() -> None:
    raw = copy.deepcopy(BUSY)
    raw["shocks"] = {"raid": {"rate": "1 a week", "ends": 0.5}}
    raw["rupture"] = {"rate": "1 a month"}
    text = as_text(in_words(from_raw(raw)))
    assert "1 a week" in text
    assert "chance 0" not in text
