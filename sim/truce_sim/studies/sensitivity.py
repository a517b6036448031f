"""The study behind `sensitivity`: which inputs matter, how much is luck, when truces fail."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from truce_sim.model.columns import Column
from truce_sim.model.variants import Variants
from truce_sim.runs.batch import Columns
from truce_sim.runs.replications import Setting, Stage, Work
from truce_sim.runs.tables import Table, input_columns
from truce_sim.scenario import Scenario
from truce_sim.scenario.believable import BelievableInput, believable_inputs, numbers_at
from truce_sim.scenario.inputs import label_of
from truce_sim.scenario.study import BASE
from truce_sim.statistics.arrays import check_level
from truce_sim.statistics.ends import surely_widest
from truce_sim.statistics.means import mean
from truce_sim.statistics.metamodel import held_out_score
from truce_sim.statistics.paired import paired_share
from truce_sim.statistics.prim import Restriction, find_conditions
from truce_sim.statistics.proportions import share
from truce_sim.statistics.sobol import variance_shares
from truce_sim.studies.answers import inputs, plain_heading
from truce_sim.studies.columns import ends, interval, of_run
from truce_sim.studies.luck import luck_of
from truce_sim.studies.results.sensitivity import (
    Explained,
    FailureBox,
    SensitivityResult,
    TornadoBar,
    VarianceShare,
)
from truce_sim.studies.study import Answer, Extent, NothingFinishedError
from truce_sim.studies.sweep import sampled
from truce_sim.studies.what_if import RUNS_A_SET, sets_of, what_if

KEPT = ("held",)
LEVEL = 0.95
_OWN_INPUTS = "each run at inputs of its own"
_OWN_LUCK = 30_000_000
"""Replications from here on are those of the runs at inputs of their own."""
POINTS_A_RUN = 6
"""Runs at inputs of their own for each run of a bar: the metamodel has many terms to fit."""
FEWEST_POINTS = 200
RUNS_A_POINT = 2
"""Two runs of the same inputs differ by luck alone."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Move every believable input over its range, one at a time and all together."""

    runs: int
    seed: int

    kind = "sensitivity"

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest."""
        return {"runs": self.runs, "seed": self.seed}

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> Self:
        """Return the study that `arguments` describes, as kept in a manifest."""
        return cls(**arguments)

    @property
    def points(self) -> int:
        """Sets of inputs of their own, with two runs each."""
        return max(FEWEST_POINTS, POINTS_A_RUN * self.runs) // RUNS_A_POINT

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be."""
        bars = 1 + 2 * len(scenario.believable)
        sets = sets_of(self.runs)
        more = RUNS_A_POINT * self.points + RUNS_A_SET * sets
        return Extent(bars + 1 + bool(sets), bars * self.runs + more)

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Run each end of each range on the same histories, then runs at inputs of their own.

        Raises:
            NothingFinishedError: if it was interrupted before the file as it stands was finished.
        """
        ranges = believable_inputs(scenario)
        variants = Variants(scenario)
        settings = {
            (one.path, end): Setting(f"{one.path} {end}", moved, kept=KEPT)
            for one in ranges
            for end, moved in zip(("low", "high"), variants.at_ends(one), strict=True)
        }
        base_setting = Setting(BASE, variants.world, kept=KEPT)
        at_ends = Stage((base_setting, *settings.values()), 0, self.runs)
        work.foresee(lambda: [at_ends, self._own_inputs(variants, len(ranges))[1]])
        found = work.run(at_ends.settings, at_ends.first, at_ends.count)
        if BASE not in found:
            raise NothingFinishedError
        base = found[BASE]["held"].astype(bool)
        bars = [
            _bar(scenario, one, base, (found[low.key], found[high.key]), 2 * len(ranges))
            for one in ranges
            if (low := settings[one.path, "low"]).key in found
            and (high := settings[one.path, "high"]).key in found
        ]
        together = self._together(variants, len(ranges), work)
        explained = _explained(scenario, ranges, together, self.seed)
        order = [] if explained is None else [part.path for part in explained.variance]
        surface = what_if(scenario, ranges, order, self.runs, work)
        result = SensitivityResult(
            heading=plain_heading(scenario, self.runs, self.seed, partial=work.interrupted),
            base=share(int(base.sum()), len(base)),
            tornado=tuple(sorted(bars, key=lambda bar: bar.reach, reverse=True)),
            widest_path=_widest(ranges, settings, found),
            explained=explained,
            what_if=surface,
            inputs=inputs(scenario),
        )
        tables = {"tornado": _tornado(result, ranges)}
        if together is not None:
            tables["points"] = _points(scenario, ranges, *together)
        return Answer(result=result, tables=tables)

    def _own_inputs(self, variants: Variants, inputs: int) -> tuple[NDArray[np.float64], Stage]:
        """Return quantiles of all inputs, shape (points, inputs), and the runs there."""
        unit, _ = sampled("lhs", inputs, self.points, self.seed)
        each = tuple(world for world in variants.drawn(unit.tolist()) for _ in range(RUNS_A_POINT))
        return unit, Stage((Setting(_OWN_INPUTS, each, _OWN_LUCK, KEPT),), 0, len(each))

    def _together(
        self, variants: Variants, inputs: int, work: Work
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]] | None:
        """Return quantiles of all inputs, shape (points, inputs), and which runs held.

        Those have the shape (points, runs a point).
        """
        if work.interrupted:
            return None
        unit, call = self._own_inputs(variants, inputs)
        found = work.run(call.settings, call.first, call.count)
        if work.interrupted:
            return None
        return unit, found[_OWN_INPUTS]["held"].astype(bool).reshape(-1, RUNS_A_POINT)


def _bar(
    scenario: Scenario,
    one: BelievableInput,
    base: NDArray[np.bool_],
    ends: tuple[Columns, Columns],
    family: int,
) -> TornadoBar:
    at_low, at_high = (paired_share(base, columns["held"], family=family) for columns in ends)
    level = check_level(LEVEL, family)
    odds_low, odds_high = (
        share(int(columns["held"].sum()), len(base), level, exact=True).model_copy(
            update={"level": LEVEL}
        )
        for columns in ends
    )
    return TornadoBar(
        path=one.path,
        label=label_of(scenario, one.path),
        low_text=one.axis.text(one.low),
        high_text=one.axis.text(one.high),
        at_low=at_low,
        at_high=at_high,
        odds_low=odds_low,
        odds_high=odds_high,
    )


def _widest(
    ranges: Sequence[BelievableInput],
    settings: dict[tuple[str, str], Setting],
    found: dict[str, Columns],
) -> str | None:
    """Return the input that surely moves the odds furthest from end to end, if all are known."""
    ends = [[settings[one.path, end].key for one in ranges] for end in ("low", "high")]
    if not ranges or not all(key in found for keys in ends for key in keys):
        return None
    low, high = (np.array([found[key]["held"] for key in keys]) for keys in ends)
    place = surely_widest(low, high)
    return None if place is None else ranges[place].path


def _explained(
    scenario: Scenario,
    ranges: Sequence[BelievableInput],
    together: tuple[NDArray[np.float64], NDArray[np.bool_]] | None,
    seed: int,
) -> Explained | None:
    """Return what the runs at inputs of their own tell, if anything.

    The metamodel sees quantiles of the ranges, not the inputs: independent and uniform, as
    variance shares need them, and logarithmic where doubt is a matter of factors.
    """
    if together is None or together[1].all() or not together[1].any():
        return None
    unit, held = together
    low, high = np.zeros(len(ranges)), np.ones(len(ranges))
    each = np.repeat(unit, RUNS_A_POINT, axis=0)
    score = held_out_score(each, held.ravel(), low, high, luck_of(seed, "hold-out"))
    shares = variance_shares(unit, held, low, high, luck_of(seed, "variance shares"))
    luck, missed = shares.luck, shares.missed
    assert luck is not None  # noqa: S101 - there are two runs at each point
    assert missed is not None  # noqa: S101
    variance = [
        VarianceShare(
            path=one.path,
            label=label_of(scenario, one.path),
            alone=shares.alone[place],
            alone_low=shares.alone_low[place],
            alone_high=shares.alone_high[place],
            total=shares.total[place],
            total_low=shares.total_low[place],
            total_high=shares.total_high[place],
        )
        for place, one in enumerate(ranges)
    ]
    return Explained(
        points=held.size,
        mean=mean(held.mean(axis=1), bounds=(0.0, 1.0)),
        variance=tuple(sorted(variance, key=lambda part: -round(part.total, 9))),
        luck=luck.value,
        luck_low=luck.low,
        luck_high=luck.high,
        missed=missed.value,
        missed_low=missed.low,
        missed_high=missed.high,
        holdout_brier=score.brier,
        base_brier=score.base_brier,
        reliability=score.reliability,
        box=_box(scenario, ranges, each, held.ravel(), seed),
    )


def _box(
    scenario: Scenario,
    ranges: Sequence[BelievableInput],
    unit: NDArray[np.float64],
    held: NDArray[np.bool_],
    seed: int,
) -> FailureBox | None:
    found = find_conditions(numbers_at(ranges, unit), ~held, luck_of(seed, "conditions"))
    if found is None:
        return None
    return FailureBox(
        restrictions=tuple(_condition(scenario, ranges, one) for one in found.restrictions),
        density_train=found.density_train,
        density_holdout=found.density_holdout,
        coverage=found.coverage,
        mass=found.mass,
        frequency=found.frequency,
    )


def _condition(scenario: Scenario, ranges: Sequence[BelievableInput], one: Restriction) -> str:
    """Return a restriction in words."""
    limited = ranges[one.index]
    return f"{label_of(scenario, limited.path)} {one.side} {limited.axis.text(one.bound)}"


_ENDS = (
    Column("input", "text", "path of the input that was moved", "text"),
    Column("side", "text", "low or high: the end of its believable range", "text"),
    Column("value", "as `unit` says", "that end"),
    Column("unit", "text", "what it is counted in", "text"),
    *interval("change", "share, -1 to 1", "change of the share that held, against the file"),
    Column("gained", "count", "runs that held only there", "whole"),
    Column("lost", "count", "runs that held only in the file", "whole"),
)


def _tornado(result: SensitivityResult, ranges: Sequence[BelievableInput]) -> Table:
    """Return one row an end of a believable range."""
    of = {one.path: one for one in ranges}
    rows = [
        (
            bar.path,
            side,
            value,
            of[bar.path].axis.counted_in,
            *ends(change),
            change.gained,
            change.lost,
        )
        for bar in result.tornado
        for side, value, change in (
            ("low", of[bar.path].low, bar.at_low),
            ("high", of[bar.path].high, bar.at_high),
        )
    ]
    return Table(_ENDS, rows)


def _points(
    scenario: Scenario,
    ranges: Sequence[BelievableInput],
    unit: NDArray[np.float64],
    held: NDArray[np.bool_],
) -> Table:
    """Return one row a run at inputs of its own: the inputs on their axes, and how it ended.

    Runs of the same inputs stand one after the other.
    """
    others = of_run("held")
    inputs_moved = [
        Column("level", one.axis.counted_in, label_of(scenario, one.path), stands_for=one.path)
        for one in ranges
    ]
    numbers = numbers_at(ranges, unit)
    rows = [(*row, end) for row, both in zip(numbers, held.tolist(), strict=True) for end in both]
    return Table((*input_columns(inputs_moved, others), *others), rows)
