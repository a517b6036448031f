"""Retaliation, as in `model.retaliation`: decided on noticing, and once more if disappointed."""

from truce_sim.engine.clock import push
from truce_sim.engine.codes import Act, Mark, Purpose, Rank, Verdict
from truce_sim.engine.compiling import compiled
from truce_sim.engine.draws import mix
from truce_sim.engine.grievance import share
from truce_sim.engine.incidents import NONE, address_of, begun, mark
from truce_sim.engine.layout import World
from truce_sim.engine.measures import factor
from truce_sim.engine.rules import retaliation_chance
from truce_sim.engine.spreads import quantile
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import Claim, claim_at, incident_at
from truce_sim.engine.weights import branch_at, zone_drawn
from truce_sim.engine.world_rows import actor_at, party_at
from truce_sim.engine.zones import spread


@compiled
def decide(w: World, s: State, number: int, which: int, calm: float) -> None:
    """The victim decides, once per call; who has already answered does not answer twice."""
    claim = claim_at(s.claims, number)
    if claim.answered:
        return
    given = party_at(w.party_rows, claim.by)
    if given.fed_up <= 0.0:
        # Nothing is below a chance of nought: the draw need not be made.
        return
    zone = incident_at(s.incidents, claim.incident).zone
    draw = mark(s, claim.incident, which)
    fire = spread(w, s, zone)
    agreed = factor(w, zone, s.now)
    if draw >= given.fed_up * fire * agreed:
        return
    held = share(w, s, claim.by)
    if draw >= retaliation_chance(given.retaliates, given.fed_up, held, fire, agreed, calm):
        return
    claim.answered = 1
    strikes_at = _held_back(w, s, claim)
    if 0.0 <= strikes_at < w.end:
        push(s, strikes_at, Rank.ANSWER, claim.turn, number)


@compiled
def _held_back(w: World, s: State, claim: Claim) -> float:
    """Return when a party strikes back; a negative number where the hotline talks it out of it."""
    delay = quantile(
        w, party_at(w.party_rows, claim.by).retaliates_after, mark(s, claim.incident, Mark.DELAY)
    )
    strikes_at = s.now + delay
    if s.now >= w.hotline_starts and mark(s, claim.incident, Mark.HOTLINE) < w.reaches:
        answer_at = s.now + quantile(w, w.answers_in, mark(s, claim.incident, Mark.ANSWER))
        if mark(s, claim.incident, Mark.BELIEVED) < w.believed:
            return -1.0
        return max(strikes_at, answer_at)
    return strikes_at


@compiled
def strikes(w: World, s: State, number: int) -> int:
    """Return the incident that a retaliation comes to; none where it is called off."""
    claim = claim_at(s.claims, number)
    if claim.verdict == Verdict.REJECTED:
        return NONE
    provoked = incident_at(s.incidents, claim.incident)
    given, actor = party_at(w.party_rows, claim.by), actor_at(w.actor_rows, claim.by)
    answer = s.incident_count
    one = begun(s, Act.RETALIATION, claim.by, claim.against, provoked.zone)
    one.parent = claim.incident
    one.answers = provoked.answers + 1
    one.actor = actor.address
    one.branch = branch_at(s, s.now)
    one.address = mix(address_of(s, claim.incident), actor.address)
    one.marks_address = one.address
    one.marks_purpose = Purpose.MARKS
    one.marks_step = 0
    if mark(s, answer, Mark.SAME_ZONE) >= given.same_zone:
        one.zone = zone_drawn(w, mark(s, answer, Mark.ZONE))
    one.harm = given.escalates * quantile(w, actor.harm, mark(s, answer, Mark.HARM))
    return answer
