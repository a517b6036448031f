"""The days observed: odds from then on, of histories that stood and looked like what was counted.

They are those of `run --given-observed`: sliders move the whole truce, its past as well; options
act from the last moment known on, as in `compare --given-observed`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from truce_sim.model import build_world
from truce_sim.page.dropped import Dropped
from truce_sim.page.histories import KEPT, Histories
from truce_sim.page.pieces import Pieces
from truce_sim.report.words import day
from truce_sim.runs.batch import Columns
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import Scenario, ScenarioFaults, with_option, with_sets
from truce_sim.scenario.study import BASE
from truce_sim.studies.given_pasts import GivenWork, Pasts
from truce_sim.studies.observing import observed_until
from truce_sim.studies.results.common import UNLIKE
from truce_sim.studies.stops import Stop
from truce_sim.studies.study import NothingFinishedError

TAKES = (
    "The odds from then on, of histories that stood as long and looked like what was counted. "
    "Thousands have to be looked at for it: that takes seconds."
)


_MOST_DAYS = 24
"""Moments that can be chosen."""


def days_of(scenario: Scenario) -> tuple[Stop, ...]:
    """Return the moments up to which it can be known to have held: midnights, not too many.

    Of a file that tells what was observed, as far as it tells, with what was counted by then; that
    takes no `--set`. Of any other, until its talks.
    """
    observed, dates = scenario.observations, scenario.dates
    last = dates.talks if observed is None else observed.holds_until
    midnight = dates.truce_starts.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    moments = []
    while midnight < last:
        moments.append(midnight)
        midnight += timedelta(days=1)
    step = -(-len(moments) // _MOST_DAYS) or 1
    moments = moments[step - 1 :: step]
    if observed is not None:
        moments.append(last)
    return tuple(_stop(dates.truce_starts, one, told=observed is not None) for one in moments)


def _stop(starts: datetime, moment: datetime, *, told: bool) -> Stop:
    raw, midnight = f"{moment:%Y-%m-%d %H:%M}", moment.hour == moment.minute == 0
    return Stop(
        (moment - starts).total_seconds() / 3600,
        day(moment) if midnight else f"{day(moment)}, {moment:%H:%M}",
        raw,
        "" if told else f"observed.holds_until={raw}",
    )


def until(stop: Stop) -> str | None:
    """Return a moment as after `--until`; None where a set says that it has held so long."""
    return None if stop.typed else str(stop.raw)


def observed_in(scenario: Scenario, typed: Sequence[str]) -> Scenario:
    """Return a scenario in which what was observed is told.

    Args:
        scenario: any.
        typed: what `--set` takes to tell it; none where the file does.

    Raises:
        ScenarioFaults: if it does not fit.
    """
    return with_sets(scenario, typed) if typed else scenario


@dataclass(frozen=True, slots=True)
class Given:
    """Histories from a moment on.

    Attributes:
        columns: of those that are like what was observed.
        tried: how many were looked at.
        kept: how many of them are like it.
        numbers: what had been counted by then.
        surprise: share of histories as far out as what was counted; None where nothing was.
    """

    columns: Columns
    tried: int
    kept: int
    numbers: int
    surprise: float | None

    def told(self, moment: str) -> str:
        """Say of which histories the odds are."""
        like = "stood then and looked like what was counted" if self.numbers else "stood then"
        said = (
            f"From {moment} on: of {self.tried:,} simulated truces {self.kept:,} {like}; "
            f"{len(self.columns['held']):,} go on from there."
        )
        if self.surprise is not None and self.surprise < UNLIKE:
            return f"This truce does not look like the scenario; do not use the odds. {said}"
        return said


@dataclass(slots=True)
class Known:
    """A truce until a moment: histories of it that are like what was observed, as they are found.

    Attributes:
        scenario: as sliders have it, in which it is told what was observed.
        pasts: the histories; states that differ in their options alone go on from the same.
        most: how many are surely to be had; None until that was looked at.
    """

    scenario: Scenario
    pasts: Pasts
    most: int | None = None


def known(scenario: Scenario, moment: str | None, histories: Histories) -> Known:
    """Return a truce until a moment, of which no history is made yet.

    Args:
        scenario: as sliders have it, in which it is told what was observed.
        moment: up to which things are known, as after `--until`; None: all that is told.
        histories: who makes them.
    """
    observed = observed_until(scenario, moment)
    return Known(scenario, Pasts(build_world(scenario), observed, _work(histories, lambda: False)))


def given(
    truce: Known,
    options: dict[str, object],
    histories: Histories,
    runs: int,
    stop: Callable[[], bool],
) -> Given:
    """Return histories from a moment on.

    Args:
        truce: until then; what is found of it stays with it.
        options: what options put in from then on.
        histories: who makes them.
        runs: how many are wanted.
        stop: whether nobody wants them any more.

    Raises:
        Dropped: if nobody does.
        ScenarioFaults: if hardly any history is like it, or an option comes too late.
    """
    pasts = truce.pasts
    pasts.work = work = _work(histories, stop)
    try:
        if truce.most is None:
            truce.most = pasts.affordable()
        runs = min(runs, truce.most)
        later = build_world(with_option(truce.scenario, options))
        given_work = GivenWork.of(work, pasts)
        found = given_work.run([Setting(BASE, later, kept=KEPT)], 0, runs).get(BASE)
    except NothingFinishedError:
        raise Dropped from None
    if found is None or given_work.interrupted:
        raise Dropped
    return Given(found, pasts.tried, len(pasts.kept), len(pasts.observed.numbers), pasts.surprise)


def _work(histories: Histories, stop: Callable[[], bool]) -> Work:
    pool = Pieces(histories.threads, lambda: not stop())
    return Work(histories.seed, pool, histories.jobs, engine=histories.engine)


def refused(error: ScenarioFaults) -> str:
    """Return why there are no such histories, as one sentence."""
    said = "; ".join(fault.sentence for fault in error.faults)
    return f"{said[:1].upper()}{said[1:].rstrip('.')}."
