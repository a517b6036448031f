"""The causes of collapse that watch the truce, as in `model.collapse`."""

from truce_sim.engine.clock import push, turn
from truce_sim.engine.codes import Cause, Mark, Rank, Verdict
from truce_sim.engine.compiling import compiled
from truce_sim.engine.ending import blamed_or, collapses
from truce_sim.engine.grievance import fed_up
from truce_sim.engine.guarantors import fall_out, persuade
from truce_sim.engine.incidents import NONE, mark
from truce_sim.engine.layout import World
from truce_sim.engine.rules import is_spiral, too_grave
from truce_sim.engine.state import State, bound_at
from truce_sim.engine.state_rows import claim_at, incident_at, strike_at, violation_at


@compiled
def leaves(w: World, s: State, number: int) -> None:
    """Notice is over: the party leaves, unless the reason is gone or a guarantor persuades."""
    claim = claim_at(s.claims, number)
    party, bound = claim.by, bound_at(s.parties, claim.by)
    appeased = claim.verdict == Verdict.REJECTED and not fed_up(w, s, party)
    if appeased or persuade(w, s, party, bound.attempts - 1):
        bound.leaving = 0
        return
    collapses(s, blamed_or(Cause.WALK_OUT, claim), claim.incident)


@compiled
def spiral(w: World, s: State, incident: int) -> None:
    """At least so many violations within a rolling window end the truce."""
    most = w.spiral_violations
    if most == 0 or s.violation_count < most:
        return
    first = violation_at(s.violations, s.violation_count - most)
    if s.now - first.time <= w.spiral_window:
        answers = s.answers - first.answers
        collapses(s, Cause.SPIRAL if is_spiral(answers, most) else Cause.VIOLATIONS, incident)


@compiled
def mass_casualties(w: World, s: State, number: int) -> None:
    """An incident too grave to bear may end the truce as soon as someone is blamed for it."""
    if w.grave_ends == 0.0:
        return
    claim = claim_at(s.claims, number)
    harm = incident_at(s.incidents, claim.incident).harm
    if too_grave(harm, w.grave_harm, mark(s, claim.incident, Mark.ENDS), w.grave_ends):
        collapses(s, blamed_or(Cause.MASS_CASUALTY, claim), claim.incident)


@compiled
def begin_shocks(s: State, since: float) -> None:
    """Wait for every shock of this run that is still to come."""
    for number in range(s.strike_count):
        strike = strike_at(s.strikes, number)
        if strike.time < since:
            continue
        push(s, strike.time, Rank.SHOCK, turn(strike.place, strike.number), number)


@compiled
def shock(s: State, number: int) -> None:
    """A shock comes to pass."""
    strike = strike_at(s.strikes, number)
    if strike.ends:
        collapses(s, Cause.SHOCK, NONE)
    elif strike.ruptures:
        fall_out(s)
