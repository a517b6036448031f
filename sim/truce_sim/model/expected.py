"""How much happens in one run, expected from the rates alone: nothing is simulated for it.

Rough, and rather too much than too little: a truce that collapses early is less work. Means of
delays stand for delays, and grievance stays as it starts.
"""

from dataclasses import dataclass

from truce_sim.model.measures import Measures
from truce_sim.model.rules import retaliation_chance, settling
from truce_sim.model.world import Party, World
from truce_sim.scenario.before import noticed
from truce_sim.scenario.limits import MOST_ANSWERS, MOST_EVENTS
from truce_sim.scenario.numbers import total

_POINTS = 50
_AT_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Expected:
    """What one run has to do, if it lasts to its end."""

    incidents: float
    """Acts of violence of all kinds, answers included; no more than a run may have."""
    complaints: float
    """Claims that a mechanism would deal with."""
    candidates: float
    """Points drawn and thinned to the acts of somebody's own accord."""
    looks: float
    """Days closed, times parties, and processes started."""


def expected(world: World) -> Expected:
    """Return what one run has to do."""
    hours, calm = world.end, _settled(world)
    surge, highest = _surges(world)
    most = max(1.0, world.verification.shame) if world.verification else 1.0
    agreed = Measures(world)
    most *= agreed.highest
    mean = _agreed(world, agreed)
    candidates = incidents = invented = 0.0
    for party in world.parties.values():
        candidates += party.per_hour * highest * most * hours
        loose = party.given.uncommanded
        incidents += party.per_hour * surge * calm * (loose + (1 - loose) * mean) * hours
        invented += party.invents_per_hour * hours
    others = [group.per_hour for group in world.excluded.values()]
    others += [power.per_hour for power in world.outside.values()]
    candidates += total(others) * highest * hours
    incidents += total(others) * surge * hours
    answered = incidents * _chain(world, hours, mean)
    complaints = 0.0
    if world.verification is not None:
        complaints = min(answered * _noticed(world) + invented, MOST_EVENTS)
    shocks = total(shock.per_hour for shock in world.shocks) * hours
    return Expected(
        incidents=min(answered, MOST_EVENTS),
        complaints=complaints,
        candidates=candidates + invented + 2 * shocks,
        looks=world.days * (4 + len(world.parties)) + 2.0 * len(world.parties) ** 2,
    )


def _noticed(world: World) -> float:
    """Return the largest chance that anybody notices what somebody does, on average over harm."""
    harms = {party.given.harm.scaled(party.given.escalates) for party in world.parties.values()}
    harms |= {group.given.harm for group in world.excluded.values()}
    # Who notices more of what is routine notices more of everything.
    sharpest = max(party.given.notices for party in world.parties.values())
    return max(noticed(harm, sharpest) for harm in harms)


def _settled(world: World) -> float:
    """Return the share of violence that is left, on average over the time and over taking hold."""
    truce = world.truce
    ages = (world.end * (place + 0.5) / _POINTS for place in range(_POINTS))
    levels = [
        settling(age, truce.floor, truce.settles_in, truce.frays_after, truce.frays_in)
        for age in ages
    ]
    return 1 + truce.takes_hold * (total(levels) / _POINTS - 1)


def _agreed(world: World, agreed: Measures) -> float:
    """Return the factor of measures on violence under command, on average over time and zones."""
    if not world.measures:
        return 1.0
    shares = {name: zone.given.share for name, zone in world.zones.items()}
    ages = [world.end * (place + 0.5) / _POINTS for place in range(_POINTS)]
    factors = (share * agreed.factor(zone, age) for zone, share in shares.items() for age in ages)
    return total(factors) / (total(shares.values()) * _POINTS)


def _surges(world: World) -> tuple[float, float]:
    """Return the mean and the highest factor of shocks on violence."""
    mean = highest = 1.0
    for shock in world.shocks:
        in_force = min(1.0, shock.per_hour * shock.given.lasts)
        mean *= 1 + in_force * (max(1.0, shock.given.factor) - 1)
        comes = min(1.0, shock.per_hour * world.end)
        highest += comes * max(0.0, shock.given.factor - highest)
    return min(mean, highest), highest


def _chain(world: World, hours: float, agreed: float) -> float:
    """Return how many incidents an act leads to, itself included: a chain of answers."""
    answers = [_answers(party, hours, agreed) for party in world.parties.values()]
    return 1 + total(answers) / max(1, len(answers))


def _answers(party: Party, hours: float, agreed: float) -> float:
    """Return the answers in a row to one act, if all were as this party: a geometric sum.

    Grievance is taken as at the start, and measures as they are on average.
    """
    given = party.given
    seen = noticed(given.harm.scaled(given.escalates), given.notices)
    held = party.grievance_at_start / (party.limit + party.headroom.median)
    answers = retaliation_chance(given.retaliates, party.retaliates_fed_up, held, 1.0, agreed, 0.0)
    chance = answers * seen
    if chance <= 0:
        return 0.0
    within = hours / max(given.retaliates_after.median, _AT_LEAST)
    most = min(within, float(MOST_ANSWERS))
    return min(chance / (1 - chance), most) if chance < 1 else most
