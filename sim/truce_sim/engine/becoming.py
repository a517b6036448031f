"""A world that becomes another at an hour, as in `model.becoming`: before all else of that hour."""

from truce_sim.engine.clock import has_room_to_turn, keep_others
from truce_sim.engine.codes import Status
from truce_sim.engine.collapse import begin_shocks
from truce_sim.engine.compiling import compiled
from truce_sim.engine.grievance import draw_limits
from truce_sim.engine.guarantors import begin_rupture
from truce_sim.engine.layout import World
from truce_sim.engine.pressure import keep_pressure
from truce_sim.engine.rains import begin_violence
from truce_sim.engine.shocks import draw_shocks
from truce_sim.engine.state import State
from truce_sim.engine.talks import go_by
from truce_sim.engine.verification import go_on_with


@compiled
def become(old: World, w: World, s: State, since: float) -> None:
    """Go on as in another world, from the hour on up to which time has passed.

    What that world reads otherwise from then on, it reads by itself; here is what has been drawn or
    arranged for the hours to come.
    """
    s.now = since
    keep_others(s, True)
    draw_shocks(w, s, since)
    # Up to here nothing is lost if this is done once more, with more room.
    if s.status == Status.DONE and not has_room_to_turn(w, s):
        s.status = Status.FULL
    if s.status != Status.DONE:
        return
    keep_pressure(old, s)
    s.became = 1
    draw_limits(w, s)
    begin_rupture(w, s, since)
    go_on_with(w, s)
    go_by(w, s)
    begin_shocks(s, since)
    begin_violence(w, s, since)
