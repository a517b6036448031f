"""The study behind `sweep`: the odds over the levels of one or more inputs."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from truce_sim.model.columns import Column
from truce_sim.model.variants import Variants
from truce_sim.runs.batch import Columns
from truce_sim.runs.replications import Setting, Stage, Work
from truce_sim.runs.tables import Table, input_columns
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.scenario.asking import levels_of, stretch_of
from truce_sim.scenario.faults import Fault
from truce_sim.scenario.levels import Level, Swept, with_levels
from truce_sim.scenario.moving_past import moves_along
from truce_sim.statistics.proportions import share
from truce_sim.statistics.selection import indistinguishable_from_best
from truce_sim.statistics.survival import restricted_mean
from truce_sim.studies.answers import in_part, inputs, plain_heading
from truce_sim.studies.columns import (
    HELD,
    HOURS,
    IN_PART,
    RUNS_OF,
    SETTLED,
    SHARE,
    ends,
    interval,
    of_input,
)
from truce_sim.studies.luck import luck_of
from truce_sim.studies.results.sweep import SweepParam, SweepPoint, SweepResult
from truce_sim.studies.study import Answer, Extent, NothingFinishedError

KEPT = ("held", "settled", "in_part", "life", "cause")
"""What a sweep looks at."""
MOST_SETTINGS = 2_500
FRESH = 20_000_000
"""Replications from here on are for confirming: no setting was chosen by their luck."""
MOST_CONFIRMED = 10
AFRESH = 4
"""Times as many fresh runs: what chance left undecided between the best, fewer would leave so."""

Design = Literal["grid", "lhs", "sobol"]


@dataclass(frozen=True, slots=True)
class Sweep:
    """Move inputs over ranges."""

    runs: int
    seed: int
    params: tuple[str, ...]
    """As asked for: "PATH=START:STOP:N", "PATH=A,B,C"; "PATH=START:STOP" for a sampled design."""
    design: Design = "grid"
    points: int | None = None
    """Settings of a sampled design."""
    confirm: bool = False
    """Run the best settings once more, on fresh replications."""

    kind = "sweep"

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest."""
        return {
            "runs": self.runs,
            "seed": self.seed,
            "params": list(self.params),
            "design": self.design,
            "points": self.points,
            "confirm": self.confirm,
        }

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> Self:
        """Return the study that `arguments` describes, as kept in a manifest."""
        return cls(**{**arguments, "params": tuple(arguments["params"])})

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be.

        Raises:
            ScenarioFaults: if an input or a range is wrong, or there are too many settings.
        """
        swept = _asked(scenario, self)
        settings = self.points if self.design != "grid" else _size(swept)
        assert settings is not None  # noqa: S101 - a sampled design comes with its size
        if settings > MOST_SETTINGS:
            runs = settings * self.runs
            sizes = " x ".join(f"{len(one.levels):,}" for one in swept)
            said = f" ({sizes})" if self.design == "grid" else ""
            says = (
                f"{settings:,} settings{said} of {self.runs:,} runs are {runs:,} runs; "
                f"{MOST_SETTINGS:,} settings at most"
            )
            note = "fewer levels, or --design lhs --points 200"
            raise ScenarioFaults([_fault(says, self.params[-1], note)])
        more = min(MOST_CONFIRMED, settings) if self.confirm else 0
        return Extent(settings, (settings + AFRESH * more) * self.runs, at_most=self.confirm)

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Run every setting on the same replications.

        Raises:
            NothingFinishedError: if it was interrupted before any setting was finished.
            ScenarioFaults: if values do not fit the scenario.
        """
        params, chosen, discrepancy = self._settings(scenario)
        worlds = Variants(scenario).at_levels(params, chosen)
        settings = [
            Setting(_key(place, levels), world, kept=KEPT)
            for place, (levels, world) in enumerate(zip(chosen, worlds, strict=True))
        ]
        work.foresee(lambda: [Stage(tuple(settings), 0, self.runs)])
        found = work.run(settings, 0, self.runs)
        done = [place for place, setting in enumerate(settings) if setting.key in found]
        if not done:
            raise NothingFinishedError
        # Lives are compared up to the earliest opening, which all settings were watched to.
        until = min(world.opening for world in worlds)
        columns = [found[settings[place].key] for place in done]
        points = [
            _point(chosen[place], one, until) for place, one in zip(done, columns, strict=True)
        ]
        best = _best(columns)
        again = self._confirmed(work, [settings[place] for place in done], points, best)
        result = SweepResult(
            heading=plain_heading(scenario, self.runs, self.seed, partial=work.interrupted),
            design=self.design,
            discrepancy=discrepancy,
            settings=len(settings),
            params=tuple(_param(one) for one in params),
            points=tuple(points),
            best=best,
            confirmed=tuple(
                _point(chosen[done[place]], one, until) for place, one in again.items()
            ),
            best_afresh=_best(list(again.values())),
            past=moves_along(scenario, params),
            inputs=inputs(scenario),
        )
        return Answer(result=result, tables={"sweep": _table(result, params)})

    def _settings(
        self, scenario: Scenario
    ) -> tuple[list[Swept], list[tuple[Level, ...]], float | None]:
        """Return the inputs, the levels of every setting, and how even a sampled design is."""
        if self.design == "grid":
            params = _asked(scenario, self)
            return params, list(product(*(one.levels for one in params))), None
        stretches = [stretch_of(scenario, text) for text in self.params]
        assert self.points is not None  # noqa: S101 - a sampled design comes with its size
        unit, discrepancy = sampled(self.design, len(stretches), self.points, self.seed)
        chosen = [
            tuple(one.at(float(u)) for one, u in zip(stretches, row, strict=True)) for row in unit
        ]
        if len(stretches) == 1:
            # A single input is read from low to high; the order of a sample means nothing.
            chosen.sort(key=lambda levels: levels[0].number)
        return [one.swept for one in stretches], chosen, discrepancy

    def _confirmed(
        self,
        work: Work,
        settings: Sequence[Setting],
        points: Sequence[SweepPoint],
        best: tuple[int, ...],
    ) -> dict[int, Columns]:
        """Return fresh runs of the best settings by index, the apparent winner first.

        Their number is fixed beforehand, and no setting was chosen by their luck, so that what is
        told of them needs no correction for what was seen before.
        """
        if not self.confirm or work.interrupted:
            return {}
        ranked = sorted(best, key=lambda place: -points[place].held.value)[:MOST_CONFIRMED]
        fresh = {
            place: Setting(f"{settings[place].key}, fresh", settings[place].world, FRESH, KEPT)
            for place in ranked
        }
        runs = AFRESH * self.runs
        found = work.run(list(fresh.values()), 0, runs)
        whole = {key for key, columns in found.items() if len(columns["held"]) == runs}
        return {place: found[one.key] for place, one in fresh.items() if one.key in whole}


