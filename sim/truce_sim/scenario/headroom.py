"""Headroom: what a party bears beyond the grievance that it starts with."""

from dataclasses import dataclass
from typing import Any

from truce_sim.scenario.amounts_varying import VaryingAmount, VaryingAmountKind
from truce_sim.scenario.kinds import Problem, UnfitError
from truce_sim.scenario.spreads import Shape

_SHAPES: tuple[Shape, ...] = ("constant", "lognormal")


@dataclass(frozen=True, eq=False, repr=False)
class HeadroomKind(VaryingAmountKind):
    """An amount, or a median and a p90 between which it is drawn once a run."""

    @property
    def example(self) -> str:
        """What to write."""
        return f'such as 80, "0.6 x before", "14 days as before" or {self.sample}'

    def parse(self, raw: object) -> Any:  # noqa: ANN401 - a Spread, or a VaryingAmount
        """Return the headroom."""
        value = super().parse(raw)
        shape = value.spread if isinstance(value, VaryingAmount) else value
        if shape.kind not in _SHAPES:
            says = " is drawn by its median and p90, not in another way"
            raise UnfitError(Problem(says, whole=("{ median = 60, p90 = 200 }",)))
        return value

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '{ median = "0.6 x before", p90 = "2 x before" }'

    @property
    def allowed(self) -> str:
        """The range in words."""
        return "above 0"

    @property
    def json_schema(self) -> dict[str, Any]:
        """A bare value or an object of a median and a p90."""
        bare, *shapes = super().json_schema["anyOf"]
        return {"anyOf": [bare, *(one for one in shapes if "median" in one["required"])]}
