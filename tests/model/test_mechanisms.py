"""No mechanism is inert: every input that the model reads changes what it should, no more.

One busy truce, in which everything is switched on, is run on the same histories with one input
changed. Each row of the table says what rises or falls over all runs, and what stays untouched.
"""

import copy
import math
from collections.abc import Callable, Sequence
from functools import cache

import pytest
from mechanisms import CASES, FOR_REPORTS, FOR_STUDIES, Case, put, truce
from truce_sim.model import Outcome, build_world, simulate
from truce_sim.model.ending import CAUSES
from truce_sim.scenario import from_raw
from truce_sim.scenario.tree import leaves

RUNS = 12
MORE = 30
SELDOM = {"flare.lasts", "mass_casualty.ends"}
"""Inputs that move something in a few of `MORE` runs only."""


Measure = Callable[[Sequence[Outcome]], float]


def total(name: str) -> Measure:
    return lambda outcomes: sum(o.counts[name] for o in outcomes)


def some(*names: str) -> Measure:
    return lambda outcomes: sum(o.counts[name] for o in outcomes for name in names)


def verdicts(verdict: str) -> Measure:
    return lambda outcomes: sum(
        value
        for o in outcomes
        for name, value in o.counts.items()
        if name.startswith("verdict_") and name.endswith(f"_{verdict}")
    )


def filed(outcomes: Sequence[Outcome]) -> float:
    return sum(v for o in outcomes for n, v in o.counts.items() if n.startswith("verdict_"))


def field(name: str) -> Measure:
    return lambda outcomes: sum(
        value for o in outcomes if not math.isnan(value := float(getattr(o, name)))
    )


def daily(name: str) -> Measure:
    return lambda outcomes: sum(v for o in outcomes for v in o.daily[name] if not math.isnan(v))


def cause(name: str) -> Measure:
    return lambda outcomes: sum(o.cause == name for o in outcomes)


MEASURES: dict[str, Measure] = {
    "north violates": lambda found: (
        some("violations_north")(found) - some("retaliations_north")(found)
    ),
    "south violates": lambda found: (
        some("violations_south")(found) - some("retaliations_south")(found)
    ),
    "north strikes": total("strikes_north"),
    "black attacks": total("attacks_black"),
    "west attacks": total("attacks_west"),
    "retaliations": total("retaliations"),
    "north retaliates": total("retaliations_north"),
    "north claims south": total("claims_north_south"),
    "north claims east": total("claims_north_east"),
    "south claims west": total("claims_south_west"),
    "south claims north": total("claims_south_north"),
    "east claims": some("claims_east_north", "claims_east_south"),
    "false filed": lambda found: sum(
        v for o in found for n, v in o.counts.items() if n.startswith("verdict_false")
    ),
    "disputed filed": lambda found: sum(
        v for o in found for n, v in o.counts.items() if n.startswith("verdict_lawful")
    ),
    "filed": filed,
    "upheld": verdicts("upheld"),
    "nobody named": verdicts("upheld_unnamed"),
    "unclear": verdicts("unclear"),
    "rejected": verdicts("rejected"),
    "true rejected": total("verdict_true_rejected"),
    "still open": verdicts("open"),
    "checked": total("checked"),
    "hours to verdict": total("hours_to_verdict"),
    "north grievance": daily("grievance_north"),
    "south grievance": daily("grievance_south"),
    "aflame": daily("flared_zones"),
    "life": field("life"),
    "held": field("held"),
    "quiet": field("quiet"),
    "settled": field("settled"),
    "calm streaks": field("calm_streak"),
    "on time": field("on_time"),
    "in part": field("in_part"),
    "opening": field("opened_at"),
    "agenda": field("agenda_share"),
    "took hold": field("took_hold"),
    "walk-outs": cause("walk-out"),
    "spirals": lambda found: cause("spiral")(found) + cause("violations")(found),
    "zone collapses": cause("zones"),
    "mass casualties": cause("mass-casualty"),
    "broken on purpose": cause("broken on purpose"),
    "shock collapses": cause("shock"),
}


@cache
def measured(text: str, runs: int = RUNS) -> dict[str, float]:
    world = build_world(from_raw(eval(text)))  # noqa: S307 - our own repr, to have a cache key
    found = [simulate(world, 5, replication) for replication in range(runs)]
    return {name: measure(found) for name, measure in MEASURES.items()}


def moves(path: str, runs: int) -> None:
    case = CASES[path]
    before = measured(repr(truce(case, path)), runs)
    after = measured(repr(truce(case, path, changed=True)), runs)
    for name in case.up:
        assert after[name] > before[name], name
    for name in case.down:
        assert after[name] < before[name], name
    for name in case.other:
        assert after[name] != before[name], name
    for name in case.same:
        assert after[name] == before[name], name


@pytest.mark.parametrize("path", CASES)
def test_an_input_changes_what_it_should_and_nothing_else(path: str) -> None:
    moves(path, MORE if path in SELDOM else RUNS)


@pytest.mark.slow
@pytest.mark.parametrize("path", CASES)
def test_it_does_so_on_more_runs(path: str) -> None:
    moves(path, MORE)


def test_every_input_of_the_schema_is_in_the_table_or_has_no_part_in_the_truce() -> None:
    ids = {
        "parties": "north",
        "excluded": "black",
        "outside": "west",
        "guarantors": "first",
        "zones": "city",
        "shocks": "raid",
        "measures": "lull",
    }
    known = set()
    for path in CASES:
        steps = path.split(".")
        if ids.get(steps[0]) == steps[1:2][0] if len(steps) > 1 else False:
            steps[1] = "ID"
        known.add(".".join(steps))
    for path, _ in leaves():
        if path in FOR_REPORTS or path.startswith(FOR_STUDIES):
            continue
        covered = path in known or any(one.startswith(f"{path}.") for one in known)
        assert covered, f"no test shows what {path} changes"


def test_names_and_titles_change_no_history() -> None:
    raw = truce(Case(None, ends=True), "")
    named = copy.deepcopy(raw)
    put(named, "title", "another")
    put(named, "parties.north.name", "The North")
    put(named, "zones.city.name", "The City")
    put(named, "verification.run_by", "somebody")
    put(named, "dates.talks_planned", "2030-01-09 12:00")
    put(named, "base_rate", {"earlier_truces": 9, "broken_within_ten_days": 3, "region": "Asia"})
    assert measured(repr(raw)) == measured(repr(named))


def test_every_cause_of_collapse_occurs() -> None:
    raw = truce(Case(None, ends=True), "")
    fiery = copy.deepcopy(raw)
    for party in ("north", "south"):
        put(fiery, f"parties.{party}.retaliates", 0.9)
        put(fiery, f"parties.{party}.retaliates_fed_up", 0.9)
        put(fiery, f"parties.{party}.retaliates_after", "1h")
        put(fiery, f"parties.{party}.tolerance", 1e6)
    put(fiery, "verification", None)
    heated = copy.deepcopy(raw)
    for party in ("north", "south", "east"):
        put(heated, f"parties.{party}.retaliates", 0.0)
        put(heated, f"parties.{party}.retaliates_fed_up", 0.0)
    put(heated, "spiral.violations", 8)
    causes = {simulate(build_world(from_raw(raw)), 5, run).cause for run in range(400)}
    causes |= {simulate(build_world(from_raw(fiery)), 5, run).cause for run in range(20)}
    causes |= {simulate(build_world(from_raw(heated)), 5, run).cause for run in range(20)}
    assert causes - {""} == set(CAUSES)
