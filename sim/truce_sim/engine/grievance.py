"""Grievance, as in `model.grievance`: what each bound party holds against the others."""

from truce_sim.engine.codes import Purpose, Status
from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.draws import TRUCE, nth
from truce_sim.engine.layout import MOST_PERSUASIONS, World
from truce_sim.engine.memory import float_at, put_float
from truce_sim.engine.notice import gives_notice
from truce_sim.engine.rules import drawn_limit, halved, reaches, weighed
from truce_sim.engine.spreads import normal_quantile
from truce_sim.engine.state import State, bound_at
from truce_sim.engine.state_rows import Claim, claim_at, incident_at
from truce_sim.engine.world_rows import actor_at, party_at


@compiled
def begin_grievances(w: World, s: State) -> None:
    """Let every party begin with what it holds, and with what it bears."""
    for party in range(w.parties):
        bound = bound_at(s.parties, party)
        bound.total = party_at(w.party_rows, party).at_start
        bound.as_of = 0.0
        bound.lefts = 0
    draw_limits(w, s)


@compiled
def draw_limits(w: World, s: State) -> None:
    """Draw what every party bears."""
    for party in range(w.parties):
        given = party_at(w.party_rows, party)
        of_all = own = 0.0
        if given.headroom_sigma > 0.0:
            address = actor_at(w.actor_rows, party).address
            of_all = normal_quantile(nth(s.seed, s.replication, TRUCE, Purpose.HEADROOM, 0, 0))
            own = normal_quantile(nth(s.seed, s.replication, address, Purpose.HEADROOM, 0, 0))
        bound_at(s.parties, party).limit = drawn_limit(
            given.limit, given.headroom, given.headroom_sigma, w.common, of_all, own
        )


@compiled
def _kept(s: State, claim: Claim) -> float:
    """Return the share of a claim that persuasion has left since it was first heard of."""
    lefts = bound_at(s.parties, claim.by).lefts
    if claim.persuasions < 0:
        claim.persuasions = lefts
    while claim.persuasions < lefts:
        claim.kept *= float_at(s.lefts, claim.by * MOST_PERSUASIONS + claim.persuasions)
        claim.persuasions += 1
    return claim.kept


@compiled
def shrink(s: State, party: int, left: float) -> None:
    """Keep only the share `left` of all that is held so far; later claims count in full."""
    bound = bound_at(s.parties, party)
    bound.total *= left
    if bound.lefts == MOST_PERSUASIONS:
        s.status = Status.BEYOND
        return
    put_float(s.lefts, party * MOST_PERSUASIONS + bound.lefts, left)
    bound.lefts += 1


@inlined
def _held(w: World, s: State, party: int) -> float:
    bound = bound_at(s.parties, party)
    return halved(bound.total, s.now - bound.as_of, party_at(w.party_rows, party).forgets_in)


@compiled
def share(w: World, s: State, party: int) -> float:
    """Return a party's grievance now, as a share of its limit."""
    return _held(w, s, party) / bound_at(s.parties, party).limit


@compiled
def fed_up(w: World, s: State, party: int) -> bool:
    """Return whether a party's grievance is at its limit now."""
    return reaches(_held(w, s, party), bound_at(s.parties, party).limit)


@compiled
def weigh(w: World, s: State, number: int, weight: float) -> None:
    """Let a claim weigh `weight` in its claimant's grievance from now on."""
    claim = claim_at(s.claims, number)
    if claim.persuasions < 0:
        _kept(s, claim)
    if weight == claim.weight:
        return
    bound = bound_at(s.parties, claim.by)
    harm = incident_at(s.incidents, claim.incident).harm
    heavier = harm * (weight - claim.weight) * _kept(s, claim)
    bound.total, change = weighed(
        bound.total,
        s.now - bound.as_of,
        party_at(w.party_rows, claim.by).forgets_in,
        heavier,
        s.now - claim.noticed_at,
    )
    claim.weight = weight
    bound.as_of = s.now
    if change > 0.0 and reaches(bound.total, bound.limit):
        gives_notice(w, s, number)
