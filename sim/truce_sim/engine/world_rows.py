"""Rows of a world in memory: spreads, actors, guarantors, zones, shocks (see `layout`)."""

import numpy as np

from truce_sim.engine.memory import Record, placed


class Spread(Record):
    """A spread of delays (hours) or sizes."""

    kind: int
    first: float
    second: float
    third: float
    sigma: float


class Actor(Record):
    """Who can do violence."""

    place: int
    address: np.uint64
    per_hour: float
    harm: int
    hits_first: int
    hits: int
    count_attacks: int


class Party(Record):
    """A signatory."""

    uncommanded: float
    may_strike: int
    may_cover: int
    notices: float
    misblames: float
    invents_per_hour: float
    accuses_first: int
    accuses: int
    neighbours_first: int
    neighbours: int
    retaliates: float
    fed_up: float
    retaliates_after: int
    same_zone: float
    escalates: float
    patience: float
    notice: int
    forgets_in: float
    at_start: float
    limit: float
    headroom: float
    headroom_sigma: float
    means_it: float
    breaks_after: int
    under_cover: float
    count_violations: int
    count_retaliations: int
    count_strikes: int


class Group(Record):
    """A group outside the truce."""

    wrongly_blamed: float
    disputed: float
    spoils: float
    spoils_from: float


class Power(Record):
    """A state that is neither bound nor excluded."""

    strains: float


class Guarantor(Record):
    """A co-chair with influence over some parties."""

    address: np.uint64
    willing: float
    leverage: float
    presses_for: float
    presses_on_claims: float
    persuades: float
    resets: float


class Zone(Record):
    """A front or governorate."""

    share: float
    mixed: float
    access: float
    key: int
    steps_first: int
    steps: int


class Shock(Record):
    """An outside event."""

    place: int
    address: np.uint64
    per_hour: float
    factor: float
    lasts: float
    ends: float
    ruptures: float


class Posting(Record):
    """So many teams from an hour on."""

    since: float
    teams: int


spread_at = placed(Spread)
actor_at = placed(Actor)
party_at = placed(Party)
group_at = placed(Group)
power_at = placed(Power)
guarantor_at = placed(Guarantor)
zone_at = placed(Zone)
shock_at = placed(Shock)
posting_at = placed(Posting)
