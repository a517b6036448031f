"""The study behind `run`: the odds that the truce holds, why it fails, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from itertools import product
from signal import SIGINT
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import World, build_world, trace
from truce_sim.model.codes import TRUTHS, VERDICTS
from truce_sim.model.columns import DELAY_BINS, columns_of
from truce_sim.model.ending import CAUSES
from truce_sim.model.rules import FIRST_BIN_HOURS
from truce_sim.runs.batch import Columns
from truce_sim.runs.files import Anew
from truce_sim.runs.interrupts import stopped_by
from truce_sim.runs.replications import Setting, Stage, Work
from truce_sim.runs.tables import run_tables
from truce_sim.scenario import Scenario
from truce_sim.scenario.describe import meanings
from truce_sim.scenario.study import BASE
from truce_sim.scenario.workload import capacity_a_day
from truce_sim.statistics.daily import DailyTally
from truce_sim.statistics.histogram import waiting_quantile
from truce_sim.statistics.incidence import cumulative_incidence
from truce_sim.statistics.means import mean
from truce_sim.statistics.ratios import ratio
from truce_sim.statistics.sequence import anytime_share
from truce_sim.statistics.stopping import Decide, Judgement, Precision
from truce_sim.statistics.survival import (
    hour_by_which,
    median_of_collapses,
    numbers_at_risk,
    piecewise_hazard,
    restricted_mean,
    survival_curve,
)
from truce_sim.studies.answers import answers, fixed, heading, inputs, mean_of_some
from truce_sim.studies.doubt import doubt_about_inputs, draws_of, plan
from truce_sim.studies.results import run as r
from truce_sim.studies.results.common import Stopping
from truce_sim.studies.study import Answer, Extent, NothingFinishedError
from truce_sim.studies.telling import told
from truce_sim.studies.typical import typical_collapses
from truce_sim.studies.until_talks import causes_of, until_talks

_MOST_TOLD = 20_000
"""Incidents of a run beyond which it is not told."""
_GRID = 140
"""Points of a curve: as many as a chart can show."""
_ANSWERS = (
    *("held", "life", "cause", "opened_at", "quiet", "settled", "in_part", "calm_streak"),
    *("on_time", "open_complaints", "agenda_share", "incidents", "retaliations", "days"),
    *("checked", "still_open"),
)
"""What is read of every run, beside counts by actor (see `_at_hand`)."""
_AGES = (0, 1, 3, 7, 14, 30, 60, 90, 180, 365, 730)


@dataclass(frozen=True, slots=True)
class Odds:
    """Simulate a scenario many times."""

    runs: int
    seed: int
    rule: Precision | Decide | None = None
    """Stop by this rule instead of after `runs`."""
    believable: bool = True
    """Also ask how the odds vary over believable inputs."""

    kind = "run"

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest."""
        rule = self.rule
        return {
            "runs": self.runs,
            "seed": self.seed,
            "precision": rule.half_width if isinstance(rule, Precision) else None,
            "decide": rule.target if isinstance(rule, Decide) else None,
            "believable": self.believable,
        }

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> Self:
        """Return the study that `arguments` describes, as kept in a manifest."""
        rule: Precision | Decide | None = None
        if arguments["precision"] is not None:
            rule = Precision(arguments["precision"])
        elif arguments["decide"] is not None:
            rule = Decide(arguments["decide"])
        return cls(arguments["runs"], arguments["seed"], rule, arguments["believable"])

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be."""
        runs = self.rule.looks[-1] if self.rule else self.runs
        doubt = plan(len(scenario.believable), self.runs) if self.believable else None
        settings, more = (doubt.settings, doubt.runs) if doubt else (0, 0)
        return Extent(1 + settings, runs + more, at_most=self.rule is not None)

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Run it.

        Raises:
            NothingFinishedError: if it was interrupted before anything was finished.
        """
        world = build_world(scenario)
        setting = Setting(BASE, world, at_hand=_at_hand(world))
        if self.rule is None:
            work.foresee(lambda: self._ahead(scenario, setting))
        columns, stopping, judged = self._replicate(setting, work)
        cut_short = work.interrupted
        ignorance = None
        if self.believable and scenario.believable and not work.interrupted:
            ignorance = doubt_about_inputs(
                scenario, work, self.runs, until_talks(columns, world.opening).span
            )
            if work.interrupted:
                stopping = stopping.model_copy(update={"sentence": _before_doubt(stopping)})
        teller = _telling_run(columns)
        held = len(columns["held"])
        blocks = Anew(lambda: work.blocks(setting, 0, held))
        measured = _measured(columns, _summed(blocks, world), world, scenario)
        allowed = None if judged is None else judged.share
        if cut_short:
            allowed = anytime_share(int(columns["held"].sum()), held)
        if allowed is not None:
            # A rule, or whoever watched the estimate, chose when to stop: chance had a hand in it,
            # and only such an interval allows for that.
            measured["answers"] = measured["answers"].model_copy(update={"held": allowed})
        result = r.RunResult(
            heading=heading(
                scenario,
                world,
                runs=held,
                wanted=stopping.looks[-1],
                seed=self.seed,
                stopping=stopping,
                partial=work.interrupted,
            ),
            ignorance=ignorance,
            inputs=inputs(scenario),
            story=teller,
            **measured,
        )
        return Answer(
            result=result,
            story=None if teller is None else told(trace(world, self.seed, teller)),
            tables=run_tables(blocks, world, scenario.dates.truce_starts),
        )

    def _ahead(self, scenario: Scenario, setting: Setting) -> Iterator[Stage]:
        """Yield what is run whatever is found: all but the ends of inputs that seem to matter."""
        yield Stage((setting,), 0, self.runs)
        draws = draws_of(scenario, self.runs, self.seed) if self.believable else None
        if draws is not None:
            yield draws.stage

    def _replicate(
        self, setting: Setting, work: Work
    ) -> tuple[Columns, Stopping, Judgement | None]:
        """Run up to one look after the other until the rule is content, and return its verdict.

        There is none without a rule, or after an interruption, which is at no look of its own.
        """
        looks = self.rule.looks if self.rule else (self.runs,)
        columns: Columns = {}
        judged: Judgement | None = None
        for look in looks:
            columns = work.run([setting], 0, look).get(setting.key, columns)
            if not columns:
                raise NothingFinishedError
            if work.interrupted:
                judged = None
                break
            if self.rule is not None:
                judged = self.rule.judge(int(columns["held"].sum()), look)
                if judged.stop:
                    break
        behind = work.finished(setting, 0, looks[-1]) if work.interrupted else None
        return columns, self._stopping(len(columns["held"]), looks, judged, behind), judged

    def _stopping(
        self, runs: int, looks: tuple[int, ...], judged: Judgement | None, behind: int | None
    ) -> Stopping:
        if behind is not None:
            sentence = _cut_short(runs, behind)
            return Stopping(rule="interrupted", looks=looks, sentence=sentence)
        if self.rule is None or judged is None:
            return fixed(runs)
        precise = isinstance(self.rule, Precision)
        return Stopping(
            rule="precision" if precise else "decide",
            looks=tuple(look for look in looks if look <= runs),
            target=self.rule.half_width if isinstance(self.rule, Precision) else self.rule.target,
            decision=judged.decision,
            sentence=judged.sentence[0].upper() + judged.sentence[1:] + ".",
        )


