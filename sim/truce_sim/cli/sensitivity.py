"""`sensitivity`: which believable inputs matter, and how much is luck."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from truce_sim.cli.conducting import ask
from truce_sim.cli.errors import UsageError
from truce_sim.cli.given import Given
from truce_sim.cli.requests import Sources, said
from truce_sim.scenario import Scenario
from truce_sim.studies.sensitivity import Sensitivity

RUNS = 400
"""Runs a bar where none are asked for: there are two bars for each input."""


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    return ask(Given(parsed), command, "sensitivity", SensitivityAsked)


@dataclass(frozen=True, slots=True)
class SensitivityAsked:
    """What is said of the question."""

    runs: int | None
    seed: int | None

    @classmethod
    def taken(cls, given: Given) -> Self:
        """Take it from a command line."""
        return cls(given.whole("runs"), given.whole("seed"))

    def study(self, scenario: Scenario, sources: Sources) -> Sensitivity:
        """Return the study.

        Raises:
            UsageError: if no input has a range to move over.
        """
        if not scenario.believable:
            raise UsageError(
                f"{sources.scenarios[0]} has no [believable] ranges to move inputs over; "
                'add one, such as "verification.teams" = [2, 12]'
            )
        return Sensitivity(
            runs=RUNS if self.runs is None else self.runs,
            seed=scenario.run.seed if self.seed is None else self.seed,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(runs=self.runs, seed=self.seed)
