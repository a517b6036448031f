"""Whether the first place survives over believable inputs: sets drawn, the same for all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truce_sim.garbage import uncollected
from truce_sim.model import World, build_world
from truce_sim.runs.replications import Setting, Stage, Work
from truce_sim.scenario import Scenario, ScenarioFaults, with_option
from truce_sim.scenario.believable import draw
from truce_sim.scenario.study import BASE
from truce_sim.statistics.regret import regrets
from truce_sim.studies.alternatives import Alternative
from truce_sim.studies.doubt import LOOKED_AT_FROM, quantiles
from truce_sim.studies.luck import luck_of
from truce_sim.studies.results.compare import (
    BASE_ID,
    RUNS_A_SET,
    OverSets,
    Regret,
    sets_beside,
)

_FAR = 20_000_000
"""Replications from here on are the sets' own: their luck is not that of the main runs."""
_PART = 2
"""The sets are others than those that doubt about the odds is drawn from."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """How much the table takes: at most as many runs as the options do."""

    sets: int
    choices: int
    """Options, and the file as it stands."""

    @property
    def settings(self) -> int:
        """How many worlds are run."""
        return self.sets * self.choices

    @property
    def runs(self) -> int:
        """Runs over all of them."""
        return self.settings * RUNS_A_SET


def plan(scenario: Scenario, runs: int, options: int) -> Plan | None:
    """Return what is run beside `runs` runs of each option; None where that tells nothing.

    Args:
        scenario: with believable ranges.
        runs: of each option; from 500 on.
        options: how many of them leave the talks alone.
    """
    if runs < LOOKED_AT_FROM or not scenario.believable or not options:
        return None
    return Plan(sets_beside(runs), 1 + options)


@dataclass(frozen=True)
class Sets:
    """Sets of believable inputs, and the runs of each choice over them."""

    planned: Plan
    settings: tuple[tuple[Setting, ...], ...]
    """Of each set that fits: the file as it stands, then each option."""

    @property
    def stage(self) -> Stage:
        """All of them."""
        return Stage(tuple(one for of_set in self.settings for one in of_set), 0, RUNS_A_SET)


def sets_of(
    scenario: Scenario, options: Sequence[Alternative], runs: int, seed: int
) -> Sets | None:
    """Return what is run to compare options over sets of inputs; None if it cannot be told.

    Args:
        scenario: with believable ranges.
        options: of it, those that leave the talks alone.
        runs: of each option; see `plan`.
        seed: root seed.
    """
    planned = plan(scenario, runs, len(options))
    if planned is None:
        return None
    points = quantiles(scenario, planned.sets, seed, _PART)
    made = [one for point in points.tolist() if (one := _worlds(scenario, options, point))]
    if len(made) < _FEWEST:
        return None
    keys = (BASE, *(one.key for one in options))
    settings = tuple(
        tuple(
            Setting(f"{key}, set {place}", world, _FAR + place * RUNS_A_SET, ("held",))
            for key, world in zip(keys, worlds, strict=True)
        )
        for place, worlds in enumerate(made)
    )
    return Sets(planned, settings)


def regret(
    scenario: Scenario, options: Sequence[Alternative], base_label: str, work: Work, runs: int
) -> Regret | None:
    """Return how options compare over sets of believable inputs; None if it cannot be told.

    An option sets its own values in each set, whatever was drawn for them.

    Args:
        scenario: with believable ranges.
        options: of it, those that leave the talks alone.
        base_label: what the file as it stands is called.
        work: where to run.
        runs: of each option; see `plan`.
    """
    sets = sets_of(scenario, options, runs, work.seed)
    if sets is None:
        return None
    stage = sets.stage
    found = work.run(stage.settings, stage.first, stage.count)
    if work.interrupted or len(found) < len(stage.settings):
        return None
    held = np.array([[found[one.key]["held"] for one in of_set] for of_set in sets.settings])
    told = regrets(
        held.astype(bool).transpose(1, 0, 2), luck_of(work.seed, "regret over believable inputs")
    )
    names = [(BASE_ID, base_label), *((one.key, one.label) for one in options)]
    return Regret(
        sets=len(sets.settings),
        left_out=sets.planned.sets - len(sets.settings),
        runs_per_set=RUNS_A_SET,
        options=tuple(
            OverSets(
                key=key,
                label=label,
                best=float(told.best[at]),
                best_interval=_pair(told.best_interval[:, at]),
                regret=float(told.regret[at]),
                regret_interval=_pair(told.regret_interval[:, at]),
                worst=float(told.worst[at]),
                change=float(told.change[at]),
                change_interval=_pair(told.change_interval[:, at]),
                low=float(told.low[at]),
                high=float(told.high[at]),
            )
            for at, (key, label) in sorted(
                enumerate(names), key=lambda one: (told.regret[one[0]], one[0])
            )
        ),
    )


def _worlds(
    scenario: Scenario, options: Sequence[Alternative], point: list[float]
) -> list[World] | None:
    """Return the worlds of a set: as drawn, and with each option; None if one does not fit."""
    try:
        with uncollected():
            drawn = draw(scenario, point)
            changed = [with_option(drawn, scenario.options[one.key].set) for one in options]
            return [build_world(one) for one in (drawn, *changed)]
    except ScenarioFaults:
        return None


def _pair(ends: np.ndarray) -> tuple[float, float]:
    return float(ends[0]), float(ends[1])
