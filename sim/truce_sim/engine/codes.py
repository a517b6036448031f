"""The numbers that the model names, as constants that compile; nothing is numbered here."""

from typing import cast

from truce_sim.engine.compiling import as_numbers
from truce_sim.model import addresses, clock, incidents
from truce_sim.model.codes import NOBODY, Act, Order, Truth, Verdict
from truce_sim.model.ending import CAUSES

__all__ = [
    "NOBODY",
    "Act",
    "Cause",
    "Mark",
    "Order",
    "Purpose",
    "Rank",
    "Status",
    "Truth",
    "Verdict",
]

Mark = cast("type[incidents.Mark]", as_numbers(incidents.Mark))
Purpose = cast("type[addresses.Purpose]", as_numbers(addresses.Purpose))
Rank = cast("type[clock.Rank]", as_numbers(clock.Rank))


class _Cause:
    """Causes of collapse by their place among all of them; -1 stands for none."""

    WALK_OUT = [*CAUSES].index("walk-out")
    SPIRAL = [*CAUSES].index("spiral")
    VIOLATIONS = [*CAUSES].index("violations")
    ZONES = [*CAUSES].index("zones")
    MASS_CASUALTY = [*CAUSES].index("mass-casualty")
    WRONGLY_BLAMED = [*CAUSES].index("wrongly blamed")
    ON_PURPOSE = [*CAUSES].index("broken on purpose")
    SHOCK = [*CAUSES].index("shock")


Cause = cast("type[_Cause]", as_numbers(_Cause))
NO_CAUSE = -1


class _Status:
    """How a run went in the engine."""

    DONE = 0
    FULL = 1
    """Out of room: run again with more."""
    BEYOND = 2
    """More of something than the engine has room for, or a bound of the model passed: for SimPy."""


Status = cast("type[_Status]", as_numbers(_Status))
