"""What one simulated truce comes to, as numbers in a row (see `model.outcome`)."""

from math import nan

from truce_sim.engine.codes import NO_CAUSE, Status
from truce_sim.engine.compiling import compiled
from truce_sim.engine.incidents import NONE
from truce_sim.engine.memory import Record, placed, put_int
from truce_sim.engine.state import State, snapshot_at
from truce_sim.engine.state_rows import incident_at

MOST_LINKS = 64
"""Incidents of a chain that the engine tells; a longer chain is for the model."""


class Outcome(Record):
    """The answers of one run, as in `model.outcome.Outcome`."""

    held: int
    life: float
    cause: int
    opened_at: float
    took_hold: int
    quiet: int
    settled: int
    in_part: int
    calm_streak: int
    on_time: int
    open_complaints: float
    open_harm: float
    agenda_share: float
    links: int
    """Incidents that led to the collapse; the first is told by the three numbers that follow."""
    deed: int
    branch: int
    steps: int
    """Events that came to pass."""


outcome_at = placed(Outcome)


@compiled
def write_outcome(s: State, out: Outcome, chain: int) -> None:
    """Write down what came of a run, and who did each incident of the chain, latest first."""
    opening = snapshot_at(s.opening, 0)
    held = opening.seen
    out.held = held
    out.life = s.now
    out.cause = s.cause
    out.opened_at = s.opened_at if held else nan
    out.took_hold = s.takes_hold
    out.quiet = opening.quiet if held else 0
    out.settled = opening.settled if held else 0
    out.in_part = opening.in_part if held else 0
    out.calm_streak = opening.calm_streak if held else s.calm_streak
    out.on_time = s.on_time if held else 0
    out.open_complaints = float(opening.open) if held else nan
    out.open_harm = opening.open_harm if held else nan
    out.agenda_share = opening.agenda_share if held else nan
    out.steps = s.steps_taken
    out.links = 0
    out.deed = 0
    out.branch = 0
    if s.cause == NO_CAUSE:
        return
    link = s.straw
    while link != NONE:
        if out.links == MOST_LINKS:
            s.status = Status.BEYOND
            return
        one = incident_at(s.incidents, link)
        put_int(chain, out.links, one.who)
        out.links += 1
        out.deed = one.number
        out.branch = one.branch
        link = one.parent
