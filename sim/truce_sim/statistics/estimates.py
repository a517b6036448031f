"""The typed numbers that every estimator returns and every result stores."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that is never changed after it was made, and round-trips through JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Share(Frozen):
    """A share of runs, with an interval that covers chance between runs and nothing else."""

    count: int
    runs: int
    value: float
    low: float
    high: float
    level: float = 0.95
    method: Literal["wilson", "clopper-pearson", "confidence sequence"] = "wilson"


class Mean(Frozen):
    """A mean over runs with a t interval that covers chance between runs."""

    value: float
    low: float
    high: float
    runs: int
    level: float = 0.95


class PairedShare(Frozen):
    """The change of a share between two scenarios on the same histories (Bonett-Price interval).

    `gained` counts replications that succeed only under the second, `lost` only under the first.
    `level` is the level of this interval; `family` says over how many comparisons it is
    simultaneous (1: this one alone).
    """

    value: float
    low: float
    high: float
    both: int
    gained: int
    lost: int
    neither: int
    level: float = 0.95
    family: int = 1


class PairedMean(Frozen):
    """The change of a mean between two scenarios on the same histories (paired t interval)."""

    value: float
    low: float
    high: float
    runs: int
    level: float = 0.95
    family: int = 1


class Curve(Frozen):
    """A function of time since the truce's start (hours) with a band around it."""

    hours: tuple[float, ...]
    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    level: float = 0.95
    band: Literal["simultaneous", "pointwise"] = "simultaneous"

    def at(self, hours: float) -> float | None:
        """Return the value at one of the curve's own points; None where it has no such point."""
        return self.value[self.hours.index(hours)] if hours in self.hours else None
