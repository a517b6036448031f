"""One truce, from its start to the opening of the talks.

`simulate(world, seed, replication)` is a pure function: the same arguments give the same
`Outcome`, on any machine with the same libraries. Nothing here knows of files, processes,
progress or pictures.
"""

from truce_sim.model.outcome import Outcome
from truce_sim.model.resolve import build_world
from truce_sim.model.story import Story, StoryEvent
from truce_sim.model.truce import simulate, trace
from truce_sim.model.world import World

__all__ = ["Outcome", "Story", "StoryEvent", "World", "build_world", "simulate", "trace"]
