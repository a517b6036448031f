"""What moves with a hand: the odds over a range, and one history that changed its fate."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from quickest import quickest
from truce_sim.page.answers import fates, told_changes
from truce_sim.page.changed import LINES
from truce_sim.page.explorer import Explorer
from truce_sim.scenario import from_raw, load
from truce_sim.statistics.paired import paired_share_of

TOLERANCE = "parties.all.tolerance"
RUNS = 120


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def explorer() -> Iterator[Explorer]:
    source = load("tests/support/two-sides.toml").source
    options = {"less": {"set": {TOLERANCE: 12}}, "calm": {"set": {"parties.all.retaliates": 0.1}}}
    scenario = from_raw({**source, "believable": {TOLERANCE: [12, 40]}, "options": options})
    made = Explorer(scenario, "two.toml", histories=RUNS, engine=quickest())
    yield made
    made.close()


def test_the_odds_rise_over_the_range_and_say_how_far_chance_moves_them(explorer: Explorer) -> None:
    told = explorer.curve({"state": {}, "path": TOLERANCE}, never)
    shares = [point["share"] for point in told["points"]]
    assert shares == sorted(shares)
    assert shares[-1] > shares[0]
    assert (told["low"], told["high"]) == (shares[0], shares[-1])
    assert told["histories"] == RUNS
    assert 0 < told["give"] < 0.2
    assert all(point["low"] <= point["share"] <= point["high"] for point in told["points"])


def test_a_point_of_the_curve_is_the_answer_there(explorer: Explorer) -> None:
    state = {"inputs": {TOLERANCE: 3}}
    told = explorer.curve({"state": state, "path": TOLERANCE}, never)
    here = next(point for point in told["points"] if point["stop"] == 3)
    assert here["share"] == explorer.answer({"state": state}, never)["share"]


def test_an_option_takes_a_slider_out_of_the_hand(explorer: Explorer) -> None:
    (less,) = [one for one in explorer.opening()["options"] if one["id"] == "less"]
    assert less["covers"] == [TOLERANCE]
    alone = explorer.answer({"state": {"options": ["less"]}}, never)
    moved = explorer.answer({"state": {"options": ["less"], "inputs": {TOLERANCE: 20}}}, never)
    assert moved["fates"] == alone["fates"]
    told = explorer.curve({"state": {"options": ["less"]}, "path": TOLERANCE}, never)
    assert len(told["points"]) == 1


def test_the_change_is_counted_history_by_history(explorer: Explorer) -> None:
    told = explorer.answer({"state": {"inputs": {TOLERANCE: 0}}}, never)
    assert told["lost"] == told["fates"].count("C") > 0
    assert told["saved"] == told["fates"].count("H")
    assert told["change"]["share"] == pytest.approx((told["saved"] - told["lost"]) / RUNS)
    assert told["change"]["low"] <= told["change"]["share"] <= told["change"]["high"]
    collapsed = sum(cause["share"] for cause in told["causes"])
    assert collapsed == pytest.approx(1 - told["share"])


def test_one_that_changed_is_told_from_where_it_parts(explorer: Explorer) -> None:
    state: dict[str, Any] = {"inputs": {TOLERANCE: 0}}
    answer = explorer.answer({"state": state}, never)
    told = explorer.story({"state": state}, never)
    assert answer["fates"][told["replication"]] in "CH"
    assert 3 <= len(told["told"]) <= LINES
    assert told["before"] == "holds until the talks"
    assert told["after"].startswith("collapses, ")
    assert told["command"].endswith(f"--run {told['replication']} --seed 1")
    assert f"--set {TOLERANCE}=12" in told["command"]


def test_where_none_changed_that_is_said(explorer: Explorer) -> None:
    told = explorer.story({"state": {}}, never)
    assert told == {"none": f"None of {RUNS} histories changed its fate."}


def test_letters_say_what_became_of_each() -> None:
    held, before = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert fates(held, before) == "hHCc"


@pytest.mark.parametrize(
    ("gained", "lost", "said"),
    [
        (12, 3, "12 of 1,000 saved, 3 lost"),
        (0, 3, "None of 1,000 saved, 3 lost"),
        (12, 0, "12 of 1,000 saved, none lost"),
        (0, 0, "None of 1,000 changed its fate"),
    ],
)
def test_changes_are_told_in_words(gained: int, lost: int, said: str) -> None:
    change = paired_share_of(500, gained, lost, 500 - gained - lost)
    assert told_changes(change) == said


def test_an_input_outside_its_range_is_told_until_it_is_moved() -> None:
    source = load("tests/support/two-sides.toml").source
    scenario = from_raw({**source, "believable": {TOLERANCE: [30, 40]}})
    strays = Explorer(scenario, "two.toml", histories=4, engine=quickest())
    told = strays.answer({"state": {}}, never)["outside"]
    assert told is not None
    assert "22, not 30 to 40" in told
    assert strays.answer({"state": {"inputs": {TOLERANCE: 1}}}, never)["outside"] is None
    strays.close()
