"""The bounds of a run, as in `model.bounds`: whatever passes one is told by the model itself."""

from truce_sim.engine.codes import Act, Status
from truce_sim.engine.compiling import compiled
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import incident_at
from truce_sim.scenario.limits import MOST_ANSWERS, MOST_EVENTS


@compiled
def within_bounds(s: State, number: int) -> bool:
    """Count an incident; return whether it is not one too many."""
    one = incident_at(s.incidents, number)
    s.total += 1
    if one.act == Act.RETALIATION:
        if one.time == s.answered_at:
            s.answered_at_once += 1
        else:
            s.answered_at = one.time
            s.answered_at_once = 1
        if s.answered_at_once > MOST_ANSWERS or one.answers > MOST_ANSWERS:
            s.status = Status.BEYOND
    if s.total > MOST_EVENTS:
        s.status = Status.BEYOND
    return s.status == Status.DONE
