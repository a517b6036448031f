"""Doubt about inputs: the scenario run over its believable ranges, a few runs a draw."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from truce_sim.model.variants import Variants
from truce_sim.runs.replications import Setting, Stage, Work
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.scenario.believable import BelievableInput, believable_inputs
from truce_sim.scenario.inputs import label_of
from truce_sim.statistics.ends import Ends, measured, surely_widest
from truce_sim.statistics.fan import fan
from truce_sim.statistics.hypercube import latin_hypercube
from truce_sim.statistics.ignorance import doubt
from truce_sim.statistics.levers import TooFewDrawsError, slopes
from truce_sim.studies.luck import luck_of
from truce_sim.studies.results.run import Fan, Ignorance, Lever

KEPT = ("held",)
RUNS_PER_DRAW = 10
MOST_DRAWS = 400
"""With these the mean over believable inputs is known about as well as the odds of 2,000 runs."""
RUNS_A_DRAW = 5
"""Runs of the scenario as it stands for each draw, up to the most: of the draws, twice as many."""
FAN_HOURS = 41
"""Hours at which the spread over inputs is told: a chart shows no more."""
LOOKED_AT_FROM = 500
"""Runs from which on there are enough draws to tell anything."""
MOST_TRIED = 4
"""Inputs tried at both ends of their ranges: more would leave too few runs for each."""
_FAR = 10_000_000
"""Replications from here on are the draws' own: their luck is not that of the main runs."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many runs doubt about inputs takes."""

    draws: int
    """Sets of inputs, of `RUNS_PER_DRAW` runs each."""
    tried: int
    """Inputs run at both ends of their ranges."""
    runs_per_end: int

    @property
    def settings(self) -> int:
        """How many worlds are run."""
        return self.draws + 2 * self.tried

    @property
    def runs(self) -> int:
        """Runs over all of them."""
        return self.draws * RUNS_PER_DRAW + 2 * self.tried * self.runs_per_end