def sampled(
    design: Design, inputs: int, points: int, seed: int
) -> tuple[NDArray[np.float64], float]:
    """Return a sampled design in the unit cube, shape (points, inputs), and its discrepancy.

    Latin hypercube, or scrambled Sobol points, of which `points` must be a power of two.
    """
    from scipy.stats import qmc  # noqa: PLC0415 - slow to import

    generator = luck_of(seed, "sampled design")
    if design == "sobol":
        unit = qmc.Sobol(inputs, rng=generator).random_base2(round(math.log2(points)))
    else:
        unit = qmc.LatinHypercube(inputs, rng=generator).random(points)
    return unit, float(qmc.discrepancy(unit))


def _asked(scenario: Scenario, study: Sweep) -> list[Swept]:
    """Return the swept inputs, or tell everything that is wrong with them at once."""
    found: list[Swept] = []
    faults: list[Fault] = []
    for text in study.params:
        try:
            if study.design == "grid":
                found.append(levels_of(scenario, text))
            else:
                found.append(stretch_of(scenario, text).swept)
        except ScenarioFaults as error:
            faults += error.faults
    twice = next((one for one in found if [two.path for two in found].count(one.path) > 1), None)
    if twice is not None:
        faults.append(_fault(f"{twice.path} is asked for twice", study.params[-1]))
    if faults:
        raise ScenarioFaults(faults)
    _check_ends(scenario, found)
    return found


