"""What inputs need elsewhere in a scenario to act at all.

Each need is one question about a scenario; the fields that stand or fall with it name it.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from truce_sim.scenario.marks import Need

if TYPE_CHECKING:
    from truce_sim.scenario.actors import Guarantor, Party
    from truce_sim.scenario.schema import Scenario


def _anywhere(lacks: str, met: "Callable[[Scenario], bool]") -> Need:
    return Need(lacks, lambda scenario, _: met(scenario))


def _of_party(lacks: str, met: "Callable[[Party], bool]") -> Need:
    return Need(lacks, lambda scenario, owner: met(scenario.parties[owner]))


def _of_guarantor(lacks: str, met: "Callable[[Guarantor], bool]") -> Need:
    return Need(lacks, lambda scenario, owner: met(scenario.guarantors[owner]))


def retaliates(party: "Party") -> bool:
    """Return whether a party ever answers an incident."""
    return party.retaliates > 0 or bool(party.tolerance and party.retaliates_fed_up)


def _reacts(party: "Party") -> bool:
    return party.tolerance is not None or retaliates(party)


def _retaliation(scenario: "Scenario") -> bool:
    return any(map(retaliates, scenario.parties.values()))


def _tolerance(scenario: "Scenario") -> bool:
    return any(party.tolerance is not None for party in scenario.parties.values())


def _reaction(scenario: "Scenario") -> bool:
    return any(map(_reacts, scenario.parties.values()))


def _verified(scenario: "Scenario") -> bool:
    return scenario.verification is not None


def _striking(scenario: "Scenario") -> Iterator[str]:
    """Yield the excluded groups that parties strike."""
    for party in scenario.parties.values():
        for whom, weight in party.hits.items():
            if weight > 0 and whom in scenario.excluded and party.violates.chance > 0:
                yield whom


def _disputes(scenario: "Scenario") -> bool:
    return any(scenario.excluded[group].disputed > 0 for group in _striking(scenario))


def _zones(scenario: "Scenario") -> bool:
    """Return whether anything depends on the zone in which an incident falls."""
    zones = scenario.zones.values()
    rules = scenario.verification
    return (
        scenario.flare is not None
        or (rules is not None and (rules.order == "by zone" or any(z.access < 1 for z in zones)))
        or (_disputes(scenario) and any(zone.mixed > 0 for zone in zones))
    )


def _key_matters(scenario: "Scenario") -> bool:
    rules = scenario.verification
    return scenario.flare is not None or (rules is not None and rules.order == "by zone")


def _published(scenario: "Scenario") -> bool:
    return scenario.verification is not None and scenario.verification.public > 0


def _shames(scenario: "Scenario") -> bool:
    return scenario.verification is not None and scenario.verification.shame != 1


def _public_effect(scenario: "Scenario") -> bool:
    rules = scenario.verification
    return rules is not None and (
        (rules.shame != 1 and rules.shame_lasts > 0) or (rules.outcry != 1 and _tolerance(scenario))
    )


def _hotline_reaches(scenario: "Scenario") -> bool:
    rules = scenario.verification
    return rules is not None and rules.hotline is not None and rules.hotline.reaches > 0


def _haggling(scenario: "Scenario") -> bool:
    rules, rupture = scenario.verification, scenario.rupture
    return rules is not None and (rules.agree < 1 or bool(rupture and rupture.chance > 0))


def _restrained(scenario: "Scenario", owner: str) -> bool:
    """Return whether anything can ever restrain or provoke the commanded units of a party."""
    if scenario.verification is None:
        return False
    pressed = any(
        owner in one.over and one.leverage > 0 and one.willing > 0
        for one in scenario.guarantors.values()
    )
    return pressed or (_published(scenario) and _shames(scenario))


def _may_be_persuaded(scenario: "Scenario", owner: str) -> bool:
    over = scenario.guarantors[owner].over
    return any(name in over and one.tolerance is not None for name, one in scenario.parties.items())


def _guarantor(scenario: "Scenario", owner: str) -> bool:
    one = scenario.guarantors[owner]
    presses = _verified(scenario) and one.willing > 0 and _pressing(scenario, owner)
    return presses or (one.persuades > 0 and _may_be_persuaded(scenario, owner))


def _pressing(scenario: "Scenario", owner: str) -> bool:
    return scenario.guarantors[owner].leverage > 0 or _reaction(scenario)


def _unity(scenario: "Scenario") -> bool:
    return _verified(scenario) or any(
        one.persuades > 0 and _may_be_persuaded(scenario, name)
        for name, one in scenario.guarantors.items()
    )


def _some_redress(scenario: "Scenario") -> bool:
    rules = scenario.verification
    return rules is not None and (
        rules.redress > 0 or any(one.willing > 0 for one in scenario.guarantors.values())
    )


def largest_harm(scenario: "Scenario") -> float:
    """Return the largest harm that one incident can do; infinite where there is no largest."""
    largest = 0.0
    for party in scenario.parties.values():
        top = party.harm.largest * (max(1.0, party.escalates) if retaliates(party) else 1.0)
        largest = max(largest, top)
    for group in scenario.excluded.values():
        if group.wrongly_blamed > 0:
            largest = max(largest, group.harm.largest)
    return max([largest, *(power.harm.largest for power in scenario.outside.values())])


def _flare_ends(scenario: "Scenario") -> bool:
    flare = scenario.flare
    key = any(zone.key for zone in scenario.zones.values())
    return flare is not None and (flare.ends is not None or key)


def _grave(scenario: "Scenario") -> bool:
    grave = scenario.mass_casualty
    return grave is not None and grave.ends > 0 and largest_harm(scenario) >= grave.harm


def _invents(scenario: "Scenario") -> bool:
    return any(
        party.false_complaints is not None and party.false_complaints.chance > 0
        for party in scenario.parties.values()
    )


VERIFICATION = _anywhere("without [verification], which would check complaints", _verified)
ANY_TOLERANCE = _anywhere("as no party has a tolerance that grievance could exhaust", _tolerance)
ANY_RETALIATION = _anywhere("as no party ever retaliates", _retaliation)
REACTION = _anywhere("as no party has a tolerance or retaliates", _reaction)
OWN_TOLERANCE = _of_party(
    "without a tolerance: the party never walks out", lambda party: party.tolerance is not None
)
OWN_RETALIATION = _of_party("as the party never retaliates", retaliates)
OWN_REACTION = _of_party("as the party has no tolerance and never retaliates", _reacts)
THIRD_PARTY = _anywhere(
    "with two parties: there is no third to blame", lambda s: len(s.parties) > 2
)
HARM = _anywhere(
    "without a tolerance, a [mass_casualty] rule or [verification]",
    lambda s: _tolerance(s) or _verified(s) or s.mass_casualty is not None,
)
OUTSIDE_HARM = _anywhere(
    "without a tolerance or a [mass_casualty] rule",
    lambda s: _tolerance(s) or s.mass_casualty is not None,
)
OWN_BLAME = Need(
    "as none of its attacks is blamed on a party",
    lambda s, owner: s.excluded[owner].wrongly_blamed > 0,
)
STRIKES = Need("as no party strikes the group", lambda s, owner: owner in set(_striking(s)))
MIXED_ZONE = _anywhere(
    "as no zone is mixed", lambda s: any(zone.mixed > 0 for zone in s.zones.values())
)
DISPUTED = _anywhere("as no strike on an excluded group is ever disputed", _disputes)
ZONES = _anywhere(
    "as nothing depends on the zone: no [flare], no zone hard to reach, none mixed", _zones
)
ORDERED_ZONES = _anywhere(
    "without zones",
    lambda s: s.verification is None or s.verification.order != "by zone" or len(s.zones) > 1,
)
KEY_MATTERS = _anywhere('without [flare], or work in the order "by zone"', _key_matters)
RESTRAINT = Need("as nobody can restrain the units under command either", _restrained)
PRESSING = Need("without leverage, a tolerance or retaliation", _pressing)
OWN_WILL = _of_guarantor("as the guarantor never presses", lambda one: one.willing > 0)
OWN_LEVERAGE = _of_guarantor("without leverage", lambda one: one.leverage > 0)
OWN_PERSUASION = _of_guarantor("without persuades", lambda one: one.persuades > 0)
TOLERANCE_OVER = Need("as no party under this influence has a tolerance", _may_be_persuaded)
GUARANTOR = Need("without [verification], and with nobody to persuade to stay", _guarantor)
UNITY = _anywhere("without [verification], and with nobody to persuade to stay", _unity)
FALSE_COMPLAINTS = _anywhere("as no party makes false complaints", _invents)
RISE = _anywhere("without a rise above 1", lambda s: s.complaints.rise != 1)
HOTLINE_REACHES = _anywhere("as the hotline reaches nobody", _hotline_reaches)
HAGGLING = _anywhere("as the guarantors always agree", _haggling)
PUBLISHED = _anywhere("as no verdict is published", _published)
SHAME = _anywhere("without a shame other than 1", _shames)
PUBLIC_EFFECT = _anywhere("without shame or outcry other than 1", _public_effect)
PATIENCE = _anywhere(
    "as no party that has a tolerance loses its patience",
    lambda s: any(party.patience and party.tolerance for party in s.parties.values()),
)
REDRESS = _anywhere("as no complaint ever brings redress", _some_redress)
SETTLES = _anywhere("without settles_in", lambda s: s.truce.settles_in is not None)
FLARE_ENDS = _anywhere("as no zone is a key zone and flare.ends is left out", _flare_ends)
GRAVE_HARM = _anywhere("as no incident can do such harm, or none such ends the truce", _grave)
SHOCK = Need(
    "as it neither changes violence nor ends the truce",
    lambda s, owner: (
        (s.shocks[owner].factor != 1 and s.shocks[owner].lasts > 0) or s.shocks[owner].ends > 0
    ),
)
SHOCK_LASTS = Need("with lasts of 0", lambda s, owner: s.shocks[owner].lasts > 0)
SHOCK_FACTOR = Need("with a factor of 1", lambda s, owner: s.shocks[owner].factor != 1)
POSTPONEMENT = _anywhere(
    "without [postponement]: the talks are never late", lambda s: s.postponement is not None
)
UNSETTLED = _anywhere(
    "without [verification]: with no complaint filed, every truce is settled",
    lambda s: (
        s.verification is not None
        or (s.postponement is not None and s.postponement.unless != "settled")
    ),
)
