"""What holds a party's commanded units back, or goads them, as in `model.pressure`.

Of each guarantor's pressure on a party only the latest end counts: in one world it is always as
strong.
"""

from truce_sim.engine.compiling import compiled
from truce_sim.engine.layout import World
from truce_sim.engine.memory import float_at, put_float
from truce_sim.engine.rules import commanded_factor
from truce_sim.engine.state import State, bound_at
from truce_sim.engine.world_rows import guarantor_at


@compiled
def press(w: World, s: State, guarantor: int, actor: int, until: float) -> None:
    """Let a guarantor restrain an actor's commanded violations until then (hours)."""
    cell = guarantor * w.actors + actor
    put_float(s.pressed, cell, max(until, float_at(s.pressed, cell)))


@compiled
def keep_pressure(old: World, s: State) -> None:
    """Let pressure in force stay as strong as it is, whatever comes after it."""
    for guarantor in range(old.guarantors):
        put_float(
            s.leverage_before, guarantor, guarantor_at(old.guarantor_rows, guarantor).leverage
        )
    for cell in range(old.guarantors * old.actors):
        put_float(s.pressed_before, cell, float_at(s.pressed, cell))
        put_float(s.pressed, cell, 0.0)


@compiled
def shame(w: World, s: State, actor: int, until: float) -> None:
    """Let a published finding weigh on an actor's commanded violations until then (hours)."""
    if actor < w.parties:
        bound = bound_at(s.parties, actor)
        bound.shamed_until = until
        bound.shame = w.shame


@compiled
def factor(w: World, s: State, party: int, now: float, agreed: float) -> float:
    """Return the factor on `party`'s commanded violations; the strongest pressure counts.

    Args:
        w: the world.
        s: the run.
        party: who would violate.
        now: hour.
        agreed: product of the measures in force where it would.
    """
    restraint = 0.0
    for guarantor in range(w.guarantors):
        if float_at(s.pressed, guarantor * w.actors + party) > now:
            restraint = max(restraint, guarantor_at(w.guarantor_rows, guarantor).leverage)
    if s.became:
        for guarantor in range(w.guarantors):
            if float_at(s.pressed_before, guarantor * w.actors + party) > now:
                restraint = max(restraint, float_at(s.leverage_before, guarantor))
    bound = bound_at(s.parties, party)
    shamed = bound.shame if bound.shamed_until > now else 1.0
    return commanded_factor(restraint, shamed, agreed)
