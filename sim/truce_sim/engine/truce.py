"""One simulated truce, as in `model.truce`: what begins, and what comes of each thing due."""

from math import inf, nan

from truce_sim.engine.aftermath import happens, invented
from truce_sim.engine.becoming import become
from truce_sim.engine.clock import (
    begin_agenda,
    drop,
    first,
    has_room,
    has_room_to_turn,
    keep_others,
    push,
    rank_of,
)
from truce_sim.engine.codes import NO_CAUSE, Rank, Status, Verdict
from truce_sim.engine.collapse import begin_shocks, leaves, shock
from truce_sim.engine.compiling import compiled
from truce_sim.engine.grievance import begin_grievances
from truce_sim.engine.guarantors import begin_rupture, fall_out
from truce_sim.engine.incidents import NONE
from truce_sim.engine.layout import World, world_at
from truce_sim.engine.memory import put_float, put_int
from truce_sim.engine.pretence import begin_pretence, breaks
from truce_sim.engine.rains import begin_violence, draw_hold
from truce_sim.engine.record import close_day, days_row, end_record
from truce_sim.engine.retaliation import strikes
from truce_sim.engine.shocks import draw_shocks
from truce_sim.engine.state import State, bound_at, front_at, snapshot_at, spell_at
from truce_sim.engine.talks import begin_talks, envoy, look, talks
from truce_sim.engine.verification import (
    begin_verification,
    checked,
    deliver,
    files,
    overdue,
    post,
    starts,
)
from truce_sim.engine.violence import acts, invents
from truce_sim.engine.zones import calms, lasted
from truce_sim.model.columns import DELAY_BINS


@compiled
def clear(w: World, s: State) -> None:
    """Forget the run before this one."""
    s.now = 0.0
    s.over = s.status = s.takes_hold = s.became = s.steps_taken = 0
    s.cause, s.straw = NO_CAUSE, NONE
    s.waiting = s.filings = s.spell = 0
    s.incident_count = s.claim_count = s.violation_count = s.answers = 0
    s.moves = s.stands = s.on_time = s.strike_count = 0
    s.fallen_out = s.danger = s.endangered = s.burning_zones = 0
    s.danger_incident = NONE
    s.opened_at = nan
    s.works = s.wanted = s.there = s.idle = 0
    s.total = s.answered_at_once = 0
    s.answered_at = -1.0
    s.first_open = s.last_open = NONE
    s.open = s.verdicts_today = s.upheld_today = s.day = s.calm_days = s.calm_streak = 0
    s.open_harm = s.harm_today = 0.0
    for party in range(w.parties):
        bound = bound_at(s.parties, party)
        bound.claims = bound.claims_today = bound.leaving = bound.attempts = 0
        bound.shamed_until = 0.0
    for zone in range(w.zones):
        front = front_at(s.zones, zone)
        front.recent = front.aflame = 0
    for cell in range(w.guarantors * w.actors):
        put_float(s.pressed, cell, 0.0)
    for count in range(w.counts):
        put_float(s.counts, count, 0.0)
    for place in range(DELAY_BINS):
        put_int(s.delays, place, 0)
        put_int(s.waits, place, 0)
    for cell in range(w.days * days_row(w.parties)):
        put_float(s.daily, cell, nan)
    snapshot_at(s.opening, 0).seen = 0
    for place in range(w.looks):
        snapshot_at(s.looks, place).seen = 0


@compiled
def begin(w: World, s: State) -> None:
    """Put all that is known before a run on the agenda."""
    clear(w, s)
    begin_agenda(w, s)
    draw_shocks(w, s, 0.0)
    if s.status != Status.DONE:
        return
    draw_hold(w, s)
    begin_grievances(w, s)
    begin_talks(w, s)
    if w.days:
        push(s, 24.0, Rank.DAY, 0, 0)
    begin_rupture(w, s, 0.0)
    begin_pretence(w, s)
    begin_verification(w, s)
    begin_shocks(s, 0.0)
    begin_violence(w, s, 0.0)


@compiled
def turn_luck(w: World, s: State) -> None:
    """Go on with other luck, from the hour of the last spell on: all before that has come to pass.

    What is drawn for the hours to come is drawn anew: candidates, shocks, the day on which the
    guarantors fall out. All else that waits stays as it is.
    """
    s.spell = s.spell_count - 1
    since = spell_at(s.spells, s.spell).hour
    keep_others(s, False)
    draw_shocks(w, s, since)
    # Up to here nothing is lost if this is done once more, with more room.
    if s.status == Status.DONE and not has_room_to_turn(w, s):
        s.status = Status.FULL
    if s.status != Status.DONE:
        return
    begin_rupture(w, s, since)
    begin_shocks(s, since)
    begin_violence(w, s, since)


@compiled
def go_on(w: World, s: State, until: float) -> None:
    """Let time pass until the truce has ended, or to before `until` (hours)."""
    while not s.over and s.status == Status.DONE:
        if not has_room(w, s):
            s.status = Status.FULL
            return
        entry = first(s)
        if entry.time >= until:
            return
        s.now = entry.time
        s.steps_taken += 1
        rank, what = rank_of(entry), entry.what
        drop(s)
        if rank == Rank.ACT:
            incident = acts(w, s, what)
            if incident != NONE:
                happens(w, s, incident)
        elif rank == Rank.INVENTED:
            incident = invents(w, s, what)
            if incident != NONE:
                invented(w, s, incident)
        else:
            _comes(w, s, rank, what)


@compiled
def _comes(w: World, s: State, rank: int, what: int) -> None:  # noqa: PLR0912 - a line a kind
    """Have happen what is due, a line for each kind of thing."""
    if rank == Rank.FILED:
        files(w, s, what)
    elif rank == Rank.OVERDUE:
        overdue(w, s, what)
    elif rank == Rank.CHECKED:
        checked(w, s, what)
    elif rank == Rank.HAGGLED:
        deliver(w, s, what, Verdict.UNCLEAR)
    elif rank == Rank.ANSWER:
        incident = strikes(w, s, what)
        if incident != NONE:
            happens(w, s, incident)
    elif rank == Rank.DAY:
        close_day(w, s)
    elif rank == Rank.NOTICE:
        leaves(w, s, what)
    elif rank == Rank.CALMS:
        calms(w, s, what)
    elif rank == Rank.DANGER:
        lasted(s, what)
    elif rank == Rank.SHOCK:
        shock(s, what)
    elif rank == Rank.RUPTURE:
        fall_out(s)
    elif rank == Rank.BREAKS:
        breaks(s)
    elif rank == Rank.STARTS:
        starts(w, s)
    elif rank == Rank.TEAMS:
        post(w, s, what)
    elif rank == Rank.ENVOY:
        envoy(w, s)
    elif rank == Rank.LOOK:
        look(w, s, what)
    elif rank == Rank.TALKS:
        talks(w, s)


@compiled
def simulate(w: World, s: State) -> None:
    """Simulate one truce from beginning to end."""
    begin(w, s)
    if w.becomes and s.status == Status.DONE:
        go_on(w, s, w.becomes_at)
        if s.status == Status.DONE and not s.over:
            other = world_at(w.becomes, 0)
            become(w, other, s, w.becomes_at)
            go_on(other, s, inf)
    elif s.status == Status.DONE:
        go_on(w, s, inf)
    if s.status == Status.DONE:
        end_record(w, s)
