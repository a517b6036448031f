"""How a run ends: once, as in `model.ending`."""

from truce_sim.engine.codes import Cause
from truce_sim.engine.compiling import compiled
from truce_sim.engine.incidents import NONE, keep
from truce_sim.engine.rules import wrongly_blamed
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import Claim


@compiled
def collapses(s: State, cause: int, incident: int) -> None:
    """End the truce now, for `cause`; a truce ends once, so a second call changes nothing."""
    if s.over:
        return
    s.over = 1
    s.cause = cause
    s.straw = incident
    if incident != NONE:
        keep(s, incident)


@compiled
def blamed_or(cause: int, claim: Claim) -> int:
    """Return `cause`, or that of a wrong blame where the blame was false, and stands."""
    return Cause.WRONGLY_BLAMED if wrongly_blamed(claim.truth, claim.verdict) else cause
