"""Nothing that a file can say makes a run go on for ever, or eat all memory."""

import pickle
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.model import World, bounds, build_world, simulate, trace, violence
from truce_sim.model.addresses import Purpose, address, deed, mix
from truce_sim.model.bounds import TooMuchError
from truce_sim.model.incidents import Name
from truce_sim.model.shocks import _steps
from truce_sim.model.world import Suspects
from truce_sim.scenario import ScenarioFaults, from_raw
from truce_sim.scenario.limits import MOST_ANSWERS

ENDLESS: dict[str, Any] = {"retaliates": 1, "retaliates_after": "0h", "same_zone": 1}


def raw(parties: dict[str, dict[str, Any]], **more: Any) -> dict[str, Any]:
    names = list(parties)
    return {
        "title": "Tit for tat",
        "dates": {"truce_starts": "2030-05-01 00:00", "talks": "2030-05-11 10:00"},
        "parties": {
            name: {
                "violates": {"chance": 0.3, "every": "6h"},
                "hits": {names[(place + 1) % len(names)]: 1},
                **inputs,
            }
            for place, (name, inputs) in enumerate(parties.items())
        },
        **more,
    }


def two(one: dict[str, Any], other: dict[str, Any], **more: Any) -> World:
    return build_world(from_raw(raw({"north": one, "south": other}, **more)))


INSPECTED = {"teams": 1, "checked_in": "1h", "finds": 0.6, "clears": 0.6}
FED_UP = {"retaliates": 0.2, "retaliates_fed_up": 1, "tolerance": 1, "notice": "2000h"}
SELDOM: dict[str, Any] = {**ENDLESS, "notices": 0.9999, "retaliates_after": "0.001 min"}
CHAINS: dict[str, World] = {
    "inspected": two(ENDLESS, ENDLESS, verification={**INSPECTED, "calms": 0.001}),
    "once fed up": two({**ENDLESS, **FED_UP}, {**ENDLESS, **FED_UP}),
    "some not noticed": two({**ENDLESS, "notices": 0.9999}, {**ENDLESS, "notices": 0.9999}),
    "a moment later": two({**SELDOM, "retaliates_after": "0.001 min"}, SELDOM),
    "drawn delays": two(
        {**SELDOM, "retaliates_after": {"mean": "0.001 min"}},
        {**SELDOM, "retaliates_after": {"median": "0.001 min", "p90": "0.002 min"}},
    ),
    "escalating": two({**ENDLESS, "escalates": 9, "notices": 0.9999}, ENDLESS),
    "a flare": two(
        {**ENDLESS, "retaliates": 0.5},
        {**ENDLESS, "retaliates": 0.5},
        flare={"violations": 1, "window": "1h", "spreads": 9},
    ),
}


def runs(world: World) -> None:
    for replication in range(20):
        simulate(world, 1, replication)


@pytest.mark.parametrize("case", CHAINS)
def test_a_chain_that_nothing_ends_stops_with_its_keys(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The bound itself is a plain number; a smaller one makes the test quick.
    monkeypatch.setattr(bounds, "MOST_ANSWERS", 500)
    world = CHAINS[case]
    key = "retaliates_fed_up = 1" if case == "once fed up" else "retaliates = "
    with pytest.raises(TooMuchError, match=rf"500 .*parties\.north\.{key}.*retaliates_after"):
        runs(world)


def test_the_bound_costs_little_and_a_story_stops_at_it_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "MOST_ANSWERS", 4_000)
    world = CHAINS["once fed up"]
    tracemalloc.start()
    with pytest.raises(TooMuchError, match=r"4,000 incidents at one instant"):
        runs(world)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Names spelt out would take 4,000 * 4,000 / 2 * 6 bytes, that is 48 MB.
    assert peak < 15e6
    assert MOST_ANSWERS <= 20_000
    with pytest.raises(TooMuchError, match="at one instant"):
        trace(world, 1, 0)


def test_three_who_answer_in_a_ring_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_ANSWERS", 500)
    ring = {**ENDLESS, "misblames": 0.3, "notices": 0.999}
    world = build_world(from_raw(raw({"a": ring, "b": ring, "c": ring})))
    with pytest.raises(TooMuchError, match=r"500 incidents at one instant; parties\.[abc]\."):
        runs(world)


def test_all_incidents_of_a_run_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_EVENTS", 20)
    monkeypatch.setattr(bounds, "_LAST", 10)
    busy = {"violates": {"chance": 0.99, "every": "6h"}}
    with pytest.raises(TooMuchError, match=r"20 incidents in one run; most are of parties\.\w+\.v"):
        simulate(two(busy, busy), 1, 0)


