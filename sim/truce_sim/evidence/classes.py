"""Classes of truces: by the record of their war, by their kind, by the part of the world."""

from collections.abc import Callable
from datetime import date

from truce_sim.evidence.rows import REGIONS, Truce, WarSoFar

FIRST = "record of the war: first truce"
NONE_BROKEN = "record of the war: earlier truces, none broken within ten days"
SOME_BROKEN = "record of the war: one or more broken within ten days"
ALL = "two or more parties"


def region(name: str) -> str:
    """Return the class of a part of the world."""
    return f"region {name}"


def of_record(earlier: int, broken: int) -> str:
    """Return the class of a war's record."""
    if broken:
        return SOME_BROKEN
    return NONE_BROKEN if earlier else FIRST


Belongs = Callable[[Truce, WarSoFar | None], bool]
_DISPUTED_DAY = date(2016, 2, 20)


def _recorded(name: str) -> Belongs:
    return lambda truce, record: (
        truce.bilateral
        and truce.began is not None
        and record is not None
        and of_record(record.earlier, record.broken) == name
    )


def _shared(belongs: Callable[[Truce], bool]) -> Belongs:
    return lambda truce, _: truce.bilateral and belongs(truce)


def _in_region(name: str) -> Belongs:
    return _shared(lambda one: one.region == name)


def _before(one: Truce) -> bool:
    middle_east = one.region == "Middle East"
    return middle_east and one.began is not None and one.began < _DISPUTED_DAY


CLASSES: dict[str, Belongs] = {
    **{name: _recorded(name) for name in (FIRST, NONE_BROKEN, SOME_BROKEN)},
    ALL: _shared(lambda _: True),
    f"{ALL}, open-ended": _shared(lambda one: one.open_ended is True),
    f"{ALL}, mechanism agreed": _shared(lambda one: one.mechanism is True),
    f"{ALL}, no mechanism known": _shared(lambda one: one.mechanism is not True),
    f"{ALL}, mechanism agreed, open-ended": _shared(
        lambda one: one.mechanism is True and one.open_ended is True
    ),
    f"{ALL}, no mechanism known, open-ended": _shared(
        lambda one: one.mechanism is not True and one.open_ended is True
    ),
    f"{ALL}, cessation of hostilities": _shared(lambda one: one.sort == 1),
    f"{ALL}, with compliance mechanism": _shared(lambda one: one.sort == 2),
    f"{ALL}, definitive": _shared(lambda one: one.sort == 3),
    f"{ALL}, mediated": _shared(lambda one: one.mediated is True),
    f"{ALL}, not mediated": _shared(lambda one: one.mediated is False),
    f"{ALL}, for talks": _shared(lambda one: one.for_talks),
    f"{ALL}, humanitarian": _shared(lambda one: one.humanitarian),
    f"{ALL}, open-ended, exact days only": _shared(
        lambda one: one.open_ended is True and one.exact_days
    ),
    "three or more parties": _shared(lambda one: one.parties > 2),
    **{region(name): _in_region(name) for name in sorted(REGIONS.values())},
    "region Middle East, begun before 20 February 2016": _shared(_before),
    "one party only": lambda truce, _: not truce.bilateral,
    "all truces": lambda *_: True,
}
"""What belongs to each class that the tables have."""
