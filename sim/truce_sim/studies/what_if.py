"""A surface that a page can carry: odds over the few inputs that matter, the others as in the file.

Inputs that the file does not have at one value within its range are left as they are: the surface
could not say where the file stands.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from truce_sim.model.variants import Variants
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.scenario.believable import BelievableInput, number_at
from truce_sim.scenario.inputs import label_of
from truce_sim.scenario.levels import Level, Swept
from truce_sim.scenario.paths import PathError, addresses
from truce_sim.statistics.arrays import Floats, Ints
from truce_sim.statistics.hypercube import latin_hypercube
from truce_sim.statistics.surface import Surface, missed, surface
from truce_sim.studies.luck import luck_of
from truce_sim.studies.results.sensitivity import Moved, MovedStop, WhatIf
from truce_sim.studies.stops import stop_at, stops_between

INPUTS = 6
"""Inputs that are moved, at most: of more, hardly any set would be near another."""
RUNS_A_SET = 10
"""Several, so that what the surface misses is told from chance."""
SETS_A_RUN = 8
LOOKED_AT_FROM = 200
"""Runs of a bar from which on there are enough sets to fit and to hold back."""
MOST_MISSED = 0.04
"""Distance from the odds of sets held back (root mean square) from which on nothing is shown."""
ONE_SIDED = 1.645
"""Standard errors to the end of a one-sided interval of 95%."""
FRESH = 1000
"""Runs of the fresh answer that the told range is to hold."""
_CORNERS = 4
"""One set of so many is a corner, where every input is at an end of its range."""
_STOPS = 21
_FAR = 40_000_000
"""Replications from here on are those of these sets."""


def sets_of(runs: int) -> int:
    """Return how many sets of inputs are run beside bars of so many runs; 0 if too few to tell."""
    return SETS_A_RUN * runs if runs >= LOOKED_AT_FROM else 0


def what_if(
    scenario: Scenario,
    ranges: Sequence[BelievableInput],
    order: Sequence[str],
    runs: int,
    work: Work,
) -> WhatIf | None:
    """Return the surface over the inputs that matter most; None if there is nothing to fit.

    Args:
        scenario: as loaded.
        ranges: its believable inputs.
        order: their paths, the most important first.
        runs: of a bar (see `sets_of`).
        work: where to run.
    """
    of = {one.path: one for one in ranges}
    chosen = [of[path] for path in order if _place(scenario, of[path]) is not None][:INPUTS]
    sets = sets_of(runs)
    if not chosen or not sets or work.interrupted:
        return None
    unit, corner = _sets(chosen, sets, work.seed)
    try:
        worlds = Variants(scenario).at_levels(
            [_swept(one) for one in chosen],
            [
                [Level("", 0.0, one.raw_at_quantile(u)) for one, u in zip(chosen, row, strict=True)]
                for row in unit.tolist()
            ],
        )
    except ScenarioFaults:
        return None
    each = tuple(world for world in worlds for _ in range(RUNS_A_SET))
    key = "each run at inputs that matter"
    found = work.run([Setting(key, each, _FAR, ("held",))], 0, len(each))
    if work.interrupted:
        return None
    counts: Ints = found[key]["held"].reshape(-1, RUNS_A_SET).sum(axis=1).astype(np.int64)
    if not 0 < counts.sum() < len(each):
        return None
    fitted = surface(unit, counts, RUNS_A_SET)
    over_all, _ = missed(fitted.held_out, counts, RUNS_A_SET)
    at_corners, doubt = missed(fitted.held_out[corner], counts[corner], RUNS_A_SET)
    return WhatIf(
        inputs=tuple(_moved(scenario, one) for one in chosen),
        others=len(ranges) - len(chosen),
        sets=sets,
        runs_a_set=RUNS_A_SET,
        missed=_root(over_all),
        missed_at_corners=_root(at_corners),
        surely_at_corners=_root(at_corners - ONE_SIDED * doubt),
        most_missed=MOST_MISSED,
        fresh=FRESH,
        **_told(fitted),
    )


def _root(square: float) -> float:
    return math.sqrt(max(square, 0.0))


def _told(fitted: Surface) -> dict[str, object]:
    """Return what a page computes odds from."""
    rows, columns = np.tril_indices(len(fitted.coefficients))
    return {
        "coefficients": tuple(fitted.coefficients.tolist()),
        "covariance": tuple(fitted.covariance[rows, columns].tolist()),
        "spread": fitted.spread,
        "farthest": fitted.farthest,
    }


def _sets(
    chosen: Sequence[BelievableInput], sets: int, seed: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return sets of inputs all over their ranges, some at corners, in an order by luck."""
    luck = luck_of(seed, "what if")
    corners = sets // _CORNERS
    inside = latin_hypercube(sets - corners, len(chosen), luck)
    ends = luck.integers(0, 2, (corners, len(chosen))).astype(np.float64)
    order = luck.permutation(sets)
    unit = np.concatenate([inside, ends])[order]
    for place, one in enumerate(chosen):
        if one.kind == "whole":
            # All of a cell is one number: what lies in it is not told apart.
            cells = round(one.high) - round(one.low) + 1
            unit[:, place] = (np.minimum(unit[:, place] * cells, cells - 1) // 1 + 0.5) / cells
    return unit, (np.arange(sets) >= sets - corners)[order]


def _swept(one: BelievableInput) -> Swept:
    return Swept(one.axis.target, one.axis.target, "", "", (), None, "")


def _place(scenario: Scenario, one: BelievableInput) -> float | None:
    """Return where the file stands on an input; None where at no one number within its range."""
    places = addresses(scenario.source, one.axis.target)
    paths = [".".join((*place.steps, *filter(None, [place.part]))) for place in places]
    try:
        numbers = [number_at(scenario, path, one.axis.unit) for path in paths]
    except PathError:
        return None
    room = 1e-9 * max(abs(one.low), abs(one.high))
    low, high = min(numbers), max(numbers)
    if high - low > room or low < one.low - room or high > one.high + room:
        return None
    return min(max(low, one.low), one.high)


def _moved(scenario: Scenario, one: BelievableInput) -> Moved:
    """Return an input with its stops, the file's own among them."""
    own = _place(scenario, one)
    assert own is not None  # noqa: S101 - else it was not chosen
    mine = stop_at(one, own)
    stops = [stop for stop in stops_between(one, _STOPS) if stop.text != mine.text]
    stops = sorted([*stops, mine], key=lambda stop: stop.number)
    return Moved(
        path=one.path,
        label=label_of(scenario, one.path),
        stops=tuple(
            MovedStop(text=stop.text, typed=stop.typed, unit=_unit(one, stop.number))
            for stop in stops
        ),
        file=stops.index(mine),
    )


def _unit(one: BelievableInput, number: float) -> float:
    """Return the share of draws below a number: the inverse of `value_at_quantile`."""
    if one.kind == "whole":
        low, high = round(one.low), round(one.high)
        return (round(number) - low + 0.5) / (high - low + 1)
    if one.kind in {"share", "date"} or one.low <= 0:
        return (number - one.low) / (one.high - one.low)
    return math.log(number / one.low) / math.log(one.high / one.low)
