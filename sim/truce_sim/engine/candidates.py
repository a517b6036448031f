"""Candidates for violence, as in `model.candidates`: two to each call of the generator."""

from math import log

from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.draws import four
from truce_sim.engine.layout import World
from truce_sim.engine.state import Rain, State, spell_at

MOST_STRATA = 48


@inlined
def spell_ends(w: World, s: State, spell: int) -> float:
    """Return the hour at which a spell of luck is over."""
    if spell + 1 < s.spell_count:
        return min(spell_at(s.spells, spell + 1).hour, w.end)
    return w.end


@compiled
def to_spell(s: State, rain: Rain, spell: int) -> None:
    """Let a rain begin anew under another branch of luck."""
    rain.spell = spell
    rain.next = 0
    if spell < s.spell_count:
        one = spell_at(s.spells, spell)
        rain.time = one.hour
        rain.branch = one.branch


@compiled
def next_below(w: World, s: State, rain: Rain) -> bool:
    """Go to a rain's next candidate below its bound; return whether there is one before the end."""
    while rain.spell < s.spell_count:
        end = spell_ends(w, s, rain.spell)
        time = rain.time
        while time < end:
            number = rain.next
            if number & 1:
                gap, place = rain.gap, rain.place
            else:
                gap, place, rain.gap, rain.place = four(
                    s.seed, s.replication, rain.address, rain.times, number >> 1, rain.branch
                )
            time -= log(1.0 - gap) / rain.width
            if time >= end:
                break
            rain.next = number + 1
            height = rain.bottom + place * rain.width
            if height < rain.bound:
                rain.time = time
                rain.number = number
                rain.height = height
                return True
        to_spell(s, rain, rain.spell + 1)
    return False
