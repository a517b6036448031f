"""Incidents and claims, and the draws that hang on them, as in `model.incidents`.

A new incident stands in the next free place, and is kept only where something may ask for it
later: a claim, a zone aflame, the end. Marks are drawn by fours, when the first of four is needed.
"""

from typing import TYPE_CHECKING

import numpy as np

from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.draws import four, mix
from truce_sim.engine.layout import MARKS
from truce_sim.engine.memory import float_at, put_float
from truce_sim.engine.state import State, incident_at

if TYPE_CHECKING:
    from truce_sim.engine.state import Incident

NONE = -1
_NO_ADDRESS = np.uint64(0)


@inlined
def keep(s: State, incident: int) -> None:
    """Let an incident stay in its place; until then the next one would take it."""
    if incident == s.incident_count:
        s.incident_count += 1


@compiled
def mark(s: State, incident: int, which: int) -> float:
    """Return a draw of an incident (see `model.incidents.Mark`)."""
    one = incident_at(s.incidents, incident)
    group = which >> 2
    if not (one.drawn >> group) & 1:
        draws = four(
            s.seed,
            s.replication,
            one.marks_address,
            one.marks_purpose,
            one.marks_step + group,
            one.branch,
        )
        at = incident * MARKS + 4 * group
        put_float(s.marks, at, draws[0])
        put_float(s.marks, at + 1, draws[1])
        put_float(s.marks, at + 2, draws[2])
        put_float(s.marks, at + 3, draws[3])
        one.drawn |= 1 << group
    return float_at(s.marks, incident * MARKS + which)


@compiled
def address_of(s: State, incident: int) -> np.uint64:
    """Return the address at which others draw over an incident (see `model.incidents.Name`)."""
    one = incident_at(s.incidents, incident)
    if one.address == _NO_ADDRESS:
        one.address = mix(one.actor, np.uint64(one.number))
    return one.address


@inlined
def begun(s: State, act: int, who: int, whom: int, zone: int) -> "Incident":
    """Return the record of what has just happened, in the next free place."""
    one = incident_at(s.incidents, s.incident_count)
    one.act = act
    one.who = who
    one.whom = whom
    one.zone = zone
    one.time = s.now
    one.parent = NONE
    one.answers = 0
    one.number = 0
    one.address = _NO_ADDRESS
    one.drawn = 0
    return one
