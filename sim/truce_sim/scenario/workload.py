"""How many complaints come in, and how many the teams can rule on: a queue without chance.

Everything is worked out from the rates as written, with nothing simulated, so it is good for a
warning and for nothing finer: chance, zones aflame, pressure and the end of a truce are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf

from truce_sim.scenario.before import mixed_on_average, neighbours, noticed
from truce_sim.scenario.numbers import total
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.settling import settling
from truce_sim.scenario.since import hours_since
from truce_sim.scenario.teams import changes
from truce_sim.scenario.verification import Verification

_STEPS = 1000
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Workload:
    """What the mechanism has to do.

    Attributes:
        complaints: complaints that come in, per day.
        ruled: complaints that teams can rule on, per day.
        overdue: share of complaints whose turn comes only after the claimant's patience.
        early: share of complaints that come so long before anybody works that the claimant's
            patience ends first, whatever the teams.
        impatient: share of complaints by those whose patience ends before an ordinary check does.
    """

    complaints: float
    ruled: float
    overdue: float
    early: float
    impatient: float


def workload(scenario: Scenario) -> Workload | None:
    """Return the work of a scenario's mechanism until the talks; None without a mechanism."""
    rules = scenario.verification
    if rules is None or rules.checked_in.mean <= 0:
        return None
    dates = scenario.dates
    hours = (dates.talks - dates.truce_starts).total_seconds() / 3600
    settling, steady = _complaints(scenario, hours)
    patience = _patience(scenario, settling, steady)
    office = _Office(rules, dates.truce_starts)
    step = hours / _STEPS
    backlog = came = done = overdue = early = 0.0
    for number in range(_STEPS):
        now = (number + 0.5) * step
        falling = level(scenario, now) * _agreed(scenario, now) * total(settling.values())
        comes = (falling + total(steady.values())) * step
        works = office.per_hour(now) * step
        rules_on = min(backlog + comes, works)
        left = max(backlog + comes - works, 0.0)
        waits = office.hours_for(left, now)
        overdue += comes * total(share for limit, share in patience.items() if waits > limit)
        idle = office.hours_to_work(now)
        early += comes * total(share for limit, share in patience.items() if idle > limit)
        backlog += comes - rules_on
        came, done = came + comes, done + rules_on
    if came <= 0:
        return None
    days = hours / 24
    check = rules.checked_in.quantile(0.5)
    impatient = total(share for limit, share in patience.items() if check > limit)
    return Workload(came / days, done / days, overdue / came, early / came, impatient)


def capacity_a_day(scenario: Scenario) -> float | None:
    """Return complaints that the teams there are when the talks open can check a day, on average.

    None without a mechanism, and where checks take no time.
    """
    rules, dates = scenario.verification, scenario.dates
    if rules is None or rules.checked_in.mean <= 0:
        return None
    hours = (dates.talks - dates.truce_starts).total_seconds() / 3600
    there = [teams for since, teams in changes(rules.teams, dates.truce_starts) if since < hours]
    return (there[-1] if there else 0) * 24 / rules.checked_in.mean


class _Office:
    """How much work the teams there are can do, as their number changes."""

    def __init__(self, rules: Verification, starts: datetime) -> None:
        self._mean = rules.checked_in.mean
        self._since = [(0.0, 0.0)]
        for since, teams in changes(rules.teams, starts):
            self._since.append((max(since, rules.starts_after), teams / self._mean))

    def per_hour(self, now: float) -> float:
        """Return complaints that can be ruled on per hour."""
        return [rate for since, rate in self._since if since <= now][-1]

    def hours_to_work(self, now: float) -> float:
        """Return how long from now on until anybody works; infinite if nobody ever does."""
        if self.per_hour(now) > 0:
            return 0.0
        return next((since - now for since, rate in self._since if since > now and rate), inf)

    def hours_for(self, complaints: float, now: float) -> float:
        """Return how long so many complaints take from now on; infinite if they never end."""
        later = [since for since, _ in self._since if since > now]
        waited = 0.0
        for begins, ends in zip((now, *later), (*later, inf), strict=True):
            rate = self.per_hour(begins)
            if rate > 0 and complaints <= rate * (ends - begins):
                return waited + complaints / rate
            complaints -= rate * (ends - begins) if rate else 0.0
            waited += ends - begins
        return inf


