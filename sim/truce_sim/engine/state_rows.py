"""Rows of a run in memory: what happens, what is believed, what is due (see `state`)."""

import numpy as np

from truce_sim.engine.memory import Record, placed


class Rain(Record):
    """One stratum of somebody's candidates, and the next of them that may come to pass."""

    actor: int
    kind: int
    address: np.uint64
    times: int
    marks: int
    deeds: int
    due: int
    bottom: float
    width: float
    bound: float
    spell: int
    time: float
    next: int
    gap_1: float
    """Draws of the candidates after this one, kept until their turn."""
    place_1: float
    gap_2: float
    place_2: float
    gap_3: float
    place_3: float
    number: int
    height: float
    rate: float
    whom: int
    branch: int
    level: float
    """What is left of violence, as it was last worked out; a time of settling later it is less."""


class Incident(Record):
    """One act of violence, or what a false complaint is about."""

    act: int
    who: int
    whom: int
    zone: int
    harm: float
    time: float
    parent: int
    answers: int
    actor: np.uint64
    number: int
    branch: int
    address: np.uint64
    """Of its own draws by others; 0 until it is asked for."""
    marks_address: np.uint64
    marks_purpose: int
    marks_step: int
    drawn: int
    """Which fourths of its marks are drawn, a bit each."""


class Claim(Record):
    """A party's belief that another hit it."""

    incident: int
    by: int
    against: int
    truth: int
    noticed_at: float
    turn: int
    weight: float
    kept: float
    persuasions: int
    filed_at: float
    verdict: int
    overdue: int
    answered: int
    awaits_start: int
    """It was notified before the mechanism worked."""
    before: int
    after: int
    """Its neighbours among open complaints, in the order of filing."""


class Violation(Record):
    """When there was one, how many answers there had been by then, and the next in its zone."""

    time: float
    answers: int
    next: int


class Entry(Record):
    """Something on the agenda."""

    time: float
    order: np.uint64
    what: int
    next: int
    """Of those in the same slot, or free."""


class Waiting(Record):
    """A complaint that waits for a team: smallest first."""

    first: float
    second: float
    number: int
    claim: int


class Strike(Record):
    """A shock that comes to pass."""

    place: int
    time: float
    number: int
    factor: float
    lasts: float
    ends: int
    ruptures: int


class Surge(Record):
    """From when on the strongest shock in force has which factor."""

    since: float
    factor: float


rain_at = placed(Rain)
incident_at = placed(Incident)
claim_at = placed(Claim)
violation_at = placed(Violation)
entry_at = placed(Entry)
waiting_at = placed(Waiting)
strike_at = placed(Strike)
surge_at = placed(Surge)
