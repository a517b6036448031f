"""The beginning of a walk-out, as in `model.collapse.WalkOuts`; its end is in `collapse`."""

from truce_sim.engine.clock import push, turn
from truce_sim.engine.codes import Purpose, Rank
from truce_sim.engine.compiling import compiled
from truce_sim.engine.draws import nth
from truce_sim.engine.layout import World
from truce_sim.engine.spreads import quantile
from truce_sim.engine.state import State, bound_at
from truce_sim.engine.state_rows import claim_at
from truce_sim.engine.weights import branch_at
from truce_sim.engine.world_rows import actor_at, party_at


@compiled
def gives_notice(w: World, s: State, number: int) -> None:
    """A claim has brought its party to its limit: it gives notice, unless it has done so."""
    party = claim_at(s.claims, number).by
    bound = bound_at(s.parties, party)
    if bound.leaving:
        return
    bound.leaving = 1
    attempt = bound.attempts
    bound.attempts += 1
    actor = actor_at(w.actor_rows, party)
    luck = nth(s.seed, s.replication, actor.address, Purpose.NOTICE, attempt, branch_at(s, s.now))
    notice = quantile(w, party_at(w.party_rows, party).notice, luck)
    push(s, s.now + notice, Rank.NOTICE, turn(actor.place, attempt), number)
