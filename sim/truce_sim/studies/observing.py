"""Simulated histories beside what was observed: which still stand, and how well their days fit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from math import ceil, floor

import numpy as np

from truce_sim.model import World
from truce_sim.model.columns import columns_of
from truce_sim.runs.batch import Columns
from truce_sim.scenario import Fault, Scenario, ScenarioFaults
from truce_sim.scenario.kinds import UnfitError
from truce_sim.scenario.observations import Counter, NotKnownError, Number, Observations
from truce_sim.scenario.since import SinceKind
from truce_sim.statistics.arrays import Bools, Floats
from truce_sim.statistics.counting import LEAST, Fit, Sight, drawn_counts
from truce_sim.statistics.surprise import Counted, surprise

_DAYS_OF = {"violations": "violations", "harm": "harm", "claims": "claims", "verdicts": "verdicts"}
_DAYS_OF["upheld verdicts"] = "upheld"
"""Names of daily columns by what a counter counts; what one party claims has its own."""
_READ = ("held", "life", "cause", "opened_at")


def column_of(counter: Counter, world: World) -> str:
    """Return the key of the daily column that a counter sees a share of."""
    own = columns_of(world).claimed[counter.party] if counter.party else _DAYS_OF[counter.family]
    return f"daily.{own}"


def columns_read(observed: Observations, world: World) -> tuple[str, ...]:
    """Return the keys of all columns that histories are weighed by."""
    return (*_READ, *sorted({column_of(one, world) for one in observed.counters}))


def standing(columns: Columns, hours: float) -> Bools:
    """Return which runs had not collapsed before an hour that all were watched to.

    Who collapses at that very hour had held to it, as at an opening.
    """
    watched: Bools = columns["cause"] == ""
    return watched | (columns["life"].astype(float) >= hours)


def happened(days: Floats, from_hours: float, to_hours: float) -> Floats:
    """Return what happened in a span, by history, shape (n,).

    Of a day that the span takes a part of, that part. What a history that ended on it brought on
    its last day is not known; it is then as much as the day before.

    Args:
        days: what happened on each day of 24 hours, shape (n, days); NaN from the collapse on.
        from_hours: where the span begins, hours since the truce's start.
        to_hours: where it ends.
    """
    first, last = floor(from_hours / 24), min(ceil(to_hours / 24), days.shape[1])
    total = np.zeros(days.shape[0])
    for day in range(first, last):
        part = (min(to_hours, 24.0 * (day + 1)) - max(from_hours, 24.0 * day)) / 24
        known = days[:, day]
        if day:
            known = np.where(np.isnan(known), days[:, day - 1], known)
        total += part * np.nan_to_num(known)
    return total


@dataclass(frozen=True)
class Beside:
    """Histories and what was observed of the truce.

    Attributes:
        observed: until when it held, and what was counted by then.
        world: of the histories, or one of theirs: all have the same actors.
        columns: of the histories, with those of `columns_read`.
    """

    observed: Observations
    world: World
    columns: Columns

    @cached_property
    def lives(self) -> int:
        """How many histories there are."""
        return len(self.columns["held"])

    def standing(self, hours: float | None = None) -> Bools:
        """Return which histories stand at an hour, by default the last one observed."""
        return standing(self.columns, self.observed.holds_until_hours if hours is None else hours)

    def logs(self, hours: float, counters: Iterable[str] | None = None) -> Floats:
        """Return the logarithm of the chance of what was known before an hour, by history.

        Args:
            hours: since the truce's start; what was counted of days that end later is left out.
            counters: ids of those who are believed; by default all.

        Returns:
            Shape (n,); -inf for those that no longer stood.
        """
        known = [one.id for one in self.observed.counters] if counters is None else counters
        logs = np.where(self.standing(hours), 0.0, -np.inf)
        for fit in self._fits(hours, set(known)):
            logs = logs + fit.each
        return logs

    def known(self, hours: float) -> "Beside":
        """Return the same histories beside what was known by an hour: nothing that was told later.

        By the last hour observed, all that the file tells.
        """
        if hours >= self.observed.holds_until_hours:
            return self
        if hours <= 0:
            return replace(self, observed=replace(self.observed, numbers=(), versions=()))
        return replace(self, observed=self.observed.until_hours(hours))

    def happened(self, number: Number) -> Floats:
        """Return what the histories brought in the span of a number, shape (n,)."""
        counter = next(one for one in self.observed.counters if one.id == number.counter)
        days = self.columns[column_of(counter, self.world)].astype(float)
        return happened(days, number.from_hours, number.to_hours)

    def surprise(self, luck: np.random.Generator) -> float | None:
        """Return the share of standing histories that lie as far out as what was counted.

        None where nothing was counted, or too few stand.
        """
        stand = self.standing()
        seeing = [one for one in self.observed.counters if self.brings_any(one)]
        return surprise([self._counted(one, stand) for one in seeing], luck)

    def numbers_of(self, counter: str, hours: float | None = None) -> tuple[Number, ...]:
        """Return what one counter counted of the days before an hour, by default all."""
        end = self.observed.holds_until_hours if hours is None else hours
        numbers = self.observed.numbers
        return tuple(one for one in numbers if one.counter == counter and one.to_hours <= end)

    def brings_any(self, counter: Counter) -> bool:
        """Return whether any history brings what a counter counts; else it tells nothing."""
        return bool(np.nansum(self.columns[column_of(counter, self.world)].astype(float)) > 0)

    def fit(self, counter: Counter, hours: float | None = None) -> Fit:
        """Return how well histories fit what one counter counted of the days before an hour."""
        found = Fit(sight_of(counter), self.lives)
        for number in self.numbers_of(counter.id, hours):
            found.take(self.happened(number), number.number, scatter_of(counter, number))
        return found

    def predicted(self, counter: Counter, fit: Fit, luck: np.random.Generator) -> Floats:
        """Return what a counter would have counted in each history, shape (n, numbers).

        With the share that it saw, as far as its numbers tell in that history: its `fit`.
        """
        numbers = self.numbers_of(counter.id)
        share = np.exp(fit.shares)
        means = np.array([np.maximum(self.happened(one), LEAST) * share for one in numbers])
        scatters = np.array([scatter_of(counter, one) for one in numbers])
        return drawn_counts(means.reshape(len(numbers), self.lives).T, scatters, luck)

    def _fits(self, hours: float, ids: set[str]) -> Iterator[Fit]:
        for counter in self.observed.counters:
            if (
                counter.id in ids
                and self.numbers_of(counter.id, hours)
                and self.brings_any(counter)
            ):
                yield self.fit(counter, hours)

    def _counted(self, counter: Counter, stand: Bools) -> Counted:
        numbers = self.numbers_of(counter.id)
        brought = [self.happened(one)[stand] for one in numbers]
        return Counted(
            sight_of(counter),
            np.array([float(one.number) for one in numbers]),
            np.array([scatter_of(counter, one) for one in numbers]),
            np.array(brought).reshape(len(numbers), int(stand.sum())).T,
        )


def sight_of(counter: Counter) -> Sight:
    """Return what a counter sees, as statistics take it."""
    return Sight(counter.sees_median, counter.sees_p90, counter.scatter)


def scatter_of(counter: Counter, number: Number) -> float:
    """Return the scatter of one number: larger where it was told as about so many."""
    return counter.variance_factor(about=number.about) - 1


def observed_until(scenario: Scenario, until: str | None) -> Observations:
    """Return what was observed of a truce up to a moment as written; by default all of it.

    Raises:
        ScenarioFaults: if the file tells nothing of it, or the moment does not fit.
    """
    observed = scenario.observations
    if observed is None:
        says = "the file has no [observed]: it does not say until when the truce has held"
        raise ScenarioFaults([Fault(says, "observed", note=_EXAMPLE)])
    if until is None:
        return observed
    try:
        # A day alone is the midnight before it.
        moment = SinceKind().parse(f"{until} 00:00" if _A_DAY.fullmatch(until.strip()) else until)
        starts = scenario.dates.truce_starts
        known = moment if isinstance(moment, datetime) else starts + timedelta(hours=moment)
        return observed.until(known)
    except NotKnownError as error:
        says, note = error.says, f'--until "{error.try_}"'
    except UnfitError as error:
        problem = error.problems[0]
        says, note = f"the moment{problem.says}", f'--until "{observed.holds_until:%Y-%m-%d %H:%M}"'
    raise ScenarioFaults([Fault(says, "", "--until", 0, 1, len(until), until, note=note)])


_A_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_EXAMPLE = 'add [observed] with holds_until = "5 days", or a date'
