"""Where violence comes from, as in `model.violence`: every actor's strata of candidates.

Each stratum has at most one candidate on the agenda, the next that some state of the truce could
let through. When it comes up, the one after it takes its place before its own effects are known:
candidates depend on nothing that happens.
"""

from truce_sim.engine.candidates import MOST_STRATA, next_below, to_spell
from truce_sim.engine.clock import drop, push, replace, turn
from truce_sim.engine.codes import Act, Mark, Purpose, Rank, Status
from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.draws import TRUCE, four, nth
from truce_sim.engine.incidents import begun, mark
from truce_sim.engine.layout import MARKS, World, actor_at, group_at, party_at
from truce_sim.engine.measures import factor as agreed_factor
from truce_sim.engine.memory import put_float
from truce_sim.engine.pressure import factor
from truce_sim.engine.rules import ramp, settling
from truce_sim.engine.shocks import surge
from truce_sim.engine.spreads import quantile
from truce_sim.engine.state import Rain, State, incident_at, rain_at
from truce_sim.engine.weights import drawn, zone_drawn
from truce_sim.model.addresses import deed
from truce_sim.model.streams import BLOCK
from truce_sim.model.violence import _ROUNDING
from truce_sim.scenario.limits import MOST_CANDIDATES

PARTY, GROUP, POWER, INVENTS = 0, 1, 2, 3
"""Kinds of rain."""
NOTHING = -1
_deed = compiled(deed)
_STEPS = BLOCK // 4


@compiled
def begin_violence(w: World, s: State) -> None:
    """Let every actor begin."""
    holds = nth(s.seed, s.replication, TRUCE, Purpose.TAKES_HOLD, 0, 0)
    s.takes_hold = holds < w.takes_hold
    shame = max(1.0, w.shame) if w.has_verification else 1.0
    s.most = shame * w.measures_highest
    s.rain_count = 0
    for actor in range(w.actors):
        one = actor_at(w.actor_rows, actor)
        rate = one.per_hour * s.surge_highest
        if actor < w.parties:
            _start(w, s, actor, PARTY, rate * s.most)
            invents = party_at(w.party_rows, actor).invents_per_hour
            _start(w, s, actor, INVENTS, invents * w.rise)
        elif actor < w.parties + w.excluded:
            spoils = group_at(w.group_rows, actor - w.parties).spoils
            _start(w, s, actor, GROUP, rate * spoils)
        else:
            _start(w, s, actor, POWER, rate)


@compiled
def _start(w: World, s: State, actor: int, kind: int, bound: float) -> None:
    if not bound * w.end <= MOST_CANDIDATES:
        s.status = Status.BEYOND
        return
    one = actor_at(w.actor_rows, actor)
    times = Purpose.INVENTED_TIMES if kind == INVENTS else Purpose.TIMES
    marks = Purpose.INVENTED_MARKS if kind == INVENTS else Purpose.MARKS
    bottom, top = 0.0, w.lowest
    for stratum in range(MOST_STRATA):
        if bottom >= bound:
            return
        rain = rain_at(s.rains, s.rain_count)
        rain.actor = actor
        rain.kind = kind
        rain.address = one.address
        rain.times = (stratum << 8) | times
        rain.marks = (stratum << 8) | marks
        rain.deeds = _deed(marks, stratum, 0)
        rain.due = turn(one.place, stratum << 40)
        rain.bottom = bottom
        rain.width = top - bottom
        rain.bound = bound
        to_spell(s, rain, 0)
        await_next(w, s, s.rain_count)
        s.rain_count += 1
        bottom, top = top, 2.0 * top
    if bottom < bound:
        s.status = Status.BEYOND


@compiled
def await_next(w: World, s: State, number: int) -> None:
    """Put a rain's next candidate on the agenda, if there is one."""
    rain = rain_at(s.rains, number)
    if _comes_next(w, s, rain):
        rank = Rank.INVENTED if rain.kind == INVENTS else Rank.ACT
        push(s, rain.time, rank, rain.due + rain.number, number)


@inlined
def _within(s: State, rate: float, bound: float) -> float:
    """Return `rate`; one above its bound is for the model to refuse."""
    if rate > bound * _ROUNDING:
        s.status = Status.BEYOND
    return rate


@inlined
def _settled(w: World, s: State, time: float) -> float:
    if not s.takes_hold:
        return 1.0
    return settling(time, w.floor, w.settles_in, w.frays_after, w.frays_in)


@compiled
def _comes_next(w: World, s: State, rain: Rain) -> bool:
    """Go to the next candidate that some state of the truce could let through."""
    actor = actor_at(w.actor_rows, rain.actor)
    while next_below(w, s, rain):
        if rain.kind == INVENTS:
            return True
        rain.rate = actor.per_hour * surge(s, rain.time)
        if rain.kind == PARTY:
            if _party_may(w, s, rain):
                return True
        elif rain.kind == GROUP:
            if rain.height < rain.rate * group_at(w.group_rows, rain.actor - w.parties).spoils:
                return True
        elif rain.height < _within(s, rain.rate, rain.bound):
            return True
    return False


