"""An interval that may be looked at after every run: for live display and after Ctrl-C."""

from math import inf, lgamma, log, log1p

from truce_sim.statistics.arrays import check_level
from truce_sim.statistics.estimates import Share


def anytime_share(count: int, runs: int, level: float = 0.95) -> Share:
    """Return `count` out of `runs` (1 at least) where somebody who saw them chose when to stop.

    Raises:
        ValueError: unless 0 <= count <= runs and runs >= 1.
    """
    if runs < 1:
        raise ValueError("no runs, no share")
    low, high = confidence_sequence(count, runs, level)
    return Share(
        count=count,
        runs=runs,
        value=count / runs,
        low=low,
        high=high,
        level=level,
        method="confidence sequence",
    )


def confidence_sequence(
    count: int, runs: int, level: float = 0.95, a: float = 0.5, b: float = 0.5
) -> tuple[float, float]:
    """Return the anytime-valid interval for a share after `runs` runs of which `count` count.

    All p with B(count+a, runs-count+b) / (B(a,b) p^count (1-p)^(runs-count)) < 1/(1-level):
    Robbins' beta-binomial mixture. By Ville's inequality the chance that the true share ever
    leaves it, at any number of runs, is at most 1 - level. The price is about twice the width
    of an interval for one look.

    Raises:
        ValueError: unless 0 <= count <= runs, a > 0 and b > 0.
    """
    check_level(level)
    if not (0 <= count <= runs and a > 0 and b > 0):
        raise ValueError(f"{count} out of {runs} runs, mixture Beta({a}, {b})")
    if runs == 0:
        return 0.0, 1.0
    seen = count / runs
    # At the estimate the mixture is below any constant likelihood ratio above 1, so the
    # estimate is inside, and each end is one sign change away from it.
    low = 0.0 if count == 0 else _crossing(count, runs, seen, 0.0, (level, a, b))
    high = 1.0 if count == runs else _crossing(count, runs, seen, 1.0, (level, a, b))
    return low, high


def inside(
    p: float, count: int, runs: int, level: float = 0.95, a: float = 0.5, b: float = 0.5
) -> bool:
    """Return whether `p` lies in the confidence sequence at (count, runs)."""
    return _log_evidence(p, count, runs, a, b) < -log(1 - level)


def _log_evidence(p: float, count: int, runs: int, a: float, b: float) -> float:
    if (p <= 0 and count > 0) or (p >= 1 and count < runs):
        return inf
    likelihood = (count * log(p) if count else 0.0) + (
        (runs - count) * log1p(-p) if runs > count else 0.0
    )
    return _log_beta(count + a, runs - count + b) - _log_beta(a, b) - likelihood


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _crossing(
    count: int, runs: int, kept: float, out: float, law: tuple[float, float, float]
) -> float:
    """Bisect between a share inside and one outside; the end returned is on the outer side."""
    level, a, b = law
    for _ in range(100):
        middle = (kept + out) / 2
        if middle in {kept, out}:
            break
        if inside(middle, count, runs, level, a, b):
            kept = middle
        else:
            out = middle
    return out
