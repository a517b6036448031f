"""What follows an incident, as in `model.aftermath`: who notices, and what the blame sets off."""

from truce_sim.engine.bounds import within_bounds
from truce_sim.engine.clock import turn
from truce_sim.engine.codes import NOBODY, Act, Mark, Truth, Verdict
from truce_sim.engine.collapse import mass_casualties, spiral
from truce_sim.engine.compiling import compiled
from truce_sim.engine.grievance import weigh
from truce_sim.engine.guarantors import hear
from truce_sim.engine.incidents import NONE, keep, mark
from truce_sim.engine.layout import World, is_excluded
from truce_sim.engine.memory import int_at
from truce_sim.engine.pretence import struck
from truce_sim.engine.record import claimed, count_incident
from truce_sim.engine.retaliation import decide
from truce_sim.engine.rules import is_disputed, noticing, truth_of_blame
from truce_sim.engine.state import State, bound_at
from truce_sim.engine.state_rows import claim_at, incident_at
from truce_sim.engine.verification import calm_of, notified
from truce_sim.engine.weights import drawn
from truce_sim.engine.world_rows import actor_at, group_at, party_at, power_at, zone_at
from truce_sim.engine.zones import violated


@compiled
def happens(w: World, s: State, incident: int) -> None:
    """An incident has happened: count it, and see what its victim makes of it."""
    if not within_bounds(s, incident):
        return
    count_incident(w, s, incident)
    act = incident_at(s.incidents, incident).act
    if act <= Act.RETALIATION:
        violated(w, s, incident)
        spiral(w, s, incident)
    elif act == Act.STRIKE:
        struck(s, incident)
    if s.over:
        return
    claim = _disputed(w, s, incident) if act == Act.STRIKE else _belief(w, s, incident)
    if claim != NONE:
        _hear(w, s, claim)


@compiled
def _belief(w: World, s: State, incident: int) -> int:
    """Return the claim that an incident leads to; none if nobody in the truce is blamed."""
    one = incident_at(s.incidents, incident)
    if one.whom >= w.parties:
        return NONE
    victim = party_at(w.party_rows, one.whom)
    place = 2 * (one.whom * w.actors + one.who)
    first, suspects = int_at(w.suspects, place), int_at(w.suspects, place + 1)
    excluded = is_excluded(w, one.who)
    misblames = victim.misblames
    if excluded:
        misblames = group_at(w.group_rows, one.who - w.parties).wrongly_blamed
    truth = truth_of_blame(
        mark(s, incident, Mark.NOTICED),
        noticing(victim.notices, one.harm),
        mark(s, incident, Mark.MISBLAMED),
        misblames,
        suspects > 0,
        excluded,
    )
    if truth == NOBODY:
        return NONE
    blamed = one.who
    if truth == Truth.MISBLAMED:
        blamed = drawn(w, first, suspects, mark(s, incident, Mark.SUSPECT))
    return _claim(w, s, incident, one.whom, blamed, truth)


@compiled
def _disputed(w: World, s: State, incident: int) -> int:
    """A neighbour among mixed positions may claim to have been hit by a lawful strike."""
    one = incident_at(s.incidents, incident)
    disputed = group_at(w.group_rows, one.whom - w.parties).disputed
    mixed = zone_at(w.zone_rows, one.zone).mixed
    if not is_disputed(mark(s, incident, Mark.DISPUTED), mixed, disputed):
        return NONE
    striker = party_at(w.party_rows, one.who)
    neighbour = drawn(
        w, striker.neighbours_first, striker.neighbours, mark(s, incident, Mark.NEIGHBOUR)
    )
    return _claim(w, s, incident, neighbour, one.who, Truth.LAWFUL)


@compiled
def _claim(w: World, s: State, incident: int, by: int, against: int, truth: int) -> int:
    keep(s, incident)
    number = s.claim_count
    s.claim_count += 1
    bound = bound_at(s.parties, by)
    claim = claim_at(s.claims, number)
    claim.incident = incident
    claim.by = by
    claim.against = against
    claim.truth = truth
    claim.noticed_at = s.now
    claim.turn = turn(actor_at(w.actor_rows, by).place, bound.claims)
    claim.weight = 0.0
    claim.kept = 1.0
    claim.persuasions = -1
    claim.verdict = Verdict.OPEN
    claim.overdue = 0
    claim.answered = 0
    claim.awaits_start = 0
    bound.claims += 1
    return number


@compiled
def _hear(w: World, s: State, number: int) -> None:
    """A party blames another for an incident."""
    claimed(w, s, number)
    mass_casualties(w, s, number)
    if s.over:
        return
    hear(w, s, number)
    power = claim_at(s.claims, number).against - w.parties - w.excluded
    if power >= 0:
        # No mechanism can rule on a state that signed nothing.
        weigh(w, s, number, power_at(w.power_rows, power).strains)
        decide(w, s, number, Mark.FIRST_DECISION, 0.0)
        return
    calm = calm_of(w, s)
    weigh(w, s, number, 1.0 - calm)
    notified(w, s, number)
    decide(w, s, number, Mark.FIRST_DECISION, calm)


@compiled
def invented(w: World, s: State, incident: int) -> None:
    """A party complains of what did not happen: work for the mechanism, no grievance."""
    one = incident_at(s.incidents, incident)
    claim = _claim(w, s, incident, one.whom, one.who, Truth.FALSE)
    claimed(w, s, claim)
    hear(w, s, claim)
    notified(w, s, claim)
