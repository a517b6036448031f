"""`postpone`: what later talks buy, and what they cost."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, cast

from truce_sim.cli.conducting import ask
from truce_sim.cli.given import Given
from truce_sim.cli.requests import Sources, said
from truce_sim.scenario import Scenario
from truce_sim.studies.postpone import Postpone, usual_dates, usual_rule
from truce_sim.studies.results import Unless


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    return ask(Given(parsed), command, "postpone", PostponeAsked)


@dataclass(frozen=True, slots=True)
class PostponeAsked:
    """What is said of the question."""

    runs: int | None
    seed: int | None
    talks: str | None
    unless: Unless | None

    @classmethod
    def taken(cls, given: Given) -> Self:
        """Take it from a command line."""
        return cls(
            given.whole("runs"),
            given.whole("seed"),
            given.text("talks"),
            cast("Unless | None", given.text("unless")),  # the parser knows the choices
        )

    def study(self, scenario: Scenario, _: Sources) -> Postpone:
        """Return the study."""
        return Postpone(
            runs=scenario.run.runs if self.runs is None else self.runs,
            seed=scenario.run.seed if self.seed is None else self.seed,
            talks=usual_dates(scenario) if self.talks is None else self.talks,
            unless=usual_rule(scenario) if self.unless is None else self.unless,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(runs=self.runs, seed=self.seed, talks=self.talks, unless=self.unless)
