"""Cost is known before it is paid, from the rates alone."""

from dataclasses import replace
from typing import Any

import pytest
from changed import changed
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.model import World, build_world, simulate
from truce_sim.model import expected as expecting
from truce_sim.model.expected import expected
from truce_sim.runs.batch import Batch, only, simulate_batch
from truce_sim.runs.pace import COMPILING, bytes_a_run, cost, cost_with_compiling
from truce_sim.scenario import from_raw, load, with_values
from truce_sim.scenario.limits import MOST_EVENTS
from truce_sim.studies.compare import KEPT
from truce_sim.studies.odds import _at_hand

SCENARIOS = ("smallest", "ordinary", "donbas-2020", "syria-2016")


@pytest.fixture(scope="module", params=SCENARIOS)
def world(request: Any) -> World:
    return build_world(load(f"scenarios/{request.param}.toml"))


def test_what_happens_is_at_most_about_what_is_expected(world: World) -> None:
    outcomes = [simulate(world, 1, replication) for replication in range(8)]
    names = ("strikes", "attacks")
    happened = sum(
        value
        for one in outcomes
        for name, value in one.counts.items()
        if name == "incidents" or name.startswith(names)
    )
    lived = sum(one.life for one in outcomes) / world.end
    told = expected(world).incidents
    assert 0.3 * happened / lived < told < 10 * happened / lived


@pytest.mark.parametrize("changes", [{"grievance.at_start": 1}, {"measures.x.factor": 2}, {}])
def test_answers_follow_grievance_at_the_start_and_measures(changes: dict[str, Any]) -> None:
    party = {
        "violates": "4 a day",
        "retaliates": 0.1,
        "retaliates_fed_up": 0.6,
        "forgets_in": "20 days",
        "headroom": 40,
    }
    base: dict[str, Any] = {
        "title": "x",
        "dates": {"truce_starts": "2030-01-01 00:00", "talks": "+5 days"},
        "parties": {"a": party | {"hits": {"b": 1}}, "b": party | {"hits": {"a": 1}}},
        "grievance": {"at_start": 0},
        "measures": {"x": {"from": "0h", "factor": 1}},
    }
    world = build_world(with_values(from_raw(base), changes))
    happened = [simulate(world, 1, number) for number in range(60)]
    a_day = sum(o.counts["incidents"] for o in happened) / sum(o.counts["days"] for o in happened)
    assert expected(world).incidents / 5 == pytest.approx(a_day, rel=0.3)


def test_the_memory_of_columns_is_known(world: World) -> None:
    columns = simulate_batch(Batch(world, 1, 0, 20))
    for kept, many in ((_at_hand(world), 1), (KEPT, 2)):
        taken = sum(column.nbytes for column in only(columns, kept).values()) / 20
        assert taken < 400
        assert 0.7 * taken < bytes_a_run(world, many) < 1.6 * taken


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine be as quick at every look, whatever else it does."""
    monkeypatch.setattr("truce_sim.runs.pace._slowness", lambda: 1.0)


@pytest.mark.usefixtures("steady")
def test_cost_grows_with_runs_and_falls_with_processes(world: World) -> None:
    few, many = cost(world, 100, 1), cost(world, 100_000, 1)
    assert many.seconds > 500 * few.seconds / 2
    assert many.bytes > few.bytes
    assert cost(world, 100_000, 2).seconds < 0.9 * many.seconds


@pytest.mark.usefixtures("steady")
def test_compiling_shares_the_cores_and_is_counted(world: World) -> None:
    runs = int(20 * COMPILING / cost(world, 1, 1).seconds)
    engine, crowded = cost_with_compiling(world, runs, 2, 1, 2, waits=False)
    _, with_room = cost_with_compiling(world, runs, 2, 1, 3, waits=False)
    _, after = cost_with_compiling(world, runs, 2, 1, 2, waits=True)
    assert engine == "compiled"
    assert crowded.seconds > with_room.seconds + 0.4 * COMPILING
    assert with_room.seconds > COMPILING
    assert after.seconds > COMPILING
    assert crowded.bytes > cost(world, runs, 2).bytes + 400e6
    few = max(2, runs // 30)
    engine, short = cost_with_compiling(world, few, 2, 1, 2, waits=False)
    assert engine == "simpy"
    assert short.seconds > 1.2 * cost(world, few, 2).seconds


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(
    rate=st.floats(0, 1e9),
    retaliates=st.floats(0, 1),
    factor=st.floats(0, 1e12),
    end=st.floats(1, 2e5),
)
def test_the_heaviest_files_are_weighed_at_once(
    rate: float, retaliates: float, factor: float, end: float
) -> None:
    base = build_world(load("scenarios/syria-2016.toml"))
    world = replace(
        base,
        opening=end,
        parties={
            name: replace(party, per_hour=rate, given=changed(party.given, retaliates=retaliates))
            for name, party in base.parties.items()
        },
        shocks=tuple(
            replace(shock, given=changed(shock.given, factor=factor)) for shock in base.shocks
        ),
    )
    work = expected(world)
    assert 0 <= work.incidents <= MOST_EVENTS
    assert 0 <= work.complaints <= MOST_EVENTS
    assert cost(world, 1000, 2).seconds >= 0


def test_expecting_simulates_nothing() -> None:
    assert "simulate" not in vars(expecting)
