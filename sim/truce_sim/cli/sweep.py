"""`sweep`: vary one or more inputs over a range."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, cast

from truce_sim.cli.conducting import ask
from truce_sim.cli.errors import UsageError
from truce_sim.cli.given import Given
from truce_sim.cli.overruled import refuse_overruled
from truce_sim.cli.requests import Sources, said
from truce_sim.scenario import Scenario
from truce_sim.studies.sweep import Design, Sweep

_TRY = "--param verification.teams=1:8:8"


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    return ask(Given(parsed), command, "sweep", SweepAsked)


@dataclass(frozen=True, slots=True)
class SweepAsked:
    """What is said of the question."""

    runs: int | None
    seed: int | None
    params: tuple[str, ...]
    design: Design | None
    points: int | None
    confirm: bool

    @classmethod
    def taken(cls, given: Given) -> Self:
        """Take it from a command line."""
        return cls(
            given.whole("runs"),
            given.whole("seed"),
            given.texts("params"),
            cast("Design | None", given.text("design")),  # the parser knows the choices
            given.whole("points"),
            given.flag("confirm"),
        )

    def study(self, scenario: Scenario, sources: Sources) -> Sweep:
        """Return the study.

        Raises:
            UsageError: if design, points, inputs and settings do not go together.
        """
        self._check()
        refuse_overruled(scenario, sources.sets, self.params, "--param")
        return Sweep(
            runs=scenario.run.runs if self.runs is None else self.runs,
            seed=scenario.run.seed if self.seed is None else self.seed,
            params=self.params,
            design=self.design or "grid",
            points=self.points,
            confirm=self.confirm,
        )

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of the study."""
        return said(
            runs=self.runs,
            seed=self.seed,
            params=list(self.params) or None,
            design=self.design,
            points=self.points,
            confirm=self.confirm or None,
        )

    def _check(self) -> None:
        if not self.params:
            raise UsageError(f"Which input, over which range? Try: {_TRY}")
        if self.design in (None, "grid"):
            if self.points is not None:
                raise UsageError("--points goes with --design lhs or sobol; a grid has its levels")
            return
        if self.points is None:
            raise UsageError(f"How many settings? Try: --design {self.design} --points 128")
        if self.points < 2:
            raise UsageError("--points must be 2 at least")
        if self.design == "sobol" and self.points & (self.points - 1):
            near = 1 << self.points.bit_length()
            said_near = f"--points {near // 2} or {near}"
            raise UsageError(f"Sobol points come in powers of two; try: {said_near}")
