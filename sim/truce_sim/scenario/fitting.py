"""Whether other values surely fit together, told from the values alone and in microseconds.

A study that replaces values in a scenario asks this of every set of them. It is stricter than
`crosschecks` and knows no words: where it says no, the scenario is read anew, which says what does
not fit, if anything. It looks at what the values can do; what depends on names, on dates, or on
which inputs are given at all, does not change where only values are replaced. What it repeats:
`_verification` and `_fed_up` of `crosschecks`, `work`, and of `chains` that nobody answers always.
"""

from truce_sim.scenario.limits import LONGEST_WATCH, MOST_CANDIDATES, MOST_EVENTS
from truce_sim.scenario.numbers import total
from truce_sim.scenario.schema import Scenario


def surely_fits(now: Scenario, pattern: Scenario) -> bool:
    """Return whether a scenario surely fits together.

    Args:
        now: a scenario that gives the same inputs as the other, with other values; the same dates,
            weights and lists.
        pattern: one that fits.
    """
    return (
        (not now.grievance.at_start or bool(pattern.grievance.at_start))
        and _verdicts(now)
        and _parties(now)
        and _work(now)
    )


def _verdicts(now: Scenario) -> bool:
    rules = now.verification
    return rules is None or max(rules.finds, rules.clears) + rules.mistakes <= 1


def _parties(now: Scenario) -> bool:
    """Return whether nobody is calmer when fed up, and nobody answers always."""
    return all(
        (party.retaliates_fed_up is None or party.retaliates_fed_up >= party.retaliates)
        and not party.retaliates == party.notices == 1
        for party in now.parties.values()
    )


def _work(now: Scenario) -> bool:
    """Return whether all that happens of its own accord is surely few enough for a run."""
    hours = _span(now)
    if hours > LONGEST_WATCH:
        return False
    shocks = [shock.per_hour for shock in now.shocks.values()]
    rupture = now.rupture.per_hour if now.rupture else 0.0
    if max(rupture, *shocks, 0.0) * hours > MOST_EVENTS:
        return False
    deeds = _deeds(now) * hours
    # A hair of room: sums and products may be taken in another order elsewhere.
    return deeds <= 0.999 * MOST_EVENTS and deeds * _factors(now) <= 0.999 * MOST_CANDIDATES


def _span(now: Scenario) -> float:
    dates = now.dates
    talks = (dates.talks - dates.truce_starts).total_seconds() / 3600
    until = dates.watch_until or dates.talks
    watched = (until - dates.truce_starts).total_seconds() / 3600
    rule = now.postponement
    return max(watched, talks + rule.by * rule.at_most if rule else 0.0)


def _deeds(now: Scenario) -> float:
    """Return how often an hour anything is done or made up."""
    parties = now.parties.values()
    return total(
        [party.violates.per_hour for party in parties]
        + [party.false_complaints.per_hour for party in parties if party.false_complaints]
        + [group.attacks.per_hour for group in now.excluded.values()]
        + [power.attacks.per_hour for power in now.outside.values()]
    )


def _factors(now: Scenario) -> float:
    """Return no less than what could ever multiply any of it."""
    factors = [now.complaints.rise]
    factors += [shock.factor for shock in now.shocks.values()]
    factors += [one.factor for one in now.measures.values()]
    factors += [group.spoils.factor for group in now.excluded.values() if group.spoils]
    if now.verification is not None:
        factors.append(now.verification.shame)
    most = 1.0
    for factor in factors:
        most *= max(1.0, factor)
    return most
