"""Parties that did not mean what they signed, as in `model.pretence`."""

from math import inf

from truce_sim.engine.clock import push, turn
from truce_sim.engine.codes import Cause, Purpose, Rank
from truce_sim.engine.compiling import compiled
from truce_sim.engine.draws import nth
from truce_sim.engine.ending import collapses
from truce_sim.engine.incidents import NONE
from truce_sim.engine.layout import World
from truce_sim.engine.spreads import quantile
from truce_sim.engine.state import State, bound_at
from truce_sim.engine.state_rows import incident_at
from truce_sim.engine.world_rows import actor_at, party_at


@compiled
def begin_pretence(w: World, s: State) -> None:
    """Draw who does not mean it, and wait for the hours of those who need no cover."""
    for party in range(w.parties):
        given = party_at(w.party_rows, party)
        bound_at(s.parties, party).covered_from = inf
        if given.means_it == 1.0 or _luck(w, s, party, Purpose.MEANS_IT) < given.means_it:
            continue
        hour = quantile(w, given.breaks_after, _luck(w, s, party, Purpose.BREAKS))
        if given.may_cover and _luck(w, s, party, Purpose.COVER) < given.under_cover:
            bound_at(s.parties, party).covered_from = hour
        elif hour < w.end:
            place = actor_at(w.actor_rows, party).place
            push(s, hour, Rank.BREAKS, turn(place, 0), party)


@compiled
def _luck(w: World, s: State, party: int, purpose: int) -> float:
    return nth(s.seed, s.replication, actor_at(w.actor_rows, party).address, purpose, 0, 0)


@compiled
def struck(s: State, strike: int) -> None:
    """A party struck an excluded group: under cover of it some break the truce."""
    one = incident_at(s.incidents, strike)
    if one.time >= bound_at(s.parties, one.who).covered_from:
        collapses(s, Cause.ON_PURPOSE, strike)


@compiled
def breaks(s: State) -> None:
    """A party that did not mean it breaks the truce."""
    collapses(s, Cause.ON_PURPOSE, NONE)
