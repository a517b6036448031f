"""The study behind `require`: how much of one input it takes to meet a target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import build_world
from truce_sim.runs.replications import Setting, Work
from truce_sim.runs.tables import Table, input_columns
from truce_sim.scenario import Scenario
from truce_sim.scenario.asking import stretch_of
from truce_sim.scenario.levels import Level, Stretch, Swept, with_levels
from truce_sim.scenario.moving_past import moves_along
from truce_sim.statistics.proportions import share
from truce_sim.statistics.threshold import (
    requirement_interval,
    reversals,
    runs_to_decide,
    smallest_level,
)
from truce_sim.studies.answers import fixed, inputs, plain_heading
from truce_sim.studies.columns import HELD, RUNS_OF, SHARE, ends, interval, of_input
from truce_sim.studies.results.common import Stopping
from truce_sim.studies.results.require import RequireResult
from truce_sim.studies.results.sweep import SweepParam
from truce_sim.studies.study import Answer, Extent, NothingFinishedError
from truce_sim.studies.sweep import FRESH

KEPT = ("held",)
MOST_WHOLE = 20
"""Whole numbers in a range up to which each is tried."""
FIRST, MORE = 7, 5
"""Levels tried over a wide range, and then between those that the answer lies between."""
LONGER = 4
"""Times as many runs of each level, where the first ones leave it open."""
LEVEL = 0.95
PILOT = 200
"""Fresh runs at both ends, which only decide which end is the strong one."""


@dataclass(frozen=True, slots=True)
class Require:
    """Ask how much of one input it takes."""

    runs: int
    seed: int
    target: float
    by: str
    """As asked for: "PATH=START:STOP"."""
    most: int | None = None
    """Runs a level where `runs` leave it open but so many might not; None: it is left open."""

    kind = "require"

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest."""
        asked = {"runs": self.runs, "seed": self.seed, "target": self.target, "by": self.by}
        return asked if self.most is None else {**asked, "most": self.most}

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> Self:
        """Return the study that `arguments` describes, as kept in a manifest."""
        return cls(**arguments)

    @property
    def looks(self) -> tuple[int, ...]:
        """Runs a level at which it looks whether that is enough, fixed beforehand."""
        return (self.runs,) if self.most is None else (self.runs, self.most)

    @property
    def level(self) -> float:
        """Level of each look, so that all together err as seldom as one would at `LEVEL`."""
        return 1 - (1 - LEVEL) / len(self.looks)

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be.

        Raises:
            ScenarioFaults: if the input or its range is wrong.
        """
        stretch = stretch_of(scenario, self.by, "--by")
        for level in (stretch.swept.levels[0], stretch.swept.levels[-1]):
            with_levels(scenario, [stretch.swept], [level])
        levels = len(_first(stretch))
        more = 0 if _all_of_it(stretch) else MORE
        runs = (levels + more) * self.looks[-1]
        return Extent(levels + more, 2 * PILOT + runs, at_most=more > 0 or len(self.looks) > 1)

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Run the levels on the same replications, then more levels where the answer lies.

        Raises:
            NothingFinishedError: if it was interrupted before any two levels were finished.
        """
        stretch = stretch_of(scenario, self.by, "--by")
        rising = _Levels(scenario, stretch, work, self.runs)
        more_helps = rising.more_helps()
        if work.interrupted:
            raise NothingFinishedError
        rising.run(_first(stretch))
        if not _all_of_it(stretch) and not work.interrupted:
            rising.run(_between(stretch, rising, self.target, self.level, more_helps=more_helps))
        if not work.interrupted and self._open(rising, more_helps=more_helps):
            rising.lengthen(self.looks[-1])
        result = self._result(scenario, rising, more_helps=more_helps, partial=work.interrupted)
        tables = {"require": _table(result, rising.swept)}
        return Answer(result=result, tables=tables)

    def _open(self, rising: "_Levels", *, more_helps: bool) -> bool:
        """Return whether the runs leave it open, and the next look might well not."""
        counts = rising.counts(more_helps=more_helps)
        if rising.runs == self.looks[-1] or len(counts) < 2:
            return False
        if smallest_level(counts, rising.runs, self.target, self.level).sure is not None:
            return False
        wanted = runs_to_decide(counts, rising.runs, self.target, self.level)
        return wanted is not None and rising.runs < wanted <= 2 * self.looks[-1]

    def _stopping(self, runs: int) -> Stopping:
        """Return how many runs a level it took, and why."""
        looks = tuple(look for look in self.looks if look <= runs)
        if len(self.looks) == 1:
            return fixed(runs)
        if len(looks) == 1:
            said = f"{runs:,} runs a level, the first of {len(self.looks)} looks fixed beforehand."
            return Stopping(rule="fixed", looks=looks, sentence=said)
        said = (
            f"{runs:,} runs a level, as {looks[0]:,} left it open; both looks were fixed "
            "beforehand, and together they err in at most 5 of 100 studies."
        )
        return Stopping(rule="decide", looks=looks, target=self.target, sentence=said)

    def _result(
        self, scenario: Scenario, rising: "_Levels", *, more_helps: bool, partial: bool
    ) -> RequireResult:
        levels, held = rising.found()
        if len(levels) < 2:
            raise NothingFinishedError
        order = slice(None) if more_helps else slice(None, None, -1)
        texts = [level.text for level in levels][order]
        runs, counts = rising.runs, rising.counts(more_helps=more_helps)
        found = smallest_level(counts, runs, self.target, self.level)
        ends = requirement_interval(counts, runs, self.target, self.level)
        best = int(np.flatnonzero(counts == counts.max())[-1])
        heading = plain_heading(scenario, runs, self.seed, partial=partial)
        return RequireResult(
            heading=heading.model_copy(update={"stopping": self._stopping(runs)}),
            target=self.target,
            param=rising.param(levels),
            levels=tuple(share(int(count), runs) for count in held.sum(axis=1)),
            more_helps=more_helps,
            enough=_text(texts, found.sure),
            looks_enough=_text(texts, found.seen),
            interval=(_text(texts, ends[0]), _text(texts, ends[1])),
            ceiling=share(int(counts[best]), runs),
            best_level=texts[best],
            reversals=reversals(held[order]),
            runs_to_decide=runs_to_decide(counts, runs, self.target)
            if found.sure is None
            else None,
            past=moves_along(scenario, [rising.swept]),
            inputs=inputs(scenario),
        )


