"""Whether a scenario has what its inputs need to act: a question for each need."""

from collections.abc import Callable, Iterator

from truce_sim.scenario.actors import Guarantor, Party
from truce_sim.scenario.needs import Need
from truce_sim.scenario.quantities import NEVER
from truce_sim.scenario.schema import Scenario

Question = Callable[[Scenario, str], bool]
"""Asked of a scenario and the id of the input's owner."""


def _anywhere(met: Callable[[Scenario], bool]) -> Question:
    return lambda scenario, _: met(scenario)


def _of_party(met: Callable[[Party], bool]) -> Question:
    return lambda scenario, owner: met(scenario.parties[owner])


def _of_guarantor(met: Callable[[Guarantor], bool]) -> Question:
    return lambda scenario, owner: met(scenario.guarantors[owner])


def retaliates(party: Party) -> bool:
    """Return whether a party ever answers an incident."""
    return party.retaliates > 0 or bool(party.limited and party.retaliates_fed_up)


def _commands(party: Party) -> bool:
    """Return whether some of what a party does of its own accord is under command."""
    return party.violates.per_hour > 0 and party.uncommanded < 1


def _reacts(party: Party) -> bool:
    return party.limited or retaliates(party)


def _retaliation(scenario: Scenario) -> bool:
    return any(map(retaliates, scenario.parties.values()))


def _tolerance(scenario: Scenario) -> bool:
    return any(party.limited for party in scenario.parties.values())


def _reaction(scenario: Scenario) -> bool:
    return any(map(_reacts, scenario.parties.values()))


def _verified(scenario: Scenario) -> bool:
    return scenario.verification is not None


def _striking(scenario: Scenario) -> Iterator[str]:
    """Yield the excluded groups that parties strike."""
    for party in scenario.parties.values():
        yield from _struck_by(scenario, party)


def _struck_by(scenario: Scenario, party: Party) -> Iterator[str]:
    for whom, weight in party.hits.items():
        if weight > 0 and whom in scenario.excluded and party.violates.per_hour > 0:
            yield whom


def _disputes(scenario: Scenario) -> bool:
    return any(scenario.excluded[group].disputed > 0 for group in _striking(scenario))


def _zones(scenario: Scenario) -> bool:
    """Return whether anything depends on the zone in which an incident falls."""
    zones = scenario.zones.values()
    rules = scenario.verification
    return (
        scenario.flare is not None
        or (rules is not None and (rules.order == "by zone" or any(z.access < 1 for z in zones)))
        or any(one.zones is not None and one.factor != 1 for one in scenario.measures.values())
        or (_disputes(scenario) and any(zone.mixed > 0 for zone in zones))
    )


def _key_matters(scenario: Scenario) -> bool:
    rules = scenario.verification
    return scenario.flare is not None or (rules is not None and rules.order == "by zone")


def _published(scenario: Scenario) -> bool:
    return scenario.verification is not None and scenario.verification.public > 0


def _shames(scenario: Scenario) -> bool:
    return scenario.verification is not None and scenario.verification.shame != 1


def _public_effect(scenario: Scenario) -> bool:
    rules = scenario.verification
    return rules is not None and (
        (rules.shame != 1 and rules.shame_lasts > 0) or (rules.outcry != 1 and _tolerance(scenario))
    )


def _hotline_reaches(scenario: Scenario) -> bool:
    rules = scenario.verification
    return rules is not None and rules.hotline is not None and rules.hotline.reaches > 0


def _haggling(scenario: Scenario) -> bool:
    rules, rupture = scenario.verification, scenario.rupture
    falls_out = bool(rupture and rupture.per_hour > 0) or any(
        shock.ruptures > 0 and shock.per_hour > 0 for shock in scenario.shocks.values()
    )
    return rules is not None and (rules.agree < 1 or falls_out)


def _restrained(scenario: Scenario, owner: str) -> bool:
    """Return whether anything can ever restrain or provoke the commanded units of a party."""
    verified = scenario.verification is not None
    pressed = any(
        owner in one.over
        and one.leverage > 0
        and (one.presses_on_claims > 0 or (verified and one.willing > 0))
        for one in scenario.guarantors.values()
    )
    agreed = any(measure.factor != 1 for measure in scenario.measures.values())
    return pressed or agreed or (_published(scenario) and _shames(scenario))


def _may_be_persuaded(scenario: Scenario, owner: str) -> bool:
    over = scenario.guarantors[owner].over
    return any(name in over and one.limited for name, one in scenario.parties.items())


def _guarantor(scenario: Scenario, owner: str) -> bool:
    one = scenario.guarantors[owner]
    presses = _verified(scenario) and one.willing > 0 and _pressing(scenario, owner)
    presses = presses or (one.presses_on_claims > 0 and one.leverage > 0)
    return presses or (one.persuades > 0 and _may_be_persuaded(scenario, owner))


def _pressing(scenario: Scenario, owner: str) -> bool:
    return scenario.guarantors[owner].leverage > 0 or _reaction(scenario)


def _unity(scenario: Scenario) -> bool:
    return _verified(scenario) or any(
        (one.presses_on_claims > 0 and one.leverage > 0)
        or (one.persuades > 0 and _may_be_persuaded(scenario, name))
        for name, one in scenario.guarantors.items()
    )


def _some_redress(scenario: Scenario) -> bool:
    rules = scenario.verification
    return rules is not None and (
        rules.redress > 0 or any(one.willing > 0 for one in scenario.guarantors.values())
    )


