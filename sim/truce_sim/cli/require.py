"""`require`: how much of one input it takes to reach given odds; code 3 if too little."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from truce_sim.cli.conducting import ask
from truce_sim.cli.errors import UsageError
from truce_sim.cli.given import Given
from truce_sim.cli.overruled import refuse_overruled
from truce_sim.cli.requests import Sources, said
from truce_sim.scenario import Scenario
from truce_sim.studies.require import LONGER, Require


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    return ask(Given(parsed), command, "require", RequireAsked)


@dataclass(frozen=True, slots=True)
class RequireAsked:
    """What is said of the question."""

    runs: int | None
    seed: int | None
    holds: float | None
    by: str | None

    @classmethod
    def taken(cls, given: Given) -> Self:
        """Take it from a command line."""
        return cls(given.whole("runs"), given.whole("seed"), given.real("holds"), given.text("by"))

    def study(self, scenario: Scenario, sources: Sources) -> Require:
        """Return the study.

        Raises:
            UsageError: if the target or the input is missing, or a setting would do nothing.
        """
        if self.holds is None:
            raise UsageError("Which odds? Try: --holds 0.9")
        if self.by is None:
            raise UsageError("By which input? Try: --by verification.teams=1:12")
        refuse_overruled(scenario, sources.sets, [self.by], "--by")
        return Require(
            runs=scenario.run.runs if self.runs is None else self.runs,
            most=LONGER * scenario.run.runs if self.runs is None else None,
            seed=scenario.run.seed if self.seed is None else self.seed,
            target=self.holds,
            by=self.by,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(runs=self.runs, seed=self.seed, target=self.holds, by=self.by)
