"""What there was before the truce, worked out from a file's own rates: nothing is simulated for it.

Everything here is an average at the level before the truce: acts of the actors' own accord at the
rates as written, before orders, shocks, pressure or retaliation. It is what "2 x before" and
"14 days as before" are counted in, and what grievance at the start is a share of.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log, log1p

from truce_sim.scenario.numbers import total
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.spreads import Spread, normal_quantile

_POINTS = 512
"""Quantiles that stand for a spread."""


def violations_a_day(scenario: Scenario) -> float:
    """Return violations a day: as `quiet.before` gives them, else from the parties' rates.

    What the parties do to one another counts; strikes on excluded groups are lawful.
    """
    if scenario.quiet.before is not None:
        return scenario.quiet.before
    return own_violations_a_day(scenario)


def own_violations_a_day(scenario: Scenario) -> float:
    """Return violations a day of the parties' own accord, at the level before the truce."""
    bound = scenario.parties
    return 24 * total(rate for _, whom, rate in _party_acts(scenario) if whom in bound)


def harm_a_day(scenario: Scenario) -> float:
    """Return the harm a day, in routine incidents, that the parties do to one another."""
    parties = scenario.parties
    return 24 * total(
        rate * parties[who].harm.mean
        for who, whom, rate in _party_acts(scenario)
        if whom in parties
    )


def claims_a_day(scenario: Scenario) -> float:
    """Return how often a day parties blame one another, false complaints included.

    With a mechanism these are the complaints that the level before the truce would bring. What is
    blamed on an outside power is no complaint.
    """
    invented = (
        party.false_complaints.per_hour
        for party in scenario.parties.values()
        if party.false_complaints is not None
    )
    blamed = (rate * chance for _, rate, chance in _blamed(scenario, noticed))
    return 24 * (total(blamed) + total(invented))


def grievance_level(scenario: Scenario, party: str) -> float:
    """Return the grievance of a party that the violence before the truce sustains.

    See `grievance_levels`, which works it out for all at once.
    """
    return _KEPT.of(scenario).levels[party]


def grievance_levels(scenario: Scenario) -> dict[str, float]:
    """Return by party the grievance, in routine incidents, that violence before the truce sustains.

    Harm that comes at a steady h an hour and fades by half in `forgets_in` piles up to
    h * forgets_in / ln 2, where as much fades as comes. h is the harm an hour that the party
    notices and blames on another party, and on an outside power times its `strains`; it weighs 1,
    since nobody inquires into it. Without end for a party that is hit and never forgets.
    """
    return {**_KEPT.of(scenario).levels}


def grievances_at_start(scenario: Scenario) -> dict[str, float]:
    """Return by party the grievance with which it begins, in routine incidents.

    Nobody reads that of a party which never gives notice, and its level might have no end: 0.
    """
    share = scenario.grievance.at_start
    if not share:
        return dict.fromkeys(scenario.parties, 0.0)
    levels = _KEPT.of(scenario.past).levels
    return {
        name: share * levels[name] if party.limited else 0.0
        for name, party in scenario.parties.items()
    }


def noticing(notices: float, harm: float) -> float:
    """Return the chance that an incident of some harm is noticed.

    `notices` up to a routine incident. A graver one is as likely to escape notice as so many
    routine ones together: 1 - (1 - notices)^harm.
    """
    if harm <= 1.0 or notices <= 0.0 or notices >= 1.0:
        return notices
    return 1 - exp(harm * log1p(-notices))


@lru_cache(maxsize=4096)
def noticed(harm: Spread, notices: float) -> float:
    """Return the mean chance that an incident is noticed: E[noticing(notices, H)]."""
    return _mean(_noticings(notices, _sizes(harm)))


@lru_cache(maxsize=4096)
def noticed_harm(harm: Spread, notices: float) -> float:
    """Return the mean harm that is noticed of one incident: E[H * noticing(notices, H)].

    The tail of a lognormal holds so much of its mean that a mean over its quantiles would miss
    some. Weighed by its size a lognormal is one again, with its median times exp(sigma^2), and
    E[H * g(H)] = E[H] * E[g(H * exp(sigma^2))], where g is a chance and has no tail. For a
    memoryless harm of mean 1/a, with q = 1 - notices and b = a - ln q, the integral is

        notices * ((1 - e^-a) / a - e^-a) + e^-a * (1 + 1/a) - q * e^-a * a * (1/b + 1/b^2).
    """
    if notices in {0.0, 1.0}:
        return notices * harm.mean
    if harm.kind == "lognormal":
        return harm.mean * _mean(_noticings(notices, _larger_sizes(harm)))
    if harm.kind == "exponential" and harm.mean > 0:
        a, q = 1 / harm.mean, 1 - notices
        b = a - log(q)
        graver = (1 + 1 / a) - q * a * (1 / b + 1 / b**2)
        return notices * ((1 - exp(-a)) / a - exp(-a)) + exp(-a) * graver
    sizes = _sizes(harm)
    seen = _noticings(notices, sizes)
    return _mean([size * chance for size, chance in zip(sizes, seen, strict=True)])


def _mean(values: list[float]) -> float:
    """Return the mean of a function of a uniform by the midpoint rule, of its values there."""
    return total(values) / _POINTS


def _noticings(notices: float, harms: tuple[float, ...]) -> list[float]:
    """Return the chances that incidents of rising harm are noticed (see `noticing`).

    A study asks this of every set of inputs, so what does not depend on the harm is worked out
    once; and from some harm on the chance of escaping notice is too small to change 1.
    """
    if notices <= 0.0 or notices >= 1.0:
        return [notices] * len(harms)
    escapes = log1p(-notices)
    graver = bisect_right(harms, 1.0)
    surely = max(graver, bisect_right(harms, _SURELY / escapes))
    seen = [1 - exp(harm * escapes) for harm in harms[graver:surely]]
    return [notices] * graver + seen + [1.0] * (len(harms) - surely)


