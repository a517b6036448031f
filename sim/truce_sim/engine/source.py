"""How the numbers of a record are looked up in a part of a world."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from truce_sim.engine.memory import Record

Place = str | Callable[[Any], float]
"""Steps from a part of the world to the number, dots between them; or what works it out."""
Numbers = tuple[tuple[float, ...], tuple[int, ...]]


class Source:
    """Where one kind of part has the numbers of a record.

    Args:
        record: the record, or that of the world.
        places: of its numbers in the part.
        without: the numbers where there is no such part; 0 unless it says so.
    """

    def __init__(
        self,
        record: type[Record],
        places: Mapping[str, Place],
        without: Mapping[str, float] | None = None,
    ) -> None:
        self.record = record
        kinds = record.kinds()
        floats = {name: place for name, place in places.items() if kinds[name] == "f8"}
        ints = {name: place for name, place in places.items() if kinds[name] == "i8"}
        # What is looked up comes before what is worked out.
        self.floats = tuple(sorted(floats, key=lambda name: callable(floats[name])))
        self.ints = tuple(sorted(ints, key=lambda name: callable(ints[name])))
        self._floats = _all_of([floats[name] for name in self.floats])
        self._ints = _all_of([ints[name] for name in self.ints])
        off: Mapping[str, Any] = dict.fromkeys(places, 0) | dict(without or {})
        self._without: Numbers = (
            tuple([float(off[name]) for name in self.floats]),
            tuple([off[name] for name in self.ints]),
        )

    def numbers(self, part: Any) -> Numbers:  # noqa: ANN401 - parts of any kind
        """Return the numbers of a part by the order of `floats`, and by that of `ints`."""
        return self._without if part is None else (self._floats(part), self._ints(part))


def _all_of(places: list[Place]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what looks numbers up: those with steps first."""
    steps = [place for place in places if isinstance(place, str)]
    worked_out = [place for place in places if not isinstance(place, str)]
    looked_up: Callable[[Any], Any] = attrgetter(*steps) if steps else lambda _: ()
    if len(steps) == 1:
        # One alone would come bare.
        worked_out.insert(0, looked_up)
        looked_up = lambda _: ()  # noqa: E731
    if not worked_out:
        return looked_up
    return lambda part: (*looked_up(part), *[one(part) for one in worked_out])
