"""The level of grievance before the truce, as docs/model.md writes it in section 6."""

import math
from collections.abc import Callable, Iterator

from truce_sim.scenario import Scenario
from truce_sim.scenario.spreads import Spread


def level_before(scenario: Scenario, victim: str) -> float:
    """Return the level before of a party: where as much fades as comes."""
    party = scenario.parties[victim]
    per_hour = math.fsum(harm_an_hour(scenario, victim))
    return per_hour * party.forgets_in / math.log(2) if per_hour else 0.0


def harm_an_hour(scenario: Scenario, victim: str) -> Iterator[float]:
    """Yield the harm that a party notices and blames on another, by who did it."""
    notices = scenario.parties[victim].notices
    zones = scenario.zones.values()
    mixed = sum(zone.share * zone.mixed for zone in zones) / (sum(z.share for z in zones) or 1)
    for name, party in scenario.parties.items():
        rate = party.violates.per_hour
        if name != victim:
            yield rate * share(party.hits, victim) * seen(party.harm, notices)
        near = {who: weight for who, weight in party.hits.items() if who in scenario.parties}
        if not any(near.values()):
            near = {who: 1.0 for who in scenario.parties if who != name}
        for group, rules in scenario.excluded.items():
            disputed = rate * share(party.hits, group) * rules.disputed * mixed
            yield disputed * party.harm.mean * share(near, victim)
    for rules in scenario.excluded.values():
        blamed = rules.attacks.per_hour * share(rules.hits, victim) * rules.wrongly_blamed
        yield blamed * seen(rules.harm, notices)
    for power in scenario.outside.values():
        strains = power.attacks.per_hour * share(power.hits, victim) * power.strains
        yield strains * seen(power.harm, notices)


def share(weights: dict[str, float], name: str) -> float:
    return weights.get(name, 0.0) / sum(weights.values())


def noticed(notices: float, harm: float) -> float:
    """Return the chance that an incident is noticed."""
    return 1 - math.pow(1 - notices, max(1.0, harm))


def seen(harm: Spread, notices: float) -> float:
    """Return the mean of harm times the chance that it is noticed."""
    if notices in {0, 1}:
        return notices * harm.mean
    if harm.kind == "lognormal":
        larger = math.exp(harm.sigma**2)
        return harm.mean * mean(harm, lambda h: noticed(notices, h * larger))
    if harm.kind == "exponential" and harm.mean:
        a, q, e = 1 / harm.mean, 1 - notices, math.exp(-1 / harm.mean)
        b = a - math.log(q)
        few = notices * ((1 - e) / a - e)
        return few + e * (1 + 1 / a) - q * e * a * (1 / b + 1 / b**2)
    return mean(harm, lambda h: h * noticed(notices, h))


def mean(harm: Spread, of: Callable[[float], float]) -> float:
    return math.fsum(of(harm.quantile((k + 0.5) / 512)) for k in range(512)) / 512
