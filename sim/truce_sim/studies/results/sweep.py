"""What `sweep` answers, as typed values."""

from typing import Literal

from truce_sim.statistics.estimates import Frozen, Mean, Share
from truce_sim.studies.results.common import Input, Result


class SweepParam(Frozen):
    """One swept input."""

    path: str
    label: str
    texts: tuple[str, ...]
    """Each level as a person would write it."""
    numbers: tuple[float, ...]
    """Each level as a number for an axis (hours for durations)."""
    unit: str
    in_file: float | None
    """The value in the file, on the same axis; None if the file has none."""


class SweepPoint(Frozen):
    """One setting of a sweep and its odds."""

    levels: tuple[str, ...]
    numbers: tuple[float, ...]
    held: Share
    settled: Share
    in_part: Share | None = None
    """Held, but in part only; None where the file does not say what that is."""
    restricted_mean_hours: Mean


class SweepResult(Result):
    """Answer of `sweep`."""

    kind: Literal["sweep"] = "sweep"
    design: Literal["grid", "lhs", "sobol"]
    discrepancy: float | None
    """How unevenly a sampled design fills the space (centred; 0 is even); None of a grid."""
    settings: int
    """Settings asked for; an interrupted sweep has fewer points."""
    params: tuple[SweepParam, ...]
    points: tuple[SweepPoint, ...]
    best: tuple[int, ...]
    """Indices of points that cannot be told from the best."""
    confirmed: tuple[SweepPoint, ...] = ()
    """The best on fresh replications, the apparent winner first: the only numbers to quote."""
    best_afresh: tuple[int, ...] = ()
    """Indices of those that cannot be told from the best on the fresh replications alone."""
    past: str = ""
    """What is said of amounts of the past that move along; "" where none does."""
    inputs: tuple[Input, ...] = ()