def test_candidates_are_bounded_before_any_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    surges = {"s": {"chance": 0.9, "every": "1 day", "factor": 4e6}}
    with pytest.raises(ScenarioFaults, match=r"shocks\.s\.factor would raise parties\.north"):
        two({}, {}, shocks=surges)
    monkeypatch.setattr(violence, "MOST_CANDIDATES", 1_000)
    monkeypatch.setattr(violence, "candidates", None)
    world = two({}, {}, shocks={"s": {**surges["s"], "factor": 1e3}})
    with pytest.raises(TooMuchError, match=r"parties\.north\.violates would make about"):
        simulate(world, 1, 0)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, r"parties\.north and parties\.south answer each other always"),
        (
            {"postponement": {"decides_before": "1h", "by": "20000 days", "at_most": 9}},
            r"postponement\.by would let the talks open more than 20 years",
        ),
    ],
)
def test_what_the_file_shows_is_a_fault(more: dict[str, Any], said: str) -> None:
    ends = {} if more == {} else {"spiral": {"violations": 9, "window": "1h"}}
    with pytest.raises(ScenarioFaults, match=said):
        two(ENDLESS, ENDLESS, **more, **ends)


@pytest.mark.parametrize(
    "ends",
    [
        {"spiral": {"violations": 9, "window": "1h"}},
        {"flare": {"violations": 9, "window": "1h", "ends": 0.5}},
    ],
)
def test_a_chain_that_something_ends_is_no_fault(ends: dict[str, Any]) -> None:
    two(ENDLESS, ENDLESS, **ends)


SOON: dict[str, Any] = {"retaliates": 1, "retaliates_after": "1 second"}


@pytest.mark.parametrize(
    ("inputs", "more", "said"),
    [
        (SOON, {}, "answers in a row"),
        ({**SOON, "retaliates_fed_up": 1, "tolerance": 9, "notice": "1 day"}, {}, "in a row"),
        ({**SOON, "retaliates_after": {"mean": "1 second"}}, {}, "answers in a row"),
        ({**SOON, "retaliates_after": "30 seconds", "harm": 2, "violates": {"chance": 0.99,
         "every": "1h"}}, {}, "answers in one run"),
        (ENDLESS, {"mass_casualty": {"harm": 9, "ends": 0}}, "no run would end"),
        (ENDLESS, {"flare": {"violations": 9, "window": "1h", "ends": 0.5, "lasts": "1h"}},
         "no run would end"),
    ],
)  # fmt: skip
def test_what_would_breed_too_much_for_certain_is_a_fault(
    inputs: dict[str, Any], more: dict[str, Any], said: str
) -> None:
    with pytest.raises(ScenarioFaults, match=said) as caught:
        two(inputs, inputs, **more)
    (fault,) = caught.value.faults
    assert fault.path == "parties.north.retaliates_after"


@pytest.mark.parametrize(
    "inputs",
    [
        {**SOON, "retaliates_after": "10 minutes"},
        {**SOON, "retaliates": 0.99},
        {**SOON, "notices": 0.99},
        {**SOON, "violates": {"chance": 1e-6, "every": "1 day"}},
        {**SOON, "tolerance": 9},
        {**SOON, "headroom": {"median": 9, "p90": 20}},
        {**SOON, "tolerance": 9, "notice": "1h"},
        {**SOON, "tolerance": 9, "notice": "1 day", "retaliates": 0.2, "retaliates_fed_up": 1},
    ],
)
def test_what_need_not_breed_is_no_fault(inputs: dict[str, Any]) -> None:
    two(inputs, inputs)


delays = st.sampled_from(["0h", "0.0001 min", "1 min", "6h"]) | st.just({"mean": "0.01 min"})
breeding = st.fixed_dictionaries(
    {
        "retaliates": st.sampled_from([0, 0.3, 1]),
        "retaliates_after": delays,
        "notices": st.sampled_from([0, 0.9, 1]),
        "misblames": st.sampled_from([0, 1]),
        "escalates": st.sampled_from([1, 1e6]),
        "patience": st.sampled_from(["0.01 min", "6h"]),
    },
    optional={
        "tolerance": st.sampled_from([0.01, 20]),
        "notice": delays,
        "false_complaints": st.just({"chance": 0.9, "every": "1h"}),
    },
)
mechanisms = st.fixed_dictionaries(
    {},
    optional={
        "verification": st.fixed_dictionaries(
            {
                "finds": st.just(0.6),
                "clears": st.just(0.6),
                "teams": st.sampled_from([0, 1, 10_000]),
                "checked_in": delays,
                "reported_in": delays,
                "public": st.sampled_from([0, 1]),
            },
            optional={"drops_after": st.just("0.01 min")},
        ),
        "flare": st.fixed_dictionaries(
            {
                "violations": st.sampled_from([1, 5]),
                "window": st.sampled_from(["0.0001 min", "9h"]),
            },
            optional={"spreads": st.just(1e6)},
        ),
        "postponement": st.just({"decides_before": "0.01 min", "by": "0.01 min", "at_most": 100}),
        "shocks": st.just(
            {"s": {"chance": 0.5, "every": "1 min", "factor": 2, "lasts": "0.1 min"}}
        ),
        "rupture": st.just({"chance": 0.999, "every": "0.01 min"}),
        "guarantors": st.just({"g": {"over": ["north", "south"], "persuades": 1, "resets": 0}}),
        "zones": st.just({"z": {"share": 1, "key": False}}),
    },
)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(one=breeding, other=breeding, more=mechanisms)
def test_whatever_breeds_comes_to_an_end(
    one: dict[str, Any], other: dict[str, Any], more: dict[str, Any]
) -> None:
    try:
        world = two(one, other, **more)
    except ScenarioFaults:
        return
    patch = pytest.MonkeyPatch()
    with patch.context() as bound:
        bound.setattr(bounds, "MOST_ANSWERS", 300)
        bound.setattr(bounds, "MOST_EVENTS", 1_000)
        said = ""
        try:
            simulate(world, 1, 0)
        except TooMuchError as error:
            said = str(error)
    assert not said or "parties." in said