def _cut_short(runs: int, finished: int) -> str:
    """Say after how many runs it was stopped, and why more that are finished do not count."""
    said = f"Stopped{_by_hand()} after {runs:,} runs."
    if finished <= runs:
        return said
    return (
        f"Stopped{_by_hand()} with {finished:,} runs finished; told of the first {runs:,}: behind "
        "the first that is missing the quick ones would count too often."
    )


def _before_doubt(stopping: Stopping) -> str:
    """Say that the odds are whole, but other inputs were not looked at."""
    late = f"Stopped{_by_hand()} before other believable inputs were looked at."
    return f"{stopping.sentence} {late}".strip()


def _by_hand() -> str:
    return " by hand" if stopped_by() == SIGINT else ""


def _at_hand(world: World) -> tuple[str, ...]:
    """Return the columns that are read as a whole; what is only added up, or told, is not."""
    name = columns_of(world).name
    deeds = [name[_deed(one, world), one] for one in world.actor_ids]
    claims = [name[key] for key in name if key[0] == "claims"]
    return (*_ANSWERS, *deeds, *claims)


@dataclass(slots=True)
class _Sums:
    """What is only added up over the runs."""

    verdicts: dict[tuple[str, str], int]
    """Complaints by truth and verdict."""
    delays: NDArray[np.int64]
    waits: NDArray[np.int64]
    violations: DailyTally = field(default_factory=DailyTally)
    open_complaints: DailyTally = field(default_factory=DailyTally)


def _summed(blocks: Iterable[Columns], world: World) -> _Sums:
    name = columns_of(world).name
    ruled = dict.fromkeys(product(TRUTHS, VERDICTS), 0)
    sums = _Sums(ruled, np.zeros(DELAY_BINS, np.int64), np.zeros(DELAY_BINS, np.int64))
    for columns in blocks:
        for truth, verdict in ruled:
            ruled[truth, verdict] += int(columns[name["verdict", truth, verdict]].sum())
        sums.delays += columns["delays"].sum(axis=0, dtype=np.int64)
        sums.waits += columns["waits"].sum(axis=0, dtype=np.int64)
        sums.violations.add(columns["daily.violations"])
        sums.open_complaints.add(columns["daily.open_complaints"])
    return sums


