"""Which sliders stand first: those that moved some shared histories furthest."""

from collections.abc import Callable, Iterator, Sequence

from truce_sim.model import World
from truce_sim.page.histories import Histories
from truce_sim.page.sliders import Slider
from truce_sim.page.state import FILE, Hands, UnfitStateError
from truce_sim.page.worlds import Worlds

HISTORIES = 8
"""Histories at each end of a range: enough for a sort, too few for a number."""
BY_REACH = (
    f"Ordered by how much longer or shorter {HISTORIES} shared histories last from one end of a "
    "range to the other; near ones may be the other way round."
)
AS_IN_FILE = "In the order of the file."


def ordered(
    hands: Hands, worlds: Worlds, histories: Histories, stop: Callable[[], bool]
) -> tuple[int, ...] | None:
    """Return places of sliders, furthest reach first; alike, in the file's order.

    None without the compiled engine: it would take minutes, and the file's order does.

    Raises:
        Dropped: if nobody wants it any more.
    """
    if histories.engine() != "compiled":
        return None
    ends = [_ends(hands, worlds, slider) for slider in hands.sliders.values()]
    made = histories.of_each([world for both in ends for world in both], HISTORIES, stop)
    means = iter([float(one["life"].clip(0, worlds.world(FILE).opening).mean()) for one in made])
    reach = [_apart(both, means) for both in ends]
    return tuple(sorted(range(len(reach)), key=lambda place: (-reach[place], place)))


def _apart(ends: Sequence[World], means: Iterator[float]) -> float:
    """Return by how many hours the ends of a range lie apart; 0 where one does not fit the file."""
    found = [next(means) for _ in ends]
    return abs(found[-1] - found[0]) if found else 0.0


def _ends(hands: Hands, worlds: Worlds, slider: Slider) -> list[World]:
    try:
        return [
            worlds.world(hands.moved(FILE, slider.path, stop))
            for stop in (0, len(slider.stops) - 1)
        ]
    except UnfitStateError:
        return []
