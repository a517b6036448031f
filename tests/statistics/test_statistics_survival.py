"""Survival, numbers at risk, restricted mean, hazard."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.statistics import laws
from truce_sim.statistics.survival import (
    hazard_since,
    hour_by_which,
    median_of_collapses,
    numbers_at_risk,
    piecewise_hazard,
    restricted_mean,
    share_left,
    survival_curve,
)

LIVES = [10.0, 20.0, 20.0, 48.0, 48.0]
GONE = [True, True, True, True, False]


def exponential(runs: int, rate: float, horizon: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    lives = np.random.default_rng(seed).exponential(1 / rate, runs)
    return np.minimum(lives, horizon), lives < horizon


def test_survival_steps_down_at_each_collapse() -> None:
    curve = survival_curve(LIVES, GONE, [0, 9.9, 10, 20, 47, 48])
    assert curve.value == pytest.approx((1, 1, 0.8, 0.4, 0.4, 0.2))
    assert curve.band == "simultaneous"


def test_the_share_alone_is_that_of_the_curve() -> None:
    rng = np.random.default_rng(3)
    lives, collapsed = rng.exponential(100, 57).clip(0, 90), rng.random(57) < 0.7
    hours = np.linspace(0, 90, 31)
    collapsed |= lives < 90
    assert share_left(lives, collapsed, hours) == survival_curve(lives, collapsed, hours).value


def test_the_band_is_the_exact_kolmogorov_smirnov_one() -> None:
    from scipy.stats import kstwo

    lives, gone = exponential(200, 0.01, 100, seed=1)
    curve = survival_curve(lives, gone, [50.0], level=0.9)
    assert curve.high[0] - curve.value[0] == pytest.approx(kstwo.ppf(0.9, 200))
    assert curve.value[0] - curve.low[0] == pytest.approx(kstwo.ppf(0.9, 200))


@pytest.mark.parametrize("runs", [*laws.KOLMOGOROV, 137])
def test_quantiles_known_by_heart_are_those_of_scipy(runs: int) -> None:
    from scipy.stats import kstwo

    assert laws.kolmogorov_quantile(0.95, runs) == pytest.approx(kstwo.ppf(0.95, runs), rel=1e-12)


def test_the_band_holds_the_whole_curve_in_about_95_of_100_trials() -> None:
    # Uncensored, the law of the largest distance is exactly Kolmogorov's.
    grid = np.linspace(0, 400, 801)
    inside = 0
    for seed in range(400):
        lives, gone = exponential(300, 0.01, np.inf, seed)
        curve = survival_curve(lives, gone, grid)
        truth = np.exp(-0.01 * grid)
        inside += bool((curve.low <= truth).all() and (truth <= curve.high).all())
    assert 0.93 <= inside / 400 <= 0.985  # a little above 95%, for the grid misses some distances


def test_numbers_at_risk() -> None:
    table = numbers_at_risk(LIVES, GONE, [0, 10, 20, 48])
    assert table.holding == (5, 4, 2, 1)
    assert table.collapsed == (0, 1, 3, 4)


def test_numbers_at_risk_drop_runs_no_longer_watched() -> None:
    table = numbers_at_risk([5.0, 8.0, 9.0], [False, True, False], [5, 6, 8, 9])
    assert table.holding == (3, 2, 1, 1)
    assert table.collapsed == (0, 0, 1, 1)


def test_a_curve_beyond_what_was_watched_is_refused() -> None:
    with pytest.raises(ValueError, match="watched"):
        survival_curve(LIVES, GONE, [49.0])
    with pytest.raises(ValueError, match="watched"):
        restricted_mean(LIVES, GONE, 49.0)
    assert survival_curve([1.0, 2.0], [True, True], [5.0]).value == (0.0,)


def test_restricted_mean_is_the_area_under_the_curve_and_the_known_one() -> None:
    lives, gone = exponential(20_000, 0.01, 336, seed=3)
    found = restricted_mean(lives, gone, 336)
    truth = (1 - np.exp(-3.36)) / 0.01
    assert found.low < truth < found.high
    grid = np.linspace(0, 336, 100_001)
    curve = np.array(survival_curve(lives, gone, grid).value)
    assert found.value == pytest.approx(float(np.trapezoid(curve, grid)), abs=0.01)


def test_lives_beyond_the_horizon_count_up_to_it() -> None:
    assert restricted_mean(LIVES, GONE, 30.0).value == pytest.approx((10 + 20 + 20 + 30 + 30) / 5)


def test_hour_by_which_a_share_of_all_had_collapsed() -> None:
    assert hour_by_which(LIVES, GONE, 0.2) == 10
    assert hour_by_which(LIVES, GONE, 0.21) == 20
    assert hour_by_which(LIVES, GONE, 0.8) == 48
    assert hour_by_which(LIVES, GONE, 0.81) is None
    assert hour_by_which(list(range(30)), [True] * 30, 0.1) == 2
    assert median_of_collapses(LIVES, GONE) == 20
    assert median_of_collapses([5.0], [False]) is None


def test_hazard_and_garwood_interval() -> None:
    from scipy.stats import chi2

    # Days lived: 0.5 (collapse), 2 (collapse), 3, 3.
    found = piecewise_hazard([12, 48, 72, 72], [True, True, False, False], [0, 1, 2, 3, 4])
    assert found.from_day == (0, 1, 2)  # nobody was at risk on the fourth day
    assert found.collapses == (1, 1, 0)
    assert found.exposure_days == pytest.approx((3.5, 3, 2))
    assert found.rate == pytest.approx((1 / 3.5, 1 / 3, 0))
    assert found.low[0] == pytest.approx(chi2.ppf(0.025, 2) / 7)
    assert found.high[0] == pytest.approx(chi2.ppf(0.975, 4) / 7)
    assert found.low[2] == 0
    assert found.high[2] == pytest.approx(-np.log(0.025) / 2)


def test_what_all_lived_through_is_no_exposure() -> None:
    lives, gone = [130, 150, 200, 278], [True, True, True, False]
    whole = piecewise_hazard(lives, gone, [0, 1, 3, 7, 11.6])
    later = piecewise_hazard(lives, gone, [5, 7, 11.6])
    found = hazard_since(whole, 5, 4)
    assert found.from_day == (5, 7)
    for name in ("exposure_days", "collapses", "rate", "low", "high"):
        assert getattr(found, name) == pytest.approx(getattr(later, name))
    assert hazard_since(whole, 12, 4).rate == ()


def test_a_constant_hazard_comes_back() -> None:
    lives, gone = exponential(20_000, 0.005, 240, seed=5)
    found = piecewise_hazard(lives, gone, range(11))
    for low, rate, high in zip(found.low, found.rate, found.high, strict=True):
        assert low < rate < high
        assert rate == pytest.approx(0.12, abs=0.015)


def test_a_collapse_at_the_very_start_is_counted() -> None:
    assert piecewise_hazard([0.0, 24.0], [True, False], [0, 1]).collapses == (1,)


lives_and_fates = st.lists(
    st.tuples(st.floats(0, 99.0), st.booleans()), min_size=1, max_size=60
).map(lambda pairs: [(life if gone else 100.0, gone) for life, gone in pairs])


@given(lives_and_fates, st.lists(st.floats(0, 100), min_size=1, max_size=20).map(sorted))
@settings(deadline=None, max_examples=60)
def test_survival_never_rises_and_stays_within_its_band(
    pairs: list[tuple[float, bool]], hours: list[float]
) -> None:
    lives, gone = zip(*pairs, strict=True)
    curve = survival_curve(lives, gone, hours)
    assert all(
        later <= earlier for earlier, later in zip(curve.value, curve.value[1:], strict=False)
    )
    for low, value, high in zip(curve.low, curve.value, curve.high, strict=True):
        assert 0 <= low <= value <= high <= 1
    table = numbers_at_risk(lives, gone, hours)
    assert [held / len(lives) for held in table.holding] == pytest.approx(curve.value)
    backwards = survival_curve(lives[::-1], gone[::-1], hours)
    assert backwards == curve


@pytest.mark.parametrize(
    ("lives", "gone"), [([], []), ([1.0], [True, False]), ([-1.0], [True]), ([1.0], [2])]
)
def test_impossible_lives_are_refused(lives: list[float], gone: list[bool]) -> None:
    with pytest.raises(ValueError, match=r"."):
        survival_curve(lives, gone, [0.0])
    with pytest.raises(ValueError, match=r"."):
        numbers_at_risk(lives, gone, [0.0])


@pytest.mark.parametrize("edges", [[0], [1, 1], [2, 1], [-1, 1]])
def test_impossible_edges_are_refused(edges: list[float]) -> None:
    with pytest.raises(ValueError, match="edges"):
        piecewise_hazard([1.0], [True], edges)