def _agreed(scenario: Scenario, now: float) -> float:
    """Return the factor of measures in force on violence, all zones and parties taken together."""
    if not scenario.measures:
        return 1.0
    starts, zones = scenario.dates.truce_starts, scenario.zones
    whole = total(zone.share for zone in zones.values()) or 1.0
    shares = {name: zone.share / whole for name, zone in zones.items()} or {"": 1.0}
    for measure in scenario.measures.values():
        begins, ends = (hours_since(starts, one) for one in (measure.from_, measure.until))
        if begins <= now < ends:
            for name in measure.zones or tuple(shares):
                shares[name] *= measure.factor
    acts = [(party.violates.per_hour, party.uncommanded) for party in scenario.parties.values()]
    every = total(rate for rate, _ in acts)
    loose = total(rate * share for rate, share in acts) / every if every else 0.0
    return loose + (1 - loose) * total(shares.values())


def level(scenario: Scenario, age: float) -> float:
    """Return the expected violence at an age in hours, as a share of that before the truce.

    What is left of it where the truce takes hold, weighed by the chance that it does.
    """
    truce = scenario.truce
    left = settling(age, truce.floor, truce.settles_in, truce.frays_after, truce.frays_in)
    return truce.takes_hold * left + 1 - truce.takes_hold


Pairs = dict[tuple[str, str], float]


def _complaints(scenario: Scenario, hours: float) -> tuple[dict[str, float], dict[str, float]]:
    """Return complaints per hour by claimant: those that fall with violence, and the others."""
    settling: Pairs = {}
    steady: Pairs = {}
    for who, party in scenario.parties.items():
        for whom, rate in _spread_over(party.violates.per_hour, party.hits).items():
            victim = scenario.parties.get(whom)
            if victim is not None:
                settling[whom, who] = rate * noticed(party.harm, victim.notices)
            elif whom in scenario.excluded:
                share = rate * scenario.excluded[whom].disputed * mixed_on_average(scenario)
                for claimant, part in _spread_over(share, neighbours(scenario, who)).items():
                    steady[claimant, who] = steady.get((claimant, who), 0.0) + part
    for group in scenario.excluded.values():
        for whom, rate in _spread_over(group.attacks.per_hour, group.hits).items():
            if whom in scenario.parties:
                seen = noticed(group.harm, scenario.parties[whom].notices)
                blamed = rate * group.wrongly_blamed * seen
                suspects = [one for one in scenario.parties if one != whom]
                for suspect in suspects:
                    pair = whom, suspect
                    steady[pair] = steady.get(pair, 0.0) + blamed / len(suspects)
    return (
        _by_claimant(_answered(scenario, settling)),
        _by_claimant(_answered(scenario, steady), _invented(scenario, hours)),
    )


def _spread_over(rate: float, weights: Mapping[str, float]) -> dict[str, float]:
    whole = total(weights.values())
    return {name: rate * weight / whole for name, weight in weights.items()} if whole else {}


def _answered(scenario: Scenario, first: Pairs) -> Pairs:
    """Return complaints with those about retaliations, and about answers to these, added."""
    rules = scenario.verification
    line = rules.hotline if rules else None
    kept = (1 - (rules.calms if rules else 0.0)) * (1 - line.reaches * line.believed if line else 1)
    answers = {name: party.harm.scaled(party.escalates) for name, party in scenario.parties.items()}
    found, latest = dict(first), first
    for _ in range(_ROUNDS):
        latest = {
            (against, by): rate
            * scenario.parties[by].retaliates
            * kept
            * noticed(answers[by], scenario.parties[against].notices)
            for (by, against), rate in latest.items()
        }
        for pair, rate in latest.items():
            found[pair] = found.get(pair, 0.0) + rate
    return found


def _invented(scenario: Scenario, hours: float) -> dict[str, float]:
    """Return false complaints per hour by claimant, their rise towards the talks averaged."""
    rule = scenario.complaints
    over = min(rule.over, hours)
    top = 1 + (rule.rise - 1) * over / rule.over / 2
    mean = 1 + (top - 1) * over / hours if hours else 1.0
    return {
        name: party.false_complaints.per_hour * mean
        for name, party in scenario.parties.items()
        if party.false_complaints is not None
    }


def _by_claimant(pairs: Pairs, more: Mapping[str, float] | None = None) -> dict[str, float]:
    found = dict(more or {})
    for (by, _), rate in pairs.items():
        found[by] = found.get(by, 0.0) + rate
    return found


def _patience(
    scenario: Scenario, settling: Mapping[str, float], steady: Mapping[str, float]
) -> dict[float, float]:
    """Return the shares of complaints by the patience of those who make them."""
    every = total(settling.values()) + total(steady.values())
    shares: dict[float, float] = {}
    for name, party in scenario.parties.items():
        part = (settling.get(name, 0.0) + steady.get(name, 0.0)) / every if every else 0.0
        shares[party.patience] = shares.get(party.patience, 0.0) + part
    return shares
