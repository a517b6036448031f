"""A danger that rises with age where that of past truces falls is told, and only then."""

import pytest
from truce_sim.evidence.lookups import chosen
from truce_sim.statistics.survival import PiecewiseHazard
from truce_sim.studies.rising import rises

PAST = chosen(None).hazards


def hazard(first: float, late: float) -> PiecewiseHazard:
    rate = (first, late)
    return PiecewiseHazard(
        from_day=(0.0, 7.0),
        to_day=(7.0, 12.0),
        collapses=(10, 10),
        exposure_days=(100.0, 100.0),
        rate=rate,
        low=tuple(0.8 * one for one in rate),
        high=tuple(1.2 * one for one in rate),
    )


@pytest.mark.parametrize(
    ("first", "late", "says"), [(0.01, 0.05, True), (0.05, 0.01, False), (0.05, 0.055, False)]
)
def test_it_rises_where_chance_does_not_make_it_so(first: float, late: float, says: bool) -> None:
    assert rises(hazard(first, late), PAST) is says


def test_nothing_is_said_of_first_days_that_all_are_known_to_have_stood() -> None:
    assert not rises(hazard(0.0, 0.05), PAST, since_hours=72.0)


def test_nothing_is_said_where_past_truces_have_no_such_ages_or_rise_too() -> None:
    assert not rises(hazard(0.01, 0.05), PAST[1:])
    assert not rises(hazard(0.01, 0.05), (PAST[3], *PAST[1:3]))
