"""Batches drawn at random, for two engines to do: worlds of every temper, seeds of every size.

A drawn scenario (see `random_scenarios`) has each mechanism on or off. Here most are driven
further, to where engines are likeliest to part: all at one instant, nobody ever fed up or
everybody at once, crowds, long watches, thousands of incidents.
"""

import copy
from collections.abc import Callable
from dataclasses import replace
from random import Random

from changed import changed
from drawn_values import Raw
from random_scenarios import drawn_scenario
from truce_sim.model import World, build_world
from truce_sim.model.columns import columns_of
from truce_sim.runs.batch import Batch
from truce_sim.scenario import Scenario, ScenarioFaults, from_raw

SEEDS = (0, 1, 7, 2**31, 2**32 + 5, 2**53 + 1, 2**63, 2**64 - 1, 2**64 + 3, 2**70 + 9)
FIRSTS = (0, 0, 0, 1, 1000, 2**31 - 1, 2**32 - 1, 2**40, 2**53 + 1, 2**62)
"""Numbers of first runs: some batches pass 2^31, 2^32 and what a float can count."""


def at_once(random: Random, raw: Raw) -> None:
    """Nearly all that follows an incident follows at the same instant."""
    for party in raw["parties"].values():
        party |= {"retaliates_after": "0h", "retaliates": 0.25, "notice": "0h"}
        party.pop("retaliates_fed_up", None)
        if "breaks_after" in party:
            party["breaks_after"] = "0h"
    if "verification" in raw:
        delays = dict.fromkeys(("starts_after", "reported_in", "checked_in", "haggled_in"), "0h")
        raw["verification"] |= delays | {"teams": random.choice((1, 2, 20)), "clears": 0.9}
        raw["verification"].pop("mistakes", None)
        if "hotline" in raw["verification"]:
            raw["verification"]["hotline"] |= {"answers_in": "0h", "starts_after": "0h"}


def in_step(random: Random, raw: Raw) -> None:
    """Whatever takes time takes the same time."""
    step = random.choice(("1h", "6h", "12h", "24h"))
    for party in raw["parties"].values():
        for key in ("retaliates_after", "patience", "notice", "breaks_after"):
            if key in party:
                party[key] = step
    mechanism = raw.get("verification", {})
    for table in (mechanism, mechanism.get("hotline", {})):
        for key in ("starts_after", "reported_in", "checked_in", "haggled_in", "answers_in"):
            if key in table:
                table[key] = step
    if "drops_after" in mechanism:
        mechanism["drops_after"] = random.choice((step, "24h"))


def bears_all(random: Random, raw: Raw) -> None:
    """No party is ever fed up; or only one of them can be."""
    spared = random.choice([None, *raw["parties"]])
    raw.get("grievance", {}).pop("at_start", None)
    for name, party in raw["parties"].items():
        if name != spared:
            for key in ("tolerance", "headroom", "retaliates_fed_up"):
                party.pop(key, None)


def bears_little_or_much(random: Random, raw: Raw) -> None:
    """Whoever is fed up answers all; some always are, and some hardly can be."""
    for party in raw["parties"].values():
        party.pop("headroom", None)
        party["tolerance"] = random.choice((0.01, 0.5, 1, 3, 1e6, 1e12))
        party["retaliates_fed_up"] = random.choice((1.0, 0.9, party.get("retaliates", 0.0)))
        party["retaliates_after"] = random.choice(("1h", {"median": "2h", "p90": "9h"}))


def violent(random: Random, raw: Raw) -> None:
    """Many acts, so that much is open at once, and many strata are drawn."""
    for party in raw["parties"].values():
        party["violates"] = f"{random.choice((5, 12, 40))} a day"
        if "tolerance" in party:
            party["tolerance"] *= 20
    raw.pop("spiral", None)


def crowded(random: Random, raw: Raw) -> None:
    """Up to 20 parties."""
    names = list(raw["parties"])
    for number in range(random.randint(2, 20) - len(names)):
        raw["parties"][f"clan-{number}"] = copy.deepcopy(raw["parties"][random.choice(names)])
        raw["parties"][f"clan-{number}"]["hits"] = {random.choice(names): 1}


