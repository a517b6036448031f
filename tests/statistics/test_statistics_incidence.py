"""Cumulative incidence by cause."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.statistics.incidence import cumulative_incidence


def test_watched_equally_long_it_is_the_share_ended_by_each_cause() -> None:
    lives = [10.0, 20.0, 20.0, 30.0, 48.0]
    causes = ["spiral", "shock", "spiral", "spiral", ""]
    found = cumulative_incidence(lives, causes, [0, 10, 20, 48], keys=("zones", "shock"))
    assert list(found.by_cause) == ["zones", "shock", "spiral"]
    assert found.by_cause["spiral"] == pytest.approx((0, 0.2, 0.4, 0.6))
    assert found.by_cause["shock"] == pytest.approx((0, 0, 0.2, 0.2))
    assert found.by_cause["zones"] == (0, 0, 0, 0)
    assert found.survival == pytest.approx((1, 0.8, 0.4, 0.2))


def test_constant_rates_give_the_known_curves_and_one_minus_survival_per_cause_does_not() -> None:
    rng = np.random.default_rng(4)
    a, b, horizon, runs = 0.004, 0.002, 336.0, 20_000
    first, second = rng.exponential(1 / a, runs), rng.exponential(1 / b, runs)
    lives = np.minimum(np.minimum(first, second), horizon)
    causes = np.where(lives == horizon, "", np.where(first < second, "walk-out", "spiral"))
    found = cumulative_incidence(lives, causes, [100.0, horizon])
    for at, hour in enumerate(found.hours):
        gone = 1 - np.exp(-(a + b) * hour)
        assert found.by_cause["walk-out"][at] == pytest.approx(gone * a / (a + b), abs=0.014)
        assert found.by_cause["spiral"][at] == pytest.approx(gone * b / (a + b), abs=0.014)
    naive = 1 - np.exp(-a * horizon)
    assert naive - found.by_cause["walk-out"][1] > 0.1


def test_runs_watched_unequally_long_agree_with_kaplan_meier() -> None:
    from scipy.stats import CensoredData, ecdf

    rng = np.random.default_rng(9)
    life, watched = np.ceil(rng.exponential(50, 300)), np.ceil(rng.uniform(10, 120, 300))
    seen = life <= watched
    lives = np.minimum(life, watched)
    causes = np.where(seen, rng.choice(["spiral", "shock"], 300), "")
    hours = np.arange(0.0, 100.0, 7.0)
    found = cumulative_incidence(lives, causes, hours)
    known = ecdf(CensoredData.right_censored(lives, ~seen)).sf
    assert found.survival == pytest.approx(tuple(known.evaluate(hours).tolist()), abs=1e-12)


def test_censoring_is_allowed_for() -> None:
    rng = np.random.default_rng(12)
    runs = 40_000
    life, watched = rng.exponential(100, runs), rng.uniform(20, 200, runs)
    lives = np.minimum(life, watched)
    causes = np.where(life <= watched, "spiral", "")
    found = cumulative_incidence(lives, causes, [100.0])
    assert found.by_cause["spiral"][0] == pytest.approx(1 - np.exp(-1), abs=0.012)
    plain = ((causes == "spiral") & (lives <= 100)).mean()
    assert plain < 0.57  # the plain share by then is far too low


fates = st.lists(
    st.tuples(st.integers(0, 30).map(float), st.sampled_from(["", "spiral", "shock", "zones"])),
    min_size=1,
    max_size=50,
)


@given(fates)
@settings(deadline=None)
def test_incidence_and_survival_sum_to_one_and_never_go_back(
    pairs: list[tuple[float, str]],
) -> None:
    lives, causes = zip(*pairs, strict=True)
    hours = sorted({0.0, *lives})
    found = cumulative_incidence(lives, causes, hours)
    total = np.sum([found.survival, *found.by_cause.values()], axis=0)
    assert total == pytest.approx(np.ones(len(hours)), abs=1e-9)
    assert (np.diff(found.survival) <= 1e-12).all()
    for curve in found.by_cause.values():
        assert (np.diff(curve) >= -1e-12).all()
        assert curve[0] >= 0


@given(fates)
@settings(deadline=None)
def test_relabelling_causes_and_reordering_runs_changes_nothing_else(
    pairs: list[tuple[float, str]],
) -> None:
    lives, causes = zip(*pairs, strict=True)
    names = {"": "", "spiral": "zones", "shock": "spiral", "zones": "shock"}
    hours = sorted(lives)
    found = cumulative_incidence(lives, causes, hours)
    other = cumulative_incidence(lives[::-1], [names[cause] for cause in causes[::-1]], hours)
    assert other.survival == pytest.approx(found.survival)
    assert set(other.by_cause) == {names[cause] for cause in found.by_cause}
    for cause, curve in found.by_cause.items():
        assert other.by_cause[names[cause]] == pytest.approx(curve)


def test_hours_that_no_run_was_watched_are_refused() -> None:
    with pytest.raises(ValueError, match="watched"):
        cumulative_incidence([10.0, 20.0], ["spiral", ""], [21.0])
    with pytest.raises(ValueError, match="shapes"):
        cumulative_incidence([10.0, 20.0], ["spiral"], [5.0])
    assert cumulative_incidence([10.0], ["spiral"], [99.0]).survival == (0.0,)
