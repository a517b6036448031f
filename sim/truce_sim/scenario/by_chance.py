"""How soon chance alone brings so many violations so close together: what a spiral must not be.

Violations that come independently at a steady rate cluster. The time until `count` of them first
fall within a window is that of a scan statistic; it is worked out by the approximation of Naus
(1982, "Approximations for distributions of scan statistics", JASA 77), from the exact chances of
no such cluster within two and within three windows. In tests it is within a few percent of counts.
"""

from collections.abc import Iterator
from itertools import accumulate
from math import exp, inf, lgamma, log, sqrt

from truce_sim.scenario.acting import length
from truce_sim.scenario.before import own_violations_a_day
from truce_sim.scenario.durations import spoken
from truce_sim.scenario.findings import Finding
from truce_sim.scenario.numbers import plain, total
from truce_sim.scenario.schema import Scenario

ENOUGH = 10
"""Violations in a window from which twice as many are seldom chance: once in 50 windows."""
_WINDOWS = (1, 3, 7, 14, 30)
"""Days that people count violations over."""
_MOST = 20_000
"""Violations beyond which chance is so small beside the number that only the mean is looked at."""
_LEAST = 1e-12
"""Risk a window below which digits end: never."""


def fitting_window(a_day: float) -> int:
    """Return the days in which so many violations a day make `ENOUGH`; at most a month."""
    return next((days for days in _WINDOWS if a_day * days >= ENOUGH), _WINDOWS[-1])


def waiting(rate: float, window: float, count: int) -> float:
    """Return the mean time until chance first brings `count` events within a window.

    Args:
        rate: events an hour, each independent of all others.
        window: hours.
        count: events, at least 1.

    Returns:
        Hours, about; infinite where it is beyond all truces.
    """
    expected = rate * window
    if expected <= 0 or count > expected + 12 * sqrt(expected) + 40:
        return inf
    if count == 1:
        return 1 / rate
    if count > _MOST:
        return count / rate if count <= expected else inf
    some = [
        exp(events * log(expected) - expected - lgamma(events + 1)) for events in range(2 * count)
    ]
    up_to = [*accumulate(some)]
    one, two, three = _without(count, expected, some, up_to)
    filling = total(1 - min(1.0, up_to[events]) for events in range(count)) / rate
    if min(one, two, three) <= _LEAST:
        return filling
    if three > two * (1 - _LEAST) or two > one * (1 - _LEAST):
        return inf
    return filling + window * (_left(one, two) + two / log(two / three))


def _left(start: float, end: float) -> float:
    """Return the mean of what falls steadily, by the same share each moment, between two ends."""
    return (start - end) / log(start / end)


def _without(
    count: int, expected: float, some: list[float], up_to: list[float]
) -> tuple[float, float, float]:
    """Return the chance of no such cluster within one, two and three windows (Naus 1982)."""

    def below(events: int) -> float:
        return up_to[events] if events >= 0 else 0.0

    k, full = count, some[count]
    one = below(k - 1)
    two = one**2 - (k - 1) * full * some[k - 2] - (k - 1 - expected) * full * below(k - 3)
    first = 2 * full * one * ((k - 1) * below(k - 2) - expected * below(k - 3))
    second = (full**2 / 2) * (
        (k - 1) * (k - 2) * below(k - 3)
        - 2 * (k - 2) * expected * below(k - 4)
        + expected**2 * below(k - 5)
    )
    third = total(some[2 * k - r] * below(r - 1) ** 2 for r in range(1, k))
    fourth = total(
        some[2 * k - r] * some[r] * ((r - 1) * below(r - 2) - expected * below(r - 3))
        for r in range(2, k)
    )
    return one, two, one**3 - first + second + third - fourth


def chance_ends_it(scenario: Scenario) -> Iterator[Finding]:
    """Yield a spiral's limit that chance passes within the truce, at the level before it.

    A limit that is not above that level is no alarm but asks for a fall: it is told only where
    violence that falls as the file says passes it all the same, while it falls or at its floor.
    """
    spiral = scenario.spiral
    if spiral is None:
        return
    a_day = own_violations_a_day(scenario.past)
    rate, most = a_day / 24, spiral.violations
    hours = waiting(rate, spiral.window, most)
    lasts = length(scenario)
    if hours >= lasts:
        return
    expected = rate * spiral.window
    if 1 < most <= expected:
        truce = scenario.truce
        falls = truce.settles_in < inf
        floor = rate * (truce.floor if falls else 1.0)
        at_first = rate * _mean_share(scenario, spiral.window)
        if most > at_first * spiral.window and waiting(floor, spiral.window, most) >= lasts:
            return
        says = f"the level before makes about {_rough(expected)} in that time"
    else:
        says = f"at the level before, that happens about once in {_about(hours)} by chance"
    yield Finding(
        ("spiral", "violations"),
        f"spiral.violations: {plain(most)} within {spoken(spiral.window)}; {says}",
        _instead(a_day, spiral.window),
    )


def _mean_share(scenario: Scenario, window: float) -> float:
    """Return the mean of the level within the first window, as a share of that before."""
    half = scenario.truce.settles_in
    if half == inf:
        return 1.0
    floor = scenario.truce.floor
    return floor + (1 - floor) * (1 - exp(-window * log(2) / half)) * half / log(2) / window


def _instead(a_day: float, window: float) -> str:
    days = fitting_window(a_day)
    if window >= 24 * days:
        return "more violations, as '2 x before'"
    return f"'2 x before' within '{spoken(24.0 * days)}', so that chance alone seldom does it"


def _rough(number: float) -> str:
    return plain(float(f"{number:.2g}"))


def _about(hours: float) -> str:
    """Return a length of time to two digits; days from two days on."""
    if hours < 48:
        unit = 1.0 if hours >= 1 else 1 / 60
        return spoken(float(f"{hours / unit:.2g}") * unit)
    return f"{_rough(hours / 24)} days"
