"""`run`: simulate many times and report the odds."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from truce_sim.cli.conducting import ask
from truce_sim.cli.errors import UsageError
from truce_sim.cli.given import Given
from truce_sim.cli.requests import Sources, said
from truce_sim.scenario import Scenario
from truce_sim.statistics.stopping import Decide, Precision
from truce_sim.studies.odds import Odds


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    return ask(Given(parsed), command, "run", OddsAsked)


@dataclass(frozen=True, slots=True)
class OddsAsked:
    """What is said of the question."""

    runs: int | None
    seed: int | None
    precision: float | None
    decide: float | None
    no_believable: bool

    @classmethod
    def taken(cls, given: Given) -> Self:
        """Take it from a command line."""
        return cls(
            given.whole("runs"),
            given.whole("seed"),
            given.real("precision"),
            given.real("decide"),
            given.flag("no_believable"),
        )

    def study(self, scenario: Scenario, _: Sources) -> Odds:
        """Return the study.

        Raises:
            UsageError: if the number of runs is asked for twice.
        """
        rule: Precision | Decide | None = None
        for option in ("precision", "decide"):
            if self.runs is not None and getattr(self, option) is not None:
                raise UsageError(f"--{option} says itself how many runs it takes; leave --runs out")
        if self.precision is not None:
            rule = Precision(self.precision)
        elif self.decide is not None:
            rule = Decide(self.decide)
        return Odds(
            runs=scenario.run.runs if self.runs is None else self.runs,
            seed=scenario.run.seed if self.seed is None else self.seed,
            rule=rule,
            believable=not self.no_believable,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(
            runs=self.runs,
            seed=self.seed,
            precision=self.precision,
            decide=self.decide,
            believable=False if self.no_believable else None,
        )
