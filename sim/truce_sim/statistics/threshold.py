"""The smallest value of a lever that meets a target."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import check_level, yes_no
from truce_sim.statistics.estimates import Share
from truce_sim.statistics.fewest import fewest
from truce_sim.statistics.proportions import lower_ends, share, upper_ends


@dataclass(frozen=True, slots=True)
class SmallestLevel:
    """Indices of levels, weakest first; None where no level qualifies."""

    sure: int | None
    """Smallest level, all stronger ones included, whose lower bound meets the target."""
    seen: int | None
    """Smallest level whose estimate meets the target."""


def smallest_level(
    counts: ArrayLike, runs: int, target: float, level: float = 0.95
) -> SmallestLevel:
    """Return the smallest level of a lever at which the share is at least `target`.

    `counts`, shape (levels,), successes out of `runs` at each level, weakest level first (for
    a lever whose small values help, the largest value first). Fixed-sequence test from the
    strongest level down: each level's one-sided Clopper-Pearson lower bound at full `level`
    must meet the target; the first that does not ends the search. Because the order is fixed
    beforehand, the chance of calling any insufficient level sure is at most 1 - level, with no
    price for the number of levels (Maurer, Hothorn and Lehmacher 1995). The levels may share
    their histories. If `sure` and `seen` are None, the target was not reached by this lever.

    Raises:
        ValueError: if there are no levels, a count is not from 0 to runs, or the target is not
            between 0 and 1.
    """
    successes = np.asarray(counts)
    if successes.ndim != 1 or successes.size == 0:
        raise ValueError("counts: expected one per level")
    if runs < 1 or (successes < 0).any() or (successes > runs).any():
        raise ValueError(f"counts beyond 0 to {runs} runs")
    if not 0 < target < 1:
        raise ValueError(f"target {target} is not between 0 and 1")
    meets = lower_ends(successes, runs, 1 - check_level(level)) >= target
    failing = np.flatnonzero(~meets)
    sure = 0 if failing.size == 0 else int(failing[-1]) + 1
    seen = np.flatnonzero(successes / runs >= target)
    return SmallestLevel(
        sure=sure if sure < successes.size else None,
        seen=int(seen[0]) if seen.size else None,
    )


def runs_to_decide(counts: ArrayLike, runs: int, target: float, level: float = 0.95) -> int | None:
    """Return the runs a level at which `smallest_level` could decide, if all shares stay as seen.

    Where some level, and every stronger one, is seen to meet the target: the runs at which all
    their lower bounds would meet it. Where the strongest is seen to miss it: those at which the
    upper bound of the best level would lie below. A rough guide, as the shares seen are uncertain
    themselves. None if no number would, as the strongest level
    is not seen to pass the target and the best one not to stay below it.

    Raises:
        ValueError: as `smallest_level`.
    """
    smallest_level(counts, runs, target, level)
    shares = np.asarray(counts) / runs
    tail = 1 - check_level(level)
    short = np.flatnonzero(shares <= target)
    sure = shares[int(short[-1]) + 1 :] if short.size else shares
    if sure.size:
        weakest = float(sure.min())
        return fewest(lambda total: lower_ends(weakest * total, total, tail) >= target)
    best = float(shares.max())
    if best >= target:
        return None
    return fewest(lambda total: upper_ends(best * total, total, tail) < target)


def requirement_interval(
    counts: ArrayLike, runs: int, target: float, level: float = 0.95
) -> tuple[int | None, int | None]:
    """Return the levels between which the exact requirement lies, weakest level first.

    The first is the strongest level up to which every upper Clopper-Pearson end lies below the
    target (None: not even the weakest is surely too weak), the second the weakest from which on
    every lower end reaches it (None: not even the strongest is surely enough).

    Where the share rises with the lever, the requirement is the point at which it passes the
    target, and the interval covers it with chance at least `level`: an end is wrong only if the
    two-sided test at the requirement itself rejects. If no replication is turned from success to
    failure by more of the lever, each has one critical value, the requirement is their quantile,
    and this is its order-statistic interval (David and Nagaraja, Order Statistics, 7.1), as
    fine as the levels are. Levels may be added after looking, as that changes no critical value.

    Raises:
        ValueError: as `smallest_level`.
    """
    sides = 1 - check_level(level)
    strong = smallest_level(counts, runs, target, 1 - sides / 2).sure
    below = upper_ends(counts, runs, sides / 2) < target
    reaching = np.flatnonzero(~below)
    weak = below.size - 1 if reaching.size == 0 else int(reaching[0]) - 1
    return (weak if weak >= 0 else None), strong


def reversals(outcomes: ArrayLike, level: float = 0.95) -> Share:
    """Return the share of replications in which more of the lever once did harm.

    `outcomes`, 0/1 of shape (levels, runs), weakest level first, column r being replication r
    at every level. A reversal is a step up that turns success into failure. Above zero, one
    critical value per replication does not tell the whole story.

    Raises:
        ValueError: on other values than 0 and 1, another shape, or nothing in it.
    """
    held = yes_no(outcomes, "outcomes", dimensions=2)
    turned = (held[:-1] & ~held[1:]).any(axis=0)
    return share(int(turned.sum()), turned.size, level)
