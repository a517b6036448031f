"""The talks: their date, and the envoy's rule for moving it, as in `model.talks`."""

from truce_sim.engine.clock import push
from truce_sim.engine.codes import Rank
from truce_sim.engine.compiling import compiled
from truce_sim.engine.layout import World
from truce_sim.engine.memory import float_at
from truce_sim.engine.record import snapshot
from truce_sim.engine.rules import is_on_time, moved
from truce_sim.engine.state import State, snapshot_at


@compiled
def begin_talks(w: World, s: State) -> None:
    """Keep the calendar."""
    s.announced = w.opening
    keep_calendar(w, s)
    for place in range(w.looks):
        push(s, float_at(w.look_times, place), Rank.LOOK, place, place)


@compiled
def keep_calendar(w: World, s: State) -> None:
    """Wait for the envoy's next decision, or, where none is left, for the opening."""
    if not s.stands and s.moves < w.moves_at_most:
        push(s, max(s.now, s.announced - w.decides_before), Rank.ENVOY, 0, 0)
    else:
        push(s, s.announced, Rank.TALKS, 0, 0)


@compiled
def go_by(w: World, s: State) -> None:
    """Keep the calendar of another world from now on."""
    if s.moves == 0:
        s.announced = w.opening
    if not snapshot_at(s.opening, 0).seen:
        keep_calendar(w, s)
    elif w.watch_until > s.now:
        push(s, w.watch_until, Rank.TALKS, 0, 0)
    else:
        push(s, s.now, Rank.TALKS, 0, 0)


@compiled
def envoy(w: World, s: State) -> None:
    """The envoy decides on the date."""
    # How things stand is only looked at: the opening overwrites it.
    now = snapshot_at(s.opening, 0)
    snapshot(w, s, now)
    s.stands = now.settled if w.unless_settled else now.quiet
    now.seen = 0
    if not s.stands:
        s.moves += 1
        s.announced = moved(w.opening, w.moves_by, s.moves)
    keep_calendar(w, s)


@compiled
def talks(w: World, s: State) -> None:
    """The talks open, or have been watched for long enough after that."""
    opening = snapshot_at(s.opening, 0)
    if not opening.seen:
        s.opened_at = s.now
        s.on_time = is_on_time(s.now, w.opening, w.on_time_within)
        snapshot(w, s, opening)
        if w.watch_until > s.now:
            push(s, w.watch_until, Rank.TALKS, 0, 0)
            return
    s.over = 1


@compiled
def look(w: World, s: State, place: int) -> None:
    """A study wants to know how the truce stands."""
    snapshot(w, s, snapshot_at(s.looks, place))
