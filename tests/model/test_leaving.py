"""How parties leave: grievance at the start, what they bear beyond it, and who never meant it."""

import copy
import math
from pathlib import Path
from typing import Any

import pytest
from busy import BUSY
from hypothesis import given, settings
from hypothesis import strategies as st
from mechanisms import put
from scripted import Script, installed, raw, world
from truce_sim.model import build_world, simulate, trace
from truce_sim.model.rules import drawn_limit
from truce_sim.scenario import Scenario, ScenarioFaults, from_raw, load, with_values
from truce_sim.scenario.before import grievance_level
from truce_sim.scenario.describe import as_text, in_words

SHIPPED = sorted(Path(__file__).parents[2].glob("scenarios/*.toml"))


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    return installed(monkeypatch)


# ---- grievance at the start, and headroom ---------------------------------------------------

FADES = {"south__forgets_in": "1 day", "south__tolerance": 100}


def level() -> float:
    """Of the south in a truce by script: harm 5 of the north, at its rate."""
    return -math.log(1 - 0.01) / 24 * 5 * 24 / math.log(2)


def test_what_a_party_starts_with_is_a_share_of_its_level_and_fades(script: Script) -> None:
    of = world(grievance={"at_start": 40}, **FADES)
    held = simulate(of, 1, 0).daily["grievance_south"]
    assert held[:3] == pytest.approx([40 * level() / 100 / 2**day for day in (1, 2, 3)])
    assert of.parties["south"].grievance_at_start == pytest.approx(40 * level())
    # The north never gives notice, so nobody reads what it holds against anybody.
    assert of.parties["north"].grievance_at_start == 0
    assert set(simulate(of, 1, 0).daily["grievance_north"]) == {0}


@pytest.mark.parametrize(("hour", "leaves"), [(1.0, True), (3.0, False)])
def test_headroom_counts_from_the_start_and_not_from_what_is_left(
    script: Script, hour: float, leaves: bool
) -> None:
    """An incident of harm 5 brings it there only while hardly any of the start has faded."""
    script.acts("north / violations", hour)
    start = 40 * level()
    faded = start * (1 - 2 ** (-2 / 24))
    south: dict[str, Any] = {"south__forgets_in": "1 day", "south__headroom": 5 - faded}
    outcome = simulate(world(grievance={"at_start": 40}, **south), 1, 0)
    assert outcome.cause == ("walk-out" if leaves else "")


def test_who_starts_beyond_its_limit_gives_notice_with_the_first_claim_that_adds(
    script: Script,
) -> None:
    script.acts("north / violations", 5)
    tables = FADES | {"south__tolerance": 1}
    assert simulate(world(grievance={"at_start": 400}, **tables), 1, 0).life == 5
    quiet = world(grievance={"at_start": 400}, south__notices=0, **tables)
    assert simulate(quiet, 1, 0).held


def test_persuasion_takes_its_share_of_the_start_as_well(script: Script) -> None:
    script.acts("north / violations", 5)
    power = {"persuades": 1, "resets": 0.75, "over": ["south"]}
    tables: dict[str, Any] = {"south__forgets_in": "1 day", "south__tolerance": 9}
    of = world(grievance={"at_start": 400}, guarantors={"power": power}, **tables)
    left = 0.25 * (400 * level() * 2 ** (-5 / 24) + 5)
    day = left * 2 ** (-19 / 24) / 9
    assert simulate(of, 1, 0).daily["grievance_south"][0] == pytest.approx(day)


@pytest.mark.parametrize(("median", "leaves"), [(10, True), (10.1, False)])
def test_a_drawn_headroom_is_its_median_where_the_draw_is_in_the_middle(
    script: Script, median: float, leaves: bool
) -> None:
    script.acts("north / violations", 1, 2)
    outcome = simulate(world(south__headroom={"median": median, "p90": 40}), 1, 0)
    assert (outcome.cause == "walk-out") is leaves


