"""The queue of complaints: most urgent first, then first come, as in `model.queue`."""

from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.state import State
from truce_sim.engine.state_rows import Waiting, waiting_at


@inlined
def _before(first: float, second: float, number: int, other: Waiting) -> bool:
    if first != other.first:
        return first < other.first
    if second != other.second:
        return second < other.second
    return number < other.number


@inlined
def _put(queue: int, place: int, first: float, second: float, number: int, claim: int) -> None:
    one = waiting_at(queue, place)
    one.first = first
    one.second = second
    one.number = number
    one.claim = claim


@compiled
def put(s: State, first: float, second: float, claim: int) -> None:
    """Add a complaint; the smallest urgency is taken first, ties in order of filing."""
    s.filings += 1
    s.waiting += 1
    _rise(s.complaints, s.waiting - 1, first, second, s.filings, claim)


@compiled
def put_anew(s: State, place: int, first: float, second: float) -> None:
    """Let the complaint in a place be as urgent as that; all before it are in order already.

    To be done for all places, from the first to the last.
    """
    one = waiting_at(s.complaints, place)
    _rise(s.complaints, place, first, second, one.number, one.claim)


@inlined
def _rise(queue: int, place: int, first: float, second: float, number: int, claim: int) -> None:
    """Put a complaint last, and higher, until the one above it is more urgent."""
    while place > 0:
        above = (place - 1) >> 1
        parent = waiting_at(queue, above)
        if not _before(first, second, number, parent):
            break
        _put(queue, place, parent.first, parent.second, parent.number, parent.claim)
        place = above
    _put(queue, place, first, second, number, claim)


@compiled
def take(s: State) -> int:
    """Take the most urgent complaint of those that wait."""
    queue = s.complaints
    taken = waiting_at(queue, 0).claim
    s.waiting -= 1
    pending = s.waiting
    last = waiting_at(queue, pending)
    place = 0
    child = 1
    while child < pending:
        one = waiting_at(queue, child)
        if child + 1 < pending:
            other = waiting_at(queue, child + 1)
            if _before(other.first, other.second, other.number, one):
                child += 1
                one = other
        if _before(last.first, last.second, last.number, one):
            break
        _put(queue, place, one.first, one.second, one.number, one.claim)
        place = child
        child = 2 * place + 1
    _put(queue, place, last.first, last.second, last.number, last.claim)
    return taken
