"""One or more inputs varied over a range."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from truce_sim.api.errors import QuestionError, Word
from truce_sim.api.overruled import refuse_overruled
from truce_sim.api.questions.question import Source, said
from truce_sim.scenario import Scenario
from truce_sim.studies.sweep import Design, Sweep

_TRY = Word("params", "verification.teams=1:8:8")


@dataclass(frozen=True, slots=True)
class SweepAsked:
    """What is said of the question."""

    runs: int | None = None
    seed: int | None = None
    params: tuple[str, ...] = ()
    """Inputs with their levels, each "PATH=FROM:TO" or "PATH=A,B,C"."""
    design: Design | None = None
    points: int | None = None
    confirm: bool = False

    def study(self, scenario: Scenario, source: Source) -> Sweep:
        """Return the study.

        Raises:
            QuestionError: if design, points, inputs and settings do not go together.
        """
        self._check()
        refuse_overruled(scenario, source.sets, self.params, Word("params"))
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
            raise QuestionError("Which input, over which range? Try: {levels}", levels=_TRY)
        design, points = Word("design", self.design), Word("points", 128)
        if self.design is not None and self.design not in get_args(Design):
            raise QuestionError(
                "{design} must be one of {known}",
                design=design,
                known=", ".join(get_args(Design)),
            )
        if self.design in (None, "grid"):
            if self.points is not None:
                raise QuestionError(
                    "{points} goes with {design} or sobol; a grid has its levels",
                    points=Word("points"),
                    design=Word("design", "lhs"),
                )
            return
        if self.points is None:
            raise QuestionError("How many settings? Try: {points}", points=(design, points))
        if self.points < 2:
            raise QuestionError("{points} must be 2 at least", points=Word("points"))
        if self.design == "sobol" and self.points & (self.points - 1):
            above = 1 << self.points.bit_length()
            raise QuestionError(
                "Sobol points come in powers of two; try: {points} or {above}",
                points=Word("points", above // 2),
                above=str(above),
            )


ASKED = SweepAsked
