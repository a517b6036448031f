"""When to stop adding runs, at looks fixed beforehand, and what that does to the guarantees.

Looking after every run and stopping when the answer looks clear gives a wrong verdict half the
time. Both rules here look only at runs declared in advance, so that their exact coverage and
error rates can be computed (`endings`), and the tests do compute them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Literal, Protocol

import numpy as np

from truce_sim.statistics.arrays import Bools, Floats, Ints, check_level
from truce_sim.statistics.estimates import Share
from truce_sim.statistics.laws import binomial_masses
from truce_sim.statistics.proportions import clopper_pearson_ends, share

Decision = Literal["above", "below", "undecided"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule says at a look; `sentence` gives the reason in plain words."""

    stop: bool
    share: Share
    """The estimate with the interval that the rule's guarantee speaks of."""
    decision: Decision | None
    sentence: str


class Rule(Protocol):
    """A stopping rule: the numbers of runs at which it looks, and what it does there."""

    @property
    def looks(self) -> tuple[int, ...]:
        """Numbers of runs at which the rule may stop, rising; at the last it must."""

    def ends(self, counts: Ints, runs: int) -> tuple[Floats, Floats]:
        """Return the interval's ends at a look for each count."""

    def stops(self, counts: Ints, runs: int) -> Bools:
        """Return for each count whether the rule stops at this look of its own accord."""


def checkpoints(
    most: int, first: int = 100, growth: float = 1.5, minimum: int = 200
) -> tuple[int, ...]:
    """Return the looks first * growth^k (rounded up) from `minimum` on, and `most` as the last.

    Raises:
        ValueError: if most < 1, first < 1 or growth <= 1.
    """
    if most < 1 or first < 1 or growth <= 1:
        raise ValueError(f"looks from {first} by {growth} up to {most}")
    looks: list[int] = []
    steps = 0
    while (look := ceil(first * growth**steps)) < most:
        if look >= minimum:
            looks.append(look)
        steps += 1
    return (*looks, most)


@dataclass(frozen=True, slots=True)
class Precision:
    """Run until the Clopper-Pearson interval is `half_width` or less to either side.

    Half-width is half the interval's whole width, as a share (0.01 is one point in 100).

    Raises:
        ValueError: if the half-width or level is not between 0 and 1, or most < 1.
    """

    half_width: float
    most: int = 50_000
    level: float = 0.95

    def __post_init__(self) -> None:
        if not 0 < self.half_width < 1:
            raise ValueError(f"half-width {self.half_width} is not between 0 and 1")
        check_level(self.level)
        checkpoints(self.most)

    @property
    def looks(self) -> tuple[int, ...]:
        """100 * 1.5^k from 200 runs on, and the most runs allowed."""
        return checkpoints(self.most)

    def ends(self, counts: Ints, runs: int) -> tuple[Floats, Floats]:
        """Return Clopper-Pearson ends at the rule's level."""
        return clopper_pearson_ends(counts, runs, self.level)

    def stops(self, counts: Ints, runs: int) -> Bools:
        """Return for each count whether the interval is narrow enough."""
        low, high = self.ends(counts, runs)
        return np.asarray((high - low) / 2 <= self.half_width)

    def judge(self, count: int, runs: int) -> Judgement:
        """Return what to do after `runs` runs of which `count` count.

        Raises:
            ValueError: if `runs` is not one of the looks.
        """
        _check_look(runs, self.looks)
        result = share(count, runs, self.level, exact=True)
        reached = bool(self.stops(np.array([count]), runs)[0])
        target = f"±{_points(self.half_width)} points"
        seen = f"±{_points((result.high - result.low) / 2)}"
        if reached:
            return Judgement(True, result, None, f"stopped after {runs:,} runs, within {target}")
        if runs >= self.looks[-1]:
            sentence = f"stopped after {runs:,} runs, the most allowed, at {seen}, not {target}"
            return Judgement(True, result, None, sentence)
        return Judgement(False, result, None, f"{seen} after {runs:,} runs; wanted {target}")


