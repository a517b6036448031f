"""The change between two truces on the same histories."""

from dataclasses import dataclass
from html import escape
from typing import Any, Protocol

import numpy as np

from truce_sim.api.errors import QuestionError
from truce_sim.api.frame import Frame
from truce_sim.model import build_world
from truce_sim.report import told as t
from truce_sim.report.told import Sentence, say
from truce_sim.scenario import Scenario
from truce_sim.statistics.estimates import PairedShare
from truce_sim.statistics.paired import Verdict, paired_share, verdict
from truce_sim.studies.changed_inputs import changed_inputs
from truce_sim.studies.judging import judged
from truce_sim.studies.pairing import why_apart
from truce_sim.studies.results.compare import Changed
from truce_sim.studies.results.run import RunResult


class Differs(Protocol):
    """The odds of a truce, with the runs that they rest on."""

    @property
    def scenario(self) -> Scenario:
        """What was asked."""
        ...

    @property
    def summary(self) -> RunResult:
        """The typed result."""
        ...

    @property
    def runs(self) -> Frame:
        """One row a run."""
        ...


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change does to the odds, on the same simulated histories.

    Attributes:
        change: the estimate, with its interval (Bonett and Price 2012); chance between runs alone.
        hours: hours after the start at which both are judged: the earlier of the two openings.
        at_talks: whether that is when the talks open in both.
        changed: what the first of the two says otherwise than the one that is subtracted.
    """

    change: PairedShare
    hours: float
    at_talks: bool
    changed: tuple[Changed, ...] = ()

    @property
    def value(self) -> float:
        """The change of the odds, a share: .12 is 12 points in 100."""
        return self.change.value

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95% interval."""
        return self.change.low, self.change.high

    @property
    def verdict(self) -> Verdict:
        """Whether the first is clearly better, worse, alike or none of these."""
        return verdict(self.change)

    @property
    def sentence(self) -> Sentence:
        """It in words."""
        when = "" if self.at_talks else f" by hour {self.hours:g}, the earlier of the two openings"
        return say(
            "{change} in {runs} shared histories ({span}; chance between runs){when}: {verdict}.",
            change=t.change_points(self.change),
            runs=t.count(sum(getattr(self.change, name) for name in _ALL)),
            span=t.change_span(self.change),
            when=when,
            verdict=self.verdict,
        )

    def __str__(self) -> str:
        return self.sentence.plain

    def __repr__(self) -> str:
        return f"<Difference: {self}>"

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>"


_ALL = ("both", "gained", "lost", "neither")


def difference(second: Differs, first: Differs) -> Difference:
    """Return what the odds of one truce are above those of another.

    Raises:
        QuestionError: if they share no histories.
    """
    says = why_apart(
        (first.summary.heading, first.scenario), (second.summary.heading, second.scenario)
    )
    if says:
        raise QuestionError(
            f"These two are not of the same histories, as {says}; ask both with the same seed "
            "and runs, or tell each with its own interval"
        )
    worlds = build_world(first.scenario), build_world(second.scenario)
    at = judged(_columns(first), worlds[0], _columns(second), worlds[1])
    return Difference(
        paired_share(at.first, at.second),
        at.hours,
        not at.moves,
        changed_inputs(first.scenario, second.scenario),
    )


def _columns(odds: Differs) -> dict[str, Any]:
    runs = odds.runs
    cause = np.array([one or "" for one in runs["cause"]], dtype=object)
    return {"held": runs["held"], "life": runs["life"], "cause": cause}
