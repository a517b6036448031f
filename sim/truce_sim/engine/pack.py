"""From a world to numbers in a row: what the compiled engine reads."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truce_sim.engine.clock import MOST_ACTORS
from truce_sim.engine.layout import (
    Actor,
    Group,
    Guarantor,
    Party,
    Posting,
    Power,
    Shock,
    World,
    Zone,
)
from truce_sim.engine.pack_rules import rules_of
from truce_sim.engine.pools import Pools, floats, ints
from truce_sim.model import world as w
from truce_sim.model.columns import Columns, columns_of
from truce_sim.model.measures import Measures
from truce_sim.model.pretence import may_cover

_MOST_PARTIES = 40
"""Beyond it, what each would suspect of each other takes more room than it is worth."""
_MOST_PLACES = MOST_ACTORS // 4


@dataclass(frozen=True, slots=True)
class Packed:
    """A world as the engine reads it."""

    world: w.World
    block: NDArray[np.uint8]
    """All its numbers; whoever uses the address keeps it alive."""
    address: int
    columns: Columns
    actors: tuple[str, ...]
    """Names by the engine's numbers."""
    pushes: int
    """The most that one event may put on the agenda."""


def packs(world: w.World) -> bool:
    """Return whether the engine has room for a world at all."""
    places = max(len(world.actor_ids), len(world.zones), len(world.shocks), len(world.checkpoints))
    return len(world.parties) <= _MOST_PARTIES and places <= _MOST_PLACES


def pack(world: w.World) -> Packed:
    """Return a world as numbers in a row."""
    columns = columns_of(world)
    actors = world.actor_ids
    places = {name: place for place, name in enumerate(actors)}
    pools = Pools()
    zones = sorted(world.zones.values(), key=lambda zone: zone.place)
    zone_places = {zone.name: zone.place for zone in zones}
    zones_first, zones_among = pools.weights(world.zone_weights, zone_places)
    posted = max((teams for _, teams in world.teams), default=0)
    pushes = posted + len(world.teams) + len(world.parties) + 8
    rules = rules_of(world, columns, pools)
    sections = {
        "actor_rows": _rows(_actor(one, world, columns, pools, places) for one in _all(world)),
        "suspects": _suspects(world, pools, places),
        "party_rows": _rows(_party(one, pools, places, columns) for one in world.parties.values()),
        "group_rows": _rows(map(_group, world.excluded.values())),
        "power_rows": _rows(map(_power, world.outside.values())),
        "guarantor_rows": _rows(map(_guarantor, world.guarantors)),
        "over": ints([int(name in one.over) for one in world.guarantors for name in actors]),
        "zone_rows": _zones(world, zones, pools),
        "shock_rows": _rows(map(_shock, world.shocks)),
        "posting_rows": _rows(
            Posting.packed({"since": since, "teams": teams}) for since, teams in world.teams
        ),
        "look_times": floats(list(world.checkpoints)),
        "claims": _claims(world, columns),
        "shares": floats(pools.shares),
        "names": ints(pools.names),
        "steps": floats(pools.steps),
        "spreads": pools.spreads,
    }
    block = np.empty(World.size() + sum(map(len, sections.values())), np.uint8)
    base = block.ctypes.data
    addresses, at = {}, base + World.size()
    for name, section in sections.items():
        addresses[name] = at
        at += len(section)
    head = World.packed(
        {
            **rules,
            **addresses,
            "actors": len(actors),
            "parties": len(world.parties),
            "excluded": len(world.excluded),
            "outside": len(world.outside),
            "guarantors": len(world.guarantors),
            "zones": len(zones),
            "shocks": len(world.shocks),
            "postings": len(world.teams),
            "zones_first": zones_first,
            "zones_among": zones_among,
            "most_pushed": pushes,
        }
    )
    block[:] = np.frombuffer(b"".join((head, *sections.values())), np.uint8)
    return Packed(world, block, base, columns, actors, pushes)


def _rows(records: Iterable[bytes]) -> bytes:
    return b"".join(records)


def _all(world: w.World) -> list[w.Party | w.Excluded | w.OutsidePower]:
    return [*world.parties.values(), *world.excluded.values(), *world.outside.values()]


