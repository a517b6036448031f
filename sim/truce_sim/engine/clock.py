"""The agenda: what is due, by time, then rank, then turn, as in `model.clock`.

A binary heap of entries. Rank and turn stand in one word, so that ties take one comparison.
"""

import numpy as np

from truce_sim.engine.codes import Rank
from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.layout import World
from truce_sim.engine.state import Entry, State, entry_at

_TURN_BITS = 59
MOST_ACTORS = 1 << (_TURN_BITS - 48)
"""Places that fit into a turn (see `model.clock.turn`)."""
_NUMBERS = 48
_LOWEST_RANK = Rank.END
_RANK_SHIFT = np.uint64(_TURN_BITS)
_TURN = np.uint64((1 << _TURN_BITS) - 1)


@inlined
def turn(actor: int, number: int) -> int:
    """Return the turn among things of one rank at one instant (see `model.clock.turn`)."""
    return (actor << _NUMBERS) | number


@inlined
def order(rank: int, turn_of: int) -> np.uint64:
    """Return rank and turn as one word."""
    return (np.uint64(rank - _LOWEST_RANK) << _RANK_SHIFT) | np.uint64(turn_of)


@inlined
def rank_of(entry: Entry) -> int:
    """Return the rank of something due."""
    return np.int64(entry.order >> _RANK_SHIFT) + _LOWEST_RANK  # type: ignore[return-value]


@inlined
def its_turn(entry: Entry) -> int:
    """Return the turn of something due."""
    return np.int64(entry.order & _TURN)  # type: ignore[return-value]


@inlined
def _before(time: float, its_order: np.uint64, other: Entry) -> bool:
    return bool((time < other.time) | ((time == other.time) & (its_order < other.order)))


@inlined
def _put(agenda: int, place: int, time: float, its_order: np.uint64, what: int) -> None:
    entry = entry_at(agenda, place)
    entry.time = time
    entry.order = its_order
    entry.what = what


@compiled
def push(s: State, time: float, rank: int, turn_of: int, what: int) -> None:
    """Have something come at `time` (hours)."""
    word, agenda = order(rank, turn_of), s.agenda
    place = s.pending
    s.pending = place + 1
    while place > 0:
        above = (place - 1) >> 1
        parent = entry_at(agenda, above)
        if not _before(time, word, parent):
            break
        _put(agenda, place, parent.time, parent.order, parent.what)
        place = above
    _put(agenda, place, time, word, what)


@inlined
def _sink(agenda: int, pending: int, time: float, word: np.uint64, what: int) -> None:
    """Put an entry where the first one was, and lower, until all below it are later."""
    place = 0
    child = 1
    while child < pending:
        if child + 1 < pending:
            # Which child is earlier cannot be foreseen: added up, not branched on.
            other = entry_at(agenda, child + 1)
            child += int(_before(other.time, other.order, entry_at(agenda, child)))
        entry = entry_at(agenda, child)
        if _before(time, word, entry):
            break
        _put(agenda, place, entry.time, entry.order, entry.what)
        place = child
        child = 2 * place + 1
    _put(agenda, place, time, word, what)


@compiled
def drop(s: State) -> None:
    """Take the first entry off the agenda."""
    s.pending -= 1
    if s.pending > 0:
        last = entry_at(s.agenda, s.pending)
        _sink(s.agenda, s.pending, last.time, last.order, last.what)


@compiled
def replace(s: State, time: float, rank: int, turn_of: int, what: int) -> None:
    """Take the first entry off and put another one on, at half the price of both."""
    _sink(s.agenda, s.pending, time, order(rank, turn_of), what)


@compiled
def keep_others(s: State) -> None:
    """Take off the agenda what luck from now on decides: acts, claims made up, shocks, ruptures."""
    pending, s.pending = s.pending, 0
    for place in range(pending):
        entry = entry_at(s.agenda, place)
        rank = rank_of(entry)
        if rank not in (Rank.ACT, Rank.INVENTED, Rank.SHOCK, Rank.RUPTURE):
            push(s, entry.time, rank, its_turn(entry), entry.what)


@inlined
def has_room(w: World, s: State) -> bool:
    """Return whether whatever comes next has room for what it may set off."""
    return (
        s.pending + w.most_pushed <= s.agenda_room
        and s.incident_count < s.incident_room
        and s.claim_count < s.claim_room
        and s.violation_count < s.violation_room
        and s.waiting < s.complaints_room
    )
