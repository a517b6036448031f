"""`compare`: options, or scenario files, on the same simulated histories."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from truce_sim.cli.conducting import ask
from truce_sim.cli.errors import UsageError
from truce_sim.cli.given import Given
from truce_sim.cli.requests import Sources, said
from truce_sim.scenario import Scenario
from truce_sim.studies.compare import Compare


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    return ask(Given(parsed), command, "compare", CompareAsked)


@dataclass(frozen=True, slots=True)
class CompareAsked:
    """What is said of the question."""

    runs: int | None
    seed: int | None

    @classmethod
    def taken(cls, given: Given) -> Self:
        """Take it from a command line."""
        return cls(given.whole("runs"), given.whole("seed"))

    def study(self, scenario: Scenario, sources: Sources) -> Compare:
        """Return the study.

        Raises:
            BadScenarioError: if another file has faults.
            UsageError: if there is nothing to compare.
        """
        first, *others = sources.scenarios
        if not others and not scenario.options:
            raise UsageError(f"{first} has no [options.NAME]: add one, or name a second file")
        return Compare(
            runs=scenario.run.runs if self.runs is None else self.runs,
            seed=scenario.run.seed if self.seed is None else self.seed,
            others=tuple(sources.read(path) for path in others),
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(runs=self.runs, seed=self.seed)