def _actor(
    one: w.Party | w.Excluded | w.OutsidePower,
    world: w.World,
    columns: Columns,
    pools: Pools,
    places: dict[str, int],
) -> bytes:
    first, many = pools.weights(one.hits, places)
    attacks = -1 if one.name in world.parties else columns.number["attacks", one.name]
    return Actor.packed(
        {
            "place": one.place,
            "address": one.address,
            "per_hour": one.per_hour,
            "harm": pools.spread(one.given.harm),
            "hits_first": first,
            "hits": many,
            "count_attacks": attacks,
        }
    )


def _party(one: w.Party, pools: Pools, places: dict[str, int], columns: Columns) -> bytes:
    given = one.given
    accuses_first, accuses = pools.weights(one.accuses, places)
    neighbours_first, neighbours = pools.weights(one.neighbours, places)
    return Party.packed(
        {
            "uncommanded": given.uncommanded,
            "may_strike": bool(one.hits_excluded),
            "may_cover": may_cover(one),
            "notices": given.notices,
            "misblames": given.misblames,
            "invents_per_hour": one.invents_per_hour,
            "accuses_first": accuses_first,
            "accuses": accuses,
            "neighbours_first": neighbours_first,
            "neighbours": neighbours,
            "retaliates": given.retaliates,
            "fed_up": one.retaliates_fed_up,
            "retaliates_after": pools.spread(given.retaliates_after),
            "same_zone": given.same_zone,
            "escalates": given.escalates,
            "patience": given.patience,
            "notice": pools.spread(given.notice),
            "forgets_in": given.forgets_in,
            "at_start": one.grievance_at_start,
            "limit": one.limit,
            "headroom": one.headroom.median,
            "headroom_sigma": one.headroom.sigma,
            "means_it": given.means_it,
            "breaks_after": pools.spread(given.breaks_after),
            "under_cover": given.under_cover,
            "count_violations": columns.number["violations", one.name],
            "count_retaliations": columns.number["retaliations", one.name],
            "count_strikes": columns.number["strikes", one.name],
        }
    )


def _group(one: w.Excluded) -> bytes:
    return Group.packed(
        {
            "wrongly_blamed": one.given.wrongly_blamed,
            "disputed": one.given.disputed,
            "spoils": one.spoils,
            "spoils_from": one.spoils_from,
        }
    )


def _power(one: w.OutsidePower) -> bytes:
    return Power.packed({"strains": one.given.strains})


def _guarantor(one: w.Guarantor) -> bytes:
    given = one.given
    return Guarantor.packed(
        {
            "address": one.address,
            "willing": given.willing,
            "leverage": given.leverage,
            "presses_for": given.presses_for,
            "presses_on_claims": given.presses_on_claims,
            "persuades": given.persuades,
            "resets": given.resets,
        }
    )


def _shock(one: w.Shock) -> bytes:
    given = one.given
    return Shock.packed(
        {
            "place": one.place,
            "address": one.address,
            "per_hour": one.per_hour,
            "factor": given.factor,
            "lasts": given.lasts,
            "ends": given.ends,
            "ruptures": given.ruptures,
        }
    )


def _zones(world: w.World, zones: list[w.Zone], pools: Pools) -> bytes:
    agreed = Measures(world)
    rows = []
    for zone in zones:
        times, factors = agreed.steps(zone.name)
        rows.append(
            Zone.packed(
                {
                    "share": zone.given.share,
                    "mixed": zone.given.mixed,
                    "access": zone.given.access,
                    "key": zone.given.key,
                    "steps_first": len(pools.steps),
                    "steps": len(times),
                }
            )
        )
        pools.steps.extend((*times, *factors))
    return b"".join(rows)


def _suspects(world: w.World, pools: Pools, places: dict[str, int]) -> bytes:
    """Return whom each party suspects instead of each actor: where they begin, and how many."""
    found: list[int] = []
    for victim in world.parties.values():
        # Whoever is no party is not among those who could be suspected: all are, then.
        anyone = pools.weights(victim.suspects.instead_of(""), places)
        for name in places:
            if name in world.outside:
                found.extend((0, 0))
            elif name in victim.suspects.hits:
                found.extend(pools.weights(victim.suspects.instead_of(name), places))
            else:
                found.extend(anyone)
    return ints(found)


def _claims(world: w.World, columns: Columns) -> bytes:
    """Return where each party's claims against each actor are counted, in rows of all actors."""
    number = columns.number
    return ints(
        [number.get(("claims", by, on), -1) for by in world.parties for on in world.actor_ids]
    )
