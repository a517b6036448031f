"""What `backtest` answers: simulated odds of past truces, scored against what came of them."""

from typing import Literal

from truce_sim.statistics.estimates import Frozen
from truce_sim.statistics.reliability import Reliability
from truce_sim.studies.results.common import Input, Result

Says = Literal["better", "worse", "undecided", "too few wars to say"]


class Forecaster(Frozen):
    """Who gave odds, and how well: mean scores over all cases of a question; lower is better."""

    key: str
    """"model", "without record", "expected", "known afterwards", or a baseline's."""
    label: str
    brier: float
    log_score: float
    auc: float | None
    """How often the odds put what happened above what did not; None where all is one."""


class Against(Frozen):
    """The mean Brier score of the model less that of somebody else; below 0 the model is better.

    The interval (95%) is over 4,000 draws of whole wars: how it would differ between other
    collections of wars. It does not cover how cases were coded or chosen. Of one war there is none.
    """

    key: str
    label: str
    difference: float
    low: float | None
    high: float | None
    level: float = 0.95
    says: Says
    power: float | None
    """How often somebody who is exactly right would be found better on such wars, if true odds lie
    `power_spread` in log odds (one standard deviation) around these; None of too few wars."""
    power_spread: float


class Scored(Frozen):
    """One question asked of all cases whose outcome is known."""

    key: str
    """"not_renounced", "violence_down" or "talks_on_date"."""
    label: str
    odds_label: str
    """Which of the model's odds are scored."""
    cases: int
    wars: int
    happened: int
    unknown: int
    """Cases that are not scored, as nobody knows."""
    forecasters: tuple[Forecaster, ...]
    against: tuple[Against, ...]
    reliability: Reliability
    """Of the model's odds."""

    def of(self, key: str) -> Forecaster:
        """Return a forecaster by key."""
        return next(one for one in self.forecasters if one.key == key)


class Worst(Frozen):
    """A case on which the model's odds were worst."""

    id: str
    war: str
    question: str
    said: float
    happened: bool
    read: tuple[str, ...]
    """What the rules read of it: "mechanism yes"."""
    unknown: tuple[str, ...]
    """Columns that nobody filled in."""


class BacktestResult(Result):
    """Scores on past truces."""

    kind: Literal["backtest"] = "backtest"
    about: str
    """Whose cases: "23 coded truces of 9 wars"."""
    of_rows: bool
    """Whether they were read from rows, one a truce, rather than coded."""
    half: Literal["even", "odd", "all"]
    rules_title: str
    rules_digest: str
    worlds: int
    """How many different scenarios the rules made of them."""
    cut: int
    """Cases whose milestone is later than the rules simulate."""
    undated: int
    """Cases without a dated milestone."""
    coded: str
    """Who coded them, and what that means."""
    not_known: tuple[str, ...]
    """What no rule could set, of any case."""
    questions: tuple[Scored, ...]
    worst: tuple[Worst, ...]
    inputs: tuple[Input, ...] = ()
