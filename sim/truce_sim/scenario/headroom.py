"""Headroom: what a party bears beyond the grievance that it starts with."""

from dataclasses import dataclass
from typing import Any

from truce_sim.scenario.kinds import Kind, Problem, UnfitError
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.spreads import Shape, Spread, SpreadKind

_SHAPES: tuple[Shape, ...] = ("constant", "lognormal")


@dataclass(frozen=True, eq=False, repr=False)
class HeadroomKind(SpreadKind):
    """A number, or a median and a p90 between which it is drawn once a run."""

    sizes: bool = True

    @property
    def part(self) -> Kind:
        """Kind of each number in it."""
        return Number(0, above=True)

    @property
    def example(self) -> str:
        """What to write."""
        return f"such as 80 or {self.sample}"

    def parse(self, raw: object) -> Spread:
        """Return the headroom."""
        value = super().parse(raw)
        if value.kind not in _SHAPES:
            says = " is drawn by its median and p90, not in another way"
            raise UnfitError(Problem(says, whole=(self.sample,)))
        return value

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "{ median = 60, p90 = 200 }"

    @property
    def allowed(self) -> str:
        """The range in words."""
        return "above 0"

    @property
    def json_schema(self) -> dict[str, Any]:
        """A bare value or an object of a median and a p90."""
        bare, *shapes = super().json_schema["anyOf"]
        return {"anyOf": [bare, *(one for one in shapes if "median" in one["required"])]}
