"""Conditions under which truces fail: a box of a few restrictions on inputs.

The patient rule induction method (Friedman and Fisher 1999): peel thin slices off the space of
inputs so that the share of failures in what remains rises fastest, then widen again where that
costs nothing. Its density on the runs it was found with flatters it; the one to quote is from
runs held back.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Bools, Floats, finite, yes_no
from truce_sim.statistics.estimates import Share
from truce_sim.statistics.metamodel import hold_out
from truce_sim.statistics.proportions import lower_bound, share

Side = Literal["at least", "at most"]
_MOVED = 0.02
"""Share of runs that may change sides when a bound is written with fewer digits."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """One side of the box: input `index` is at least or at most `bound`, in its own units."""

    index: int
    side: Side
    bound: float


@dataclass(frozen=True, slots=True)
class Tradeoff:
    """One box on the way in, on the training runs."""

    density: float
    """Share of failures within the box."""
    coverage: float
    """Share of all failures that lie within the box."""
    mass: float
    """Share of all runs that lie within the box."""
    restrictions: int


@dataclass(frozen=True, slots=True)
class Conditions:
    """A box in which failures are dense."""

    restrictions: tuple[Restriction, ...]
    density_train: float
    density_holdout: Share
    coverage: float
    """Share of the held-out failures within the box."""
    mass: float
    """Share of the held-out runs within the box."""
    frequency: tuple[float, ...]
    """How often each restriction (input and side) came back when the runs were resampled."""
    tradeoff: tuple[Tradeoff, ...]
    """Density against coverage along the peeling, widest box first."""


@dataclass(frozen=True, slots=True)
class Peeling:
    """How a box is peeled."""

    most: int = 4
    """Most restrictions."""
    slice_share: float = 0.05
    """Share of the runs in the box that one slice takes."""
    least_mass: float = 0.05
    """Smallest share of all runs that a box may hold."""


def find_conditions(
    points: ArrayLike,
    failed: ArrayLike,
    rng: np.random.Generator,
    peeling: Peeling | None = None,
    held_back: float = 0.3,
    resamples: int = 50,
) -> Conditions | None:
    """Return the conditions under which runs fail, or None if none beat the share of all runs.

    `points`, shape (n, inputs); `failed`, 0/1 of shape (n,): the run's own outcome, or whether
    a metamodel's odds there are poor. A share `held_back` of the runs, drawn by `rng`, judges
    the box found on the others. Among the boxes peeled, the one with the largest mass x
    (density - density of all) is taken, its bounds
    rounded as people would write them. None also if the one-sided 95% lower bound of the
    held-out density does not pass the held-out share of failures: then the box may be chance.

    Raises:
        ValueError: on unequal lengths, NaN, or too few runs to hold any back.
    """
    how = peeling or Peeling()
    array, lost = finite(points, "points", dimensions=2), yes_no(failed, "failed")
    if array.shape[0] != lost.size:
        raise ValueError(f"{array.shape[0]} points but {lost.size} outcomes")
    train, test = hold_out(lost.size, held_back, rng)
    inside, outcomes = array[train], lost[train]
    box, tradeoff = _search(inside, outcomes, how)
    if not box:
        return None
    # Judged as it is told: a bound rounded afterwards would be another box.
    box = [_plainly(inside, one) for one in box]
    chosen, judged = _within(inside, box), _within(array[test], box)
    held_out = lost[test]
    runs, failures = int(judged.sum()), int(held_out[judged].sum())
    if runs == 0 or lower_bound(failures, runs) <= float(held_out.mean()):
        return None
    came_back = np.zeros(len(box))
    for _ in range(resamples):
        rows = rng.integers(0, outcomes.size, outcomes.size)
        again, _ = _search(inside[rows], outcomes[rows], how)
        found = {(one.index, one.side) for one in again}
        came_back += [(one.index, one.side) in found for one in box]
    return Conditions(
        restrictions=tuple(box),
        density_train=float(outcomes[chosen].mean()),
        density_holdout=share(failures, runs),
        coverage=failures / int(held_out.sum()),
        mass=runs / held_out.size,
        frequency=tuple((came_back / max(1, resamples)).tolist()),
        tradeoff=tuple(tradeoff),
    )


def _search(
    points: Floats, failed: Bools, how: Peeling
) -> tuple[list[Restriction], list[Tradeoff]]:
    if failed.all() or not failed.any():
        return [], []
    boxes = _peel(points, failed, how)
    tradeoff = [_tradeoff(points, failed, box) for box in boxes]
    base = float(failed.mean())
    best = int(np.argmax([one.mass * (one.density - base) for one in tradeoff]))
    return _widen(points, failed, boxes[best]), tradeoff


def _peel(points: Floats, failed: Bools, how: Peeling) -> list[list[Restriction]]:
    """Return the boxes on the way in, from the whole space on."""
    least = max(1, int(how.least_mass * failed.size))
    sides: dict[tuple[int, Side], float] = {}
    boxes: list[list[Restriction]] = [[]]
    inside, lost = points, failed
    while cut := _best_slice(inside, lost, how, least, frozenset(sides)):
        sides[cut.index, cut.side] = cut.bound
        boxes.append([Restriction(index, side, bound) for (index, side), bound in sides.items()])
        kept = _within(inside, [cut])
        inside, lost = inside[kept], lost[kept]
    return boxes


def _best_slice(
    points: Floats,
    failed: Bools,
    how: Peeling,
    least: int,
    used: frozenset[tuple[int, Side]],
) -> Restriction | None:
    """Return the slice that raises the density most per run taken away, None if none does."""
    runs = failed.size
    take = max(1, int(how.slice_share * runs))
    if runs - take < least:
        return None
    ordered = np.sort(points, axis=0)
    density = float(failed.mean())
    best: tuple[float, Restriction] | None = None
    full = len(used) >= how.most
    for index in range(points.shape[1]):
        column = points[:, index]
        sides: tuple[Side, Side] = ("at least", "at most")
        for side in sides:
            if full and (index, side) not in used:
                continue
            bound = _bound(ordered[:, index], side, take)
            if bound is None:
                continue
            kept = column >= bound if side == "at least" else column <= bound
            left = int(kept.sum())
            if left < least:
                continue
            gain = (float(failed[kept].mean()) - density) / (runs - left)
            if gain > 0 and (best is None or gain > best[0]):
                best = gain, Restriction(index, side, bound)
    return None if best is None else best[1]


def _bound(ordered: Floats, side: Side, take: int) -> float | None:
    """Return where a slice of about `take` runs ends; whole groups of equal values go."""
    if side == "at least":
        bound = float(ordered[take])
        if bound > ordered[0]:
            return bound
        above = int(np.searchsorted(ordered, ordered[0], side="right"))
        return float(ordered[above]) if above < ordered.size else None
    bound = float(ordered[-1 - take])
    if bound < ordered[-1]:
        return bound
    below = int(np.searchsorted(ordered, ordered[-1], side="left"))
    return float(ordered[below - 1]) if below > 0 else None


def _widen(points: Floats, failed: Bools, box: list[Restriction]) -> list[Restriction]:
    """Drop or loosen restrictions as long as mass x (density - base) does not fall."""
    base = float(failed.mean())

    def worth(candidate: list[Restriction]) -> float:
        one = _tradeoff(points, failed, candidate)
        return one.mass * (one.density - base)

    current, value = list(box), worth(box)
    improved = True
    while improved and current:
        improved = False
        for place, one in enumerate(current):
            for looser in _looser(points, one):
                middle = [] if looser is None else [looser]
                candidate = [*current[:place], *middle, *current[place + 1 :]]
                found = worth(candidate)
                if found > value or (looser is None and found >= value):
                    current, value, improved = candidate, found, True
                    break
            if improved:
                break
    return current


def _looser(points: Floats, one: Restriction) -> list[Restriction | None]:
    """Return the restriction dropped (None) and moved out by one slice."""
    column = np.sort(points[:, one.index])
    step = max(1, column.size // 20)
    options: list[Restriction | None] = [None]
    if one.side == "at least":
        place = int(np.searchsorted(column, one.bound, side="left")) - step
        if place > 0:
            options.append(Restriction(one.index, one.side, float(column[place])))
    else:
        place = int(np.searchsorted(column, one.bound, side="right")) - 1 + step
        if place < column.size - 1:
            options.append(Restriction(one.index, one.side, float(column[place])))
    return options


def _plainly(points: Floats, one: Restriction) -> Restriction:
    """Return the restriction with the fewest digits that move one run in fifty at most."""
    kept = _within(points, [one])
    for digits in range(1, 6):
        plain = Restriction(one.index, one.side, float(f"{one.bound:.{digits}g}"))
        if (_within(points, [plain]) != kept).mean() <= _MOVED:
            return plain
    return one


def _within(points: Floats, box: list[Restriction]) -> Bools:
    inside = np.ones(points.shape[0], dtype=np.bool_)
    for one in box:
        column = points[:, one.index]
        inside &= column >= one.bound if one.side == "at least" else column <= one.bound
    return inside


def _tradeoff(points: Floats, failed: Bools, box: list[Restriction]) -> Tradeoff:
    inside = _within(points, box)
    runs, failures = int(inside.sum()), int(failed[inside].sum())
    return Tradeoff(
        density=failures / runs if runs else 0.0,
        coverage=failures / int(failed.sum()),
        mass=runs / failed.size,
        restrictions=len(box),
    )
