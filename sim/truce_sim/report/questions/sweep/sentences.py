"""What is said of a sweep, each sentence computed from the typed result alone."""

from itertools import pairwise

from truce_sim.report import told as t
from truce_sim.report.told import Sentence, Told, say
from truce_sim.studies.results.sweep import SweepPoint, SweepResult


def best_point(result: SweepResult) -> SweepPoint:
    """Return the best setting, on fresh replications where it was confirmed.

    The apparent winner of the sweep, not the best on fresh replications: choosing by them once
    more would let them flatter it as well.
    """
    if result.confirmed:
        return result.confirmed[0]
    return max(result.points, key=lambda point: point.held.value)


def swept(result: SweepResult) -> Sentence:
    """Say how far the odds move over the sweep."""
    low, high = _ends(result)
    if t.hundred(low.held.value).text == t.hundred(high.held.value).text:
        return say(
            "The odds hardly move over the sweep: {odds} throughout.",
            odds=t.odds(low.held),
        )
    return say(
        "Over the sweep the odds go from {low} to {high} in {all}.",
        low=t.hundred(low.held.value),
        high=t.hundred(high.held.value),
        all=t.per(low.held.runs),
    )


def where(result: SweepResult) -> Sentence:
    """Say at which settings the odds are lowest and highest."""
    low, high = _ends(result)
    return say(
        "Lowest: {low}. Highest: {high}.", low=setting(result, low), high=setting(result, high)
    )


def flattered(result: SweepResult) -> Sentence:
    """Warn of the best of many."""
    return say(
        "The best of {all} settings is partly the luckiest, so its number flatters it; --confirm "
        "gives a fair one.",
        all=Told(f"{len(result.points):,}", ("points",)),
    )


def _ends(result: SweepResult) -> tuple[SweepPoint, SweepPoint]:
    ordered = sorted(result.points, key=lambda point: point.held.value)
    return ordered[0], ordered[-1]


def setting(result: SweepResult, point: SweepPoint) -> Told:
    """Tell a setting as a person would write it."""
    pieces = [
        f"{param.label} {level}" for param, level in zip(result.params, point.levels, strict=True)
    ]
    return Told(", ".join(pieces), (*point.levels, *(param.label for param in result.params)))


def tipping(result: SweepResult) -> Sentence:
    """Say where the odds tip, if they do; else that they do not."""
    above = [point for point in result.points if point.held.low > 0.5]
    below = [point for point in result.points if point.held.high < 0.5]
    if not above:
        return say("*Nowhere in this range* do the odds clearly pass even.")
    if not below:
        return say("*Everywhere in this range* where it is clear, the truce more often holds.")
    if len(result.params) > 1:
        return say(
            "{above} of {all} settings hold clearly more often than not, {below} clearly less often.",
            above=Told(f"{len(above)}", ("points",)),
            below=Told(f"{len(below)}", ("points",)),
            all=Told(f"{len(result.points)}", ("points",)),
        )
    return _tips_between(result)


def _tips_between(result: SweepResult) -> Sentence:
    values = [point.held.value for point in result.points]
    for before, after in pairwise(result.points):
        if (before.held.value - 0.5) * (after.held.value - 0.5) <= 0:
            return say(
                "The odds pass even between *{a}* and *{b}*.",
                a=Told(before.levels[0], (before.levels[0],)),
                b=Told(after.levels[0], (after.levels[0],)),
            )
    return say("The odds stay on one side: {low} at least.", low=t.hundred(min(values)))


def confirmed(result: SweepResult) -> Sentence | None:
    """Say what the winner does on fresh histories."""
    if not result.confirmed:
        return None
    best = best_point(result)
    said = say(
        "On fresh histories, the apparent winner ({setting}) holds in {odds} ({span}).",
        setting=setting(result, best),
        odds=t.odds(best.held),
        span=t.chance(best.held),
    )
    left = told_apart(result)
    return said if left is None else said + left


def told_apart(result: SweepResult) -> Sentence | None:
    """Say which of the best settings fresh histories tell apart; None where there is but one."""
    left, among = result.best_afresh, result.confirmed
    if len(among) < 2 or not left:
        return None
    if len(left) == 1:
        return say(
            "There *{setting}* is told from the others.", setting=setting(result, among[left[0]])
        )
    if len(left) == len(among):
        return say("The best cannot be told apart there either.")
    return say(
        "Of these {all} settings, {left} cannot be told from the best there either.",
        all=Told(f"{len(among)}", ("confirmed",)),
        left=Told(f"{len(left)}", ("confirmed",)),
    )