def alone(random: Random, raw: Raw) -> None:
    """Two parties, with or without zones and a mechanism, and nothing else."""
    kept = list(raw["parties"])[:2]
    for key in ("excluded", "outside", "guarantors", "shocks", "rupture", "measures"):
        raw.pop(key, None)
    for key in ("verification", "zones", "flare", "partial"):
        if key in raw and random.random() < 0.5:
            del raw[key]
    raw["parties"] = {name: raw["parties"][name] for name in kept}
    for name in kept:
        raw["parties"][name]["hits"] = dict.fromkeys((one for one in kept if one != name), 1)


def watched_long(random: Random, raw: Raw) -> None:
    """Weeks and months past the talks."""
    days = random.choice((20, 45, 90))
    raw["dates"] = {
        "truce_starts": "2030-01-01 00:00",
        "talks": "+ 5 days",
        "watch_until": f"+ {days} days",
    }


def pretended(random: Random, raw: Raw) -> None:
    """Hardly a party means what it signed, and some wait for cover."""
    for party in raw["parties"].values():
        party["means_it"] = random.choice((0, 0.7, 0.9))
        party["breaks_after"] = random.choice(("0h", "24h", {"median": "48h", "p90": "200h"}))
        party["under_cover"] = random.choice((0, 0.5, 1))


def shaken(random: Random, raw: Raw) -> None:
    """Shocks every day, that rouse and calm at the same time."""
    factors = (0, 0.5, 2, 2, 9)
    raw["shocks"] = {
        name: {
            "rate": f"{random.choice((0, 1, 3))} a day",
            "factor": random.choice(factors),
            "lasts": random.choice(("0h", "12h", "50h")),
            "ruptures": random.choice((0, 0.3)),
            "ends": random.choice((0, 0.02)),
        }
        for name in ("raid", "flood", "feast", "coup")
    }


def pressed(random: Random, raw: Raw) -> None:
    """Guarantors press over claims and verdicts and persuade again and again; notice is common."""
    parties = list(raw["parties"])
    raw["guarantors"] = {
        name: {
            "over": random.sample(parties, random.randint(1, len(parties))),
            "willing": random.choice((0.5, 1)),
            "leverage": random.choice((0.3, 0.9)),
            "presses_for": random.choice(("6h", "48h", "240h")),
            "persuades": random.choice((0.5, 1)),
            "resets": random.choice((0, 0.5, 1)),
            "presses_on_claims": random.choice((0, 0.5, 1)),
        }
        for name in ("moon", "sun", "star")[: random.randint(1, 3)]
    }
    for party in raw["parties"].values():
        party.pop("headroom", None)
        party |= {"tolerance": random.choice((1, 3, 8)), "notice": random.choice(("1h", "30h"))}


def put_off(random: Random, raw: Raw) -> None:
    """The talks are moved as often as may be."""
    raw["postponement"] = {
        "decides_before": random.choice(("1h", "24h", "72h")),
        "unless": random.choice(("settled", "quiet")),
        "by": random.choice(("12h", "24h", "60h")),
        "at_most": random.randint(1, 5),
    }
    raw["quiet"] = {"share": random.choice((0.1, 0.5)), "window": "48h", "before": 3}
    raw["settled"] = {"open_complaints": random.choice((0, 1, 5))}


def answering(random: Random, raw: Raw) -> None:
    """Nearly everything is answered, and so many violations at once end the truce."""
    for party in raw["parties"].values():
        for key in ("tolerance", "headroom", "retaliates_fed_up"):
            party.pop(key, None)
        party |= {"retaliates": 0.95, "retaliates_after": random.choice(("1h", "5h"))}
    raw.get("grievance", {}).pop("at_start", None)
    raw["spiral"] = {"violations": random.choice((3, 8, 30)), "window": "24h"}


def disputed(random: Random, raw: Raw) -> None:
    """Strikes among mixed positions, of which neighbours complain, and findings that err."""
    parties = list(raw["parties"])
    raw["excluded"] = {
        "black": {"attacks": "2 a day", "hits": dict.fromkeys(parties, 1), "disputed": 1}
    }
    for party in raw["parties"].values():
        party |= {"hits": party["hits"] | {"black": 5}, "violates": "4 a day"}
    for zone in raw.get("zones", {}).values():
        zone["mixed"] = 1
    mechanism = {"teams": 3, "checked_in": "6h", "finds": 0.7, "clears": 0.4, "mistakes": 0.3}
    raw["verification"] = raw.get("verification", {}) | mechanism | {"unattributed": 0.5}