def _measured(columns: Columns, sums: _Sums, world: World, scenario: Scenario) -> dict[str, Any]:
    """Return what is read off the runs of one scenario, by field of the result."""
    until = until_talks(columns, world.opening)
    span, lives, collapsed, causes = until.span, until.lives, until.collapsed, until.causes
    days = [24.0 * day for day in range(int(span // 24) + 1)]
    count = columns_of(world).name
    grid = sorted({*np.linspace(0, span, _GRID).tolist(), world.opening, *_planned(scenario, span)})
    occurring = tuple(name for name in CAUSES if (causes == name).any())
    return {
        "answers": answers(columns),
        "meanings": meanings(scenario),
        "causes": causes_of(columns),
        "survival": survival_curve(lives, collapsed, grid),
        "incidence": r.Incidence(**asdict(cumulative_incidence(lives, causes, grid, occurring))),
        "at_risk": r.AtRisk(**asdict(numbers_at_risk(lives, collapsed, days))),
        "hazard": r.Hazard(**asdict(piecewise_hazard(until.at_risk, collapsed, _ages(span / 24)))),
        "restricted_mean_hours": restricted_mean(lives, collapsed, world.opening),
        "tenth_gone_hours": hour_by_which(lives, collapsed, 0.1),
        "half_of_collapses_hours": median_of_collapses(lives, collapsed),
        "opens_hours": _openings(columns, scenario),
        "violations": r.DailyBand(**asdict(sums.violations.quantiles())),
        "open_complaints": r.DailyBand(**asdict(sums.open_complaints.quantiles())),
        "capacity_per_day": capacity_a_day(scenario),
        "verification": _verification(columns, sums) if world.verification else None,
        "counters": _counters(columns, world),
        "true_per_day": {
            name: ratio(columns[count[_deed(name, world), name]], columns["days"])
            for name in world.actor_ids
        },
        "retaliations_per_incident": ratio(columns["retaliations"], columns["incidents"]),
    }


def _planned(scenario: Scenario, span: float) -> list[float]:
    """Return the hour of the date first announced; none where runs are not watched until then."""
    dates = scenario.dates
    if dates.talks_planned is None:
        return []
    hours = (dates.talks_planned - dates.truce_starts).total_seconds() / 3600
    return [hours] if 0 < hours <= span else []


def _ages(days: float) -> list[float]:
    return [*(float(age) for age in _AGES if age < days), days]


def _openings(columns: Columns, scenario: Scenario) -> dict[str, int]:
    """Return how often the talks opened when."""
    opened = columns["opened_at"].astype(float)
    hours, counts = np.unique(opened[~np.isnan(opened)], return_counts=True)
    start = scenario.dates.truce_starts
    found = {
        (start + timedelta(hours=hour)).isoformat(" ", "minutes"): count
        for hour, count in zip(hours.tolist(), counts.tolist(), strict=True)
    }
    never = int(np.isnan(opened).sum())
    return {**found, "never": never} if never else found


def _verification(columns: Columns, sums: _Sums) -> r.Verification:
    filed = columns["checked"].astype(float) + columns["still_open"].astype(float)
    held = columns["held"].astype(bool)
    delays, waits = sums.delays.tolist(), sums.waits.tolist()
    edges = [0.0, *(FIRST_BIN_HOURS * 2 ** (place / 4) for place in range(DELAY_BINS))]
    agenda = columns["agenda_share"].astype(float)[held]
    return r.Verification(
        complaints=mean(filed),
        verdicts={
            truth: {verdict: sums.verdicts[truth, verdict] for verdict in VERDICTS}
            for truth in TRUTHS
        },
        hours_median=waiting_quantile(delays, waits, edges, 0.5),
        hours_p90=waiting_quantile(delays, waits, edges, 0.9),
        open_at_talks=mean_of_some(columns["open_complaints"].astype(float)[held]),
        agenda_share=mean_of_some(agenda),
    )


def _counters(columns: Columns, world: World) -> tuple[r.Counter, ...]:
    name = columns_of(world).name
    return tuple(
        r.Counter(
            by=by,
            on={
                on: ratio(columns[name["claims", by, on]], columns["days"])
                for on in (*world.parties, *world.outside)
                if on != by
            },
        )
        for by in world.parties
    )


def _deed(name: str, world: World) -> str:
    return "violations" if name in world.parties else "attacks"


def _telling_run(columns: Columns) -> int | None:
    """Return the run that tells most: a typical collapse, or one that held if none collapsed.

    None if its story would be longer than anybody reads, and than memory likes.
    """
    typical = typical_collapses(columns)
    teller = int(columns["replication"][0]) if typical is None else typical.numbers[0]
    place = int(np.flatnonzero(columns["replication"] == teller)[0])
    return teller if columns["incidents"][place] <= _MOST_TOLD else None
