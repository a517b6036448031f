"""Histories that stand for what may have happened, drawn anew where too few are still in effect.

A particle filter (Gordon, Salmond and Smith 1993, IEE Proc. F 140): histories are drawn in
proportion to how well they fit what was known on a day, each goes on with other luck from that day
on, and counts by how well it fits what came later. Those of one past are told from each other by
later days alone, so they count as one where it is asked how many are in effect.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from truce_sim.model.streams import Luck
from truce_sim.model.variants import Variants
from truce_sim.runs.replications import Setting, Work
from truce_sim.statistics.arrays import Floats, Ints
from truce_sim.statistics.weights import NoWeightError, Weights
from truce_sim.studies.luck import luck_of
from truce_sim.studies.observing import Beside, columns_read

_BRANCHES = 10_000_000
"""Branches of luck that each time may use."""


@dataclass(frozen=True)
class Sample:
    """Histories beside what was seen, and by what they were drawn.

    Attributes:
        beside: the histories.
        points: the believable inputs of each, as quantiles of their ranges, shape (n, inputs).
        lucks: of each.
        since: hour from which on their luck is their own; 0 of those that were never drawn anew.
        drawn_by: shape (n,): logarithm of the weight that they were drawn by, so counted already.
        roots: shape (n,): which were one history at first; None where each is its own.
        times: how often they were drawn anew.
    """

    beside: Beside
    points: Floats
    lucks: tuple[Luck, ...]
    since: float = 0.0
    drawn_by: Floats | None = None
    roots: Ints | None = None
    times: int = 0

    def weights(self, hours: float, counters: Iterable[str] | None = None) -> Weights | None:
        """Return how much each counts by what was known by an hour; None if none stands then.

        Args:
            hours: since the truce's start.
            counters: ids of those who are believed; by default all.
        """
        logs = self.beside.known(hours).logs(hours, counters)
        try:
            return Weights.of_logs(
                logs if self.drawn_by is None else logs - self.drawn_by, self.roots
            )
        except NoWeightError:
            return None

    def effective(self, hours: float) -> float:
        """Return how many are in effect by what was known by an hour."""
        weights = self.weights(hours)
        return 0.0 if weights is None else weights.effective


def last_day_with(sample: Sample, end: float, effective: float) -> float | None:
    """Return the last whole day before `end` on which so many are in effect; None if on none."""
    days = np.arange(24.0, end, 24.0)[::-1].tolist()
    later = (day for day in days if day > sample.since)
    return next((day for day in later if sample.effective(day) >= effective), None)


def drawn_anew(
    sample: Sample, hour: float, size: int, variants: Variants, work: Work
) -> Sample | None:
    """Return as many histories, drawn by what was known by an hour, with other luck from there.

    Systematic draws: each is drawn as often as its weight says, give or take one (Kitagawa 1996,
    J. Comput. Graph. Stat. 5).

    Args:
        sample: histories so far.
        hour: since the truce's start.
        size: how many to draw.
        variants: makes their worlds.
        work: where to run.

    Returns:
        None if none stands then, or it was interrupted.
    """
    weights = sample.weights(hour)
    if weights is None:
        return None
    times = sample.times + 1
    places = (luck_of(work.seed, "drawn anew", times).random() + np.arange(size)) / size
    chosen: Ints = np.searchsorted(np.cumsum(weights.each), places * (1 - 1e-12))
    lucks = tuple(
        _turned(sample.lucks[past], hour, times * _BRANCHES + place)
        for place, past in enumerate(chosen.tolist())
    )
    points = sample.points[chosen]
    observed, worlds = sample.beside.observed, tuple(variants.drawn(points.tolist()))
    kept = columns_read(observed, variants.world)
    setting = Setting(f"histories, drawn anew at hour {hour:g}", worlds, kept=kept, lucks=lucks)
    found = work.run([setting], 0, size).get(setting.key)
    if found is None or len(found["held"]) < size:
        return None
    beside = Beside(observed, variants.world, found)
    roots = np.arange(sample.beside.lives) if sample.roots is None else sample.roots
    logs = beside.known(hour).logs(hour)
    return Sample(beside, points, lucks, hour, logs, roots[chosen], times)


def _turned(luck: Luck, hour: float, branch: int) -> Luck:
    return Luck(luck.replication, (*luck.branches, (hour, branch)))
