"""The agenda: what is due, by time, then rank, then turn, as in `model.clock`.

What is due soon stands in a heap, in order; what is due later lies, in no order, in one of the
slots into which a run's time is cut. When a slot's time has come, what lies in it goes into the
heap. So the heap is small however much is pending, and the order is exact: whatever is in a later
slot is due later. Rank and turn stand in one word, so that ties take one comparison.
"""

import numpy as np

from truce_sim.engine.codes import Rank
from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.layout import MOST_STRATA, World
from truce_sim.engine.memory import int_at, put_int
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import Entry, entry_at
from truce_sim.model.clock import NUMBERS

_TURN_BITS = 59
MOST_ACTORS = 1 << (_TURN_BITS - NUMBERS)
"""Places that fit into a turn (see `model.clock.turn`)."""
_NUMBERS = NUMBERS
_LOWEST_RANK = Rank.END
_RANK_SHIFT = np.uint64(_TURN_BITS)
SLOTS = 1024
_EMPTY = -1


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
def _before(time: float, its_order: np.uint64, other: Entry) -> bool:
    return bool((time < other.time) | ((time == other.time) & (its_order < other.order)))


@inlined
def _put(row: int, place: int, time: float, word: np.uint64, what: int) -> Entry:
    entry = entry_at(row, place)
    entry.time = time
    entry.order = word
    entry.what = what
    return entry


@compiled
def begin_agenda(w: World, s: State) -> None:
    """Have nothing on the agenda."""
    s.pending = s.soon = s.later_used = 0
    s.slot = _EMPTY
    s.free = _EMPTY
    s.slots_an_hour = SLOTS / w.end
    for slot in range(SLOTS):
        put_int(s.slots, slot, _EMPTY)


@inlined
def _slot_of(s: State, time: float) -> int:
    """Return the slot of a time: never an earlier one for a later time."""
    place = time * s.slots_an_hour
    return int(place) if place < SLOTS - 1 else SLOTS - 1


@compiled
def push(s: State, time: float, rank: int, turn_of: int, what: int) -> None:
    """Have something come at `time` (hours)."""
    _push(s, time, order(rank, turn_of), what)


@inlined
def _push(s: State, time: float, word: np.uint64, what: int) -> None:
    s.pending += 1
    slot = _slot_of(s, time)
    if slot <= s.slot:
        _rise(s, time, word, what)
        return
    place = s.free
    if place == _EMPTY:
        place = s.later_used
        s.later_used += 1
    else:
        s.free = entry_at(s.later, place).next
    _put(s.later, place, time, word, what).next = int_at(s.slots, slot)
    put_int(s.slots, slot, place)


@inlined
def _rise(s: State, time: float, word: np.uint64, what: int) -> None:
    """Put an entry last into the heap, and higher, until the one above it is earlier."""
    agenda, place = s.agenda, s.soon
    s.soon = place + 1
    while place > 0:
        above = (place - 1) >> 1
        parent = entry_at(agenda, above)
        if not _before(time, word, parent):
            break
        _put(agenda, place, parent.time, parent.order, parent.what)
        place = above
    _put(agenda, place, time, word, what)


@compiled
def first(s: State) -> Entry:
    """Return what comes first of all on the agenda, which is never empty."""
    while s.soon == 0:
        s.slot += 1
        place = int_at(s.slots, s.slot)
        while place != _EMPTY:
            entry = entry_at(s.later, place)
            _rise(s, entry.time, entry.order, entry.what)
            following = entry.next
            entry.next = s.free
            s.free = place
            place = following
        put_int(s.slots, s.slot, _EMPTY)
    return entry_at(s.agenda, 0)


@inlined
def _sink(s: State, time: float, word: np.uint64, what: int) -> None:
    """Put an entry where the first one was, and lower, until all below it are later."""
    agenda, pending = s.agenda, s.soon
    place = 0
    child = 1
    while child < pending:
        if child + 1 < pending:
            # Which child is earlier cannot be foreseen: added up, not branched on.
            one, other = entry_at(agenda, child), entry_at(agenda, child + 1)
            child += int(_before(other.time, other.order, one))
        entry = entry_at(agenda, child)
        if _before(time, word, entry):
            break
        _put(agenda, place, entry.time, entry.order, entry.what)
        place = child
        child = 2 * place + 1
    _put(agenda, place, time, word, what)


@compiled
def drop(s: State) -> None:
    """Take off the agenda what comes first."""
    s.pending -= 1
    s.soon -= 1
    if s.soon > 0:
        last = entry_at(s.agenda, s.soon)
        _sink(s, last.time, last.order, last.what)


@compiled
def keep_others(s: State, dates_too: bool) -> None:
    """Take off the agenda what luck from now on decides: acts, claims made up, shocks, ruptures.

    Args:
        s: the run.
        dates_too: whether to take off the dates as well that are known beforehand: of the talks,
            and of the mechanism's start and teams.
    """
    soon, s.soon, s.pending = s.soon, 0, 0
    for place in range(soon):
        entry = entry_at(s.agenda, place)
        if not (_by_luck(entry) or (dates_too and _is_a_date(entry))):
            s.pending += 1
            _rise(s, entry.time, entry.order, entry.what)
    for slot in range(max(0, s.slot + 1), SLOTS):
        place = int_at(s.slots, slot)
        put_int(s.slots, slot, _EMPTY)
        while place != _EMPTY:
            entry = entry_at(s.later, place)
            following = entry.next
            if _by_luck(entry) or (dates_too and _is_a_date(entry)):
                entry.next = s.free
                s.free = place
            else:
                s.pending += 1
                entry.next = int_at(s.slots, slot)
                put_int(s.slots, slot, place)
            place = following


@inlined
def _by_luck(entry: Entry) -> bool:
    rank = rank_of(entry)
    return rank in (Rank.ACT, Rank.INVENTED, Rank.SHOCK, Rank.RUPTURE)


@inlined
def _is_a_date(entry: Entry) -> bool:
    rank = rank_of(entry)
    return rank in (Rank.TALKS, Rank.ENVOY, Rank.STARTS, Rank.TEAMS)


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


@inlined
def has_room_to_turn(w: World, s: State) -> bool:
    """Return whether all that is drawn anew when luck turns has room on the agenda."""
    rains = (w.actors + w.parties) * MOST_STRATA
    return s.pending + rains + s.strike_count + w.most_pushed <= s.agenda_room
