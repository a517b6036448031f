"""Moves the level of the odds to the record of past truces, in one stated direction.

One number is moved, on the same histories, until as many simulated truces have not collapsed by
day 10 as past truces of the class were not broken; nothing else moves. What it gives is a level:
the differences between options stay the model's.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from truce_sim.evidence.lookups import Class, Held, chosen
from truce_sim.model import World, build_world
from truce_sim.model.columns import columns_of
from truce_sim.runs.batch import Columns
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import Scenario
from truce_sim.scenario.loading import with_values
from truce_sim.statistics.estimates import Mean, Share
from truce_sim.statistics.proportions import share
from truce_sim.statistics.ratios import ratio
from truce_sim.statistics.survival import PiecewiseHazard, piecewise_hazard
from truce_sim.studies.moving import Direction, changes_of, ranges_of
from truce_sim.studies.rising import rises

AGE_HOURS = 240.0
"""Day 10: where the odds are set to the record's, or at the talks if those open sooner."""
TOLERANCE = 0.01
"""How near they have to come."""
FEWEST, MOST = 0.25, 4.0
"""The ends between which the number is looked for."""
_TRIES = 14
_AGES = (0.0, 1.0, 3.0, 7.0, 14.0, 30.0, 90.0)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the runs of one setting come to.

    Attributes:
        factor: the number that was moved; 1 as in the file.
        by_age: runs that had not collapsed at the age in question.
        held: runs that held until the talks.
        hazard: collapses a day by age.
        violations: of all parties, a day of truce.
        complaints: of all parties, a day of truce.
    """

    factor: float
    by_age: Share
    held: Share
    hazard: PiecewiseHazard
    violations: Mean
    complaints: Mean


@dataclass(frozen=True, slots=True)
class Anchored:
    """A level that was looked for.

    Attributes:
        by: what was moved.
        past: the class of past truces.
        age: of what is compared, in hours.
        target: the class's share at that age.
        at_talks: the class's share at the talks, or day 30 if that is sooner.
        before: as in the file.
        after: at the number found, or the nearest that was tried.
        tried: every number that was tried, with the share at the age.
        changes: raw values by path that make it so.
        ranges: raw believable ranges by path that moved along with them.
        refused: why it cannot be had, in a sentence; "" if it can.
        by_chance: whether the odds of the file lie within chance of the record's, for so few runs;
            then nothing is moved unless it is asked for.
    """

    by: Direction
    past: Class
    age: float
    target: Held
    at_talks: Held
    before: Measured
    after: Measured
    tried: tuple[tuple[float, float], ...]
    changes: Mapping[str, Any]
    ranges: Mapping[str, list[Any]]
    refused: str = ""
    by_chance: bool = False

    @property
    def moved(self) -> bool:
        """Whether anything has to be moved."""
        return self.after.factor != 1

    @property
    def passed(self) -> bool:
        """Whether of the numbers that were tried some gave too high odds and some too low."""
        return _passed(self.tried, self.target) is not None


def anchor(
    scenario: Scenario,
    by: Direction,
    runs: int,
    work: Work,
    on_try: Callable[[float], None] = lambda _: None,
    *,
    anyhow: bool = False,
) -> Anchored:
    """Look for the number at which the odds are those of the record.

    Args:
        scenario: as loaded.
        by: what to move.
        runs: simulated histories, the same for every number.
        work: who makes them.
        on_try: told each number before it is tried.
        anyhow: whether odds that lie within chance of the record's are moved all the same.

    Raises:
        BatchFailedError: if a simulation fails.
        KeyboardInterrupt: if it was stopped.
        NothingToMoveError: if there is nothing to move.
        ScenarioFaults: if the scenario does not allow a number in between.
    """
    changes_of(scenario, by, 1.0)
    past = chosen(scenario.base_rate)
    opening = build_world(scenario).opening
    age = min(AGE_HOURS, opening)
    target = past.held_until(age)
    tried: dict[float, Measured] = {}

    def at(factor: float) -> float:
        if factor not in tried:
            on_try(factor)
            moved = scenario
            if factor != 1:
                moved = with_values(scenario, changes_of(scenario, by, factor))
            world = build_world(moved)
            setting = Setting(f"times {factor!r}", world, at_hand=_at_hand(world))
            columns = work.run([setting], 0, runs)
            if work.interrupted:
                raise KeyboardInterrupt
            tried[factor] = _measured(columns[setting.key], world, factor, age)
        return tried[factor].by_age.value - target.value

    far = abs(at(1.0)) > TOLERANCE
    as_is = tried[1.0].by_age
    by_chance = far and as_is.low <= target.value <= as_is.high
    kept = by_chance and not anyhow
    factor = 1.0 if kept else _found(at)
    after = tried[factor]
    shares = tuple((one, tried[one].by_age.value) for one in sorted(tried))
    return Anchored(
        by=by,
        past=past,
        age=age,
        target=target,
        at_talks=past.held_until(opening),
        before=tried[1.0],
        after=after,
        tried=shares,
        changes=changes_of(scenario, by, factor),
        ranges=ranges_of(scenario, by, factor),
        refused="" if kept else _refusal(after, shares, target, past),
        by_chance=by_chance,
    )


def _found(at: Callable[[float], float]) -> float:
    """Return the number whose distance from the record is within the tolerance, or the least.

    Looks from 1 towards the end at which the sign changes, and halves the way, in ratios.
    """
    seen = {1.0: at(1.0)}
    if abs(seen[1.0]) <= TOLERANCE:
        return 1.0
    for end in (MOST, FEWEST):
        seen[end] = at(end)
        if abs(seen[end]) <= TOLERANCE:
            return end
        if (seen[end] > 0) == (seen[1.0] > 0):
            continue
        near, far = 1.0, end
        for _ in range(_TRIES):
            middle = float(f"{math.sqrt(near * far):.3g}")
            if middle in (near, far):
                break
            seen[middle] = at(middle)
            if abs(seen[middle]) <= TOLERANCE:
                return middle
            if (seen[middle] > 0) == (seen[near] > 0):
                near = middle
            else:
                far = middle
        break
    return min(seen, key=lambda factor: abs(seen[factor]))


def _refusal(
    after: Measured, tried: Sequence[tuple[float, float]], target: Held, past: Class
) -> str:
    if abs(after.by_age.value - target.value) > TOLERANCE:
        around = _passed(tried, target)
        if around is None:
            return "no number between a quarter and four gives the record's odds"
        return (
            f"the record's odds lie between those of {around[0]:g} and of {around[1]:g}, and "
            f"nothing that was tried in between comes within {100 * TOLERANCE:.0f} in 100 of them: "
            "more runs (--runs) tell more finely"
        )
    if rises(after.hazard, past.hazards):
        return "the danger would still rise with age, where that of past truces falls"
    return ""


def _passed(tried: Sequence[tuple[float, float]], target: Held) -> tuple[float, float] | None:
    """Return the nearest numbers of which one gave too high odds and the other too low, if any."""
    pairs = [
        (high / low, low, high)
        for (low, one), (high, other) in pairwise(tried)
        if (one > target.value) != (other > target.value)
    ]
    return min(pairs)[1:] if pairs else None


def _at_hand(world: World) -> tuple[str, ...]:
    name = columns_of(world).name
    deeds = [name["violations", party] for party in world.parties]
    claims = [name[key] for key in name if key[0] == "claims"]
    return ("held", "life", "cause", "opened_at", "days", *deeds, *claims)


def _measured(columns: Columns, world: World, factor: float, age: float) -> Measured:
    name = columns_of(world).name
    held = columns["held"].astype(bool)
    life, runs = columns["life"].astype(float), len(held)
    lives = np.where(held, columns["opened_at"].astype(float), life)
    gone = ~held & (life <= age)
    span = float(np.max(lives, initial=world.opening)) / 24
    deeds = sum(columns[name["violations", party]].astype(float) for party in world.parties)
    claims = sum(columns[name[key]].astype(float) for key in name if key[0] == "claims")
    return Measured(
        factor=factor,
        by_age=share(runs - int(gone.sum()), runs),
        held=share(int(held.sum()), runs),
        hazard=piecewise_hazard(lives, ~held, [*(one for one in _AGES if one < span), span]),
        violations=ratio(deeds, columns["days"]),
        complaints=ratio(claims, columns["days"]),
    )
