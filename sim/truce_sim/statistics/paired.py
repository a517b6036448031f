"""Two scenarios on the same histories: the change, its interval, and what pairing gained.

Replication r of both scenarios shares its random numbers, so most replications end alike and
only those that part company carry information about the change.
"""

from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import check_level, finite, same_length, yes_no
from truce_sim.statistics.estimates import PairedMean, PairedShare
from truce_sim.statistics.fewest import fewest
from truce_sim.statistics.laws import two_sided_z
from truce_sim.statistics.means import paired_mean
from truce_sim.statistics.proportions import wilson
from truce_sim.statistics.survival import restricted_lives

Verdict = Literal["better", "worse", "too close to call", "no change"]


def paired_share(
    first: ArrayLike, second: ArrayLike, level: float = 0.95, family: int = 1
) -> PairedShare:
    """Return the change of a share from `first` to `second`, both 0/1 of shape (n,).

    Raises:
        ValueError: on unequal lengths, other values than 0 and 1, or no runs.
    """
    before, after = yes_no(first, "first"), yes_no(second, "second")
    same_length(before, after, "paired share")
    return paired_share_of(
        both=int((before & after).sum()),
        gained=int((~before & after).sum()),
        lost=int((before & ~after).sum()),
        neither=int((~before & ~after).sum()),
        level=level,
        family=family,
    )


def paired_share_of(
    both: int, gained: int, lost: int, neither: int, level: float = 0.95, family: int = 1
) -> PairedShare:
    """Return the change of a share from counts of replications, with Bonett-Price's interval.

    `gained` succeed only under the second, `lost` only under the first. With g = (gained+1) /
    (n+2) and l = (lost+1) / (n+2): g - l -+ z sqrt((g + l - (g-l)^2) / (n+2)); Bonett and
    Price 2012, J. Educ. Behav. Stat. 37. The added ones keep the interval open when one kind of
    discordance, or both, was never seen, which is the rule with common random numbers.

    Bonferroni over a `family` of comparisons: all hold together at `level`, which is the level
    stored.

    Raises:
        ValueError: on negative counts, or if all are 0.
    """
    runs = both + gained + lost + neither
    if min(both, gained, lost, neither) < 0 or runs < 1:
        raise ValueError(f"counts {both}, {gained}, {lost}, {neither}")
    value = (gained - lost) / runs
    low, high = _bonett_price(gained, lost, runs, check_level(level, family))
    return PairedShare(
        value=value,
        low=min(value, low),
        high=max(value, high),
        both=both,
        gained=gained,
        lost=lost,
        neither=neither,
        level=level,
        family=family,
    )


def verdict(change: PairedShare) -> Verdict:
    """Return whether the second scenario is clearly better, worse, alike or none of these.

    "No change" is said only if no replication ended differently.
    """
    if change.gained == change.lost == 0:
        return "no change"
    if change.low > 0:
        return "better"
    return "worse" if change.high < 0 else "too close to call"


def paired_restricted_mean(
    first: tuple[ArrayLike, ArrayLike],
    second: tuple[ArrayLike, ArrayLike],
    horizon: float,
    level: float = 0.95,
    family: int = 1,
) -> PairedMean:
    """Return the change of the mean hours of truce up to `horizon`, second minus first.

    Each side is (lives in hours, collapsed), both of shape (n,), as in `survival`.

    Raises:
        ValueError: on unequal lengths, or if a run was watched for less than `horizon`.
    """
    before = restricted_lives(*first, horizon)
    after = restricted_lives(*second, horizon)
    return paired_mean(before, after, level, family, largest=horizon)


def variance_reduction(first: ArrayLike, second: ArrayLike) -> float | None:
    """Return how many times fewer runs pairing needs: (Var a + Var b) / Var(b - a).

    `first` and `second`, shape (n,), 0/1 or real, replication by replication. None if the
    difference is the same in every replication, where pairing has removed all variance.

    Raises:
        ValueError: on unequal lengths, NaN, or fewer than two runs.
    """
    before, after = finite(first, "first"), finite(second, "second")
    same_length(before, after, "variance reduction")
    if before.size < 2:
        raise ValueError("variance reduction: fewer than two runs")
    change = float(np.var(after - before))
    if change == 0:
        return None
    return (float(np.var(before)) + float(np.var(after))) / change


def unpaired_interval(
    first: tuple[int, int], second: tuple[int, int], level: float = 0.95
) -> tuple[float, float]:
    """Return the interval of second minus first share if the runs were not shared.

    Each side is (count, runs). Newcombe's hybrid score interval: with Wilson ends l, u of each,
    d - sqrt((p2-l2)^2 + (u1-p1)^2) to d + sqrt((u2-p2)^2 + (p1-l1)^2); Newcombe 1998, Stat.
    Med. 17, method 10.

    Raises:
        ValueError: unless 0 <= count <= runs and runs > 0 on both sides.
    """
    (low1, high1), (low2, high2) = wilson(*first, level), wilson(*second, level)
    p1, p2 = first[0] / first[1], second[0] / second[1]
    change = p2 - p1
    down = sqrt((p2 - low2) ** 2 + (high1 - p1) ** 2)
    up = sqrt((high2 - p2) ** 2 + (p1 - low1) ** 2)
    return max(-1.0, change - down), min(1.0, change + up)


def runs_to_settle(change: PairedShare) -> int | None:
    """Return the total runs at which this interval would leave zero out.

    Supposes that the shares of replications gained and lost stay as seen, which is itself
    uncertain: a rough guide. None if the estimated change is 0.
    """
    if change.gained == change.lost:
        return None
    runs = change.both + change.gained + change.lost + change.neither
    gained, lost = change.gained / runs, change.lost / runs
    level = check_level(change.level, change.family)

    def settled(total: int) -> bool:
        low, high = _bonett_price(gained * total, lost * total, total, level)
        return low > 0 or high < 0

    return fewest(settled)


def _bonett_price(gained: float, lost: float, runs: int, level: float) -> tuple[float, float]:
    up, down = (gained + 1) / (runs + 2), (lost + 1) / (runs + 2)
    change = up - down
    reach = two_sided_z(level) * sqrt((up + down - change * change) / (runs + 2))
    return max(-1.0, change - reach), min(1.0, change + reach)