def test_memory_of_a_run_does_not_grow_with_its_incidents() -> None:
    """What is over and done with is let go; what waits is not, so nothing waits here."""

    def peak(every: str) -> int:
        often = {"violates": {"chance": 0.9, "every": every}, "tolerance": 1e9, "notice": "1h"}
        world = two(often, often)
        tracemalloc.start()
        simulate(world, 1, 0)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak("6h")
    few, many = peak("1h"), peak("6 min")
    # Ten times the 1,100 incidents; eight bytes of each are kept, where it was a thousand.
    assert many - few < 200 * 10_000


@given(st.integers(0, 20), st.integers(0, 999), st.lists(st.sampled_from("xyz"), max_size=5))
@settings(max_examples=30, deadline=None, derandomize=True, database=None)
def test_a_name_says_which_act_and_who_answered_and_so_does_its_address(
    stratum: int, number: int, answers: list[str]
) -> None:
    act = deed(Purpose.MARKS, stratum, number)
    name = Name("north", address("north"), act, 0)
    stands = mix(address("north"), act)
    for who in answers:
        name = name.answered_by(who, address(who), 0)
        stands = mix(stands, address(who))
    assert name.text == ">".join([f"north-{stratum}.{number}", *answers])
    assert name.address == stands
    assert [link.text for link in name.chain()][-1] == name.first


def test_what_is_made_up_or_of_other_luck_is_named_so() -> None:
    assert Name("north", 1, deed(Purpose.INVENTED_MARKS, 2, 7), 0).text == "north-claim-2.7"
    assert Name("north", 1, deed(Purpose.MARKS, 0, 7), 3).text == "north-0.7/3"


def test_long_names_are_not_spelt_out() -> None:
    name = Name("north", 1, deed(Purpose.MARKS, 0, 1), 0)
    for _ in range(5_000):
        name = name.answered_by("south", 2, 0)
    assert name.shown == "north-0.1>(5,000 answers)>south"


times = st.integers(0, 12).map(float)


@given(
    st.lists(st.tuples(times, times, st.sampled_from([0.0, 0.5, 2.0, 3.0, 1 / 3])), max_size=8),
    times,
)
@settings(max_examples=80, deadline=None, derandomize=True, database=None)
def test_the_strongest_surge_in_force_counts(
    drawn: list[tuple[float, float, float]], now: float
) -> None:
    surges = [(start, start + length, factor) for start, length, factor in drawn if length]
    since, factors = _steps(surges)
    acting = [factor for start, end, factor in surges if start <= now < end]
    best = max(acting, key=lambda f: (max(f, 1 / f) if f else float("inf"), f), default=1.0)
    assert factors[sum(time <= now for time in since)] == best


def test_a_world_of_many_parties_grows_no_faster_than_square() -> None:
    def size(count: int) -> int:
        parties: dict[str, dict[str, Any]] = {f"p{number}": {} for number in range(count)}
        return len(pickle.dumps(build_world(from_raw(raw(parties)))))

    assert size(200) < 5 * size(100)


def test_suspects_are_the_others_by_how_often_they_hit() -> None:
    some = Suspects({"a": 0.0, "b": 3.0, "c": 1.0})
    assert some.instead_of("a") == some.instead_of("stranger")
    found = some.instead_of("b")
    assert found is not None
    assert found.names == ("c",)
    alike = Suspects({"a": 0.0, "b": 0.0, "c": 1.0}).instead_of("c")
    assert alike is not None
    assert alike.names == ("a", "b")
    assert Suspects({"a": 1.0}).instead_of("a") is None