def regrouped(random: Random, raw: Raw) -> None:
    """Teams come and go while they check, and guarantors fall out."""
    hours = sorted(random.sample((0, 1, 6, 12, 24, 48, 60, 72, 96, 120), random.randint(2, 6)))
    mechanism: Raw = {"checked_in": random.choice(("6h", "12h", {"median": "20h", "p90": "60h"}))}
    mechanism |= {"finds": 0.9, "clears": 0.9, "starts_after": random.choice(("0h", "6h"))}
    mechanism["teams"] = [
        {"from": f"{hour}h", "teams": random.choice((0, 1, 2, 5))} for hour in hours
    ]
    raw["verification"] = raw.get("verification", {}) | mechanism
    raw["verification"].pop("mistakes", None)
    raw.setdefault("guarantors", {"moon": {"over": list(raw["parties"])}})
    raw["rupture"] = {"rate": random.choice(("1 a week", "1 a day"))}


def appeased(random: Random, raw: Raw) -> None:
    """Blame is often wrong and soon rejected, while who holds it is on the way out."""
    for party in raw["parties"].values():
        party.pop("headroom", None)
        party |= {"misblames": 0.7, "tolerance": random.choice((1, 3)), "notice": "100h"}
        party |= {"forgets_in": "12h"}
    mechanism = {"teams": 9, "reported_in": "1h", "checked_in": "2h", "starts_after": "0h"}
    raw["verification"] = raw.get("verification", {}) | mechanism | {"finds": 0.9, "clears": 1}
    raw["verification"].pop("mistakes", None)


TEMPERS: tuple[Callable[[Random, Raw], None], ...] = (
    at_once,
    in_step,
    bears_all,
    bears_little_or_much,
    violent,
    crowded,
    alone,
    watched_long,
    pretended,
    shaken,
    pressed,
    put_off,
    answering,
    disputed,
    regrouped,
    appeased,
)


def tempered(number: int) -> tuple[Scenario, list[str]]:
    """Return a drawn scenario, and the tempers in which it is."""
    random = Random(f"tempers {number}")  # noqa: S311 - no secrets here
    raw = drawn_scenario(number)
    scenario, found = from_raw(raw), []
    for temper in random.sample(TEMPERS, random.choice((0, 1, 1, 2, 3))):
        tried = copy.deepcopy(raw)
        temper(random, tried)
        try:
            scenario = from_raw(tried)
        except ScenarioFaults:
            continue
        raw = tried
        found.append(temper.__name__)
    return scenario, found


def drawn_batch(number: int) -> Batch:
    """Return a batch, always the same for the same number."""
    random = Random(f"batch {number}")  # noqa: S311 - no secrets here
    scenario, _ = tempered(number)
    world = build_world(scenario, checkpoints=_looks(random, build_world(scenario)))
    count = random.choice((1, 2, 3, 5))
    kept: tuple[str, ...] = ()
    if random.random() < 0.1:
        declared = columns_of(world)
        few = declared.runs if random.random() < 0.5 else declared.others
        kept = tuple(random.sample([column.key for column in few], random.randint(1, 4)))
    worlds = tuple(_otherwise(random, world) for _ in range(count))
    return Batch(
        worlds if random.random() < 0.2 else world,
        random.choice(SEEDS),
        random.choice(FIRSTS),
        count,
        kept,
    )


def _looks(random: Random, world: World) -> tuple[float, ...]:
    """Return hours at which a study looks: any, and such as fall together with something."""
    latest = max(world.opening, world.watch_until or 0.0)
    ties = (0.0, 24.0, 48.0, world.opening, world.opening - 24.0, latest)
    hours = [random.choice((random.choice(ties), random.uniform(0, latest))) for _ in range(4)]
    return tuple(hour for hour in hours[: random.randint(0, 4)] if 0 <= hour <= latest)


def _otherwise(random: Random, world: World) -> World:
    """Return a world with the same actors and dates, and other numbers."""
    rates, limits = random.choice((0.0, 0.5, 1.0, 1.7)), random.choice((0.3, 1.0, 5.0))
    return replace(
        world,
        parties={
            name: replace(party, per_hour=party.per_hour * rates, limit=party.limit * limits)
            for name, party in world.parties.items()
        },
        teams=tuple((since, random.choice((0, 1, 3, teams))) for since, teams in world.teams),
        truce=changed(world.truce, floor=random.random(), takes_hold=random.random()),
    )
