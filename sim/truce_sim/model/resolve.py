"""From a scenario, as written, to a world, as simulated."""

from collections.abc import Mapping
from datetime import datetime

from truce_sim.model import world as w
from truce_sim.scenario import Scenario
from truce_sim.scenario.actors import ExcludedGroup, Party

_IMPLICIT_ZONE = w.Zone("everywhere", "everywhere", 1.0, 0.0, 1.0, False)


def build_world(
    scenario: Scenario,
    *,
    watch_until: float | None = None,
    checkpoints: tuple[float, ...] = (),
) -> w.World:
    """Return the world of a valid scenario.

    Args:
        scenario: as loaded.
        watch_until: hours after the start until which to go on past the opening; default: as the
            scenario says.
        checkpoints: hours at which a study wants to know how the truce stands.

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
    zones = _zones(scenario)
    rates = _rates_per_weight(scenario)
    return w.World(
        opening=opening,
        watch_until=watch_until,
        checkpoints=checkpoints,
        parties={name: _party(name, scenario, rates) for name in scenario.parties},
        excluded={name: _excluded(name, group) for name, group in scenario.excluded.items()},
        outside={
            name: w.OutsidePower(
                name,
                power.name or name,
                power.attacks.per_hour,
                w.weights(power.hits),
                power.harm,
                power.strains,
            )
            for name, power in scenario.outside.items()
        },
        guarantors=tuple(
            w.Guarantor(
                name,
                one.name or name,
                frozenset(one.over),
                one.willing,
                one.leverage,
                one.presses_for,
                one.persuades,
                one.resets,
            )
            for name, one in scenario.guarantors.items()
        ),
        rupture_per_hour=scenario.rupture.per_hour if scenario.rupture else 0.0,
        zones=zones,
        zone_weights=w.weights({name: zone.share for name, zone in zones.items()}),
        shocks=tuple(
            w.Shock(name, one.name or name, one.per_hour, one.factor, one.lasts, one.ends)
            for name, one in scenario.shocks.items()
        ),
        settling=w.Settling(
            scenario.truce.takes_hold,
            scenario.truce.floor,
            scenario.truce.settles_in,
            scenario.truce.frays_after,
            scenario.truce.frays_in,
        ),
        verification=_verification(scenario),
        weights=w.GrievanceWeights(
            scenario.grievance.overdue,
            scenario.grievance.upheld,
            scenario.grievance.redressed,
            scenario.grievance.unclear,
            scenario.grievance.rejected,
        ),
        spiral=w.Spiral(scenario.spiral.violations, scenario.spiral.window)
        if scenario.spiral
        else None,
        flare=w.Flare(
            scenario.flare.violations,
            scenario.flare.window,
            scenario.flare.spreads,
            scenario.flare.ends,
            scenario.flare.lasts,
        )
        if scenario.flare
        else None,
        mass_casualty=w.MassCasualty(scenario.mass_casualty.harm, scenario.mass_casualty.ends)
        if scenario.mass_casualty
        else None,
        postponement=w.Postponement(
            scenario.postponement.decides_before,
            scenario.postponement.unless,
            scenario.postponement.by,
            scenario.postponement.at_most,
        )
        if scenario.postponement
        else None,
        agenda=w.Agenda(
            scenario.agenda.sessions,
            scenario.agenda.session_lasts,
            scenario.agenda.per_complaint,
            scenario.agenda.cap,
        )
        if scenario.agenda
        else None,
        measures=w.Measures(
            quiet_per_day=scenario.quiet.share * before(scenario),
            quiet_window=scenario.quiet.window,
            settled_open=scenario.settled.open_complaints,
            calm_days=scenario.calm_streak.days,
            calm_violations=scenario.calm_streak.violations,
            on_time_within=scenario.on_time.within,
        ),
        shown=shown_names(scenario),
    )


def shown_names(scenario: Scenario) -> dict[str, str]:
    """Return every actor's id and shown name, in the file's order."""
    return {
        **{name: one.name or name for name, one in scenario.parties.items()},
        **{name: one.name or name for name, one in scenario.excluded.items()},
        **{name: one.name or name for name, one in scenario.outside.items()},
    }


def before(scenario: Scenario) -> float:
    """Return violations per day before the truce: as given, or from the parties' rates."""
    if scenario.quiet.before is not None:
        return scenario.quiet.before
    return sum(24 * _violations_per_hour(scenario, name) for name in scenario.parties)


