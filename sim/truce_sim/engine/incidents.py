"""Incidents and claims, and the draws that hang on them, as in `model.incidents`.

A new incident stands in the next free place, and is kept only where something may ask for it
later: a claim, a zone aflame, the end. Marks are drawn by fours, when the first of four is needed.
"""

from typing import TYPE_CHECKING

import numpy as np

from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.draws import Four, mix, twice_four
from truce_sim.engine.layout import MARKS
from truce_sim.engine.memory import float_at, put_float
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import incident_at

if TYPE_CHECKING:
    from truce_sim.engine.state_rows import Incident

NONE = -1
_NO_ADDRESS = np.uint64(0)
_WITH = (1, 0, 4, 5, 2, 3, 7, 6)
"""Which four marks are drawn along with each four."""


@inlined
def keep(s: State, incident: int) -> None:
    """Let an incident stay in its place; until then the next one would take it."""
    if incident == s.incident_count:
        s.incident_count += 1


@compiled
def mark(s: State, incident: int, which: int) -> float:
    """Return a draw of an incident (see `model.incidents.Mark`)."""
    group = which >> 2
    if not (incident_at(s.incidents, incident).drawn >> group) & 1:
        _draw(s, incident, group)
    return float_at(s.marks, incident * MARKS + which)


@compiled
def _draw(s: State, incident: int, group: int) -> None:
    """Draw four marks, and with them four others: those that are mostly asked for next."""
    one = incident_at(s.incidents, incident)
    other = _WITH[group]
    first, second = twice_four(
        s.seed,
        s.replication,
        one.marks_address,
        one.marks_purpose,
        (one.marks_step + group, one.marks_step + other),
        one.branch,
    )
    write_four(s.marks, incident * MARKS + 4 * group, first)
    write_four(s.marks, incident * MARKS + 4 * other, second)
    one.drawn |= (1 << group) | (1 << other)


@inlined
def write_four(marks: int, at: int, draws: Four) -> None:
    """Write four draws into a row of them."""
    put_float(marks, at, draws[0])
    put_float(marks, at + 1, draws[1])
    put_float(marks, at + 2, draws[2])
    put_float(marks, at + 3, draws[3])


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
