"""Zones flare up and calm down on their own, as in `model.zones`."""

from truce_sim.engine.clock import push
from truce_sim.engine.codes import Cause, Rank
from truce_sim.engine.compiling import compiled
from truce_sim.engine.ending import collapses
from truce_sim.engine.incidents import keep
from truce_sim.engine.layout import World
from truce_sim.engine.rules import endangers
from truce_sim.engine.state import State, front_at
from truce_sim.engine.state_rows import incident_at, violation_at
from truce_sim.engine.world_rows import zone_at


@compiled
def spread(w: World, s: State, zone: int) -> float:
    """Return the factor on retaliation in `zone`."""
    return w.spreads_fire if w.has_flare and front_at(s.zones, zone).aflame else 1.0


@compiled
def burning(w: World, s: State) -> float:
    """Return the shares of incidents of the zones aflame, summed in the order of their names."""
    so_far = 0.0
    for zone in range(w.zones):
        if front_at(s.zones, zone).aflame:
            so_far += zone_at(w.zone_rows, zone).share
    return so_far


@compiled
def _key_burns(w: World, s: State) -> bool:
    for zone in range(w.zones):
        if front_at(s.zones, zone).aflame and zone_at(w.zone_rows, zone).key:
            return True
    return False


@compiled
def violated(w: World, s: State, incident: int) -> None:
    """Count a violation, the latest of all, in its zone."""
    if not w.has_flare:
        return
    zone, number = incident_at(s.incidents, incident).zone, s.violation_count - 1
    front = front_at(s.zones, zone)
    if front.recent == 0:
        front.first = number
    else:
        violation_at(s.violations, front.last).next = number
    front.last = number
    front.recent += 1
    _forget(w, s, zone)
    if not front.aflame and front.recent >= w.flare_violations:
        front.aflame = 1
        front.incident = incident
        s.burning_zones += 1
        keep(s, incident)
        _judge(w, s, incident)
        _wait(w, s, zone)


@compiled
def _forget(w: World, s: State, zone: int) -> None:
    front = front_at(s.zones, zone)
    while front.recent > 0:
        first = violation_at(s.violations, front.first)
        if first.time + w.flare_window > s.now:
            break
        front.first = first.next
        front.recent -= 1


@compiled
def _wait(w: World, s: State, zone: int) -> None:
    """Look again when the violation that is needed last leaves the window."""
    front = front_at(s.zones, zone)
    needed = front.first
    for _ in range(front.recent - w.flare_violations):
        needed = violation_at(s.violations, needed).next
    at = violation_at(s.violations, needed).time + w.flare_window
    push(s, at, Rank.CALMS, zone, zone)


@compiled
def calms(w: World, s: State, zone: int) -> None:
    """A zone's violations may have fallen below the mark."""
    front = front_at(s.zones, zone)
    _forget(w, s, zone)
    if front.recent >= w.flare_violations:
        _wait(w, s, zone)
        return
    front.aflame = 0
    s.burning_zones -= 1
    _judge(w, s, front.incident)


@compiled
def _judge(w: World, s: State, incident: int) -> None:
    """Start or stop the clock that runs while so much is aflame that the truce is dead."""
    if not endangers(burning(w, s), w.everything, w.flare_ends, _key_burns(w, s)):
        s.endangered = 0
    elif not s.endangered:
        s.endangered = 1
        s.danger += 1
        s.danger_incident = incident
        push(s, s.now + w.flare_lasts, Rank.DANGER, s.danger, s.danger)


@compiled
def lasted(s: State, spell: int) -> None:
    """Zones have been aflame too long, if this spell of danger is not over."""
    if s.endangered and spell == s.danger:
        collapses(s, Cause.ZONES, s.danger_incident)
