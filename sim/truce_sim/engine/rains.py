"""Every actor's strata of candidates: the next of each that may come to pass waits on the agenda.

As in `model.violence`, but that the one after it takes its place before its own effects are known:
candidates depend on nothing that happens.
"""

from truce_sim.engine.candidates import begin_rain, next_below, skip
from truce_sim.engine.clock import push, turn
from truce_sim.engine.codes import Mark, Purpose, Rank, Status
from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.draws import TRUCE, deed, in_stratum, nth, twice_four
from truce_sim.engine.incidents import write_four
from truce_sim.engine.layout import MOST_STRATA, RAIN_MARKS, World, is_excluded
from truce_sim.engine.rules import settling
from truce_sim.engine.shocks import surge
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import Rain, rain_at
from truce_sim.engine.weights import drawn
from truce_sim.engine.world_rows import actor_at, group_at, party_at
from truce_sim.model.streams import BLOCK
from truce_sim.model.violence import ROUNDING
from truce_sim.scenario.limits import MOST_CANDIDATES

PARTY, GROUP, POWER, INVENTS = 0, 1, 2, 3
"""Kinds of rain."""
STEPS = BLOCK // 4
"""Calls of the generator for the marks of one candidate."""


@compiled
def draw_hold(w: World, s: State) -> None:
    """Draw whether the truce takes hold, once a run."""
    holds = nth(s.seed, s.replication, TRUCE, Purpose.TAKES_HOLD, 0, 0)
    s.takes_hold = holds < w.takes_hold
    s.highest_shame = 1.0


@compiled
def begin_violence(w: World, s: State, since: float) -> None:
    """Let every actor begin, among the candidates from an hour on."""
    if w.has_verification:
        s.highest_shame = max(s.highest_shame, w.shame)
    s.most = s.highest_shame * w.measures_highest
    s.rain_count = 0
    for actor in range(w.actors):
        one = actor_at(w.actor_rows, actor)
        rate = one.per_hour * s.surge_highest
        if actor < w.parties:
            _start(w, s, actor, PARTY, rate * s.most, since)
            invents = party_at(w.party_rows, actor).invents_per_hour
            _start(w, s, actor, INVENTS, invents * w.rise, since)
        elif is_excluded(w, actor):
            spoils = group_at(w.group_rows, actor - w.parties).spoils
            _start(w, s, actor, GROUP, rate * spoils, since)
        else:
            _start(w, s, actor, POWER, rate, since)


@compiled
def _start(w: World, s: State, actor: int, kind: int, bound: float, since: float) -> None:
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
        rain.times = in_stratum(times, stratum)
        rain.marks = in_stratum(marks, stratum)
        rain.deeds = deed(marks, stratum, 0)
        rain.due = turn(one.place, stratum << 40)
        rain.level = 1.0
        begin_rain(s, rain, bottom, top, bound, s.spell)
        if since > rain.time:
            skip(w, s, rain, since)
        await_next(w, s, s.rain_count)
        s.rain_count += 1
        bottom, top = top, 2.0 * top
    if bottom < bound:
        s.status = Status.BEYOND


@compiled
def await_next(w: World, s: State, number: int) -> None:
    """Put a rain's next candidate on the agenda, if there is one."""
    rain = rain_at(s.rains, number)
    if _comes_next(w, s, number):
        rank = Rank.INVENTED if rain.kind == INVENTS else Rank.ACT
        push(s, rain.time, rank, rain.due + rain.number, number)


@inlined
def within(s: State, rate: float, bound: float) -> float:
    """Return `rate`; one above the bound its candidates were drawn for is the model's to refuse."""
    if rate > bound * ROUNDING:
        s.status = Status.BEYOND
    return rate


@compiled
def _comes_next(w: World, s: State, number: int) -> bool:
    """Go to the next candidate that some state of the truce could let through."""
    rain = rain_at(s.rains, number)
    kind, actor = rain.kind, actor_at(w.actor_rows, rain.actor)
    while next_below(w, s, rain):
        if kind == INVENTS:
            return True
        rain.rate = actor.per_hour * surge(s, rain.time)
        if kind == PARTY:
            if _party_may(w, s, number, rain):
                return True
        elif kind == GROUP:
            if rain.height < rain.rate * group_at(w.group_rows, rain.actor - w.parties).spoils:
                return True
        elif rain.height < within(s, rain.rate, rain.bound):
            return True
    return False


@inlined
def _party_may(w: World, s: State, number: int, rain: Rain) -> bool:
    """Return whether some state of the truce could let a party's candidate through.

    Most of what is refused at all is refused before its marks are drawn, and most of that before
    it is worked out how far violence has settled: at least as far as it had when last worked out.
    """
    height, rate, most = rain.height, rain.rate, s.most
    if height >= rate * most:
        return False
    strikes = party_at(w.party_rows, rain.actor).may_strike
    settles_on = rain.time <= w.frays_after
    if not strikes and settles_on and height >= rate * rain.level * most * ROUNDING:
        return False
    level = _settled(w, s, rain.time)
    rain.level = level
    settled = rate * level
    if height >= settled * most and not strikes:
        return False
    step = STEPS * rain.number
    first, second = twice_four(
        s.seed, s.replication, rain.address, rain.marks, (step, step + 1), rain.branch
    )
    write_four(s.rain_marks, RAIN_MARKS * number, first)
    write_four(s.rain_marks, RAIN_MARKS * number + 4, second)
    actor = actor_at(w.actor_rows, rain.actor)
    rain.whom = drawn(w, actor.hits_first, actor.hits, first[Mark.VICTIM])
    if not is_excluded(w, rain.whom):
        rain.rate = settled
    # What no state of the truce could let through need not wait its turn.
    return bool(height < rain.rate * most)


@inlined
def _settled(w: World, s: State, time: float) -> float:
    if not s.takes_hold:
        return 1.0
    return settling(time, w.floor, w.settles_in, w.frays_after, w.frays_in)
