"""Verification, as in `model.verification`: complaints wait for a team, are checked, get a verdict.

Teams are alike, so they are counts: those wanted, those there, and of these the idle ones.
"""

from truce_sim.engine.clock import push
from truce_sim.engine.codes import Mark, Order, Rank, Truth, Verdict
from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.grievance import weigh
from truce_sim.engine.guarantors import press_upheld
from truce_sim.engine.incidents import mark
from truce_sim.engine.layout import World
from truce_sim.engine.pressure import shame
from truce_sim.engine.queue import put, put_anew, take
from truce_sim.engine.record import decided, filed
from truce_sim.engine.retaliation import decide
from truce_sim.engine.rules import finding, is_stale, named, weight_after, weight_upheld
from truce_sim.engine.spreads import quantile
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import claim_at, incident_at, waiting_at
from truce_sim.engine.world_rows import party_at, posting_at, zone_at


@compiled
def begin_verification(w: World, s: State) -> None:
    """Open the office: at once, or after its start-up time."""
    if not w.has_verification:
        return
    if w.starts_after > 0.0:
        push(s, w.starts_after, Rank.STARTS, 0, 0)
    else:
        starts(w, s)


@compiled
def go_on_with(w: World, s: State) -> None:
    """Work as in another world from now on: an office that does not yet opens when it would there.

    Complaints that wait are put in the order of that world.
    """
    if not w.has_verification:
        return
    for place in range(s.waiting):
        waits = waiting_at(s.complaints, place)
        first, second = _urgency(w, s, waits.claim)
        put_anew(s, place, first, second)
    if not s.works:
        push(s, max(s.now, w.starts_after), Rank.STARTS, 0, 0)
        return
    there = 0
    for number in range(w.postings):
        posting = posting_at(w.posting_rows, number)
        if posting.since < s.now:
            there = posting.teams
        else:
            push(s, posting.since, Rank.TEAMS, number + 1, posting.teams)
    if there != s.wanted:
        push(s, s.now, Rank.TEAMS, 0, there)


@compiled
def starts(w: World, s: State) -> None:
    """The mechanism starts to work."""
    s.works = 1
    for number in range(s.claim_count):
        claim = claim_at(s.claims, number)
        # An inquiry under way can only calm from the day on which there is one.
        if claim.awaits_start and claim.verdict == Verdict.OPEN and not claim.overdue:
            weigh(w, s, number, 1.0 - w.calms)
    teams = 0
    for number in range(w.postings):
        posting = posting_at(w.posting_rows, number)
        if posting.since > s.now:
            push(s, posting.since, Rank.TEAMS, number, posting.teams)
        else:
            teams = posting.teams
    post(w, s, teams)


@compiled
def post(w: World, s: State, teams: int) -> None:
    """Have so many teams from now on; who checks a complaint finishes it before it leaves."""
    s.wanted = teams
    while s.there > teams and s.idle > 0:
        s.idle -= 1
        s.there -= 1
    for _ in range(teams - s.there):
        s.there += 1
        _next(w, s)


@compiled
def calm_of(w: World, s: State) -> float:
    """Return how far an open inquiry damps retaliation and grievance at present."""
    return w.calms if s.works else 0.0


@compiled
def notified(w: World, s: State, number: int) -> None:
    """A party will complain: file it once the report has come in."""
    if not w.has_verification:
        return
    claim = claim_at(s.claims, number)
    lag = quantile(w, w.reported_in, mark(s, claim.incident, Mark.FILED))
    filed_at = claim.noticed_at + lag
    if filed_at < w.end:
        push(s, filed_at, Rank.FILED, claim.turn, number)
    if not s.works and claim.truth != Truth.FALSE:
        claim.awaits_start = 1


@compiled
def files(w: World, s: State, number: int) -> None:
    """A complaint has come in: it waits for a team."""
    claim = claim_at(s.claims, number)
    claim.filed_at = s.now
    filed(w, s, number)
    patience = party_at(w.party_rows, claim.by).patience
    # Nobody retaliates or nurses a grievance over what it has made up.
    if claim.truth != Truth.FALSE and s.now + patience < w.end:
        push(s, s.now + patience, Rank.OVERDUE, claim.turn, number)
    first, second = _urgency(w, s, number)
    put(s, first, second, number)
    if s.idle > 0:
        s.idle -= 1
        _check(w, s)


