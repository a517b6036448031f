"""What all actors of one run share."""

from dataclasses import dataclass

from sim.model.clock import Clock
from sim.model.ending import Ending
from sim.model.story import Listener
from sim.model.streams import Streams
from sim.model.world import World


@dataclass(frozen=True, slots=True)
class Scene:
    """The rules of the world, its time, its luck, its end, and who listens."""

    world: World
    clock: Clock
    streams: Streams
    ending: Ending
    story: Listener