@given(st.floats(0, 1), st.floats(-4, 4), st.floats(-4, 4), st.floats(0.1, 3))
def test_a_limit_is_its_base_and_a_lognormal_beyond(
    common: float, of_all: float, own: float, sigma: float
) -> None:
    limit = drawn_limit(7.0, 2.0, sigma, common, of_all, own)
    z = math.sqrt(common) * of_all + math.sqrt(1 - common) * own
    assert math.log((limit - 7) / 2) == pytest.approx(sigma * z, abs=1e-9)
    assert drawn_limit(7.0, 2.0, 0.0, common, of_all, own) == 9
    assert drawn_limit(7.0, 2.0, sigma, 1.0, of_all, own) == 7 + 2 * math.exp(sigma * of_all)
    assert drawn_limit(7.0, 2.0, sigma, 0.0, of_all, own) == 7 + 2 * math.exp(sigma * own)


# ---- parties that never meant it ------------------------------------------------------------

BLACK = {"excluded": {"black": {"attacks": {"chance": 0, "every": "1 day"}, "hits": {"south": 1}}}}


def pretending(**changes: Any) -> dict[str, Any]:
    """A north that never meant it, and breaks the truce after 30 hours; every draw is 0.5."""
    tables = {"north__means_it": 0.4, "north__breaks_after": "30h", **BLACK, **changes}
    return {"north__hits": {"south": 2, "black": 1}, **tables}


def test_who_does_not_mean_it_breaks_the_truce_at_its_hour(script: Script) -> None:
    outcome = simulate(world(**pretending()), 1, 0)
    assert (outcome.cause, outcome.life, outcome.chain) == ("broken on purpose", 30, "")
    assert simulate(world(**pretending(north__means_it=0.6)), 1, 0).held
    told = trace(world(**pretending()), 1, 0).events
    assert [event.sentence for event in told[-2:]] == [
        "north broke the truce on purpose, never having meant to keep it.",
        "The truce collapsed: broken on purpose.",
    ]


def test_under_cover_it_waits_for_a_strike_from_its_hour_on(script: Script) -> None:
    script.acts("north / violations", 29, 30, 31)
    for number in range(3):
        script.draw("north / violations", number, VICTIM=0.9)
    of = world(**pretending(north__under_cover=0.6))
    outcome = simulate(of, 1, 0)
    assert (outcome.cause, outcome.life, outcome.chain) == ("broken on purpose", 30, "north-0.1")
    assert outcome.counts["strikes_north"] == 2
    told = trace(of, 1, 0).events
    assert "under cover of a strike on black" in told[-2].sentence
    assert told[-1].incident == "north-0.1"


def test_what_ends_the_truce_under_cover_is_disputed_by_nobody(script: Script) -> None:
    script.acts("north / violations", 29, 30)
    for number in range(2):
        script.draw("north / violations", number, VICTIM=0.9, DISPUTED=0.0)
    tables = pretending(north__under_cover=0.6)
    tables["excluded"] = {"black": {**BLACK["excluded"]["black"], "disputed": 1}}
    of = world(zones={"city": {"share": 1, "mixed": 1}}, **tables)
    assert simulate(of, 1, 0).counts["claims_south_north"] == 1


def test_a_violation_is_no_cover(script: Script) -> None:
    script.acts("north / violations", 31, 40)
    script.draw("north / violations", 1, VICTIM=0.9)
    assert simulate(world(**pretending(north__under_cover=0.6)), 1, 0).life == 40


@pytest.mark.parametrize(
    "changes",
    [
        {"north__hits": {"south": 1, "black": 0}},
        {"north__violates": {"chance": 0, "every": "1 day"}},
    ],
)
def test_who_strikes_nobody_has_no_cover_to_wait_for(
    script: Script, changes: dict[str, Any]
) -> None:
    assert simulate(world(**pretending(north__under_cover=1, **changes)), 1, 0).life == 30


def test_a_break_due_at_the_opening_comes_too_late(script: Script) -> None:
    assert simulate(world(**pretending(north__breaks_after="10 days")), 1, 0).held
    assert simulate(world(**pretending(north__breaks_after="239.9h")), 1, 0).life == 239.9


def test_a_break_at_the_very_start_is_a_life_of_0(script: Script) -> None:
    outcome = simulate(world(**pretending(north__breaks_after="0h")), 1, 0)
    assert (outcome.cause, outcome.life) == ("broken on purpose", 0)


def test_of_a_notice_and_a_break_at_one_instant_the_notice_counts(script: Script) -> None:
    script.acts("north / violations", 10)
    tables = pretending(south__tolerance=5, south__notice="20h")
    assert simulate(world(**tables), 1, 0).cause == "walk-out"


