"""What is known of past truces like one, to stand beside every answer about it."""

from truce_sim.evidence.classes import FIRST, NONE_BROKEN, SOME_BROKEN
from truce_sim.evidence.lookups import LAST_HOUR, Class, Held, chosen
from truce_sim.scenario.base_rate import BaseRate
from truce_sim.studies.results.common import PastHazard, PastTruces

_BY_RECORD = {FIRST: "first", NONE_BROKEN: "none broken", SOME_BROKEN: "some broken"}
_CURVE_HOURS = 12.0
"""Between the points of a curve."""


def past_truces(base_rate: BaseRate | None, hours: float, since_hours: float = 0.0) -> PastTruces:
    """Return what became of past truces like one of which so much is known.

    Args:
        base_rate: what its file tells of its war.
        hours: from its start to its talks.
        since_hours: how long it is known to have held.
    """
    one = chosen(base_rate)
    held = one.held_given(hours, min(since_hours, hours))
    points = [place * _CURVE_HOURS for place in range(int(held.hours // _CURVE_HOURS) + 1)]
    ages = sorted({held.since_hours, *points, held.hours})
    curve = [one.held_given(hour, held.since_hours) for hour in ages if hour >= held.since_hours]
    told = base_rate is not None and base_rate.tells_record
    return PastTruces.model_validate(
        {
            "name": one.name,
            "sort": _BY_RECORD.get(one.name, one.sort),
            "truces": one.truces,
            "unclear": one.unclear,
            "wars": one.wars,
            "earlier": base_rate.earlier_truces if base_rate and told else None,
            "broken": base_rate.broken_within_ten_days if base_rate and told else None,
            "hours": held.hours,
            "since_hours": held.since_hours,
            **_figures(held),
            "curve_hours": tuple(point.hours for point in curve),
            "curve": tuple(_short(point.value) for point in curve),
            "curve_low": tuple(_short(point.low) for point in curve),
            "curve_high": tuple(_short(point.high) for point in curve),
            "hazards": _hazards(one),
        }
    )


def past_share(base_rate: BaseRate | None, hours: float, since_hours: float = 0.0) -> float | None:
    """Return the share of past truces like one not broken by an age; None past the tables' end.

    Args:
        base_rate: what its file tells of its war.
        hours: the age.
        since_hours: an earlier age that all of them had reached.
    """
    if hours > LAST_HOUR:
        return None
    return _short(chosen(base_rate).held_given(hours, min(since_hours, hours)).value)


def _figures(held: Held) -> dict[str, float | None]:
    return {
        "not_broken": _short(held.value),
        "low": _short(held.low),
        "high": _short(held.high),
        "lower_bound": _short(held.lower_bound),
        "upper_bound": _short(held.upper_bound),
    }


def _hazards(one: Class) -> tuple[PastHazard, ...]:
    return tuple(
        PastHazard(
            from_day=piece.from_day,
            to_day=piece.to_day,
            a_day=piece.a_day,
            low=piece.low,
            high=piece.high,
        )
        for piece in one.hazards
    )


def _short(number: float | None) -> float | None:
    """Return a number to the digits that a table of three bears, and that all machines share."""
    return None if number is None else round(number, 4)