@inlined
def _party_may(w: World, s: State, rain: Rain) -> bool:
    rate, most = rain.rate, s.most
    # Most of what is refused at all can be refused before its marks are drawn.
    if rain.height >= rate * most:
        return False
    settled = rate * _settled(w, s, rain.time)
    if rain.height >= settled * most and not party_at(w.party_rows, rain.actor).may_strike:
        return False
    rain.mark_zone, rain.mark_victim, rain.mark_harm, rain.mark_commanded = four(
        s.seed, s.replication, rain.address, rain.marks, _STEPS * rain.number, rain.branch
    )
    actor = actor_at(w.actor_rows, rain.actor)
    rain.whom = drawn(w, actor.hits_first, actor.hits, rain.mark_victim)
    if not _is_excluded(w, rain.whom):
        rain.rate = settled
    # What no state of the truce could let through need not wait its turn.
    return rain.height < rain.rate * most


@inlined
def _is_excluded(w: World, actor: int) -> bool:
    return w.parties <= actor < w.parties + w.excluded


@compiled
def acts(w: World, s: State, number: int) -> int:
    """Return the incident that the candidate now due comes to, if to any; let the next one wait.

    It was the first on the agenda, and no longer is.
    """
    rain = rain_at(s.rains, number)
    kind, actor, height, rate, bound = rain.kind, rain.actor, rain.height, rain.rate, rain.bound
    whom, candidate, branch = rain.whom, rain.number, rain.branch
    zone, victim, harm, commands = (
        rain.mark_zone,
        rain.mark_victim,
        rain.mark_harm,
        rain.mark_commanded,
    )
    _let_next_wait(w, s, number)
    if kind == PARTY:
        lawful = _is_excluded(w, whom)
        if not lawful and commands >= party_at(w.party_rows, actor).uncommanded:
            agreed = 1.0
            if w.has_measures:
                agreed = agreed_factor(w, zone_drawn(w, zone), s.now)
            rate *= factor(w, s, actor, s.now, agreed)
        if height >= _within(s, rate, bound):
            return NOTHING
        incident = s.incident_count
        one = begun(s, Act.STRIKE if lawful else Act.VIOLATION, actor, whom, 0)
        at = incident * MARKS
        put_float(s.marks, at + Mark.ZONE, zone)
        put_float(s.marks, at + Mark.VICTIM, victim)
        put_float(s.marks, at + Mark.HARM, harm)
        put_float(s.marks, at + Mark.COMMANDED, commands)
        one.drawn = 1
    else:
        if kind == GROUP:
            given = group_at(w.group_rows, actor - w.parties)
            rate *= ramp(s.now, s.announced, given.spoils, given.spoils_from)
            if height >= _within(s, rate, bound):
                return NOTHING
        incident = s.incident_count
        act = Act.ATTACK if kind == GROUP else Act.OUTSIDE_ATTACK
        one = begun(s, act, actor, 0, 0)
    _name(s, number, incident, candidate, branch)
    if kind != PARTY:
        row = actor_at(w.actor_rows, actor)
        one.whom = drawn(w, row.hits_first, row.hits, mark(s, incident, Mark.VICTIM))
    one.zone = zone_drawn(w, mark(s, incident, Mark.ZONE))
    one.harm = quantile(w, actor_at(w.actor_rows, actor).harm, mark(s, incident, Mark.HARM))
    return incident


@inlined
def _name(s: State, number: int, incident: int, candidate: int, branch: int) -> None:
    """Say which act an incident is, and where its draws stand."""
    rain, one = rain_at(s.rains, number), incident_at(s.incidents, incident)
    one.actor = rain.address
    one.number = rain.deeds + candidate
    one.branch = branch
    one.marks_address = rain.address
    one.marks_purpose = rain.marks
    one.marks_step = _STEPS * candidate


@inlined
def _let_next_wait(w: World, s: State, number: int) -> None:
    rain = rain_at(s.rains, number)
    if _comes_next(w, s, rain):
        rank = Rank.INVENTED if rain.kind == INVENTS else Rank.ACT
        replace(s, rain.time, rank, rain.due + rain.number, number)
    else:
        drop(s)


@compiled
def invents(w: World, s: State, number: int) -> int:
    """Return what a party makes up, if it does; let the next such candidate wait."""
    rain = rain_at(s.rains, number)
    party, height, bound = rain.actor, rain.height, rain.bound
    candidate, branch = rain.number, rain.branch
    _let_next_wait(w, s, number)
    given = party_at(w.party_rows, party)
    rate = given.invents_per_hour * ramp(s.now, s.announced, w.rise, w.over_hours)
    if height >= _within(s, rate, bound):
        return NOTHING
    incident = s.incident_count
    one = begun(s, Act.NOTHING, 0, party, 0)
    _name(s, number, incident, candidate, branch)
    one.who = drawn(w, given.accuses_first, given.accuses, mark(s, incident, Mark.SUSPECT))
    one.zone = zone_drawn(w, mark(s, incident, Mark.ZONE))
    one.harm = quantile(w, actor_at(w.actor_rows, one.who).harm, mark(s, incident, Mark.HARM))
    return incident
