"""Which settings cannot be told from the best, all run on the same histories."""

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import check_level, yes_no
from truce_sim.statistics.laws import binomial_at_most


def indistinguishable_from_best(outcomes: ArrayLike, level: float = 0.95) -> tuple[int, ...]:
    """Return the settings that no other setting clearly beats, by rising index.

    `outcomes`, 0/1 of shape (settings, runs), column r being replication r of every setting.
    A setting is left out if some other holds in so many more of the replications on which the
    two differ that McNemar's exact one-sided test rejects at (1 - level) / (k (k-1)), that is,
    with Bonferroni over all ordered pairs of the k settings. So with chance at least `level` no
    setting is left out in favour of one that is in truth no better: the best setting is in the
    set, and if all are equally good the set is all of them. Needs no independence and no
    minimum of discordant replications. The setting with the most successes is always in.

    Raises:
        ValueError: on other values than 0 and 1, another shape, or nothing in it.
    """
    held = yes_no(outcomes, "outcomes", dimensions=2).astype(np.float64)
    settings = held.shape[0]
    if settings == 1:
        return (0,)
    error = 1 - check_level(level, settings * (settings - 1))
    successes = held.sum(axis=1)
    # A product of 0/1 rows counts the replications in which both settings hold.
    both = held @ held.T
    ahead = np.rint(successes[:, None] - both).astype(np.int64)
    behind = ahead.T
    # P(as few or fewer wins for the loser | number of discordant replications).
    p_value = binomial_at_most(behind, np.maximum(ahead + behind, 1), 0.5)
    beaten = ((p_value <= error) & (ahead > behind)).any(axis=0)
    return tuple(np.flatnonzero(~beaten).tolist())