@dataclass(frozen=True, slots=True)
class Decide:
    """Run until it is clear whether the share is above or below `target`.

    Looks at 250 * 2^k runs; at each, Clopper-Pearson at error (1 - level) / looks, so that all
    looks together err at most 1 - level (Bonferroni; statistics.md 1.3, option A).

    Raises:
        ValueError: if target or level is not between 0 and 1, first < 1 or tries < 1.
    """

    target: float
    level: float = 0.95
    first: int = 250
    tries: int = 6

    def __post_init__(self) -> None:
        if not 0 < self.target < 1:
            raise ValueError(f"target {self.target} is not between 0 and 1")
        if self.first < 1:
            raise ValueError(f"first look at {self.first} runs")
        check_level(self.level, self.tries)

    @property
    def looks(self) -> tuple[int, ...]:
        """First * 2^k for k = 0 .. tries - 1."""
        return tuple(self.first * 2**k for k in range(self.tries))

    def ends(self, counts: Ints, runs: int) -> tuple[Floats, Floats]:
        """Return Clopper-Pearson ends at the level of one look."""
        return clopper_pearson_ends(counts, runs, check_level(self.level, self.tries))

    def stops(self, counts: Ints, runs: int) -> Bools:
        """Return for each count whether the interval leaves the target out."""
        low, high = self.ends(counts, runs)
        return np.asarray((low > self.target) | (high < self.target))

    def judge(self, count: int, runs: int) -> Judgement:
        """Return what to do after `runs` runs of which `count` count; may end undecided.

        Raises:
            ValueError: if `runs` is not one of the looks.
        """
        _check_look(runs, self.looks)
        result = share(count, runs, check_level(self.level, self.tries), exact=True)
        between = f"{_points(result.low)} to {_points(result.high)} in 100"
        target = f"{_points(self.target)} in 100"
        decision: Decision
        if result.low > self.target:
            decision, sentence = "above", f"above {target}, decided after {runs:,} runs"
        elif result.high < self.target:
            decision, sentence = "below", f"below {target}, decided after {runs:,} runs"
        else:
            decision = "undecided"
            sentence = f"undecided after {runs:,} runs: {between} includes {target}"
        stop = decision != "undecided" or runs == self.looks[-1]
        return Judgement(stop, result, decision if stop else None, sentence)


@dataclass(frozen=True, slots=True)
class Ending:
    """All ways in which a rule can stop at one look."""

    runs: int
    counts: Ints
    probability: Floats
    """Chance of stopping at this look with each of `counts`."""
    low: Floats
    high: Floats


def endings(p: float, rule: Rule) -> Iterator[Ending]:
    """Yield the exact law of where and with what a rule stops if the true share is `p`.

    Dynamic programming over the looks: the law of the count among paths still running is
    convolved with the binomial law of the runs added, and the paths that stop are taken out.

    Raises:
        ValueError: if p is not from 0 to 1.
    """
    if not 0 <= p <= 1:
        raise ValueError(f"share {p} is not from 0 to 1")
    running = np.ones(1)
    before = 0
    looks = rule.looks
    for look in looks:
        running = np.convolve(running, binomial_masses(look - before, p))
        counts = np.arange(look + 1)
        low, high = rule.ends(counts, look)
        stop = rule.stops(counts, look) | (look == looks[-1])
        yield Ending(look, counts[stop], running[stop], low[stop], high[stop])
        running = np.where(stop, 0.0, running)
        before = look


def exact_coverage(p: float, rule: Rule) -> float:
    """Return the chance that the interval on which `rule` stops contains the true share `p`."""
    return sum(
        float(end.probability[(end.low <= p) & (p <= end.high)].sum()) for end in endings(p, rule)
    )


def exact_error(p: float, rule: Decide) -> float:
    """Return the chance that `rule` decides wrongly if the true share is `p`.

    "Above" is wrong for p <= target and "below" for p >= target; undecided is never wrong.
    """
    wrong = 0.0
    for end in endings(p, rule):
        if p <= rule.target:
            wrong += float(end.probability[end.low > rule.target].sum())
        if p >= rule.target:
            wrong += float(end.probability[end.high < rule.target].sum())
    return wrong


def exact_undecided(p: float, rule: Decide) -> float:
    """Return the chance that `rule` ends undecided if the true share is `p`."""
    return sum(
        float(end.probability[(end.low <= rule.target) & (rule.target <= end.high)].sum())
        for end in endings(p, rule)
    )


def expected_runs(p: float, rule: Rule) -> float:
    """Return the mean number of runs at which `rule` stops if the true share is `p`."""
    return sum(end.runs * float(end.probability.sum()) for end in endings(p, rule))


def _check_look(runs: int, looks: tuple[int, ...]) -> None:
    if runs not in looks:
        raise ValueError(f"{runs} runs is not one of the looks {looks}; the guarantee needs them")


def _points(value: float) -> str:
    return f"{100 * value:.1f}".removesuffix(".0")