@inlined
def _urgency(w: World, s: State, number: int) -> tuple[float, float]:
    """Return what a complaint is sorted by before its time of filing, smallest first."""
    incident = incident_at(s.incidents, claim_at(s.claims, number).incident)
    if w.order == Order.GRAVEST:
        return -incident.harm, 0.0
    if w.order == Order.BY_ZONE:
        zone = zone_at(w.zone_rows, incident.zone)
        return 0.0 if zone.key else 1.0, -zone.share
    return 0.0, 0.0


@compiled
def _next(w: World, s: State) -> None:
    """A team takes the next complaint, leaves if it is one too many, or else waits."""
    if s.there > s.wanted:
        s.there -= 1
    elif s.waiting == 0:
        s.idle += 1
    else:
        _check(w, s)


@compiled
def _check(w: World, s: State) -> None:
    """A team checks the most urgent complaint; those that are stale it closes on the way."""
    while True:
        number = take(s)
        claim = claim_at(s.claims, number)
        if not is_stale(s.now, claim.filed_at, w.drops_after):
            lasts = quantile(w, w.checked_in, mark(s, claim.incident, Mark.CHECKED))
            push(s, s.now + lasts, Rank.CHECKED, claim.turn, number)
            return
        deliver(w, s, number, Verdict.UNCLEAR)
        if s.there > s.wanted:
            s.there -= 1
            return
        if s.waiting == 0:
            s.idle += 1
            return


@compiled
def checked(w: World, s: State, number: int) -> None:
    """A team has checked a complaint, reports, and takes the next."""
    _conclude(w, s, number)
    _next(w, s)


@compiled
def _conclude(w: World, s: State, number: int) -> None:
    """What the team reports, and whether the guarantors endorse it."""
    claim = claim_at(s.claims, number)
    about = claim.incident
    verdict = finding(
        mark(s, about, Mark.REACHED),
        zone_at(w.zone_rows, incident_at(s.incidents, about).zone).access,
        mark(s, about, Mark.RULING),
        claim.truth == Truth.TRUE,
        w.finds,
        w.clears,
        w.mistakes,
    )
    if verdict == Verdict.UNCLEAR:
        deliver(w, s, number, verdict)
        return
    agree = 0.0 if s.fallen_out else w.agree
    if mark(s, about, Mark.ENDORSED) >= agree:
        agreed_at = s.now + quantile(w, w.haggled_in, mark(s, about, Mark.HAGGLED))
        if agreed_at < w.end:
            push(s, agreed_at, Rank.HAGGLED, claim.turn, number)
        return
    deliver(w, s, number, named(verdict, mark(s, about, Mark.NAMED), w.unattributed))


@compiled
def deliver(w: World, s: State, number: int, verdict: int) -> None:
    """The verdict is known to those concerned, and has its effects."""
    claim = claim_at(s.claims, number)
    claim.verdict = verdict
    decided(w, s, number)
    if verdict == Verdict.UPHELD:
        _uphold(w, s, number)
    elif claim.truth != Truth.FALSE:
        weigh(w, s, number, weight_after(verdict, w.weight_rejected, w.weight_unclear))


@compiled
def _uphold(w: World, s: State, number: int) -> None:
    claim = claim_at(s.claims, number)
    pressed = press_upheld(w, s, number)
    redressed = pressed or mark(s, claim.incident, Mark.REDRESSED) < w.redress
    published = mark(s, claim.incident, Mark.PUBLISHED) < w.public
    if published:
        shame(w, s, claim.against, s.now + w.shame_lasts)
    if claim.truth == Truth.FALSE:
        return
    weight = weight_upheld(redressed, published, w.weight_redressed, w.weight_upheld, w.outcry)
    weigh(w, s, number, weight)
    if not redressed:
        decide(w, s, number, Mark.SECOND_DECISION, 0.0)


@compiled
def overdue(w: World, s: State, number: int) -> None:
    """Patience has run out: the grievance counts in full and more, without the calming."""
    claim = claim_at(s.claims, number)
    if claim.verdict != Verdict.OPEN:
        return
    claim.overdue = 1
    weigh(w, s, number, w.weight_overdue)
    decide(w, s, number, Mark.SECOND_DECISION, 0.0)
