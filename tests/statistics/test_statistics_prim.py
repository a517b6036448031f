"""Boxes in which truces fail."""

import numpy as np
import pytest
from truce_sim.statistics.prim import Peeling, Restriction, _widen, find_conditions


def cornered(runs: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and failures: nine in ten fail where input 0 > .6 and input 3 <= 2 (of 0-5)."""
    rng = np.random.default_rng(seed)
    points = rng.random((runs, 8))
    points[:, 3] = np.floor(points[:, 3] * 6)
    inside = (points[:, 0] > 0.6) & (points[:, 3] <= 2)
    return points, rng.random(runs) < np.where(inside, 0.9, 0.15)


def test_a_known_corner_comes_back() -> None:
    points, failed = cornered(3000, seed=1)
    found = find_conditions(points, failed, np.random.default_rng(0), resamples=10)
    assert found is not None
    sides = {(one.index, one.side): one.bound for one in found.restrictions}
    assert sides == {(0, "at least"): pytest.approx(0.6, abs=0.03), (3, "at most"): 2.0}
    assert found.density_holdout.low < 0.9 < found.density_holdout.high + 0.05
    assert found.frequency == (1.0, 1.0)
    # 0.2 of the space holds 0.18 of 0.3 failures.
    assert found.mass == pytest.approx(0.2, abs=0.03)
    assert found.coverage == pytest.approx(0.6, abs=0.06)


def test_chance_alone_makes_no_conditions() -> None:
    found = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        points, failed = rng.random((800, 6)), rng.random(800) < 0.4
        found += find_conditions(points, failed, rng, resamples=0) is not None
    assert found <= 5


def test_the_trade_off_runs_from_everything_to_something_dense() -> None:
    points, failed = cornered(2000, seed=2)
    found = find_conditions(points, failed, np.random.default_rng(0), resamples=0)
    assert found is not None
    first = found.tradeoff[0]
    assert (first.coverage, first.mass, first.restrictions) == (1, 1, 0)
    assert all(
        later.density > earlier.density and later.mass < earlier.mass
        for earlier, later in zip(found.tradeoff, found.tradeoff[1:], strict=False)
    )
    for step in found.tradeoff:
        assert step.density * step.mass == pytest.approx(step.coverage * first.density)


@pytest.mark.parametrize("most", [1, 2, 4])
def test_never_more_restrictions_than_allowed(most: int) -> None:
    rng = np.random.default_rng(3)
    points = rng.random((2500, 7))
    failed = rng.random(2500) < 1 / (1 + np.exp(4 - 8 * points[:, :6].mean(axis=1) * 1.3))
    found = find_conditions(points, failed, rng, Peeling(most=most), resamples=0)
    assert found is not None
    assert 1 <= len(found.restrictions) <= most
    assert all(step.restrictions <= most for step in found.tradeoff)
    assert all(one.side == "at least" and one.index < 6 for one in found.restrictions)


def test_what_a_box_does_not_need_is_dropped_and_what_is_too_tight_loosened() -> None:
    points = np.random.default_rng(5).random((2000, 3))
    failed = points[:, 0] > 0.5
    tight = [Restriction(0, "at least", 0.8), Restriction(2, "at most", 0.9)]
    (left,) = _widen(points, failed, tight)
    assert (left.index, left.side) == (0, "at least")
    assert left.bound == pytest.approx(0.5, abs=0.06)


def test_held_out_density_is_judged_on_other_runs_and_is_the_lower() -> None:
    gaps = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        points = rng.random((1200, 8))
        failed = rng.random(1200) < 0.15 + 0.6 * points[:, 0]
        found = find_conditions(points, failed, rng, resamples=0)
        if found:
            gaps.append(found.density_train - found.density_holdout.value)
    assert len(gaps) >= 8
    assert np.mean(gaps) > 0


def test_bounds_are_judged_as_they_are_told() -> None:
    """Near the end of a range, two digits would make another box: 0.9962 is not "at least 1"."""
    rng = np.random.default_rng(6)
    points = 0.99 + 0.01 * rng.random((4000, 1))
    failed = rng.random(4000) < np.where(points[:, 0] > 0.9962, 0.9, 0.1)
    found = find_conditions(points, failed, np.random.default_rng(1))
    assert found is not None
    (one,) = found.restrictions
    assert one.bound == pytest.approx(0.9962, abs=0.0003)
    assert len(f"{one.bound:g}") <= len("0.9962")
    inside = points[:, 0] >= one.bound
    assert found.density_holdout.value == pytest.approx(failed[inside].mean(), abs=0.05)


def test_relabelling_inputs_relabels_the_box() -> None:
    points, failed = cornered(2000, seed=4)
    order = np.array([5, 3, 0, 1, 2, 7, 6, 4])
    one = find_conditions(points, failed, np.random.default_rng(0), resamples=0)
    other = find_conditions(points[:, order], failed, np.random.default_rng(0), resamples=0)
    assert one is not None
    assert other is not None
    back = {(int(order[each.index]), each.side, each.bound) for each in other.restrictions}
    assert back == {(each.index, each.side, each.bound) for each in one.restrictions}


def test_nothing_fails_or_everything_does() -> None:
    points = np.random.default_rng(0).random((100, 2))
    for failed in (np.zeros(100), np.ones(100)):
        assert find_conditions(points, failed, np.random.default_rng(0)) is None


def test_constant_and_two_valued_inputs_are_no_trouble() -> None:
    rng = np.random.default_rng(6)
    points = np.column_stack([np.full(900, 3.0), rng.integers(0, 2, 900)])
    failed = rng.random(900) < np.where(points[:, 1] == 1, 0.8, 0.2)
    found = find_conditions(points, failed, rng, resamples=0)
    assert found is not None
    assert [(one.index, one.side, one.bound) for one in found.restrictions] == [(1, "at least", 1)]


def test_bad_input_is_refused() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="outcomes"):
        find_conditions([[0.1], [0.2]], [1], rng)
    with pytest.raises(ValueError, match="NaN"):
        find_conditions([[0.1], [np.nan]], [1, 0], rng)
