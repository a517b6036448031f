"""What became of runs until their talks opened: how long each held, and what ended it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truce_sim.model.ending import CAUSES
from truce_sim.runs.batch import Columns
from truce_sim.statistics.proportions import share
from truce_sim.studies.results.run import Cause


@dataclass(frozen=True, slots=True)
class UntilTalks:
    """Runs until their talks, wherever those were moved; what a longer watch sees is not in it."""

    span: float
    """Hours from the truce's start to the latest opening."""
    lives: NDArray[np.float64]
    """Hours that each held; the span of one that did."""
    at_risk: NDArray[np.float64]
    """Hours that each was at risk: until it collapsed, or its own talks opened."""
    collapsed: NDArray[np.bool_]
    causes: NDArray[np.generic]
    """What ended each; "" of one that held."""


def until_talks(columns: Columns, opening: float) -> UntilTalks:
    """Return runs until their talks.

    Args:
        columns: "held", "life", "opened_at" and "cause" of each.
        opening: hours after which the talks open, unless they are moved.
    """
    held = columns["held"].astype(bool)
    opened = columns["opened_at"].astype(float)
    span = float(np.max(opened[held], initial=opening))
    at_risk = np.where(held, opened, columns["life"].astype(float))
    return UntilTalks(
        span, np.where(held, span, at_risk), at_risk, ~held, np.where(held, "", columns["cause"])
    )


def causes_of(columns: Columns) -> tuple[Cause, ...]:
    """Return the causes that ended truces before their talks opened, commonest first."""
    runs = len(columns["held"])
    before = ~columns["held"].astype(bool)
    counts = {name: int(np.count_nonzero((columns["cause"] == name) & before)) for name in CAUSES}
    return tuple(
        Cause(key=name, label=CAUSES[name], share=share(counts[name], runs))
        for name in sorted(CAUSES, key=lambda name: -counts[name])
        if counts[name]
    )
