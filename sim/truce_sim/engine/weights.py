"""Names by their weights, steps in time and branches of luck: looking a number up in a row."""

from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.layout import World
from truce_sim.engine.memory import float_at, int_at
from truce_sim.engine.state import State, spell_at


@compiled
def drawn(w: World, first: int, many: int, u: float) -> int:
    """Return what stands at the share `u` in [0, 1) of the total weight (see `world.Weights`)."""
    place = first
    last = first + many - 1
    while place < last and float_at(w.shares, place) <= u:
        place += 1
    return int_at(w.names, place)


@compiled
def zone_drawn(w: World, u: float) -> int:
    """Return the zone at the share `u` of all incidents."""
    return drawn(w, w.zones_first, w.zones_among, u)


@inlined
def branch_at(s: State, hour: float) -> int:
    """Return the branch of what is drawn at an hour (see `model.streams.Streams.branch`)."""
    place = s.spell_count - 1
    while place > 0 and spell_at(s.spells, place).hour > hour:
        place -= 1
    return spell_at(s.spells, place).branch
