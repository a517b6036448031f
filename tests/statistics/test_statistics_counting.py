"""How well counted numbers fit a history, and whether they could be of any."""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson
from truce_sim.statistics import surprise as surprising
from truce_sim.statistics.counting import LEAST, Fit, Sight, log_masses
from truce_sim.statistics.surprise import Counted, surprise


def test_a_number_with_scatter_is_a_negative_binomial() -> None:
    happened, shares = np.array([0.0, 5.0, 40.0]), np.array([0.5, 2.0])
    means = np.maximum(happened, LEAST)[:, None] * shares
    found = log_masses(happened, 7, shares, 4.0)
    # Variance (1 + 4) times the mean.
    wanted = nbinom.logpmf(7, means / 4, 1 / 5)
    assert found == pytest.approx(wanted)
    assert log_masses(happened, 7, shares, 0.0) == pytest.approx(poisson.logpmf(7, means))


def test_without_doubt_a_fit_is_the_product_of_its_numbers() -> None:
    fit = Fit(Sight(2.0, 2.0, 0.0), 3)
    happened = np.array([[1.0, 4.0], [3.0, 3.0], [9.0, 0.0]])
    for day, number in enumerate((5, 6)):
        fit.take(happened[:, day], number)
    wanted = sum(
        poisson.logpmf(n, 2 * np.maximum(happened[:, d], LEAST)) for d, n in ((0, 5), (1, 6))
    )
    assert fit.each == pytest.approx(wanted)


def test_an_unknown_share_is_constant_in_time() -> None:
    """Twice as many on both days tells of the counter; more on one day alone tells of the day."""
    sight = Sight(1.0, 3.0, 0.0)
    both, apart = Fit(sight, 1), Fit(sight, 1)
    for number in (20, 20):
        both.take([10.0], number)
    for number in (10, 30):
        apart.take([10.0], number)
    assert both.each[0] > apart.each[0] + 3
    middle, spread = both.seen(np.ones(1))
    assert np.exp(middle) == pytest.approx(2, abs=0.15)
    assert spread < 0.5 * sight.sigma


def test_the_doubt_is_taken_out_as_by_an_integral() -> None:
    sight = Sight(1.5, 2.5, 3.0)
    fit = Fit(sight, 1)
    fit.take([30.0], 60)
    z = np.linspace(-8, 8, 4001)
    masses = np.exp(log_masses([30.0], 60, 1.5 * np.exp(sight.sigma * z), 3.0)[0])
    wanted = np.trapezoid(masses * np.exp(-z * z / 2) / np.sqrt(2 * np.pi), z)
    assert np.exp(fit.each[0]) == pytest.approx(wanted, rel=1e-3)


@pytest.mark.parametrize(
    ("median", "p90", "scatter"), [(0, 1, 0), (2, 1, 0), (1, 2, -1), (1, np.inf, 0)]
)
def test_no_share_is_refused(median: float, p90: float, scatter: float) -> None:
    with pytest.raises(ValueError, match="counter"):
        Sight(median, p90, scatter)


def days(luck: np.random.Generator, histories: int = 1500) -> np.ndarray:
    level = luck.gamma(4, 10, (histories, 1))
    return luck.poisson(level * 0.9 ** np.arange(8)).astype(float)


@pytest.mark.parametrize(
    ("judges", "tested"), [(80, 150), pytest.param(500, 1_000, marks=pytest.mark.slow)]
)
def test_counts_of_a_history_are_no_surprise(
    judges: int, tested: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surprising, "JUDGES", judges)
    monkeypatch.setattr(surprising, "TESTED", tested)
    luck = np.random.default_rng(2)
    happened, sight = days(luck), Sight(1.2, 1.8, 2.0)
    shares = []
    for one in range(60):
        share = 1.2 * np.exp(sight.sigma * luck.standard_normal())
        means = np.maximum(happened[one], LEAST) * share
        numbers = luck.poisson(luck.gamma(means / 2) * 2).astype(float)
        counted = [Counted(sight, numbers, np.full(8, 2.0), np.delete(happened, one, axis=0))]
        found = surprise(counted, luck)
        assert found is not None
        shares.append(found)
    assert 0.3 < np.mean(shares) < 0.7
    assert np.mean(np.array(shares) < 0.1) < 0.25


@pytest.mark.parametrize("factor", [0.01, 30])
def test_far_too_many_or_too_few_is_a_surprise(factor: float) -> None:
    luck = np.random.default_rng(3)
    happened = days(luck)
    numbers = np.round(happened.mean(axis=0) * factor)
    found = surprise([Counted(Sight(1, 1.5, 2.0), numbers, np.full(8, 2.0), happened)], luck)
    assert found is not None
    assert found < 0.01


def test_days_in_another_order_are_a_surprise() -> None:
    luck = np.random.default_rng(4)
    happened = days(luck)
    numbers = happened.mean(axis=0)[::-1] * np.linspace(0.3, 3, 8)
    found = surprise([Counted(Sight(1, 1.5, 0.5), numbers, np.full(8, 0.5), happened)], luck)
    assert found is not None
    assert found < 0.01


def test_too_few_histories_tell_nothing() -> None:
    luck = np.random.default_rng(5)
    counted = Counted(Sight(1, 1, 0), np.ones(8), np.zeros(8), days(luck, 50))
    assert surprise([counted], luck) is None
