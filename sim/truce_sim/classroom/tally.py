"""How good a class's odds were, beside the model's and the base rate's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from numpy.typing import ArrayLike

from truce_sim.classroom.reading import Bet, Ending
from truce_sim.statistics.arrays import Floats
from truce_sim.statistics.scores import brier, chance_to_be_beaten, log_score

Kind = Literal["group", "mean", "model", "base rate", "even"]
MEAN, MODEL, BASE_RATE, EVEN = "everybody's mean", "the model", "the base rate", "always 50 in 100"
Odds = Mapping[str, float]
"""Odds by case."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One set of odds beside another, on the cases that both have.

    Attributes:
        difference: Brier score less that of the other; below 0, it did better here.
        beaten: were its odds exactly right, the chance that it still did worse than the other; None
            where the two say the same.
    """

    difference: float
    beaten: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """How good one set of odds was.

    Attributes:
        name: whose.
        kind: what it is.
        odds: by case.
        brier: mean of (odds - outcome) squared: 0 is best, 1 worst.
        log_score: mean of -log of the odds of what happened, clipped: 0 is best.
        model: beside the model; None where that has none of its cases.
        base_rate: beside the base rate.
    """

    name: str
    kind: Kind
    odds: Odds
    brier: float
    log_score: float
    model: Beside | None
    base_rate: Beside | None


@dataclass(frozen=True, slots=True)
class Tally:
    """All scores, the groups' in order, best first; and what came of the cases bet on."""

    endings: tuple[Ending, ...]
    scores: tuple[Score, ...]

    def of(self, kind: Kind) -> tuple[Score, ...]:
        """Return the scores of one kind."""
        return tuple(score for score in self.scores if score.kind == kind)


def tally(bets: Sequence[Bet], endings: Sequence[Ending]) -> Tally:
    """Return how good odds were.

    Args:
        bets: at most one of each group on a case.
        endings: what came of the cases; those that nobody bet on count for nobody.

    Raises:
        ValueError: if there are no bets.
    """
    if not bets:
        raise ValueError("nobody bet")
    on = {bet.case for bet in bets}
    known = {one.case: one for one in endings if one.case in on}
    groups: dict[str, dict[str, float]] = {}
    for bet in bets:
        groups.setdefault(bet.group, {})[bet.case] = bet.odds
    model = {name: one.model for name, one in known.items() if one.model is not None}
    base = {name: one.base_rate for name, one in known.items() if one.base_rate is not None}
    sets: list[tuple[str, Kind, Odds]] = [(name, "group", odds) for name, odds in groups.items()]
    if len(groups) > 1:
        sets.append((MEAN, "mean", _mean(known, groups)))
    sets += [(MODEL, "model", model), (BASE_RATE, "base rate", base)]
    sets.append((EVEN, "even", dict.fromkeys(known, 0.5)))
    scores = [
        Score(
            name,
            kind,
            odds,
            _mean_of(brier, odds, known),
            _mean_of(log_score, odds, known),
            None if kind == "model" else _beside(odds, model, known),
            None if kind == "base rate" else _beside(odds, base, known),
        )
        for name, kind, odds in sets
        if odds
    ]
    ranked = sorted((one for one in scores if one.kind == "group"), key=lambda one: one.brier)
    others = [one for one in scores if one.kind != "group"]
    return Tally(tuple(known.values()), (*ranked, *others))


def _mean(known: Mapping[str, Ending], groups: Mapping[str, Odds]) -> dict[str, float]:
    """Return the mean odds of the groups that bet, by case."""
    said = {name: [odds[name] for odds in groups.values() if name in odds] for name in known}
    return {name: sum(odds) / len(odds) for name, odds in said.items()}


def _mean_of(
    score: Callable[[ArrayLike, ArrayLike], Floats], odds: Odds, known: Mapping[str, Ending]
) -> float:
    """Return the mean of a score over the cases of some odds."""
    return float(score([*odds.values()], [known[name].held for name in odds]).mean())


def _beside(odds: Odds, other: Odds, known: Mapping[str, Ending]) -> Beside | None:
    shared = [name for name in odds if name in other]
    if not shared:
        return None
    own, others = [odds[name] for name in shared], [other[name] for name in shared]
    happened = [known[name].held for name in shared]
    difference = float((brier(own, happened) - brier(others, happened)).mean())
    return Beside(difference, chance_to_be_beaten(own, others) if own != others else None)
