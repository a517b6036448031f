"""What a world and a run's state look like in memory: records of numbers, and rows of them.

A field that ends in `s` and names a record is the address of a row of such records. Actors are
numbered parties first, then excluded groups, then outside powers, each in the file's order; zones
by their place among the sorted names. What is yes or no is 1 or 0; NEVER is infinity.
"""

from truce_sim.engine.compiling import inlined
from truce_sim.engine.memory import Record, placed

MARKS = 32
"""Draws that an incident has room for (see `model.incidents.Mark`)."""
RAIN_MARKS = 8
"""Of these, drawn before it is known whether there is an incident."""
MOST_STRATA = 48
MOST_SPELLS = 64
MOST_STRIKES = 512
MOST_PERSUASIONS = 256


class World(Record):
    """What does not change while runs of one world go on."""

    end: float
    becomes: int
    """Address of the world that it becomes; 0 if it stays as it is."""
    becomes_at: float
    opening: float
    watch_until: float
    """0 where nobody watches on."""
    on_time_within: float
    days: int
    looks: int
    look_times: int
    actors: int
    parties: int
    excluded: int
    outside: int
    guarantors: int
    zones: int
    shocks: int
    postings: int
    counts: int
    actor_rows: int
    party_rows: int
    group_rows: int
    power_rows: int
    guarantor_rows: int
    zone_rows: int
    shock_rows: int
    posting_rows: int
    spreads: int
    over: int
    """Whether a guarantor has influence over an actor, in rows of all actors."""
    claims: int
    """Where each party's claims against each actor are counted, in rows of all actors."""
    suspects: int
    """First and number in the pool of whom a party suspects instead of an actor."""
    shares: int
    """Pool of running sums of weights."""
    names: int
    """Pool of what is weighed: actors or zones."""
    steps: int
    """Pool of hours at which measures change, and of factors."""
    zones_first: int
    zones_among: int
    lowest: float
    rupture_per_hour: float
    takes_hold: float
    floor: float
    settles_in: float
    frays_after: float
    frays_in: float
    has_measures: int
    measures_highest: float
    rise: float
    over_hours: float
    has_verification: int
    order: int
    starts_after: float
    reported_in: int
    checked_in: int
    haggled_in: int
    finds: float
    clears: float
    mistakes: float
    unattributed: float
    agree: float
    drops_after: float
    public: float
    shame: float
    shame_lasts: float
    outcry: float
    calms: float
    redress: float
    hotline_starts: float
    reaches: float
    answers_in: int
    believed: float
    common: float
    weight_overdue: float
    weight_upheld: float
    weight_redressed: float
    weight_unclear: float
    weight_rejected: float
    spiral_violations: int
    spiral_window: float
    has_flare: int
    flare_violations: int
    flare_window: float
    spreads_fire: float
    flare_ends: float
    flare_lasts: float
    everything: float
    """Shares of incidents of all zones, summed in the order of their names."""
    grave_harm: float
    grave_ends: float
    moves_at_most: int
    moves_by: float
    decides_before: float
    unless_settled: int
    has_agenda: int
    per_complaint: float
    sessions: int
    session_lasts: float
    agenda_cap: float
    quiet_window: float
    quiet_per_day: float
    settled_open: int
    calm_days: int
    calm_violations: int
    has_partial: int
    partial_share: float
    presses_quietly: int
    """Whether any guarantor presses over mere claims."""
    count_incidents: int
    count_retaliations: int
    count_checked: int
    count_hours_to_verdict: int
    count_still_open: int
    count_hours_still_open: int
    count_days: int
    count_verdict: int
    """Where the counts of verdicts begin: five for each truth."""
    most_pushed: int
    """The most that one event may put on the agenda."""


world_at = placed(World)


@inlined
def is_excluded(w: World, actor: int) -> bool:
    """Return whether an actor is an excluded group."""
    return w.parties <= actor < w.parties + w.excluded
