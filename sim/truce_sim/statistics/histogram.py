"""Quantiles of waiting times that were only counted in bins."""

from collections.abc import Sequence


def waiting_quantile(
    ended: Sequence[int], waiting: Sequence[int], edges: Sequence[float], share: float
) -> float | None:
    """Return the time by which `share` of all waits had ended, those still going on counted in.

    The actuarial (life-table) estimate of Cutler and Ederer (1958, Journal of Chronic Diseases
    8:699): of the waits that last into a bin, those still going on when they were last seen in it
    count for half of it; within a bin waits are taken to end evenly. To leave out who still waits
    would tell a time that is too short, the more so the fuller the queue. It takes the end of
    watching to have nothing to do with how long one would have waited.

    Args:
        ended: waits that ended, by bin of their length.
        waiting: waits that had not ended when they were last seen, by bin of their length so far.
        edges: limits of the bins, one more than there are bins, rising.
        share: between 0 and 1.

    Returns:
        The time in the units of the edges; None if fewer than `share` ended within the time that
        they were seen.
    """
    at_risk = float(sum(ended) + sum(waiting))
    left = 1.0
    for place, (over, seen) in enumerate(zip(ended, waiting, strict=True)):
        # Where all who were left are last seen in this bin, nobody was seen beyond it.
        exposed = max(at_risk - seen / 2, float(over))
        stays = left * (1 - over / exposed) if over else left
        if over and stays <= 1 - share + 1e-12:
            start, end = edges[place], edges[place + 1]
            return start + (end - start) * (left - (1 - share)) / (left - stays)
        left = stays
        at_risk -= over + seen
    return None
