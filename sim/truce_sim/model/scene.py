"""What all actors of one run share."""

from dataclasses import dataclass

from truce_sim.model.clock import Clock
from truce_sim.model.ending import Ending
from truce_sim.model.story import Listener
from truce_sim.model.streams import Streams
from truce_sim.model.world import World


@dataclass(frozen=True, slots=True)
class Scene:
    """The rules of the world, its time, its luck, its end, and who listens."""

    world: World
    clock: Clock
    streams: Streams
    ending: Ending
    story: Listener
