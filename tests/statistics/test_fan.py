"""The fan of doubt about inputs: true quantiles of the odds over time, without chance."""

import numpy as np
import pytest
from truce_sim.statistics.fan import Fan, fan
from truce_sim.statistics.ignorance import doubt

DRAWS, RUNS = 400, 10
HOURS = np.linspace(0, 240, 13)


def drawn(rates: np.ndarray, seed: int) -> Fan:
    """Return the fan of truces that end at rates of their own."""
    dice = np.random.default_rng(seed)
    lives = dice.exponential(1 / rates[:, None], (rates.size, RUNS))
    standing = np.array([(lives > hour).sum(axis=1) for hour in HOURS])
    return fan(standing, RUNS, HOURS, doubt(standing[-1], RUNS))


def test_it_tells_the_true_quantiles_of_the_odds_and_not_those_of_chance() -> None:
    at = (np.arange(DRAWS) + 0.5) / DRAWS
    rates = 0.0005 * np.exp(2.2 * at)
    found = drawn(rates, 3)
    for name, share in (("5", 0.05), ("25", 0.25), ("50", 0.5), ("75", 0.75), ("95", 0.95)):
        true = np.quantile(np.exp(-rates[:, None] * HOURS), share, axis=0)
        assert np.abs(np.array(found.quantiles[name]) - true).max() < 0.07
    raw = np.quantile(np.random.default_rng(1).binomial(RUNS, np.exp(-rates * 240)) / RUNS, 0.05)
    told = found.quantiles["5"][-1]
    true_end = np.quantile(np.exp(-rates * 240), 0.05)
    assert abs(told - true_end) < abs(raw - true_end)


def test_it_is_narrow_where_all_sets_of_inputs_are_alike() -> None:
    found = drawn(np.full(DRAWS, 0.002), 5)
    width = np.array(found.quantiles["95"]) - found.quantiles["5"]
    # Chance between ten runs alone spreads shares over 0.5; how smooth a law is, less than half.
    assert width.max() < 0.25


def test_it_starts_whole_never_rises_and_ends_where_the_doubt_has_its_ends() -> None:
    rates = 0.0005 * np.exp(2.2 * np.random.default_rng(8).random(DRAWS))
    found = drawn(rates, 9)
    rows = np.array(list(found.quantiles.values()))
    assert (rows[:, 0] == 1).all()
    assert (np.diff(rows, axis=1) <= 0).all()
    assert (np.diff(rows, axis=0) >= 0).all()


def test_hours_and_counts_belong_together() -> None:
    counts = np.full((3, 20), RUNS)
    with pytest.raises(ValueError, match="3 rows of counts for 2 hours"):
        fan(counts, RUNS, [0, 1], doubt(counts[0], RUNS))