def _check_ends(scenario: Scenario, params: Sequence[Swept]) -> None:
    """Refuse levels that do not fit the scenario or each other, before anything is run."""
    faults: dict[Fault, None] = {}
    for levels in product(*((one.levels[0], one.levels[-1]) for one in params)):
        try:
            with_levels(scenario, params, levels)
        except ScenarioFaults as error:
            faults |= dict.fromkeys(error.faults)
    if faults:
        raise ScenarioFaults(list(faults))


def _fault(says: str, text: str, note: str = "") -> Fault:
    return Fault(says, "", "--param", 0, 1, len(text), text, note=note)


def _size(params: Sequence[Swept]) -> int:
    return math.prod(len(one.levels) for one in params)


def _key(place: int, levels: Sequence[Level]) -> str:
    return f"{place}: {', '.join(level.text for level in levels)}"


def _param(one: Swept) -> SweepParam:
    return SweepParam(
        path=one.path,
        label=one.label,
        texts=tuple(level.text for level in one.levels),
        numbers=tuple(level.number for level in one.levels),
        unit=one.unit,
        in_file=one.in_file,
    )


def _best(columns: Sequence[Columns]) -> tuple[int, ...]:
    """Return which settings cannot be told from the best, all run on the same histories."""
    if not columns:
        return ()
    return indistinguishable_from_best(np.array([one["held"] for one in columns], dtype=int))


def _point(levels: Sequence[Level], columns: Columns, until: float) -> SweepPoint:
    runs = len(columns["held"])
    return SweepPoint(
        levels=tuple(level.text for level in levels),
        numbers=tuple(level.number for level in levels),
        held=share(int(columns["held"].sum()), runs),
        settled=share(int(columns["settled"].sum()), runs),
        in_part=in_part(columns),
        restricted_mean_hours=restricted_mean(
            columns["life"].astype(float), columns["cause"] != "", until
        ),
    )


_MEASURED = (
    RUNS_OF,
    *interval("held", SHARE, HELD),
    *interval("settled", SHARE, SETTLED),
    *interval("mean_hours", HOURS, "mean hours of truce, up to the earliest opening"),
    Column(
        "among_best",
        "1 or 0",
        "1 if it cannot be told from the best setting of the same histories",
        "yes or no",
    ),
    Column(
        "histories",
        "text",
        "shared: the same for all settings; fresh: kept apart to confirm the best ones",
        "text",
    ),
)


_IN_PART = interval("in_part", SHARE, IN_PART)


def _table(result: SweepResult, params: Sequence[Swept]) -> Table:
    """Return one row a setting; those on fresh replications say so."""
    rows = [
        *_rows(result, result.points, params, set(result.best), "shared"),
        *_rows(result, result.confirmed, params, set(result.best_afresh), "fresh"),
    ]
    more = _IN_PART if any(point.in_part is not None for point in result.points) else ()
    measured = (*_MEASURED, *more)
    levels = input_columns([of_input(param) for param in params], measured)
    return Table((*levels, *measured), rows)


def _rows(
    result: SweepResult,
    points: Sequence[SweepPoint],
    params: Sequence[Swept],
    best: set[int],
    luck: str,
) -> Iterator[list[object]]:
    partial = any(point.in_part is not None for point in result.points)
    for place, point in enumerate(points):
        levels = zip(params, point.levels, point.numbers, strict=True)
        yield [
            *(text if param.are_words else number for param, text, number in levels),
            *(point.held.runs, *ends(point.held), *ends(point.settled)),
            *(*ends(point.restricted_mean_hours), place in best, luck),
            *(ends(point.in_part) if partial else ()),
        ]
