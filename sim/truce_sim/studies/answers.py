"""What every study says of one setting, from the columns of its runs."""

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import World, build_world
from truce_sim.runs.batch import Columns
from truce_sim.scenario import Scenario
from truce_sim.scenario.believable import outside_ranges
from truce_sim.scenario.inputs import input_rows
from truce_sim.scenario.teams import TeamsKind
from truce_sim.scenario.warnings import sentences_of
from truce_sim.statistics.estimates import Mean, Share
from truce_sim.statistics.means import mean
from truce_sim.statistics.proportions import share
from truce_sim.studies.past import past_truces
from truce_sim.studies.results.common import Answers, Heading, Input, Stopping


def answers(columns: Columns) -> Answers:
    """Return the several meanings of "holds", as shares of the runs."""
    runs = len(columns["held"])

    def counted(name: str) -> int:
        return int(columns[name].sum())

    return Answers(
        held=share(counted("held"), runs),
        quiet=share(counted("quiet"), runs),
        settled=share(counted("settled"), runs),
        calm_streak=share(counted("calm_streak"), runs),
        on_time=share(counted("on_time"), runs),
        in_part=in_part(columns),
    )


def in_part(columns: Columns) -> Share | None:
    """Return how many runs held in part only; None of a world that does not say what that is."""
    found = columns.get("in_part")
    return None if found is None else share(int(found.sum()), len(found))


def mean_of_some(values: NDArray[np.float64]) -> Mean | None:
    """Return a mean; None of fewer than two values, or where there is nothing to measure."""
    return None if values.size < 2 or np.isnan(values).any() else mean(values)


def heading(
    scenario: Scenario,
    world: World,
    *,
    runs: int,
    wanted: int,
    seed: int,
    stopping: Stopping,
    partial: bool = False,
    since_hours: float = 0.0,
) -> Heading:
    """Return what was studied, in the words of the scenario.

    Past truces beside it are those that stood for `since_hours`, as it is known to have done.
    """
    dates = scenario.dates
    return Heading(
        title=scenario.title,
        summary=scenario.summary,
        scenario=scenario.name,
        starts=dates.truce_starts.isoformat(" ", "minutes"),
        talks=dates.talks.isoformat(" ", "minutes"),
        talks_planned=dates.talks_planned.isoformat(" ", "minutes")
        if dates.talks_planned
        else None,
        watched_until=dates.watch_until.isoformat(" ", "minutes")
        if dates.watch_until and dates.watch_until > dates.talks
        else None,
        horizon_hours=world.opening,
        parties={name: party.shown for name, party in world.parties.items()},
        others={name: shown for name, shown in world.shown.items() if name not in world.parties},
        teams=_teams(scenario),
        runs=runs,
        runs_wanted=wanted,
        seed=seed,
        partial=partial,
        stopping=stopping,
        warnings=sentences_of(scenario),
        base_rate=past_truces(scenario.base_rate, world.opening, since_hours),
    )


def _teams(scenario: Scenario) -> int | str | None:
    rules = scenario.verification
    if rules is None:
        return None
    return rules.teams if isinstance(rules.teams, int) else TeamsKind().show(rules.teams)


def plain_heading(scenario: Scenario, runs: int, seed: int, *, partial: bool) -> Heading:
    """Return the heading of a study of so many runs a setting, each of them whole."""
    return heading(
        scenario,
        build_world(scenario),
        runs=runs,
        wanted=runs,
        seed=seed,
        stopping=fixed(runs),
        partial=partial,
    )


def fixed(runs: int) -> Stopping:
    """Return the stopping rule of a study whose number of runs was given."""
    return Stopping(rule="fixed", looks=(runs,), sentence=f"{runs:,} runs, as asked.")


def inputs(scenario: Scenario) -> tuple[Input, ...]:
    """Return what went in: value, believable range, where it comes from."""
    outside = {one.whole for one in outside_ranges(scenario)}
    return tuple(
        Input(
            path=row.path,
            label=row.label,
            value=row.value,
            believable=row.believable,
            basis=row.basis,
            source=row.source,
            outside=row.path in outside,
        )
        for row in input_rows(scenario)
    )
