"""What simulated odds are to be compared with: forecasts that anybody can make without a model.

Each returns, for every case, the odds that it is not renounced.
"""

from collections.abc import Callable, Sequence

from truce_sim.evidence.cases import Case, WarRecord
from truce_sim.evidence.classes import ALL, FIRST, NONE_BROKEN, SOME_BROKEN, region
from truce_sim.evidence.lookups import all_classes

POOLED, CLASS, REGION, RECORD = "pooled", "class", "region", "record"
Odds = dict[str, tuple[float, ...]]
_RECORDS: dict[WarRecord, str] = {
    "first truce": FIRST,
    "none broken": NONE_BROKEN,
    "some broken": SOME_BROKEN,
}
_WEIGHT = 3
"""Earlier truces that the share of other wars weighs as much as, beside a war's own."""


def from_tables(cases: Sequence[Case], hours: Sequence[float]) -> Odds:
    """Return the forecasts of the shipped tables, each at the hours at which its case is read.

    Where nobody knows what a class goes by, or there is no such class, it is that of all truces.
    The tables go to day 30; later than that the figure is that of day 30.
    """
    return {
        POOLED: _looked_up(cases, hours, lambda _: ALL),
        CLASS: _looked_up(cases, hours, _by_mechanism),
        REGION: _looked_up(cases, hours, lambda case: region(case.region or "")),
        RECORD: _looked_up(cases, hours, _by_record),
    }


def from_other_wars(cases: Sequence[Case], others: Sequence[Case]) -> Odds:
    """Return forecasts made of the outcomes of other cases, each without those of its own war.

    The record is (unbroken + 3 x the share of other wars) / (earlier + 3).

    Args:
        cases: to forecast.
        others: whose outcomes may be used, those of the same wars passed over.
    """
    alike: dict[str, Callable[[Case, Case], bool]] = {
        POOLED: lambda *_: True,
        CLASS: lambda one, other: one.mechanism == other.mechanism,
        REGION: lambda one, other: one.region == other.region,
    }
    found = {
        name: tuple(_share_elsewhere(case, others, like) for case in cases)
        for name, like in alike.items()
    }
    found[RECORD] = tuple(
        pooled
        if case.earlier is None or case.broken is None
        else (case.earlier - case.broken + _WEIGHT * pooled) / (case.earlier + _WEIGHT)
        for case, pooled in zip(cases, found[POOLED], strict=True)
    )
    return found


def _looked_up(
    cases: Sequence[Case], hours: Sequence[float], name: Callable[[Case], str]
) -> tuple[float, ...]:
    classes = all_classes()
    return tuple(
        classes.get(name(case), classes[ALL]).held_until(at).value
        for case, at in zip(cases, hours, strict=True)
    )


def _by_mechanism(case: Case) -> str:
    if case.mechanism is None:
        return ALL
    return f"{ALL}, {'mechanism agreed' if case.mechanism else 'no mechanism known'}"


def _by_record(case: Case) -> str:
    return ALL if case.class_of_record is None else _RECORDS[case.class_of_record]


def _share_elsewhere(
    case: Case, known: Sequence[Case], like: Callable[[Case, Case], bool]
) -> float:
    """Return the share not renounced among cases of other wars that are like one, else of all."""
    others = [other for other in known if other.war != case.war]
    chosen = [other for other in others if like(case, other)] or others
    if not chosen:
        return 0.5
    return sum(other.renounced is False for other in chosen) / len(chosen)