_SURELY = -40.0
"""1 - exp(x) is 1 to the last bit from here down: exp(x) is below 2^-54."""


@lru_cache(maxsize=256)
def _sizes(harm: Spread) -> tuple[float, ...]:
    """Return the quantiles that stand for a spread; a lognormal's as `Spread.quantile` does."""
    if harm.kind == "lognormal":
        median, sigma = harm.values[0], harm.sigma
        return tuple([median * exp(sigma * normal) for normal in _normals()])
    return tuple([harm.quantile(u) for u in _shares_of_draws()])


@cache
def _normals() -> tuple[float, ...]:
    return tuple([normal_quantile(u) for u in _shares_of_draws()])


def _shares_of_draws() -> list[float]:
    return [(place + 0.5) / _POINTS for place in range(_POINTS)]


@lru_cache(maxsize=256)
def _larger_sizes(harm: Spread) -> tuple[float, ...]:
    """Return the same for a lognormal weighed by its size."""
    larger = exp(harm.sigma**2)
    return tuple([larger * size for size in _sizes(harm)])


def _sustained(per_hour: float, forgets_in: float) -> float:
    if per_hour == 0:
        return 0.0
    return per_hour * forgets_in / log(2)


def harm_blamed(scenario: Scenario) -> dict[str, float]:
    """Return by party the harm an hour that it notices and blames on another."""
    return {**_KEPT.of(scenario).harm}


def _harm_blamed(scenario: Scenario) -> dict[str, float]:
    found = dict.fromkeys(scenario.parties, 0.0)
    seen = _Seen()
    for victim, rate, harm in _blamed(scenario, seen.harm):
        found[victim] += rate * harm
    for power in scenario.outside.values():
        for whom, share in _shares(power.hits):
            if whom in found:
                rate = power.attacks.per_hour * share * power.strains
                found[whom] += rate * seen.harm(power.harm, scenario.parties[whom].notices)
    return found


class _Seen:
    """The harm that is noticed, of spreads that are known by their identity: hashing takes time."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, float], float] = {}

    def harm(self, harm: Spread, notices: float) -> float:
        """Return `noticed_harm` of a spread that lives as long as this does."""
        key = (id(harm), notices)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = noticed_harm(harm, notices)
        return found


@dataclass(frozen=True, slots=True)
class _Past:
    """What is blamed on others before the truce, and the grievance that it sustains, by party."""

    of: Scenario | None
    harm: dict[str, float]
    levels: dict[str, float]


class _Kept:
    """The past of the scenario that was last asked about.

    Each amount of a file, and the world after them, ask about the same scenario in turn.
    """

    def __init__(self) -> None:
        self._last = _Past(None, {}, {})

    def of(self, scenario: Scenario) -> _Past:
        """Return it; scenarios never change, so one is known by its identity."""
        last = self._last
        if last.of is not scenario:
            harm = _harm_blamed(scenario)
            levels = {
                name: _sustained(harm[name], party.forgets_in)
                for name, party in scenario.parties.items()
            }
            last = self._last = _Past(scenario, harm, levels)
        return last


_KEPT = _Kept()


def _blamed(
    scenario: Scenario, seen: Callable[[Spread, float], float]
) -> Iterator[tuple[str, float, float]]:
    """Yield what a party blames on another: the claimant, acts an hour, and what it sees of each.

    Whom it blames does not matter. A strike is claimed by a neighbour of the striker, whatever it
    notices (see docs/model.md, "Belief").
    """
    parties, mixed = scenario.parties, mixed_on_average(scenario)
    for who, whom, rate in _party_acts(scenario):
        if whom in parties:
            yield whom, rate, seen(parties[who].harm, parties[whom].notices)
        elif mixed and whom in scenario.excluded and scenario.excluded[whom].disputed:
            disputed = rate * scenario.excluded[whom].disputed * mixed
            for claimant, share in _shares(neighbours(scenario, who)):
                yield claimant, disputed * share, seen(parties[who].harm, 1.0)
    for group in scenario.excluded.values():
        if group.wrongly_blamed:
            for whom, share in _shares(group.hits):
                if whom in parties:
                    rate = group.attacks.per_hour * share * group.wrongly_blamed
                    yield whom, rate, seen(group.harm, parties[whom].notices)


def _party_acts(scenario: Scenario) -> Iterator[tuple[str, str, float]]:
    """Yield who hits whom how often an hour, of the parties' own accord."""
    for who, party in scenario.parties.items():
        per_hour = party.violates.per_hour
        for whom, share in _shares(party.hits):
            yield who, whom, per_hour * share


def neighbours(scenario: Scenario, striker: str) -> dict[str, float]:
    """Return the parties that may claim to have been hit by a strike, with their weights.

    Those that the striker hits; any other, alike, if it hits none.
    """
    hits = scenario.parties[striker].hits
    near = {whom: weight for whom, weight in hits.items() if whom in scenario.parties}
    if any(near.values()):
        return near
    return {other: 1.0 for other in scenario.parties if other != striker}


def _shares(weights: dict[str, float]) -> list[tuple[str, float]]:
    whole = total(weights.values())
    return [(name, weight / whole) for name, weight in weights.items() if weight]


def mixed_on_average(scenario: Scenario) -> float:
    """Return how far groups and parties are intermingled where an incident falls, 0 to 1."""
    whole = total(zone.share for zone in scenario.zones.values())
    parts = total(zone.share * zone.mixed for zone in scenario.zones.values())
    return parts / whole if whole else 0.0
