"""Outside shocks, as in `model.shocks`: drawn before the run."""

from math import inf

from truce_sim.engine.candidates import begin_rain, next_below
from truce_sim.engine.codes import Purpose, Status
from truce_sim.engine.compiling import compiled
from truce_sim.engine.draws import in_stratum, nth
from truce_sim.engine.layout import MOST_STRATA, MOST_STRIKES, World
from truce_sim.engine.rules import strength
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import rain_at, strike_at, surge_at
from truce_sim.engine.world_rows import Shock, shock_at
from truce_sim.scenario.limits import MOST_EVENTS


@compiled
def draw_shocks(w: World, s: State, since: float) -> None:
    """Draw every shock of this run from an hour on, and the surge that they bring."""
    _keep_before(s, since)
    for place in range(w.shocks):
        shock = shock_at(w.shock_rows, place)
        if not shock.per_hour * w.end <= MOST_EVENTS:
            s.status = Status.BEYOND
            return
        bottom, top = 0.0, w.lowest
        for stratum in range(MOST_STRATA):
            if bottom >= shock.per_hour:
                break
            _strikes(w, s, place, stratum, bottom, top, since)
            bottom, top = top, 2.0 * top
        if bottom < shock.per_hour:
            s.status = Status.BEYOND
        if s.status != Status.DONE:
            return
    _surge(s)


@compiled
def _keep_before(s: State, since: float) -> None:
    """Keep the shocks before an hour alone."""
    kept = 0
    for number in range(s.strike_count):
        strike, other = strike_at(s.strikes, number), strike_at(s.strikes, kept)
        if strike.time < since:
            other.place = strike.place
            other.time = strike.time
            other.number = strike.number
            other.factor = strike.factor
            other.lasts = strike.lasts
            other.ends = strike.ends
            other.ruptures = strike.ruptures
            kept += 1
    s.strike_count = kept


@compiled
def _strikes(
    w: World, s: State, place: int, stratum: int, bottom: float, top: float, since: float
) -> None:
    shock = shock_at(w.shock_rows, place)
    rain = rain_at(s.scratch, 0)
    rain.address = shock.address
    rain.times = in_stratum(Purpose.SHOCK_TIMES, stratum)
    begin_rain(s, rain, bottom, top, shock.per_hour, 0)
    while next_below(w, s, rain):
        if rain.time < since:
            continue
        if s.strike_count == MOST_STRIKES:
            s.status = Status.BEYOND
            return
        strike = strike_at(s.strikes, s.strike_count)
        s.strike_count += 1
        strike.place = shock.place
        strike.time = rain.time
        strike.factor = shock.factor
        strike.lasts = shock.lasts
        strike.number = (stratum << 40) | rain.number
        strike.ends = _comes(
            s, shock, Purpose.SHOCK_ENDS, stratum, rain.number, rain.branch, shock.ends
        )
        strike.ruptures = shock.ruptures > 0.0 and _comes(
            s, shock, Purpose.SHOCK_RUPTURES, stratum, rain.number, rain.branch, shock.ruptures
        )


@compiled
def _comes(
    s: State, shock: Shock, purpose: int, stratum: int, number: int, branch: int, chance: float
) -> bool:
    which = in_stratum(purpose, stratum)
    return nth(s.seed, s.replication, shock.address, which, number, branch) < chance


@compiled
def _surge(s: State) -> None:
    """Work out when the strongest surge in force changes: at each start or end of one."""
    s.surge_count = 0
    s.surge_highest = 1.0
    now = -inf
    while True:
        now = _next_change(s, now)
        if now == inf:
            return
        surge = surge_at(s.surges, s.surge_count)
        surge.since = now
        surge.factor = _strongest(s, now)
        s.surge_count += 1


@compiled
def _next_change(s: State, after: float) -> float:
    found = inf
    for number in range(s.strike_count):
        strike = strike_at(s.strikes, number)
        if strike.factor == 1.0 or strike.lasts <= 0.0:
            continue
        s.surge_highest = max(s.surge_highest, strike.factor)
        for time in (strike.time, strike.time + strike.lasts):
            if after < time < found:
                found = time
    return found


@compiled
def _strongest(s: State, now: float) -> float:
    """Return the factor in force that is furthest from 1, as a ratio."""
    highest, factor = (-inf, -inf), 1.0
    for number in range(s.strike_count):
        strike = strike_at(s.strikes, number)
        if strike.factor == 1.0 or not strike.time <= now < strike.time + strike.lasts:
            continue
        rank = strength(strike.factor)
        if rank > highest:
            highest, factor = rank, strike.factor
    return factor


@compiled
def surge(s: State, now: float) -> float:
    """Return the factor on violence at `now` (see `model.shocks.Shocks.surge`)."""
    place = s.surge_count
    while place > 0 and surge_at(s.surges, place - 1).since > now:
        place -= 1
    return surge_at(s.surges, place - 1).factor if place > 0 else 1.0
