"""From a scenario, as written, to a world, as simulated."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import inf

from truce_sim.model import world as w
from truce_sim.model.addresses import address
from truce_sim.scenario import Scenario
from truce_sim.scenario.before import grievances_at_start, neighbours, violations_a_day
from truce_sim.scenario.numbers import total
from truce_sim.scenario.quantities import Spread
from truce_sim.scenario.since import hours_since
from truce_sim.scenario.teams import changes
from truce_sim.scenario.violence import Zone

_IMPLICIT_ZONE = Zone(share=1.0)
_NOTHING_MORE = Spread.constant(0.0)
EVERYWHERE = "everywhere"
"""The zone of a file without zones."""


def build_world(
    scenario: Scenario,
    *,
    watch_until: float | None = None,
    checkpoints: tuple[float, ...] = (),
    like: w.World | None = None,
) -> w.World:
    """Return the world of a valid scenario.

    Args:
        scenario: as loaded.
        watch_until: hours after the start until which to go on past the opening; default: as the
            scenario says.
        checkpoints: hours at which a study wants to know how the truce stands.
        like: the world of a scenario of which this one is a copy, with the same names. Parts whose
            sections are the very same objects, and give the same, are shared.

    Raises:
        ValueError: if a checkpoint lies where a truce that holds may not be simulated; it would be
            taken for one that has collapsed.
    """
    starts = scenario.dates.truce_starts
    opening = _hours(starts, scenario.dates.talks)
    if watch_until is None and scenario.dates.watch_until is not None:
        watch_until = _hours(starts, scenario.dates.watch_until)
    if not all(0 <= time <= max(opening, watch_until or 0.0) for time in checkpoints):
        raise ValueError(f"checkpoints {checkpoints} are not all within the watch")
    places = _places((*scenario.parties, *scenario.excluded, *scenario.outside))
    zones = _zones(scenario, like)
    return w.World(
        opening=opening,
        watch_until=watch_until,
        checkpoints=checkpoints,
        parties=_parties(scenario, places, like),
        excluded=_excluded(scenario, places, like),
        outside=_outside(scenario, places, like),
        guarantors=_guarantors(scenario, like),
        rupture_per_hour=scenario.rupture.per_hour if scenario.rupture else 0.0,
        zones=zones,
        zone_weights=_zone_weights(zones, like),
        shocks=_shocks(scenario, like),
        truce=scenario.truce,
        complaints=scenario.complaints,
        measures=_measures(scenario, frozenset(zones)),
        verification=scenario.verification,
        teams=changes(scenario.verification.teams, starts) if scenario.verification else (),
        hotline_starts=_hotline_starts(scenario),
        grievance=scenario.grievance,
        spiral=scenario.spiral,
        flare=scenario.flare,
        mass_casualty=scenario.mass_casualty,
        postponement=scenario.postponement,
        agenda=scenario.agenda,
        quiet=scenario.quiet,
        calm_streak=scenario.calm_streak,
        on_time=scenario.on_time,
        partial=scenario.partial,
        levels=_levels(scenario),
        shown=shown_names(scenario) if like is None else like.shown,
    )


def _places(names: Iterable[str]) -> dict[str, int]:
    """Return the place of each name among all of them sorted: the order of ties."""
    return {name: place for place, name in enumerate(sorted(names))}


def _levels(scenario: Scenario) -> w.Levels:
    spiral, grave = scenario.spiral, scenario.mass_casualty
    return w.Levels(
        quiet_per_day=scenario.quiet.share * violations_a_day(scenario.past),
        settled_open=scenario.settled.open_complaints,
        calm_violations=scenario.calm_streak.violations,
        spiral_violations=spiral.violations if spiral else 0,
        grave_harm=grave.harm if grave else inf,
    )


def _measures(scenario: Scenario, everywhere: frozenset[str]) -> tuple[w.Measure, ...]:
    starts = scenario.dates.truce_starts
    return tuple(
        w.Measure(
            name=name,
            shown=one.name or name,
            begins=hours_since(starts, one.from_),
            ends=hours_since(starts, one.until),
            zones=everywhere if one.zones is None else frozenset(one.zones),
            factor=one.factor,
        )
        for name, one in sorted(scenario.measures.items())
        if one.factor != 1
    )


def _hotline_starts(scenario: Scenario) -> float:
    """Return the hour from which the hotline works: that of the mechanism, unless it says so."""
    rules = scenario.verification
    if rules is None or rules.hotline is None:
        return inf
    own = rules.hotline.starts_after
    return rules.starts_after if own is None else own


def shown_names(scenario: Scenario) -> dict[str, str]:
    """Return every actor's id and shown name, in the file's order."""
    return {
        **{name: one.name or name for name, one in scenario.parties.items()},
        **{name: one.name or name for name, one in scenario.excluded.items()},
        **{name: one.name or name for name, one in scenario.outside.items()},
    }


def _hours(starts: datetime, until: datetime) -> float:
    return (until - starts).total_seconds() / 3600


def _rates_per_weight(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Return each party's violations per hour and the sum of its weights, worked out once."""
    return {
        name: (party.violates.per_hour, total(party.hits.values()))
        for name, party in scenario.parties.items()
    }


