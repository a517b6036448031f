"""Daily series among survivors."""

import numpy as np
import pytest
from truce_sim.statistics.daily import daily_quantiles


def test_only_survivors_count() -> None:
    values = np.full((20, 3), np.nan)
    values[:, 0] = np.arange(20)
    values[:12, 1] = 5
    values[:9, 2] = 1
    found = daily_quantiles(values)
    assert found.days == (1, 2, 3)
    assert found.surviving == (20, 12, 9)
    assert found.mean == (9.5, 5.0, None)
    assert found.quantiles["50"] == (9.0, 5.0, None)
    assert found.quantiles["5"][0] == 0
    assert found.quantiles["95"][0] == 18
    assert list(found.quantiles) == ["5", "25", "50", "75", "95"]


def test_ten_survivors_are_just_enough() -> None:
    assert daily_quantiles(np.ones((10, 1))).mean == (1.0,)
    assert daily_quantiles(np.ones((9, 1))).mean == (None,)


def test_a_quantile_is_a_value_that_occurred_and_quantiles_rise() -> None:
    values = np.random.default_rng(1).poisson(30, (501, 4)).astype(float)
    found = daily_quantiles(values)
    for day in range(4):
        column = [found.quantiles[key][day] for key in found.quantiles]
        assert column == sorted(column, key=lambda value: value or 0)
        assert all(value in values[:, day] for value in column)
        assert found.quantiles["50"][day] == np.median(values[:, day])


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="runs by days"):
        daily_quantiles([1.0, 2.0])
    with pytest.raises(ValueError, match="infinite"):
        daily_quantiles([[np.inf]])
