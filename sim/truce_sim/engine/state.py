"""What a run's state looks like in memory: all that changes while it goes on (see `layout`)."""

import numpy as np

from truce_sim.engine.memory import Record, placed


class State(Record):
    """One run: its clock, its end, its counters, and the addresses of its rows."""

    seed: np.uint64
    replication: np.uint64
    now: float
    over: int
    status: int
    cause: int
    straw: int
    """The incident that ended it; -1 if none did."""
    takes_hold: int
    became: int
    """The world has become another."""
    steps_taken: int
    """Events that have come to pass."""

    agenda: int
    """What is due in the slot of time that has come, in order."""
    soon: int
    later: int
    """What is due in later slots; what is free there is a chain."""
    later_used: int
    free: int
    slots: int
    slot: int
    slots_an_hour: float
    pending: int
    agenda_room: int
    complaints: int
    waiting: int
    complaints_room: int
    filings: int
    """Complaints filed so far: what those as urgent are told apart by."""

    incidents: int
    incident_count: int
    incident_room: int
    marks: int
    claims: int
    claim_count: int
    claim_room: int
    violations: int
    violation_count: int
    violation_room: int
    answers: int
    """Retaliations so far."""

    scratch: int
    """A rain for what is drawn before the run."""
    rains: int
    rain_count: int
    rain_marks: int
    """Eight marks for each rain."""
    strikes: int
    strike_count: int
    surges: int
    surge_count: int
    surge_highest: float
    most: float
    """The largest factor on violations under command."""
    highest_shame: float
    """The largest factor of a published finding so far, at least 1."""
    spells: int
    spell_count: int
    spell: int
    """The one from which on candidates are drawn: the first, or that of the last turn of luck."""

    parties: int
    zones: int
    pressed: int
    """Until when each guarantor presses each actor, in rows of all actors."""
    pressed_before: int
    """The same of pressure from before the world became another, and how strong each was."""
    leverage_before: int
    lefts: int
    """What each persuasion of each party has left."""

    announced: float
    moves: int
    stands: int
    """The envoy has found the truce fit, so the date of the talks stands."""
    opened_at: float
    on_time: int
    opening: int
    looks: int
    fallen_out: int
    danger: int
    endangered: int
    danger_incident: int
    burning_zones: int

    works: int
    wanted: int
    there: int
    idle: int

    total: int
    answered_at: float
    answered_at_once: int

    first_open: int
    last_open: int
    open: int
    open_harm: float
    harm_today: float
    verdicts_today: int
    upheld_today: int
    day: int
    calm_days: int
    calm_streak: int
    counts: int
    delays: int
    waits: int
    daily: int


class Bound(Record):
    """A party in this run."""

    total: float
    as_of: float
    limit: float
    lefts: int
    claims: int
    claims_today: int
    leaving: int
    attempts: int
    shamed_until: float
    shame: float
    covered_from: float


class Front(Record):
    """A zone in this run: its violations within the window are a chain from the first on."""

    first: int
    last: int
    recent: int
    aflame: int
    incident: int
    """The one that set it aflame."""


class Spell(Record):
    """From when on luck is that of which branch."""

    hour: float
    branch: int


class Snapshot(Record):
    """How things stand at one moment, or stood."""

    seen: int
    quiet: int
    settled: int
    in_part: int
    calm_streak: int
    open: int
    open_harm: float
    agenda_share: float


state_at = placed(State)
bound_at = placed(Bound)
front_at = placed(Front)
spell_at = placed(Spell)
snapshot_at = placed(Snapshot)
