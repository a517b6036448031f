"""The record of a run, as in `model.record`; nothing here has an effect on the truce."""

from math import nan

from truce_sim.engine.clock import push
from truce_sim.engine.codes import Act, Rank, Verdict
from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.grievance import share
from truce_sim.engine.incidents import NONE
from truce_sim.engine.layout import World
from truce_sim.engine.memory import float_at, int_at, put_float, put_int
from truce_sim.engine.rules import agenda_share, delay_bin, holds_in_part, is_quiet
from truce_sim.engine.state import Snapshot, State, bound_at
from truce_sim.engine.state_rows import claim_at, incident_at, violation_at
from truce_sim.engine.world_rows import actor_at, party_at
from truce_sim.engine.zones import burning
from truce_sim.model.columns import DELAY_BINS

FIXED_DAYS = 7
"""Columns of a day before those of each party, in the order of `model.columns`."""
PARTY_DAYS = 2
"""Columns of a day for each party: the grievances of all, and then what each claimed."""
_VERDICTS = Verdict.OPEN + 1


@inlined
def _add(s: State, count: int, many: float) -> None:
    put_float(s.counts, count, float_at(s.counts, count) + many)


def numbers_a_day(parties: int) -> int:
    """Return how many numbers are recorded a day."""
    return FIXED_DAYS + PARTY_DAYS * parties


days_row = inlined(numbers_a_day)


@compiled
def count_incident(w: World, s: State, number: int) -> None:
    """Count an incident; a violation is put on record with its hour."""
    one = incident_at(s.incidents, number)
    if one.act <= Act.RETALIATION:
        violation = violation_at(s.violations, s.violation_count)
        violation.time = one.time
        violation.answers = s.answers
        s.violation_count += 1
        s.harm_today += one.harm
        given = party_at(w.party_rows, one.who)
        _add(s, w.count_incidents, 1.0)
        _add(s, given.count_violations, 1.0)
        if one.act == Act.RETALIATION:
            s.answers += 1
            _add(s, w.count_retaliations, 1.0)
            _add(s, given.count_retaliations, 1.0)
    elif one.act == Act.STRIKE:
        _add(s, party_at(w.party_rows, one.who).count_strikes, 1.0)
    else:
        _add(s, actor_at(w.actor_rows, one.who).count_attacks, 1.0)


@compiled
def claimed(w: World, s: State, number: int) -> None:
    """Count a violation as its claimant counts it."""
    claim = claim_at(s.claims, number)
    bound_at(s.parties, claim.by).claims_today += 1
    _add(s, int_at(w.claims, claim.by * w.actors + claim.against), 1.0)


@compiled
def filed(w: World, s: State, number: int) -> None:
    """Count a complaint that reached the mechanism, the last of those that are open."""
    claim = claim_at(s.claims, number)
    claim.before, claim.after = s.last_open, NONE
    if s.last_open == NONE:
        s.first_open = number
    else:
        claim_at(s.claims, s.last_open).after = number
    s.last_open = number
    s.open += 1
    s.open_harm += incident_at(s.incidents, claim.incident).harm
    _add(s, w.count_verdict + claim.truth * _VERDICTS + Verdict.OPEN, 1.0)


@compiled
def decided(w: World, s: State, number: int) -> None:
    """Count a verdict, and its delay since the incident."""
    claim = claim_at(s.claims, number)
    if claim.before == NONE:
        s.first_open = claim.after
    else:
        claim_at(s.claims, claim.before).after = claim.after
    if claim.after == NONE:
        s.last_open = claim.before
    else:
        claim_at(s.claims, claim.after).before = claim.before
    s.open -= 1
    s.open_harm -= incident_at(s.incidents, claim.incident).harm
    s.verdicts_today += 1
    if claim.verdict in (Verdict.UPHELD, Verdict.UNNAMED):
        s.upheld_today += 1
    row = w.count_verdict + claim.truth * _VERDICTS
    _add(s, row + Verdict.OPEN, -1.0)
    _add(s, row + claim.verdict, 1.0)
    hours = s.now - claim.noticed_at
    _add(s, w.count_checked, 1.0)
    _add(s, w.count_hours_to_verdict, hours)
    _tally(s.delays, hours)


@inlined
def _tally(bins: int, hours: float) -> None:
    place = delay_bin(hours, DELAY_BINS)
    put_int(bins, place, int_at(bins, place) + 1)


@compiled
def end_record(w: World, s: State) -> None:
    """Count how long the run was watched, and how long what is still open has waited."""
    put_float(s.counts, w.count_days, s.now / 24.0)
    put_float(s.counts, w.count_still_open, float(s.open))
    number = s.first_open
    while number != NONE:
        claim = claim_at(s.claims, number)
        hours = s.now - claim.noticed_at
        _add(s, w.count_hours_still_open, hours)
        _tally(s.waits, hours)
        number = claim.after


@compiled
def _since(s: State, hour: float) -> int:
    """Return how many violations there have been from an hour on."""
    low, high = 0, s.violation_count
    while low < high:
        middle = (low + high) >> 1
        if violation_at(s.violations, middle).time < hour:
            low = middle + 1
        else:
            high = middle
    return s.violation_count - low


@compiled
def snapshot(w: World, s: State, taken: Snapshot) -> None:
    """Write down how things stand now."""
    window = min(w.quiet_window, s.now)
    taken.seen = 1
    taken.quiet = is_quiet(_since(s, s.now - window), w.quiet_per_day, window)
    taken.settled = s.open <= w.settled_open
    taken.in_part = w.has_partial != 0 and holds_in_part(
        burning(w, s), w.everything, w.partial_share
    )
    taken.calm_streak = s.calm_streak
    taken.open = s.open
    taken.open_harm = max(0.0, s.open_harm)
    taken.agenda_share = (
        agenda_share(s.open, w.per_complaint, w.sessions, w.session_lasts, w.agenda_cap)
        if w.has_agenda
        else nan
    )


@compiled
def close_day(w: World, s: State) -> None:
    """A day is over: write it down, and wait for the next."""
    violations = _since(s, 24.0 * s.day)
    row, claims = s.day * days_row(w.parties), 0
    put_float(s.daily, row, float(violations))
    put_float(s.daily, row + 2, float(s.open))
    put_float(s.daily, row + 3, float(s.burning_zones))
    put_float(s.daily, row + 4, s.harm_today)
    put_float(s.daily, row + 5, float(s.verdicts_today))
    put_float(s.daily, row + 6, float(s.upheld_today))
    for party in range(w.parties):
        bound, place = bound_at(s.parties, party), row + FIXED_DAYS + party
        put_float(s.daily, place, share(w, s, party))
        put_float(s.daily, place + w.parties, float(bound.claims_today))
        claims += bound.claims_today
        bound.claims_today = 0
    put_float(s.daily, row + 1, float(claims))
    s.calm_days = s.calm_days + 1 if violations <= w.calm_violations else 0
    if s.calm_days >= w.calm_days:
        s.calm_streak = 1
    s.harm_today = 0.0
    s.verdicts_today = s.upheld_today = 0
    s.day += 1
    if s.day < w.days:
        push(s, 24.0 * (s.day + 1), Rank.DAY, 0, 0)
