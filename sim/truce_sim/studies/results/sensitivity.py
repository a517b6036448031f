"""What `sensitivity` answers, as typed values."""

from typing import ClassVar, Literal

from truce_sim.statistics.estimates import Frozen, Mean, PairedShare, Share
from truce_sim.studies.results.common import Input, Result


class TornadoBar(Frozen):
    """One input moved to each end of its believable range, the others as in the file."""

    path: str
    label: str
    low_text: str
    high_text: str
    at_low: PairedShare
    at_high: PairedShare
    odds_low: Share
    odds_high: Share
    """The odds at either end themselves, not their change."""

    @property
    def clear(self) -> bool:
        """Whether a change at either end is told apart from chance."""
        return any(end.low > 0 or end.high < 0 for end in (self.at_low, self.at_high))

    @property
    def reach(self) -> float:
        """How far the odds move over both ends and the file between them."""
        ends = (0.0, self.at_low.value, self.at_high.value)
        return max(ends) - min(ends)


class VarianceShare(Frozen):
    """Part of the variance of P(held) that one input explains alone and in all."""

    path: str
    label: str
    alone: float
    alone_low: float
    alone_high: float
    total: float
    total_low: float
    total_high: float


class FailureBox(Frozen):
    """Conditions under which the truce fails (PRIM), at most four restrictions."""

    restrictions: tuple[str, ...]
    density_train: float
    density_holdout: Share
    coverage: float
    mass: float
    frequency: tuple[float, ...]
    """How often each restriction came back when the runs were resampled."""


class Explained(Frozen):
    """What inputs explain when all move together: two runs at each of many sets of inputs."""

    points: int
    """Those runs."""
    mean: Mean
    """Share that held over believable inputs; the interval covers chance of sets and of runs."""
    variance: tuple[VarianceShare, ...]
    """Parts of what the fitted surface explains, sorted by total, largest first."""
    luck: float
    """Share of the variance of held/collapsed between runs of the same inputs: no surface is
    needed for it."""
    luck_low: float
    luck_high: float
    missed: float
    """Share that inputs explain and the fitted surface does not: steps, sharp bends."""
    missed_low: float
    missed_high: float
    holdout_brier: float
    """Score of the metamodel on held-out runs; 0 is perfect."""
    base_brier: float
    """The same for one constant forecast."""
    reliability: tuple[tuple[float, float, int], ...]
    """Of the metamodel on held-out runs: predicted, observed, number of runs."""
    box: FailureBox | None


class MovedStop(Frozen):
    """One value at which an input can stand."""

    text: str
    typed: str
    """What `--set` takes."""
    unit: float
    """Share of the input's range below it, as it is drawn: 0 to 1."""


class Moved(Frozen):
    """One input that a surface is fitted over."""

    path: str
    label: str
    stops: tuple[MovedStop, ...]
    """Rising, from one end of its range to the other."""
    file: int
    """Which of them is the file's own."""


class WhatIf(Frozen):
    """The odds over the inputs that matter most, the others as in the file, as a fitted surface.

    Log odds are a polynomial in the inputs (see `statistics.surface`).
    """

    inputs: tuple[Moved, ...]
    """The most important first."""
    others: int
    """Inputs with a range that stand as in the file."""
    sets: int
    runs_a_set: int
    coefficients: tuple[float, ...]
    covariance: tuple[float, ...]
    """Of the coefficients: the lower triangle, row by row."""
    spread: float
    """Of true log odds about the fit (one standard deviation)."""
    farthest: float
    """Variance of the fit beyond which nothing was tried."""
    missed: float
    """Distance from the odds of sets held back, chance taken out (root mean square)."""
    missed_at_corners: float
    """The same at sets where every input is at an end of its range: few, so roughly known."""
    surely_at_corners: float
    """Lower end of that (95%, one-sided)."""
    most_missed: float
    """What it may be over all sets, and surely at corners, for the surface to be shown."""
    fresh: int
    """Runs of the fresh answer that 95 in 100 told ranges are to hold."""

    @property
    def earned(self) -> bool:
        """Whether the surface is near enough to be shown."""
        return max(self.missed, self.surely_at_corners) <= self.most_missed


class SensitivityResult(Result):
    """Answer of `sensitivity`."""

    fitted: ClassVar[tuple[str, ...]] = ("explained", "what_if")

    kind: Literal["sensitivity"] = "sensitivity"
    base: Share
    tornado: tuple[TornadoBar, ...]
    """Sorted by reach, widest first, which among near ones is chance. One at a time: interactions
    not shown."""
    widest_path: str | None = None
    """The bar that surely reaches furthest, if that is told apart from chance."""
    explained: Explained | None
    """None if interrupted before, or if all runs ended alike: nothing to explain."""
    what_if: WhatIf | None = None
    """None with few runs, or if interrupted before."""
    inputs: tuple[Input, ...] = ()