def _suspects(
    scenario: Scenario, victim: str, rates: Mapping[str, tuple[float, float]]
) -> w.Suspects:
    """Return how often the other parties hit `victim`, which is whom it would suspect."""
    return w.Suspects(
        {
            name: per_hour * scenario.parties[name].hits.get(victim, 0.0) / weights
            for name, (per_hour, weights) in rates.items()
            if name != victim
        }
    )


def _parties(
    scenario: Scenario, places: Mapping[str, int], like: w.World | None
) -> dict[str, w.Party]:
    rates = _rates_per_weight(scenario)
    starts_with = grievances_at_start(scenario)
    return {
        name: _party(
            name,
            scenario,
            rates,
            places[name],
            starts_with[name],
            None if like is None else like.parties[name],
        )
        for name in scenario.parties
    }


def _party(
    name: str,
    scenario: Scenario,
    rates: Mapping[str, tuple[float, float]],
    place: int,
    grievance_at_start: float,
    was: w.Party | None,
) -> w.Party:
    party = scenario.parties[name]
    suspects = _suspects(scenario, name, rates)
    if was is not None and suspects == was.suspects:
        suspects = was.suspects
        if party is was.given and grievance_at_start == was.grievance_at_start:
            return was
    anyone = suspects.instead_of(name)
    assert anyone is not None  # noqa: S101 - a valid scenario has at least two parties
    fed_up = party.retaliates_fed_up
    aims_as = was if was is not None and party.hits is was.given.hits else None
    return w.Party(
        name=name,
        shown=party.name or name,
        place=place,
        address=address(name),
        given=party,
        per_hour=party.violates.per_hour,
        hits=aims_as.hits if aims_as else w.weights(party.hits),
        hits_excluded=(
            aims_as.hits_excluded
            if aims_as
            else frozenset(party.hits) & frozenset(scenario.excluded)
        ),
        suspects=suspects,
        neighbours=aims_as.neighbours if aims_as else w.weights(neighbours(scenario, name)),
        invents_per_hour=party.false_complaints.per_hour if party.false_complaints else 0.0,
        accuses=anyone,
        retaliates_fed_up=party.retaliates if fed_up is None else fed_up,
        grievance_at_start=grievance_at_start,
        limit=grievance_at_start if party.tolerance is None else party.tolerance,
        headroom=party.headroom if party.tolerance is None else _NOTHING_MORE,
    )


def _excluded(
    scenario: Scenario, places: Mapping[str, int], like: w.World | None
) -> dict[str, w.Excluded]:
    known = like.excluded if like else {}
    return {
        name: known[name]
        if name in known and known[name].given is group
        else w.Excluded(
            name=name,
            shown=group.name or name,
            place=places[name],
            address=address(name),
            given=group,
            per_hour=group.attacks.per_hour,
            hits=_aims(group.hits, known.get(name)),
            spoils=group.spoils.factor if group.spoils else 1.0,
            spoils_from=group.spoils.from_ if group.spoils else 0.0,
        )
        for name, group in scenario.excluded.items()
    }


def _outside(
    scenario: Scenario, places: Mapping[str, int], like: w.World | None
) -> dict[str, w.OutsidePower]:
    known = like.outside if like else {}
    return {
        name: known[name]
        if name in known and known[name].given is power
        else w.OutsidePower(
            name=name,
            shown=power.name or name,
            place=places[name],
            address=address(name),
            given=power,
            per_hour=power.attacks.per_hour,
            hits=_aims(power.hits, known.get(name)),
        )
        for name, power in scenario.outside.items()
    }


def _aims(hits: dict[str, float], was: w.Excluded | w.OutsidePower | None) -> w.Weights:
    return was.hits if was is not None and was.given.hits is hits else w.weights(hits)


def _guarantors(scenario: Scenario, like: w.World | None) -> tuple[w.Guarantor, ...]:
    known = {one.name: one for one in like.guarantors} if like else {}
    return tuple(
        known[name]
        if name in known and known[name].given is one
        else w.Guarantor(
            name=name,
            shown=one.name or name,
            address=address(name),
            given=one,
            over=frozenset(one.over),
        )
        for name, one in scenario.guarantors.items()
    )


def _zones(scenario: Scenario, like: w.World | None) -> dict[str, w.Zone]:
    zones = scenario.zones or {EVERYWHERE: _IMPLICIT_ZONE}
    known = like.zones if like else {}
    places = _places(zones)
    return {
        name: known[name]
        if name in known and known[name].given is zone
        else w.Zone(name=name, shown=zone.name or name, place=places[name], given=zone)
        for name, zone in zones.items()
    }


def _zone_weights(zones: Mapping[str, w.Zone], like: w.World | None) -> w.Weights:
    shares = {name: zone.given.share for name, zone in zones.items()}
    if like and shares == {name: zone.given.share for name, zone in like.zones.items()}:
        return like.zone_weights
    return w.weights(shares)


def _shocks(scenario: Scenario, like: w.World | None) -> tuple[w.Shock, ...]:
    known = {one.name: one for one in like.shocks} if like else {}
    places = _places(scenario.shocks)
    return tuple(
        known[name]
        if name in known and known[name].given is one
        else w.Shock(
            name=name,
            shown=one.name or name,
            place=places[name],
            address=address(name),
            given=one,
            per_hour=one.per_hour,
        )
        for name, one in scenario.shocks.items()
    )
