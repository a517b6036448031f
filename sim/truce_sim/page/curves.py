"""The odds over the whole range of one input, the others as they stand."""

from collections.abc import Sequence
from typing import Any

from truce_sim.page.sliders import Slider
from truce_sim.report.words import nearest
from truce_sim.statistics.estimates import Share

POINTS = 9
"""Of a curve: as many as so small a picture can show."""
HISTORIES = 200
"""Of each point: the first of those of which an answer is."""


def points_of(slider: Slider, stands: int) -> list[int]:
    """Return the stops that a curve is made of: evenly spread, the file's own, where it stands."""
    last = len(slider.stops) - 1
    spread = {round(place * last / (POINTS - 1)) for place in range(POINTS)}
    return sorted(spread | {slider.file, stands})


def curve_told(path: str, stops: Sequence[int], shares: Sequence[Share]) -> dict[str, Any]:
    """Return a curve with the interval of each point, and in words how far chance may move one."""
    runs = min(one.runs for one in shares)
    give = max(max(one.high - one.value, one.value - one.low) for one in shares)
    return {
        "path": path,
        "points": [
            {"stop": stop, "share": one.value, "low": one.low, "high": one.high}
            for stop, one in zip(stops, shares, strict=True)
        ],
        "histories": runs,
        "low": min(one.value for one in shares),
        "high": max(one.value for one in shares),
        "give": give,
        "told": f"Each point is of the first {runs:,} histories: chance may move all of them by up "
        f"to {max(1, nearest(100 * give))} in 100, most of it together.",
    }
