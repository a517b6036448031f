"""Measures in force, as in `model.measures`."""

from truce_sim.engine.compiling import compiled
from truce_sim.engine.layout import World
from truce_sim.engine.memory import float_at
from truce_sim.engine.world_rows import zone_at


@compiled
def factor(w: World, zone: int, now: float) -> float:
    """Return the product of the measures in force in `zone` at `now` (hours).

    A zone's steps stand in one pool: the hours, and after them one factor more than hours.
    """
    if not w.has_measures:
        return 1.0
    one = zone_at(w.zone_rows, zone)
    passed = 0
    while passed < one.steps and float_at(w.steps, one.steps_first + passed) <= now:
        passed += 1
    return float_at(w.steps, one.steps_first + one.steps + passed)
