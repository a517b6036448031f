"""The metamodel: that it recovers the odds, scores itself honestly and stays within its box."""

import numpy as np
import pytest
from truce_sim.statistics.metamodel import (
    MOST_CROSSED,
    OutsideBoxError,
    features,
    fit,
    held_out_score,
    hold_out,
    score,
)

LOW, HIGH = np.array([2.0, 0.1, 10.0]), np.array([12.0, 0.5, 60.0])


def odds_at(unit: np.ndarray) -> np.ndarray:
    x, y = 2 * unit[:, 0] - 1, 2 * unit[:, 1] - 1
    return np.asarray(1 / (1 + np.exp(-(0.4 + 2 * x - 1.2 * y + 0.9 * x * y - 0.8 * y * y))))


def sample(runs: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    unit = rng.random((runs, 3))
    odds = odds_at(unit)
    return LOW + unit * (HIGH - LOW), rng.random(runs) < odds, odds


def test_it_recovers_the_odds_from_single_runs() -> None:
    points, held, _ = sample(6000, seed=1)
    model = fit(points, held, LOW, HIGH)
    fresh, _, truth = sample(4000, seed=2)
    error = np.sqrt(np.mean((model.predict(fresh) - truth) ** 2))
    assert error < 0.03
    assert np.abs(model.predict(fresh) - truth).max() < 0.12


def test_the_fit_is_the_maximum_of_the_penalised_likelihood() -> None:
    from scipy.optimize import minimize

    points, held, _ = sample(400, seed=3)
    model = fit(points, held, LOW, HIGH, ridge=5.0)
    design = features((points - LOW) / (HIGH - LOW))
    penalty = np.array([1e-3, 1, 1, 1, 5, 5, 5, 5, 5, 5])

    def loss(at: np.ndarray) -> float:
        linear = design @ at
        return float(
            (np.logaddexp(0, linear) - held * linear).sum() + 0.5 * (penalty * at**2).sum()
        )

    known = minimize(loss, np.zeros(10), method="BFGS", options={"gtol": 1e-7})
    assert model.coefficients == pytest.approx(known.x, abs=1e-4)


def test_features_are_orthonormal_over_the_box() -> None:
    from scipy.stats import qmc

    unit = qmc.Sobol(4, rng=np.random.default_rng(0)).random_base2(14)
    design = features(unit)
    assert design.shape == (2**14, 15)
    assert design.T @ design / 2**14 == pytest.approx(np.eye(15), abs=0.01)


def test_units_of_the_inputs_do_not_matter() -> None:
    points, held, _ = sample(800, seed=4)
    factor, shift = np.array([24.0, 100.0, 1 / 60]), np.array([5.0, -3.0, 1.0])
    one = fit(points, held, LOW, HIGH)
    other = fit(points * factor + shift, held, LOW * factor + shift, HIGH * factor + shift)
    assert other.predict(points * factor + shift) == pytest.approx(one.predict(points))


def test_outside_the_box_it_refuses() -> None:
    points, held, _ = sample(300, seed=5)
    model = fit(points, held, LOW, HIGH)
    assert model.predict(np.array([LOW, HIGH])).shape == (2,)
    with pytest.raises(OutsideBoxError, match=r"input 1 is 0\.6"):
        model.predict([[5.0, 0.6, 20.0]])
    with pytest.raises(OutsideBoxError):
        fit([*points.tolist(), [1.9, 0.2, 20.0]], [*held, True], LOW, HIGH)


def test_held_out_score_beats_the_base_only_where_there_is_something_to_know() -> None:
    points, held, truth = sample(4000, seed=6)
    found = held_out_score(points, held, LOW, HIGH, np.random.default_rng(1))
    assert found.base_brier == pytest.approx(held.mean() * (1 - held.mean()), abs=0.01)
    assert found.brier < 0.85 * found.base_brier
    assert found.brier == pytest.approx(np.mean(truth * (1 - truth)), abs=0.015)
    for forecast, observed, runs in found.reliability:
        assert runs == 100
        assert observed == pytest.approx(forecast, abs=0.15)
    luck = np.random.default_rng(7).random(4000) < 0.7
    idle = held_out_score(points, luck, LOW, HIGH, np.random.default_rng(1))
    assert idle.brier == pytest.approx(idle.base_brier, abs=0.004)


def test_scores_by_hand() -> None:
    found = score([0.2, 0.9, 0.6, 0.4], [0, 1, 0, 1], base=0.5, groups=2)
    assert found.brier == pytest.approx((0.04 + 0.01 + 0.36 + 0.36) / 4)
    assert found.base_brier == 0.25
    assert found.reliability[0] == pytest.approx((0.3, 0.5, 2))
    assert found.reliability[1] == pytest.approx((0.75, 0.5, 2))


def test_the_split_is_by_the_callers_generator() -> None:
    train, test = hold_out(1000, 0.3, np.random.default_rng(3))
    again, _ = hold_out(1000, 0.3, np.random.default_rng(3))
    assert test.sum() == 300
    assert (train ^ test).all()
    assert (train == again).all()


def test_perfectly_separated_runs_still_give_finite_odds() -> None:
    points, _, _ = sample(300, seed=8)
    odds = fit(points, points[:, 0] > 7, LOW, HIGH).predict(points)
    assert np.isfinite(odds).all()
    assert odds.min() < 0.1
    assert odds.max() > 0.9


def test_bad_input_is_refused() -> None:
    points, held, _ = sample(50, seed=9)
    with pytest.raises(ValueError, match="alike"):
        fit(points, np.ones(50), LOW, HIGH)
    with pytest.raises(ValueError, match="too few"):
        fit(points[:3], held[:3], LOW, HIGH)
    with pytest.raises(ValueError, match="low end"):
        fit(points, held, LOW, LOW)
    with pytest.raises(ValueError, match="inputs"):
        fit(points, held, LOW[:2], HIGH[:2])
    with pytest.raises(ValueError, match="outcomes"):
        fit(points, held[:-1], LOW, HIGH)
    with pytest.raises(ValueError, match="hold"):
        hold_out(2, 0.01, np.random.default_rng(0))


def test_of_very_many_inputs_no_products_are_fitted() -> None:
    """They would be more terms than a study has runs; lines and squares are found all the same."""
    rng = np.random.default_rng(3)
    inputs = MOST_CROSSED + 16
    points = rng.random((1500, inputs))
    odds = 1 / (1 + np.exp(-(3 * (2 * points[:, 0] - 1) - 2 * (2 * points[:, 5] - 1))))
    held = rng.random(1500) < odds
    model = fit(points, held, np.zeros(inputs), np.ones(inputs))
    assert model.coefficients.size == 1 + 2 * inputs
    low, high = np.full(inputs, 0.5), np.full(inputs, 0.5)
    low[0], high[0] = 0.1, 0.9
    assert model.predict(high[None, :])[0] > model.predict(low[None, :])[0] + 0.5
    assert features(np.full((1, MOST_CROSSED), 0.5)).shape[1] > 300
