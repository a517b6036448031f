"""Guarantors press violators, persuade those about to leave, and can fall out, as in the model."""

from math import inf

from truce_sim.engine.candidates import begin_rain, next_below
from truce_sim.engine.clock import push
from truce_sim.engine.codes import Purpose, Rank, Status
from truce_sim.engine.compiling import compiled
from truce_sim.engine.draws import TRUCE, in_stratum, mix, nth
from truce_sim.engine.grievance import shrink
from truce_sim.engine.incidents import address_of
from truce_sim.engine.layout import MOST_STRATA, World
from truce_sim.engine.memory import int_at
from truce_sim.engine.pressure import press
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import claim_at, incident_at, rain_at
from truce_sim.engine.weights import branch_at
from truce_sim.engine.world_rows import actor_at, guarantor_at


@compiled
def rupture_time(w: World, s: State, since: float) -> float:
    """Return the hour, from one on, at which they fall out with one another; infinite if none."""
    found, bottom, top = inf, 0.0, w.lowest
    for stratum in range(MOST_STRATA):
        if bottom >= w.rupture_per_hour:
            return found
        rain = rain_at(s.scratch, 0)
        rain.address = TRUCE
        rain.times = in_stratum(Purpose.RUPTURE_TIMES, stratum)
        begin_rain(s, rain, bottom, top, w.rupture_per_hour, 0)
        while next_below(w, s, rain):
            if rain.time >= since:
                found = min(found, rain.time)
                break
        bottom, top = top, 2.0 * top
    s.status = Status.BEYOND
    return found


@compiled
def begin_rupture(w: World, s: State, since: float) -> None:
    """Wait for the day on which they fall out, if it is still to come."""
    time = rupture_time(w, s, since)
    if time < inf:
        push(s, time, Rank.RUPTURE, 0, 0)


@compiled
def fall_out(s: State) -> None:
    """They fall out with one another, if they have not yet."""
    s.fallen_out = 1


@compiled
def hear(w: World, s: State, number: int) -> None:
    """Press over a claim as soon as it is made, whether it is true or not."""
    if s.fallen_out or not w.presses_quietly:
        return
    for guarantor in range(w.guarantors):
        chance = guarantor_at(w.guarantor_rows, guarantor).presses_on_claims
        if chance > 0.0:
            _presses(w, s, guarantor, number, Purpose.PRESSES_ON_CLAIM, chance)


@compiled
def press_upheld(w: World, s: State, number: int) -> bool:
    """Press the violator over an upheld complaint; return whether anyone did."""
    pressed = False
    if not s.fallen_out:
        for guarantor in range(w.guarantors):
            chance = guarantor_at(w.guarantor_rows, guarantor).willing
            if _presses(w, s, guarantor, number, Purpose.PRESSES, chance):
                pressed = True
    return pressed


@compiled
def _presses(w: World, s: State, guarantor: int, number: int, purpose: int, chance: float) -> bool:
    """One of them presses whom a claim is against, or not; return whether it did."""
    claim = claim_at(s.claims, number)
    if not int_at(w.over, guarantor * w.actors + claim.against):
        return False
    given = guarantor_at(w.guarantor_rows, guarantor)
    place = mix(address_of(s, claim.incident), given.address)
    branch = incident_at(s.incidents, claim.incident).branch
    if nth(s.seed, s.replication, place, purpose, 0, branch) >= chance:
        return False
    press(w, s, guarantor, claim.against, s.now + given.presses_for)
    return True


@compiled
def persuade(w: World, s: State, party: int, attempt: int) -> bool:
    """Try to keep `party` in the truce; who succeeds resets part of its grievance."""
    if s.fallen_out:
        return False
    persuaded = False
    address = actor_at(w.actor_rows, party).address
    branch = branch_at(s, s.now)
    for guarantor in range(w.guarantors):
        if not int_at(w.over, guarantor * w.actors + party):
            continue
        given = guarantor_at(w.guarantor_rows, guarantor)
        place = mix(given.address, address)
        luck = nth(s.seed, s.replication, place, Purpose.PERSUADES, attempt, branch)
        if luck < given.persuades:
            shrink(s, party, 1.0 - given.resets)
            persuaded = True
    return persuaded
