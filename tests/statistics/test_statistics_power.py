"""The power of a test of scores: that of a forecaster who is exactly right."""

import pytest
from truce_sim.statistics.clusters import mean_by_cluster
from truce_sim.statistics.power import power_against
from truce_sim.statistics.scores import brier

WARS = [f"war {number}" for number in range(40) for _ in range(6)]
ODDS = [0.8] * len(WARS)


def test_more_to_know_is_found_more_often() -> None:
    found = [power_against(ODDS, WARS, spread, worlds=300) for spread in (0.2, 0.6, 1.4)]
    weak, middle, strong = (one for one in found if one is not None)
    assert weak < middle < strong
    assert strong > 0.9


def test_with_next_to_nothing_to_know_hardly_anything_is_found() -> None:
    found = power_against(ODDS, WARS, 0.01, worlds=400)
    assert found is not None
    assert found < 0.08


def test_fewer_wars_tell_less() -> None:
    few = power_against(ODDS[:60], WARS[:60], 0.8, worlds=300)
    many = power_against(ODDS, WARS, 0.8, worlds=300)
    assert few is not None
    assert many is not None
    assert few < many


def test_the_same_seed_gives_the_same_power() -> None:
    one, again = (power_against(ODDS, WARS, 0.5, seed=4, worlds=100) for _ in range(2))
    assert one == again


def test_below_eight_wars_nothing_is_ever_found() -> None:
    assert power_against(ODDS[:42], WARS[:42], 2.0) is None


def test_a_forecaster_no_better_than_the_odds_is_not_found_so() -> None:
    # The very test whose power it is, of odds that are the same.
    none = brier(ODDS, [1] * len(ODDS)) - brier(ODDS, [1] * len(ODDS))
    assert mean_by_cluster(none, WARS).says == "undecided"


@pytest.mark.parametrize(
    ("odds", "spread"), [([1.2] * 10, 1.0), ([0.5] * 10, 0.0), ([0.5] * 10, float("inf"))]
)
def test_what_is_no_question_is_refused(odds: list[float], spread: float) -> None:
    with pytest.raises(ValueError, match=r"spread|odds"):
        power_against(odds, [str(one) for one in range(10)], spread)
