"""Candidates for violence, as in `model.candidates`: four to each call of the generator."""

from math import log

from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.draws import twice_four
from truce_sim.engine.layout import World
from truce_sim.engine.state import State, spell_at
from truce_sim.engine.state_rows import Rain


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
def begin_rain(s: State, rain: Rain, bottom: float, top: float, bound: float, spell: int) -> None:
    """Let a stratum's rain begin: from `bottom` to `top` (per hour), looked at below `bound`."""
    rain.bottom = bottom
    rain.width = top - bottom
    rain.bound = bound
    to_spell(s, rain, spell)


@inlined
def _draw(s: State, rain: Rain) -> tuple[float, float]:
    """Return the draws of a rain's next candidate, and keep those of the three after it."""
    step = rain.next >> 1
    first, second = twice_four(
        s.seed, s.replication, rain.address, rain.times, (step, step + 1), rain.branch
    )
    rain.gap_1, rain.place_1 = first[2], first[3]
    rain.gap_2, rain.place_2 = second[0], second[1]
    rain.gap_3, rain.place_3 = second[2], second[3]
    return first[0], first[1]


@compiled
def skip(w: World, s: State, rain: Rain, since: float) -> None:
    """Go past the candidates of a rain before an hour, as if each had been looked at."""
    while rain.spell < s.spell_count:
        end = spell_ends(w, s, rain.spell)
        while rain.time < end:
            kept = rain.next & 3
            if kept == 0:
                gap, _ = _draw(s, rain)
            elif kept == 1:
                gap = rain.gap_1
            elif kept == 2:
                gap = rain.gap_2
            else:
                gap = rain.gap_3
            time = rain.time - log(1.0 - gap) / rain.width
            if time >= end:
                break
            if time >= since:
                return
            rain.time = time
            rain.next += 1
        to_spell(s, rain, rain.spell + 1)


@inlined
def next_below(w: World, s: State, rain: Rain) -> bool:
    """Go to a rain's next candidate below its bound; return whether there is one before the end."""
    while rain.spell < s.spell_count:
        end = spell_ends(w, s, rain.spell)
        time = rain.time
        while time < end:
            number = rain.next
            kept = number & 3
            if kept == 0:
                gap, place = _draw(s, rain)
            elif kept == 1:
                gap, place = rain.gap_1, rain.place_1
            elif kept == 2:
                gap, place = rain.gap_2, rain.place_2
            else:
                gap, place = rain.gap_3, rain.place_3
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