def largest_harm(scenario: Scenario) -> float:
    """Return the largest harm that one incident can do; infinite where there is no largest."""
    largest = 0.0
    for party in scenario.parties.values():
        top = party.harm.largest * (max(1.0, party.escalates) if retaliates(party) else 1.0)
        largest = max(largest, top)
    for group in scenario.excluded.values():
        if group.wrongly_blamed > 0:
            largest = max(largest, group.harm.largest)
    return max([largest, *(power.harm.largest for power in scenario.outside.values())])


def flare_ends(scenario: Scenario) -> bool:
    """Return whether zones aflame can end the truce."""
    flare = scenario.flare
    key = any(zone.key for zone in scenario.zones.values())
    return flare is not None and (flare.ends < NEVER or key)


def grave_harm_ends(scenario: Scenario) -> bool:
    """Return whether one incident can be grave enough to end the truce."""
    grave = scenario.mass_casualty
    return grave is not None and grave.ends > 0 and largest_harm(scenario) >= grave.harm


def _invents(scenario: Scenario) -> bool:
    return any(
        party.false_complaints is not None and party.false_complaints.per_hour > 0
        for party in scenario.parties.values()
    )


def _harm_matters(scenario: Scenario) -> bool:
    """Return whether harm decides anything but the order of work: what is grave is noticed."""
    missed = any(0 < party.notices < 1 for party in scenario.parties.values())
    return _tolerance(scenario) or scenario.mass_casualty is not None or missed


MET: dict[Need, Question] = {
    Need.VERIFICATION: _anywhere(_verified),
    Need.ANY_TOLERANCE: _anywhere(_tolerance),
    Need.ANY_RETALIATION: _anywhere(_retaliation),
    Need.REACTION: _anywhere(_reaction),
    Need.DRAWN_HEADROOM: _anywhere(
        lambda s: any(party.headroom.kind == "lognormal" for party in s.parties.values())
    ),
    Need.OWN_TOLERANCE: _of_party(lambda party: party.limited),
    Need.OWN_PRETENCE: _of_party(lambda party: party.means_it < 1),
    Need.OWN_STRIKES: lambda s, owner: any(_struck_by(s, s.parties[owner])),
    Need.OWN_RETALIATION: _of_party(retaliates),
    Need.OWN_REACTION: _of_party(_reacts),
    Need.THIRD_PARTY: _anywhere(lambda s: len(s.parties) > 2),
    Need.HARM: _anywhere(lambda s: _verified(s) or _harm_matters(s)),
    Need.OUTSIDE_HARM: _anywhere(_harm_matters),
    Need.OWN_BLAME: lambda s, owner: s.excluded[owner].wrongly_blamed > 0,
    Need.STRIKES: lambda s, owner: owner in set(_striking(s)),
    Need.MIXED_ZONE: _anywhere(lambda s: any(zone.mixed > 0 for zone in s.zones.values())),
    Need.DISPUTED: _anywhere(_disputes),
    Need.ZONES: _anywhere(_zones),
    Need.ORDERED_ZONES: _anywhere(
        lambda s: s.verification is None or s.verification.order != "by zone" or len(s.zones) > 1
    ),
    Need.KEY_MATTERS: _anywhere(_key_matters),
    Need.RESTRAINT: _restrained,
    Need.PRESSING: _pressing,
    Need.PRESSURE: lambda s, owner: _verified(s) or s.guarantors[owner].presses_on_claims > 0,
    Need.OWN_WILL: _of_guarantor(lambda one: one.willing > 0 or one.presses_on_claims > 0),
    Need.OWN_LEVERAGE: _of_guarantor(lambda one: one.leverage > 0),
    Need.OWN_PERSUASION: _of_guarantor(lambda one: one.persuades > 0),
    Need.TOLERANCE_OVER: _may_be_persuaded,
    Need.GUARANTOR: _guarantor,
    Need.UNITY: _anywhere(_unity),
    Need.FALSE_COMPLAINTS: _anywhere(_invents),
    Need.RISE: _anywhere(lambda s: s.complaints.rise != 1),
    Need.HOTLINE_REACHES: _anywhere(_hotline_reaches),
    Need.HAGGLING: _anywhere(_haggling),
    Need.PUBLISHED: _anywhere(_published),
    Need.SHAME: _anywhere(_shames),
    Need.PUBLIC_EFFECT: _anywhere(_public_effect),
    Need.PATIENCE: _anywhere(
        lambda s: any(party.patience < NEVER and party.limited for party in s.parties.values())
    ),
    Need.REDRESS: _anywhere(_some_redress),
    Need.SETTLES: _anywhere(lambda s: s.truce.settles_in < NEVER),
    Need.FLARE: _anywhere(lambda s: s.flare is not None),
    Need.MEASURE: lambda s, owner: s.measures[owner].factor != 1,
    Need.COMMAND: _anywhere(lambda s: _retaliation(s) or any(map(_commands, s.parties.values()))),
    Need.FLARE_ENDS: _anywhere(flare_ends),
    Need.GRAVE_HARM: _anywhere(grave_harm_ends),
    Need.SHOCK: lambda s, owner: (
        (s.shocks[owner].factor != 1 and s.shocks[owner].lasts > 0)
        or s.shocks[owner].ends > 0
        or (s.shocks[owner].ruptures > 0 and _unity(s))
    ),
    Need.SHOCK_LASTS: lambda s, owner: s.shocks[owner].lasts > 0,
    Need.SHOCK_FACTOR: lambda s, owner: s.shocks[owner].factor != 1,
    Need.POSTPONEMENT: _anywhere(lambda s: s.postponement is not None),
    Need.UNSETTLED: _anywhere(
        lambda s: (
            s.verification is not None
            or (s.postponement is not None and s.postponement.unless != "settled")
        )
    ),
}
