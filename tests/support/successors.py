"""Scenarios that another one may become: the same actors, and nearly all else as in a third one."""

from datetime import timedelta
from random import Random
from typing import Any

from changed import changed
from drawn_batches import tempered
from truce_sim.model import World, build_world
from truce_sim.model.may_become import becoming, may_become
from truce_sim.scenario import Scenario

_WHOLE = (
    *("truce", "complaints", "grievance", "spiral", "mass_casualty", "agenda", "quiet", "settled"),
    *("calm_streak", "on_time", "shocks", "rupture", "verification", "postponement"),
)
"""Sections that are taken over whole."""
_OF_PARTIES = (
    *("violates", "harm", "uncommanded", "notices", "misblames", "false_complaints"),
    *("retaliates retaliates_fed_up", "retaliates_after", "same_zone", "escalates", "patience"),
    *("tolerance headroom", "notice", "means_it", "breaks_after", "under_cover"),
)
"""What is taken over or not, those together that must fit one another."""
_HALF_A_DAY = timedelta(hours=12)
_OF_GROUPS = ("attacks", "harm", "wrongly_blamed", "disputed", "spoils")
_OF_POWERS = ("attacks", "harm", "strains")
_OF_GUARANTORS = ("willing", "leverage", "presses_for", "presses_on_claims", "persuades", "resets")
_OF_ZONES = ("share", "mixed", "access", "key")
_OF_FLARES = ("spreads", "ends", "lasts")


def successor(scenario: Scenario, number: int) -> Scenario:
    """Return a scenario with the actors, zones and memories of another, always the same one."""
    random = Random(f"successor {number}")  # noqa: S311 - no secrets here
    third, _ = tempered(random.randrange(10_000))

    def mixed(one: Any, other: Any, names: tuple[str, ...]) -> Any:
        taken = [name for name in names if random.random() < 0.5]
        return changed(one, **{key: getattr(other, key) for name in taken for key in name.split()})

    def each(ours: dict[str, Any], theirs: dict[str, Any], names: tuple[str, ...]) -> Any:
        others = [*theirs.values()]
        if not others:
            return ours
        return {name: mixed(one, random.choice(others), names) for name, one in ours.items()}

    found = {
        "parties": each(scenario.parties, third.parties, _OF_PARTIES),
        "excluded": each(scenario.excluded, third.excluded, _OF_GROUPS),
        "outside": each(scenario.outside, third.outside, _OF_POWERS),
        "guarantors": each(scenario.guarantors, third.guarantors, _OF_GUARANTORS),
        "zones": each(scenario.zones, third.zones, _OF_ZONES),
        "measures": {name: changed(one, zones=None) for name, one in third.measures.items()}
        if random.random() < 0.5
        else scenario.measures,
    }
    if scenario.flare and third.flare:
        found["flare"] = mixed(scenario.flare, third.flare, _OF_FLARES)
    for name in _WHOLE:
        if random.random() < 0.3 and not (name == "verification" and third.verification is None):
            found[name] = getattr(third, name)
    dates = scenario.dates
    if random.random() < 0.3:
        dates = changed(dates, talks=dates.talks + random.choice((-1, 1, 2)) * _HALF_A_DAY)
    return changed(scenario, **found, dates=dates)


def drawn_becoming(number: int) -> "tuple[World, World] | None":
    """Return a drawn world, and the same that becomes another; None if the two do not fit."""
    found = drawn_pair(number)
    if found is None:
        return None
    scenario, other, hour = found
    looks = (0.0, min(24.0, build_world(scenario).opening))
    plain, then = (build_world(one, checkpoints=looks) for one in (scenario, other))
    return plain, becoming(plain, hour, then)


def drawn_pair(number: int) -> "tuple[Scenario, Scenario, float] | None":
    """Return a drawn scenario, one that it may become, and the hour; None if it may not."""
    scenario, _ = tempered(number)
    other = successor(scenario, number)
    random = Random(f"hour {number}")  # noqa: S311 - no secrets here
    plain, then = build_world(scenario), build_world(other)
    hours = (
        random.uniform(0, plain.opening),
        24.0 * random.randint(1, 4),
        6.0 * random.randint(1, 20),
        random.uniform(0, plain.end),
    )
    fit = [hour for hour in hours if not may_become(plain, then, hour)]
    return (scenario, other, fit[0]) if fit else None