def test_the_first_of_several_ends_it(script: Script) -> None:
    tables = pretending(south__means_it=0.4, south__breaks_after="20h")
    told = trace(world(**tables), 1, 0).events
    assert (told[-1].hours, told[-2].who) == (20, "south")


# ---- off, it changes nothing ----------------------------------------------------------------


def off(scenario: Scenario, common: float, under_cover: float, hours: int) -> Scenario:
    """Return a scenario with every key given, and none that acts."""
    values: dict[str, Any] = {"grievance.at_start": 0, "grievance.common": common}
    for name, party in scenario.parties.items():
        if party.tolerance is None:
            # Where it is drawn, what is common to all does act.
            values[f"parties.{name}.headroom"] = 50
        values |= {
            f"parties.{name}.means_it": 1,
            f"parties.{name}.breaks_after": f"{hours}h",
            f"parties.{name}.under_cover": under_cover,
        }
    return with_values(scenario, values)


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(SHIPPED), st.floats(0, 1), st.floats(0, 1), st.integers(1, 300))
def test_keys_that_are_off_move_no_byte(
    file: Path, common: float, under_cover: float, hours: int
) -> None:
    scenario = load(file)
    scenario = with_values(scenario, {"dates.talks": "truce + 5 days"})
    scenario, given_off = off(scenario, 0, 0, 24), off(scenario, common, under_cover, hours)
    for replication in range(2):
        found = [simulate(build_world(one), 3, replication) for one in (scenario, given_off)]
        assert repr(found[0]) == repr(found[1])


def test_a_headroom_that_is_always_the_same_is_a_tolerance_with_nothing_at_the_start() -> None:
    busy = copy.deepcopy(BUSY)
    put(busy, "grievance.at_start", 0)
    other = copy.deepcopy(busy)
    put(other, "parties.north.tolerance", None)
    put(other, "parties.north.headroom", 40)
    for replication in range(4):
        found = [simulate(build_world(from_raw(one)), 3, replication) for one in (busy, other)]
        assert repr(found[0]) == repr(found[1])


def test_what_one_party_bears_moves_no_draw_of_another() -> None:
    """With a common part the draw of all stays, whoever else has a headroom."""
    one = raw(south__headroom={"median": 10, "p90": 40}, grievance={"common": 0.5})
    both = copy.deepcopy(one)
    put(both, "parties.north.headroom", {"median": 10, "p90": 40})
    limits = []
    for tables in (one, both):
        put(tables, "parties.north.violates", {"chance": 0.9, "every": "12h"})
        put(tables, "parties.south.violates", {"chance": 0, "every": "12h"})
        limits.append([simulate(build_world(from_raw(tables)), 3, n).life for n in range(20)])
    assert limits[0] == limits[1]


# ---- faults ---------------------------------------------------------------------------------


def said(tables: dict[str, Any]) -> str:
    with pytest.raises(ScenarioFaults) as caught:
        from_raw(tables)
    (fault,) = caught.value.faults
    return fault.sentence


def test_faults_of_leaving() -> None:
    assert said(raw(south__tolerance=5, south__headroom=5)) == (
        "parties.south has both tolerance and headroom; it can have one of them"
    )
    assert "never forgets" in said(raw(south__tolerance=5, grievance={"at_start": 1}))
    assert said(raw(south__means_it=0.5)) == (
        "parties.south.means_it does nothing without breaks_after"
    )
    assert said(raw(south__breaks_after="1h")) == (
        "parties.south.breaks_after does nothing without means_it"
    )
    assert "not in another way" in said(raw(south__headroom={"between": [1, 5]}))


def test_a_level_before_needs_nobody_who_never_forgets_and_never_leaves() -> None:
    """The north never forgets, but it never gives notice either: that is no fault."""
    scenario = from_raw(raw(grievance={"at_start": 1}, **FADES))
    assert grievance_level(scenario, "north") == math.inf
    assert build_world(scenario).parties["south"].grievance_at_start == pytest.approx(level())


def test_what_parties_start_with_is_shown() -> None:
    tables = raw(grievance={"at_start": 40}, **FADES)
    said = as_text(in_words(from_raw(tables)))
    assert f"in routine incidents: south {40 * level():.3g}." in " ".join(said.split())
    assert "Grievance at the start" not in as_text(in_words(from_raw(raw(**FADES))))
