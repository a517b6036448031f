"""The page is told of the same histories as `run`, and takes nothing that no hand could set."""

from collections.abc import Iterator
from typing import Any

import pytest
from quickest import quickest
from truce_sim.page.dropped import Dropped
from truce_sim.page.explorer import Explorer
from truce_sim.page.state import UnfitStateError
from truce_sim.report.past import beside_odds
from truce_sim.scenario import load
from truce_sim.studies.past import past_truces

FEW = 24


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def explorer() -> Iterator[Explorer]:
    made = Explorer(load("smallest"), "smallest", histories=FEW, jobs=2, engine=quickest())
    yield made
    made.close()


def test_the_file_itself_differs_in_nothing(explorer: Explorer) -> None:
    told = explorer.answer({"state": {}, "histories": FEW}, never)
    assert told["histories"] == FEW
    assert told["saved"] == told["lost"] == 0
    assert set(told["fates"]) <= {"h", "c"}
    assert told["share"] == told["fates"].count("h") / FEW
    assert told["curve"][-1] == told["share"]


def test_past_truces_stand_beside_until_the_talks_of_the_state(explorer: Explorer) -> None:
    """Else they would be of another age than the odds that they stand beside."""
    opening = explorer.opening()
    talks, file = opening["talks"], opening["file_answer"]
    scenario = load("smallest")
    for stop in (0, talks["file"]):
        told = explorer.answer({"state": {"talks": stop}, "histories": 1}, never)
        past = past_truces(scenario.base_rate, talks["stops"][stop]["hour"])
        assert told["base_share"] == past.not_broken
        assert beside_odds(past).plain in told["base"]
        assert (told["base"] == file["base"]) == (stop == talks["file"])


def test_more_histories_are_the_same_and_more(explorer: Explorer) -> None:
    few = explorer.answer({"state": {}, "histories": 5}, never)
    many = explorer.answer({"state": {}, "histories": FEW}, never)
    assert many["fates"].startswith(few["fates"])


@pytest.mark.parametrize(
    "state",
    [
        [],
        {"else": 1},
        {"inputs": {"no.such": 1}},
        {"inputs": []},
        {"options": ["no-such"]},
        {"options": "all"},
        {"options": [["x"]]},
        {"talks": 1000},
        {"talks": True},
        {"talks": -1},
    ],
)
def test_a_state_that_cannot_be_is_told_so(explorer: Explorer, state: Any) -> None:
    with pytest.raises(UnfitStateError) as caught:
        explorer.answer({"state": state, "histories": 1}, never)
    assert all(one.endswith(".") for one in caught.value.faults)


@pytest.mark.parametrize("histories", [0, True, 1.5, "9", 10**9])
def test_histories_are_bounded(explorer: Explorer, histories: Any) -> None:
    with pytest.raises(UnfitStateError):
        explorer.answer({"state": {}, "histories": histories}, never)


def test_nobody_waits_for_what_nobody_wants(explorer: Explorer) -> None:
    talks = {"state": {"talks": 0}, "histories": 2000}
    with pytest.raises(Dropped):
        explorer.answer(talks, lambda: True)
