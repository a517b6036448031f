"""Which of several choices is best over many sets of inputs, each known from few runs only.

In a set the best of noisy differences is mostly the luckiest: counted as seen, ranks would change
by chance and every regret would be too large. So what a choice does in a set is taken as drawn from
a normal law over sets, with the covariance that is left when that of chance within sets is taken
off, and what is told averages over all that the runs of a set leave open (empirical Bayes; Morris
1983, J. Am. Stat. Assoc. 78). Intervals are percentiles over sets drawn anew (Efron 1979, Ann.
Stat. 7): they cover chance, both of which sets were drawn and of the runs in them.
"""

from dataclasses import dataclass

import numpy as np

from truce_sim.statistics.arrays import Bools, Floats

_AGAIN = 200
"""Times that sets are drawn anew for the intervals."""
_DRAWS = 100
"""What a set may be like is drawn so often, half of it with the other sign."""
_TIE = 1e-12


@dataclass(frozen=True, slots=True)
class Regrets:
    """Of each choice, shape (choices,): the first is that against which differences are taken.

    Attributes:
        best: share of sets in which it is the best choice; of equals each has its part.
        regret: mean over sets of what the best choice has above it.
        worst: the largest such over the sets, each by its mean over what its runs leave open.
        change: mean over sets of its difference from the first.
        low: that difference is below this in 5 of 100 sets.
        high: and above this in 5 of 100.
        best_interval: meant at 95%, shape (2, choices); held in 83 to 95 of 100 trials.
        regret_interval: so too, shape (2, choices).
        change_interval: so too, shape (2, choices).
    """

    best: Floats
    regret: Floats
    worst: Floats
    change: Floats
    low: Floats
    high: Floats
    best_interval: Floats
    regret_interval: Floats
    change_interval: Floats


def regrets(held: Bools, luck: np.random.Generator) -> Regrets:
    """Return which choice is best over sets of inputs.

    Args:
        held: outcomes, shape (choices, sets, runs); run r of a set is the same history in all.
        luck: for what is drawn.

    Raises:
        ValueError: on fewer than two choices, sets or runs.
    """
    if held.ndim != 3 or min(held.shape) < 2:
        raise ValueError(f"regrets of shape {held.shape}")
    gains = held[1:].astype(float) - held[:1].astype(float)
    seen = gains.mean(axis=2).T
    noise = _within(gains)
    half = luck.standard_normal((_DRAWS // 2, seen.shape[1]))
    draws = np.concatenate([half, -half])
    likely = _likely(seen, noise, draws)
    told = _told(likely)
    again = []
    for _ in range(_AGAIN):
        chosen = luck.integers(0, len(seen), len(seen))
        once = _told(_likely(seen[chosen], noise[chosen], draws))
        again.append((once.best, once.regret, once.change))
    best, regret, change = (np.array(one) for one in zip(*again, strict=True))
    ends = [np.quantile(one, (0.025, 0.975), axis=0) for one in (best, regret, change)]
    return Regrets(
        best=told.best,
        regret=told.regret,
        worst=told.worst,
        change=told.change,
        low=np.quantile(likely, 0.05, axis=(0, 1)),
        high=np.quantile(likely, 0.95, axis=(0, 1)),
        best_interval=_around(ends[0], told.best),
        regret_interval=_around(ends[1], told.regret),
        change_interval=_around(ends[2], told.change),
    )


def _within(gains: Floats) -> Floats:
    """Return the covariance of each set's means by chance, shape (sets, choices, choices)."""
    runs = gains.shape[2]
    apart = gains - gains.mean(axis=2, keepdims=True)
    found: Floats = np.einsum("asr,bsr->sab", apart, apart) / (runs - 1) / runs
    return found


def _likely(seen: Floats, noise: Floats, draws: Floats) -> Floats:
    """Return what the sets may be like, shape (sets, draws, choices), the first choice at 0.

    Args:
        seen: differences from the first choice, shape (sets, choices - 1).
        noise: their covariances by chance, of which the mean is taken.
        draws: standard normal, shape (draws, choices - 1).
    """
    chance = noise.mean(axis=0)
    mean = seen.mean(axis=0)
    total = np.cov(seen, rowvar=False).reshape(chance.shape)
    values, vectors = np.linalg.eigh(total - chance)
    between = (vectors * np.maximum(values, 0.0)) @ vectors.T
    pull = between @ np.linalg.pinv(between + chance, rcond=1e-10, hermitian=True)
    centres = mean + (seen - mean) @ pull.T
    left = between - pull @ between
    values, vectors = np.linalg.eigh((left + left.T) / 2)
    spread = draws @ (vectors * np.sqrt(np.maximum(values, 0.0))).T
    found = centres[:, None, :] + spread[None, :, :]
    return np.concatenate([np.zeros((*found.shape[:2], 1)), found], axis=2)


@dataclass(frozen=True, slots=True)
class _Told:
    best: Floats
    regret: Floats
    worst: Floats
    change: Floats


def _told(likely: Floats) -> _Told:
    top = likely.max(axis=2, keepdims=True)
    firsts = likely >= top - _TIE
    each = (top - likely).mean(axis=1)
    return _Told(
        best=(firsts / firsts.sum(axis=2, keepdims=True)).mean(axis=(0, 1)),
        regret=each.mean(axis=0),
        worst=each.max(axis=0),
        change=likely.mean(axis=(0, 1)),
    )


def _around(ends: Floats, value: Floats) -> Floats:
    """Return ends that have the value between them."""
    return np.array([np.minimum(ends[0], value), np.maximum(ends[1], value)])