def plan(inputs: int, runs: int) -> Plan | None:
    """Return what is run beside `runs` runs of a scenario with so many believable inputs.

    At most twice as many runs for the draws, and two thirds as many for the ends of ranges. None
    if those are too few to tell anything.
    """
    if runs < LOOKED_AT_FROM or not inputs:
        return None
    draws = min(MOST_DRAWS, runs // RUNS_A_DRAW)
    tried = min(MOST_TRIED, inputs)
    return Plan(draws, tried, min(runs, 2 * runs // 3 // (2 * tried)))


def quantiles(scenario: Scenario, count: int, seed: int, part: int = 0) -> NDArray[np.float64]:
    """Return a Latin hypercube over the believable inputs, shape (count, inputs), in [0, 1).

    Parts after the first are others, of their own luck.
    """
    luck = luck_of(seed, "believable inputs", *([part] if part else []))
    return latin_hypercube(count, len(believable_inputs(scenario)), luck)


@dataclass(frozen=True)
class Draws:
    """Sets of believable inputs, and their runs."""

    planned: Plan
    points: NDArray[np.float64]
    """Quantiles of the inputs of each, shape (draws, inputs)."""
    variants: Variants
    stage: Stage


def draws_of(scenario: Scenario, runs: int, seed: int) -> Draws | None:
    """Return the sets that are run beside `runs` runs of a scenario; None if too few to tell."""
    planned = plan(len(believable_inputs(scenario)), runs)
    if planned is None:
        return None
    points = quantiles(scenario, planned.draws, seed)
    variants = Variants(scenario)
    settings = tuple(
        Setting(f"draw {number}", world, _FAR + number * RUNS_PER_DRAW, (*KEPT, "life"))
        for number, world in enumerate(variants.drawn(points.tolist()))
    )
    return Draws(planned, points, variants, Stage(settings, 0, RUNS_PER_DRAW))


def doubt_about_inputs(
    scenario: Scenario, work: Work, runs: int, until: float | None = None
) -> Ignorance | None:
    """Return how the odds vary over believable inputs, and which of them move the odds.

    None if it was interrupted before the draws were done, or if the runs are too few to tell.

    Args:
        scenario: with believable ranges.
        work: where to run.
        runs: of the scenario as it stands; see `plan` for how many are added to them.
        until: hour at which the curve of the scenario itself ends; by default when talks open.
    """
    inputs = believable_inputs(scenario)
    draws = draws_of(scenario, runs, work.seed)
    if draws is None:
        return None
    settings, variants = draws.stage.settings, draws.variants
    found = work.run(settings, draws.stage.first, draws.stage.count)
    if len(found) < len(settings):
        return None
    held = np.array([found[setting.key]["held"] for setting in settings])
    told = doubt(held.sum(axis=1), RUNS_PER_DRAW)
    lives = np.array([found[setting.key]["life"] for setting in settings])
    hours = np.linspace(0, until or variants.world.opening, FAN_HOURS)
    tried = sorted(candidates(draws.points, held, draws.planned.tried))
    levers, widest = measured_levers(
        variants, [inputs[place] for place in tried], work, draws.planned.runs_per_end
    )
    shown = {lever.path for lever in levers}
    return Ignorance(
        draws=told.draws,
        runs_per_draw=told.runs_per_draw,
        mean=told.mean,
        low=told.low,
        high=told.high,
        low_interval=told.low_interval,
        high_interval=told.high_interval,
        fan=Fan(**asdict(fan(_standing(held, lives, hours), RUNS_PER_DRAW, hours, told))),
        levers=levers,
        widest_path=widest,
        untried=tuple(
            label_of(scenario, one.path) for one in inputs if one.axis.target not in shown
        ),
    )


def _standing(
    held: NDArray[np.bool_], lives: NDArray[np.float64], hours: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return how many runs of each draw still hold at each hour, shape (hours, draws).

    A run that reaches its talks holds for good, as in the curve of the scenario as it stands; so at
    the last hour those count that held, also where a draw has its talks later than the file.
    """
    rows = [(held | (lives > hour)).sum(axis=1) for hour in hours[:-1].tolist()]
    return np.array([*rows, held.sum(axis=1)])


def candidates(points: NDArray[np.float64], held: NDArray[np.bool_], count: int) -> list[int]:
    """Return which inputs seem to move the odds furthest by a fit to the draws, furthest first.

    The fit is a guess at where to look, no more: what is told of an input comes from runs with
    other luck, in which it is moved by itself.

    Args:
        points: quantiles of the inputs of each draw, shape (draws, inputs).
        held: outcomes of each draw's runs, shape (draws, runs per draw).
        count: how many are wanted.
    """
    inputs = points.shape[1]
    odds = float(held.mean())
    if not 0 < odds < 1:
        return list(range(min(count, inputs)))
    try:
        reach = np.abs(slopes(points, held))
    except TooFewDrawsError:
        shares = held.mean(axis=1) - odds
        reach = np.abs((points - points.mean(axis=0)).T @ shares)
    return [int(place) for place in np.argsort(-reach, kind="stable")[:count]]


def measured_levers(
    variants: Variants, inputs: Sequence[BelievableInput], work: Work, runs: int
) -> tuple[tuple[Lever, ...], str | None]:
    """Return each input at both ends of its range, and which surely moves the odds furthest.

    The ends are put into the scenario as `--set` would, and run with the same luck as the first
    of its own runs. In the order given, without those whose ends do not fit the rest of the file;
    nothing if it was interrupted.
    """
    ends = {one.path: fit for one in inputs if (fit := _ends(variants, one))}
    settings = [setting for both in ends.values() for setting in both]
    found = work.run(settings, 0, runs) if settings and not work.interrupted else {}
    if not settings or len(found) < len(settings):
        return (), None
    low, high = (
        np.array([found[both[end].key]["held"] for both in ends.values()]) for end in (0, 1)
    )
    shown = [one for one in inputs if one.path in ends]
    levers = tuple(
        _lever(variants.scenario, one, measured(low[place], high[place], family=len(inputs)))
        for place, one in enumerate(shown)
    )
    widest = surely_widest(low, high)
    return levers, levers[widest].path if widest is not None and levers[widest].clear else None


def _ends(variants: Variants, one: BelievableInput) -> tuple[Setting, Setting] | None:
    """Return an input at both ends of its range; None where an end does not fit the rest."""
    try:
        low, high = variants.at_ends(one)
    except ScenarioFaults:
        return None
    return (
        Setting(f"{one.axis.target} at its low end", low, kept=KEPT),
        Setting(f"{one.axis.target} at its high end", high, kept=KEPT),
    )


def _lever(scenario: Scenario, one: BelievableInput, ends: Ends) -> Lever:
    return Lever(
        path=one.axis.target,
        label=label_of(scenario, one.path),
        low_text=one.axis.text(one.low),
        high_text=one.axis.text(one.high),
        at_low=ends.at_low.value,
        at_high=ends.at_high.value,
        low_interval=(ends.at_low.low, ends.at_low.high),
        high_interval=(ends.at_high.low, ends.at_high.high),
        change=ends.change,
        clear=ends.clear,
    )