def _hours(starts: datetime, until: datetime) -> float:
    return (until - starts).total_seconds() / 3600


def _violations_per_hour(scenario: Scenario, name: str) -> float:
    """Return a party's rate against other bound parties, lawful strikes left out."""
    party = scenario.parties[name]
    total = sum(party.hits.values())
    bound = sum(weight for whom, weight in party.hits.items() if whom in scenario.parties)
    return party.violates.per_hour * bound / total


def _rates_per_weight(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Return each party's violations per hour and the sum of its weights, worked out once."""
    return {
        name: (party.violates.per_hour, sum(party.hits.values()))
        for name, party in scenario.parties.items()
    }


def _suspects(
    scenario: Scenario, victim: str, rates: Mapping[str, tuple[float, float]]
) -> w.Suspects:
    """Return how often the other parties hit `victim`, which is whom it would suspect."""
    return w.Suspects(
        {
            name: per_hour * scenario.parties[name].hits.get(victim, 0.0) / total
            for name, (per_hour, total) in rates.items()
            if name != victim
        }
    )


def _party(name: str, scenario: Scenario, rates: Mapping[str, tuple[float, float]]) -> w.Party:
    party: Party = scenario.parties[name]
    suspects = _suspects(scenario, name, rates)
    anyone = suspects.instead_of(name)
    assert anyone is not None  # noqa: S101 - a valid scenario has at least two parties
    neighbours = {whom: weight for whom, weight in party.hits.items() if whom in scenario.parties}
    if not any(neighbours.values()):
        neighbours = {other: 1.0 for other in scenario.parties if other != name}
    return w.Party(
        name=name,
        shown=party.name or name,
        per_hour=party.violates.per_hour,
        hits=w.weights(party.hits),
        hits_excluded=frozenset(party.hits) & frozenset(scenario.excluded),
        harm=party.harm,
        uncommanded=party.uncommanded,
        notices=party.notices,
        misblames=party.misblames,
        suspects=suspects,
        neighbours=w.weights(neighbours),
        false_complaints=w.FalseComplaints(
            party.false_complaints.per_hour, scenario.complaints.rise, scenario.complaints.over
        )
        if party.false_complaints
        else None,
        accuses=anyone,
        retaliates=party.retaliates,
        retaliates_fed_up=party.retaliates
        if party.retaliates_fed_up is None
        else party.retaliates_fed_up,
        retaliates_after=party.retaliates_after,
        escalates=party.escalates,
        same_zone=party.same_zone,
        patience=party.patience,
        forgets_in=party.forgets_in,
        tolerance=party.tolerance,
        notice=party.notice,
    )


def _excluded(name: str, group: ExcludedGroup) -> w.Excluded:
    return w.Excluded(
        name=name,
        shown=group.name or name,
        per_hour=group.attacks.per_hour,
        hits=w.weights(group.hits),
        harm=group.harm,
        wrongly_blamed=group.wrongly_blamed,
        disputed=group.disputed,
        spoils=group.spoils.factor if group.spoils else 1.0,
        spoils_from=group.spoils.from_ if group.spoils else 0.0,
    )


def _zones(scenario: Scenario) -> dict[str, w.Zone]:
    if not scenario.zones:
        return {_IMPLICIT_ZONE.name: _IMPLICIT_ZONE}
    return {
        name: w.Zone(name, zone.name or name, zone.share, zone.mixed, zone.access, zone.key)
        for name, zone in scenario.zones.items()
    }


def _verification(scenario: Scenario) -> w.Verification | None:
    rules = scenario.verification
    if rules is None:
        return None
    return w.Verification(
        teams=rules.teams,
        order=rules.order,
        starts_after=rules.starts_after,
        reported_in=rules.reported_in,
        checked_in=rules.checked_in,
        finds=rules.finds,
        clears=rules.clears,
        mistakes=rules.mistakes,
        unattributed=rules.unattributed,
        agree=rules.agree,
        haggled_in=rules.haggled_in,
        drops_after=rules.drops_after,
        public=rules.public,
        shame=rules.shame,
        shame_lasts=rules.shame_lasts,
        outcry=rules.outcry,
        calms=rules.calms,
        redress=rules.redress,
        hotline=w.Hotline(rules.hotline.reaches, rules.hotline.answers_in, rules.hotline.believed)
        if rules.hotline
        else None,
    )
