"""Quantiles of what was only counted in bins."""

from collections.abc import Sequence


def binned_quantile(counts: Sequence[int], edges: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` of the counted values lie; None if nothing was counted.

    Within a bin values are taken to be spread evenly.

    Args:
        counts: values in each bin.
        edges: limits of the bins, one more than there are bins, rising.
        share: between 0 and 1.
    """
    total = sum(counts)
    if total == 0:
        return None
    wanted = share * total
    below = 0
    for place, count in enumerate(counts):
        if count and below + count >= wanted:
            start, end = edges[place], edges[place + 1]
            return start + (end - start) * (wanted - below) / count
        below += count
    return edges[-1]
