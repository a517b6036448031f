"""Chances per stretch of time, and the rates they stand for."""

import math
from dataclasses import dataclass
from typing import Any

from truce_sim.scenario.durations import DurationKind, spoken
from truce_sim.scenario.kinds import Kind, Problem, UnfitError
from truce_sim.scenario.numbers import Number, plain
from truce_sim.scenario.parts import parsed_parts


@dataclass(frozen=True, slots=True)
class Rate:
    """A chance of at least one event in each stretch of time.

    Attributes:
        chance: probability of at least one event in `every`, at least 0 and below 1.
        every: length of the stretch, hours.
    """

    chance: float
    every: float

    @property
    def per_hour(self) -> float:
        """Return events per hour of a Poisson process: -ln(1 - chance) / every."""
        return -math.log1p(-self.chance) / self.every


CHANCE = Number(0, 1, below=True, share=True)


class RateKind(Kind):
    """{ chance = 0.35, every = "6h" }."""

    def parse(self, raw: object) -> Rate:
        """Return the rate."""
        example = 'write it like { chance = 0.35, every = "6h" }'
        if not isinstance(raw, dict):
            raise UnfitError(Problem(" must say a chance and how often", example))
        parts = parsed_parts(raw, {"chance": CHANCE, "every": DurationKind()}, example)
        return Rate(parts["chance"], parts["every"])

    def show(self, value: Rate) -> str:
        """Return the rate in words."""
        return f"{plain(value.chance)} every {spoken(value.every)}"

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '{ chance = 0.35, every = "6h" }'

    @property
    def form(self) -> str:
        """How it is written."""
        return '{ chance = 0.35, every = "6h" }'

    @property
    def allowed(self) -> str:
        """The range in words."""
        return f"chance {CHANCE.allowed}"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Object with two keys."""
        return {
            "type": "object",
            "properties": {
                "chance": {
                    **CHANCE.json_schema,
                    "description": "Chance of at least one in each stretch, 0 to 1.",
                },
                "every": {
                    **DurationKind().json_schema,
                    "description": "Length of the stretch, with its unit.",
                },
            },
            "required": ["chance", "every"],
            "additionalProperties": False,
        }
