"""Where violence comes from, as in `model.violence`: what comes of a candidate that is due."""

from truce_sim.engine.codes import Act, Mark
from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.incidents import NONE, begun, mark
from truce_sim.engine.layout import MARKS, RAIN_MARKS, World, is_excluded
from truce_sim.engine.measures import factor as agreed_factor
from truce_sim.engine.memory import float_at, put_float
from truce_sim.engine.pressure import factor
from truce_sim.engine.rains import GROUP, PARTY, POWER, STEPS, await_next, within
from truce_sim.engine.rules import ramp
from truce_sim.engine.spreads import quantile
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import incident_at, rain_at
from truce_sim.engine.weights import drawn, zone_drawn
from truce_sim.engine.world_rows import actor_at, group_at, party_at

_FIRST_EIGHT = 0b11


@compiled
def acts(w: World, s: State, number: int) -> int:
    """Return the incident that the candidate now due comes to, if to any; let the next one wait."""
    if rain_at(s.rains, number).kind == PARTY:
        return _party_acts(w, s, number)
    return _other_attacks(w, s, number)


@inlined
def _party_acts(w: World, s: State, number: int) -> int:
    """A party violates the truce, or strikes an excluded group, which is lawful."""
    rain = rain_at(s.rains, number)
    party, whom, height, rate, bound = rain.actor, rain.whom, rain.height, rain.rate, rain.bound
    candidate, branch = rain.number, rain.branch
    # Into the place of the next incident: if there is none, nobody asks for it.
    incident = s.incident_count
    at = incident * MARKS
    for place in range(RAIN_MARKS):
        put_float(s.marks, at + place, float_at(s.rain_marks, number * RAIN_MARKS + place))
    await_next(w, s, number)
    lawful = is_excluded(w, whom)
    commanded = float_at(s.marks, at + Mark.COMMANDED) >= party_at(w.party_rows, party).uncommanded
    if commanded and not lawful:
        agreed = 1.0
        if w.has_measures:
            agreed = agreed_factor(w, zone_drawn(w, float_at(s.marks, at + Mark.ZONE)), s.now)
        rate *= factor(w, s, party, s.now, agreed)
    if height >= within(s, rate, bound):
        return NONE
    one = begun(s, Act.STRIKE if lawful else Act.VIOLATION, party, whom, 0)
    one.drawn = _FIRST_EIGHT
    _name(s, number, candidate, branch)
    _befalls(w, s, party)
    return incident


@inlined
def _other_attacks(w: World, s: State, number: int) -> int:
    """An excluded group attacks, more so as the talks come near, or an outside power does."""
    rain = rain_at(s.rains, number)
    actor, height, rate, bound = rain.actor, rain.height, rain.rate, rain.bound
    kind, candidate, branch = rain.kind, rain.number, rain.branch
    await_next(w, s, number)
    if kind == GROUP:
        given = group_at(w.group_rows, actor - w.parties)
        rate *= ramp(s.now, s.announced, given.spoils, given.spoils_from)
        if height >= within(s, rate, bound):
            return NONE
    incident = s.incident_count
    one = begun(s, Act.OUTSIDE_ATTACK if kind == POWER else Act.ATTACK, actor, 0, 0)
    _name(s, number, candidate, branch)
    row = actor_at(w.actor_rows, actor)
    one.whom = drawn(w, row.hits_first, row.hits, mark(s, incident, Mark.VICTIM))
    _befalls(w, s, actor)
    return incident


@compiled
def invents(w: World, s: State, number: int) -> int:
    """Return what a party makes up, if it does; let the next such candidate wait."""
    rain = rain_at(s.rains, number)
    party, height, bound = rain.actor, rain.height, rain.bound
    candidate, branch = rain.number, rain.branch
    await_next(w, s, number)
    given = party_at(w.party_rows, party)
    rate = given.invents_per_hour * ramp(s.now, s.announced, w.rise, w.over_hours)
    if height >= within(s, rate, bound):
        return NONE
    incident = s.incident_count
    one = begun(s, Act.NOTHING, 0, party, 0)
    _name(s, number, candidate, branch)
    one.who = drawn(w, given.accuses_first, given.accuses, mark(s, incident, Mark.SUSPECT))
    _befalls(w, s, one.who)
    return incident


@inlined
def _name(s: State, number: int, candidate: int, branch: int) -> None:
    """Say which act the incident just begun is, and where its draws stand."""
    rain, one = rain_at(s.rains, number), incident_at(s.incidents, s.incident_count)
    one.actor = rain.address
    one.number = rain.deeds + candidate
    one.branch = branch
    one.marks_address = rain.address
    one.marks_purpose = rain.marks
    one.marks_step = STEPS * candidate


@inlined
def _befalls(w: World, s: State, actor: int) -> None:
    """Say where the incident just begun falls, and how grave it is, as an actor's are."""
    incident = s.incident_count
    one = incident_at(s.incidents, incident)
    one.zone = zone_drawn(w, mark(s, incident, Mark.ZONE))
    one.harm = quantile(w, actor_at(w.actor_rows, actor).harm, mark(s, incident, Mark.HARM))
