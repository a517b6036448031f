"""The study behind `postpone`: what later talks buy, and what they cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import build_world
from truce_sim.model.columns import Column
from truce_sim.runs.replications import Work
from truce_sim.runs.tables import Table
from truce_sim.scenario import Fault, Scenario, ScenarioFaults
from truce_sim.scenario.asking import levels_of
from truce_sim.scenario.levels import Level
from truce_sim.statistics.estimates import Curve
from truce_sim.statistics.paired import paired_share
from truce_sim.statistics.proportions import share
from truce_sim.statistics.survival import survival_curve
from truce_sim.studies.answers import fixed, heading, inputs, mean_of_some
from truce_sim.studies.columns import (
    HELD,
    IN_PART,
    QUIET,
    RUNS_OF,
    SETTLED,
    SHARE,
    ends,
    interval,
)
from truce_sim.studies.dated import (
    Followed,
    State,
    all_dates_at_once,
    each_date_anew,
    fixed_date,
)
from truce_sim.studies.past import past_share
from truce_sim.studies.results.postpone import PostponeDate, PostponeResult, PostponeRule, Unless
from truce_sim.studies.study import Answer, Extent

_POINTS = 140


@dataclass(frozen=True, slots=True)
class Postpone:
    """Set dates of the talks against each other."""

    runs: int
    seed: int
    talks: str
    """As asked for: dates with commas between; a distance alone stands beside the file's date."""
    unless: Unless = "settled"
    """What the rule waits for."""

    kind = "postpone"

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest."""
        return {"runs": self.runs, "seed": self.seed, "talks": self.talks, "unless": self.unless}

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> Self:
        """Return the study that `arguments` describes, as kept in a manifest."""
        return cls(**arguments)

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be.

        Raises:
            ScenarioFaults: if a date is wrong.
        """
        dates = self.dates(scenario)
        worlds = [build_world(fixed_date(scenario, date)) for date in dates]
        settings = 2 * len(dates) - 1 if worlds[-1].reacts_to_date else 1
        return Extent(settings, settings * self.runs)

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Run every date on the same histories.

        Raises:
            NothingFinishedError: if it was interrupted before the first two dates were finished.
        """
        dates = self.dates(scenario)
        last = build_world(fixed_date(scenario, dates[-1]))
        if last.reacts_to_date:
            found = each_date_anew(scenario, dates, work, self.runs, self.unless)
        else:
            found = all_dates_at_once(scenario, dates, work, self.runs, self.unless)
        states, rules, lives = found
        # Changes of one measure hold together: of each date but the first, and of each rule twice.
        ready = len(states) - 1 + 2 * len(rules)
        result = PostponeResult(
            heading=heading(
                scenario,
                build_world(scenario),
                runs=len(states[0].held),
                wanted=self.runs,
                seed=self.seed,
                stopping=fixed(self.runs),
                partial=work.interrupted,
            ),
            dates=tuple(
                _date(scenario, date, state, states[0] if place else None, len(states) - 1, ready)
                for place, (date, state) in enumerate(zip(dates, states, strict=False))
            ),
            rules=tuple(
                _rule(scenario, pair, followed, both, (self.unless, ready))
                for pair, followed, both in zip(
                    pairwise(dates), rules, pairwise(states), strict=False
                )
            ),
            survival=_survival(*lives, [date.number for date in dates[: len(states)]]),
            unless=self.unless,
            files_complaints=last.verification is not None,
            reacts_to_date=last.reacts_to_date,
            inputs=inputs(scenario),
        )
        return Answer(result=result, tables={"postpone": _table(result)})

    def dates(self, scenario: Scenario) -> list[Level]:
        """Return the dates that are asked about, earliest first.

        Raises:
            ScenarioFaults: if one is wrong, or there are fewer than two.
        """
        talks = self.talks
        if talks.strip().lower().startswith(_DISTANCE) and "," not in talks:
            talks = f"+0h,{talks}"
        if "," not in talks:
            says = "one date leaves nothing to compare; 2 at least"
            shown = self.talks[:200]
            note = f"{shown},+7days" if len(shown) < 60 else "+0h,+7days"
            fault = Fault(says, "", "--talks", 0, 1, len(shown), shown, note=note)
            raise ScenarioFaults([fault])
        found = levels_of(scenario, f"dates.talks={talks}", "--talks").levels
        return sorted(found, key=lambda level: level.number)


_DISTANCE = ("+", "-", "\u2212", "truce")
"""How a date begins that is said by its distance from another."""


def usual_dates(scenario: Scenario) -> str:
    """Return the dates to look at where none are asked for: first planned, planned, later."""
    dates = scenario.dates
    moments = [dates.talks, dates.talks + timedelta(days=7), dates.talks + timedelta(days=14)]
    if dates.talks_planned is not None:
        moments.append(dates.talks_planned)
    return ",".join(f"{moment:%Y-%m-%d %H:%M}" for moment in sorted(set(moments)))


def usual_rule(scenario: Scenario) -> Unless:
    """Return what a rule waits for where nothing is asked: as in the file, else settled talks.

    Where there is no mechanism all is settled from the start, so there it waits for quiet.
    """
    if scenario.postponement is not None:
        return scenario.postponement.unless
    return "quiet" if scenario.verification is None else "settled"


def _date(
    scenario: Scenario,
    date: Level,
    state: State,
    first: State | None,
    held_family: int,
    ready_family: int,
) -> PostponeDate:
    runs = len(state.held)
    held_change = settled_change = quiet_change = in_part_change = None
    if first is not None:
        held_change = paired_share(first.held, state.held, family=held_family)
        settled_change = paired_share(first.settled, state.settled, family=ready_family)
        quiet_change = paired_share(first.quiet, state.quiet, family=ready_family)
        if first.in_part is not None and state.in_part is not None:
            in_part_change = paired_share(first.in_part, state.in_part, family=held_family)
    return PostponeDate(
        date=_iso(scenario, date),
        hours=date.number,
        held=share(int(state.held.sum()), runs),
        settled=share(int(state.settled.sum()), runs),
        quiet=share(int(state.quiet.sum()), runs),
        open_complaints=mean_of_some(state.open_complaints[state.held]),
        agenda_share=mean_of_some(state.agenda_share[state.held]),
        held_change=held_change,
        settled_change=settled_change,
        quiet_change=quiet_change,
        past_not_broken=past_share(scenario.base_rate, date.number),
        in_part=None if state.in_part is None else share(int(state.in_part.sum()), runs),
        in_part_change=in_part_change,
    )


def _rule(
    scenario: Scenario,
    dates: tuple[Level, Level],
    followed: Followed,
    fixed_dates: tuple[State, State],
    rule: tuple[Unless, int],
) -> PostponeRule:
    runs = len(followed.held)
    first, second = fixed_dates
    unless, family = rule
    return PostponeRule(
        label=f"postpone unless {unless}",
        unless=unless,
        from_date=_iso(scenario, dates[0]),
        to_date=_iso(scenario, dates[1]),
        postponed=share(int(followed.postponed.sum()), runs),
        held=share(int(followed.held.sum()), runs),
        settled=share(int(followed.settled.sum()), runs),
        quiet=share(int(followed.quiet.sum()), runs),
        in_part=None if followed.in_part is None else share(int(followed.in_part.sum()), runs),
        quiet_change_first=paired_share(first.quiet, followed.quiet, family=family),
        quiet_change_second=paired_share(second.quiet, followed.quiet, family=family),
        settled_change_first=paired_share(first.settled, followed.settled, family=family),
        settled_change_second=paired_share(second.settled, followed.settled, family=family),
    )


def _iso(scenario: Scenario, date: Level) -> str:
    moment = scenario.dates.truce_starts + timedelta(hours=date.number)
    return moment.isoformat(" ", "minutes")


def _survival(
    lives: NDArray[np.float64], collapsed: NDArray[np.bool_], hours: Sequence[float]
) -> Curve:
    grid = sorted({*np.linspace(0, hours[-1], _POINTS).tolist(), *hours})
    return survival_curve(lives, collapsed, grid)


_COLUMNS = (
    Column("talks", "date and hour", "date of the talks; of a rule, the first one", "date"),
    Column("moved_to", "date and hour", "the later date of a rule; empty of a date", "date"),
    Column("rule", "text", "when a rule moves the talks; empty of a date", "text"),
    RUNS_OF,
    *interval("held", SHARE, HELD),
    *interval("settled", SHARE, SETTLED),
    *interval("quiet", SHARE, QUIET),
    *interval("open_complaints", "count", "mean complaints without a verdict, of runs that held"),
    *interval("postponed", SHARE, "runs in which the rule moved the talks; empty of a date"),
)


def _table(result: PostponeResult) -> Table:
    """Return one row a date, then one row a rule."""
    rows: list[Sequence[object]] = [
        (
            *(one.date, None, "", one.held.runs, *ends(one.held), *ends(one.settled)),
            *(*ends(one.quiet), *ends(one.open_complaints), *ends(None)),
        )
        for one in result.dates
    ]
    rows += [
        (
            *(one.from_date, one.to_date, one.label, one.held.runs, *ends(one.held)),
            *(*ends(one.settled), *ends(one.quiet), *ends(None), *ends(one.postponed)),
        )
        for one in result.rules
    ]
    shares = [one.in_part for one in result.dates] + [one.in_part for one in result.rules]
    if all(one is None for one in shares):
        return Table(_COLUMNS, rows)
    whole = [(*row, *ends(one)) for row, one in zip(rows, shares, strict=True)]
    return Table((*_COLUMNS, *interval("in_part", SHARE, IN_PART)), whole)