class _Levels:
    """The levels of one input that have been run, by rising number."""

    def __init__(self, scenario: Scenario, stretch: Stretch, work: Work, runs: int) -> None:
        self._scenario = scenario
        self._stretch = stretch
        self.swept = stretch.swept
        self._work = work
        self.runs = runs
        self._held: dict[Level, NDArray[np.bool_]] = {}

    def more_helps(self) -> bool:
        """Return whether high values are the strong ones, judged on replications of their own."""
        low, high = self._settings((self.swept.levels[0], self.swept.levels[-1]), FRESH)
        found = self._work.run([low, high], 0, PILOT)
        if len(found) < 2:
            raise NothingFinishedError
        return int(found[high.key]["held"].sum()) >= int(found[low.key]["held"].sum())

    def run(self, levels: Sequence[Level]) -> None:
        """Run more levels, those left aside that cannot be told from one that is there."""
        fresh: list[Level] = []
        for level in levels:
            if not any(self._stretch.alike(level, one) for one in (*self._held, *fresh)):
                fresh.append(level)
        settings = self._settings(fresh, 0)
        found = self._work.run(settings, 0, self.runs)
        for level, setting in zip(fresh, settings, strict=True):
            # A single unfinished setting comes back as far as it got.
            if setting.key in found and len(found[setting.key]["held"]) == self.runs:
                self._held[level] = found[setting.key]["held"].astype(bool)

    def lengthen(self, runs: int) -> None:
        """Run all levels for longer; if that is interrupted they stay as they are."""
        before, self.runs = (self.runs, self._held), runs
        self._held = {}
        self.run(list(before[1]))
        if len(self._held) < len(before[1]):
            self.runs, self._held = before

    def counts(self, *, more_helps: bool) -> NDArray[np.int64]:
        """Return how many runs held at each level, the weakest first."""
        _, held = self.found()
        counts: NDArray[np.int64] = held.sum(axis=1) if len(held) else np.zeros(0, dtype=np.int64)
        return counts if more_helps else counts[::-1]

    def found(self) -> tuple[list[Level], NDArray[np.bool_]]:
        """Return the levels by rising number, and outcomes of shape (levels, runs)."""
        levels = sorted(self._held, key=lambda level: level.number)
        return levels, np.array([self._held[level] for level in levels])

    def param(self, levels: Sequence[Level]) -> SweepParam:
        """Return the input with the levels that have been run."""
        return SweepParam(
            path=self.swept.path,
            label=self.swept.label,
            texts=tuple(level.text for level in levels),
            numbers=tuple(level.number for level in levels),
            unit=self.swept.unit,
            in_file=self.swept.in_file,
        )

    def _settings(self, levels: Sequence[Level], offset: int) -> list[Setting]:
        luck = ", fresh" if offset else ""
        return [
            Setting(
                f"{level.text} ({level.number!r}){luck}",
                build_world(with_levels(self._scenario, [self.swept], [level])),
                offset,
                KEPT,
            )
            for level in levels
        ]


def _all_of_it(stretch: Stretch) -> bool:
    """Return whether every value there is gets tried at once."""
    return stretch.line.kind == "whole" and stretch.high - stretch.low < MOST_WHOLE


def _first(stretch: Stretch) -> tuple[Level, ...]:
    if _all_of_it(stretch):
        return stretch.swept.levels
    return stretch.between(stretch.low, stretch.high, FIRST)


def _between(
    stretch: Stretch, rising: _Levels, target: float, level: float, *, more_helps: bool
) -> tuple[Level, ...]:
    """Return levels between those that the requirement lies between; none if it lies beyond."""
    levels, _ = rising.found()
    order = slice(None) if more_helps else slice(None, None, -1)
    counts = rising.counts(more_helps=more_helps)
    weak, strong = requirement_interval(counts, rising.runs, target, level)
    if strong in (None, 0):
        return ()
    ends = sorted(level.number for level in (levels[order][weak or 0], levels[order][strong or 0]))
    count = MORE + 2
    if stretch.line.kind == "whole":
        count = min(count, round(ends[1] - ends[0]) + 1)
    return stretch.between(ends[0], ends[1], count)[1:-1] if count > 2 else ()


def _text(texts: Sequence[str], place: int | None) -> str | None:
    return None if place is None else texts[place]


def _table(result: RequireResult, swept: Swept) -> Table:
    """Return one row a level, by rising level."""
    others = (RUNS_OF, *interval("held", SHARE, HELD))
    levels = zip(result.param.numbers, result.levels, strict=True)
    rows = [(number, one.runs, *ends(one)) for number, one in levels]
    return Table((*input_columns([of_input(swept)], others), *others), rows)
