"""A world that becomes another at an hour: what a truce that has stood so long may still meet.

From that hour on, and before anything else that is due then, every part goes by the inputs of the
other world. What has been drawn or is under way goes on as it was: answers decided on, complaints
being checked, notice given, pressure and shame in force, shocks that last. What is read or drawn
from then on is of the other world, each draw at the address that it has in every world.
"""

from collections.abc import Sequence
from typing import Protocol

from truce_sim.model.clock import Rank
from truce_sim.model.scene import Scene
from truce_sim.model.world import World


class Part(Protocol):
    """What goes by the inputs of a world."""

    def become(self, world: World, since: float) -> None:
        """Go by the inputs of another world from this hour on, which is now."""
        ...


def await_becoming(scene: Scene, hour: float, other: World, parts: Sequence[Part]) -> None:
    """Have every part, in this order, go by another world from an hour on."""

    def become(world: World) -> None:
        scene.story.becomes(world)
        for part in parts:
            part.become(world, hour)

    scene.clock.call(hour, Rank.BECOMES, 0, become, other)
