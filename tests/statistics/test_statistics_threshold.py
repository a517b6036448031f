"""The smallest level that meets a target, and the interval for the exact one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.statistics.proportions import lower_bound, lower_ends, upper_ends
from truce_sim.statistics.threshold import (
    requirement_interval,
    reversals,
    runs_to_decide,
    smallest_level,
)


def test_sure_needs_the_lower_bound_and_seen_only_the_estimate() -> None:
    counts = [1700, 1801, 1830, 1850]
    assert lower_bound(1830, 2000) >= 0.9 > lower_bound(1801, 2000)
    found = smallest_level(counts, 2000, 0.9)
    assert (found.sure, found.seen) == (2, 1)


def test_a_saturating_lever_reaches_nothing() -> None:
    counts = [774, 1294, 1506, 1554, 1566, 1568, 1568]
    found = smallest_level(counts, 2000, 0.9)
    assert found.sure is None
    assert found.seen is None
    assert smallest_level(counts, 2000, 0.3).sure == 0


def test_the_search_stops_at_the_first_failure_from_the_strongest_down() -> None:
    # The third level fails, so the second, though high, was never tested.
    assert smallest_level([100, 990, 850, 990], 1000, 0.9).sure == 3
    assert smallest_level([990, 990, 990, 850], 1000, 0.9).sure is None


def test_an_insufficient_level_is_called_sure_in_at_most_five_of_a_hundred() -> None:
    # The hardest case: one level exactly below the target, the stronger ones just sufficient.
    shares = np.array([0.70, 0.8999, 0.93, 0.95])
    rng = np.random.default_rng(8)
    wrong = 0
    for _ in range(4000):
        counts = (rng.random(500)[None, :] < shares[:, None]).sum(axis=1)
        sure = smallest_level(counts, 500, 0.9).sure
        wrong += sure is not None and shares[sure] < 0.9
    assert 0.01 < wrong / 4000 <= 0.05


def test_the_requirement_lies_between_what_is_surely_too_weak_and_surely_enough() -> None:
    assert requirement_interval([1000, 1500, 1790, 1815, 1850, 1900], 2000, 0.9) == (1, 4)
    assert requirement_interval([1000, 1500], 2000, 0.9) == (1, None)
    assert requirement_interval([1900, 1950], 2000, 0.9) == (None, 0)
    assert requirement_interval([1800], 2000, 0.9) == (None, None)


def test_the_interval_covers_the_requirement_also_on_levels_chosen_after_looking() -> None:
    # Critical values are exponential: the share that holds at d is 1 - e^-d, and 80 in 100 hold
    # from -log(0.2) on.
    required = -np.log(0.2)
    rng = np.random.default_rng(4)
    missed = 0
    for _ in range(2000):
        critical = rng.exponential(size=300)
        wide = np.linspace(0, 4, 9)
        weak, strong = requirement_interval((critical[None] <= wide[:, None]).sum(1), 300, 0.8)
        near = np.linspace(wide[weak or 0], wide[8 if strong is None else strong], 9)
        levels = np.unique(np.concatenate([wide, near]))
        weak, strong = requirement_interval((critical[None] <= levels[:, None]).sum(1), 300, 0.8)
        missed += weak is not None and levels[weak] >= required
        missed += strong is not None and levels[strong] < required
    assert 0.005 < missed / 2000 <= 0.05


def test_reversals_count_replications_once() -> None:
    held = np.array(
        [
            [0, 1, 1, 0, 1],
            [1, 0, 1, 1, 0],
            [1, 1, 1, 0, 1],
            [1, 0, 1, 1, 1],
        ]
    )
    found = reversals(held)
    assert (found.count, found.runs) == (3, 5)
    monotone = reversals(np.array([[0, 0, 1], [0, 1, 1]]))
    assert monotone.count == 0
    assert monotone.high > 0


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12), st.floats(0.05, 0.95))
def test_a_stricter_target_never_asks_for_less(counts: list[int], target: float) -> None:
    rising = sorted(counts)
    weak, strong = requirement_interval(rising, 50, target)
    more = requirement_interval(rising, 50, min(0.99, target + 0.04))
    assert (weak if weak is not None else -1) < (strong if strong is not None else len(rising))
    assert (more[0] if more[0] is not None else -1) >= (weak if weak is not None else -1)


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="target"):
        smallest_level([1], 2, 1.0)
    with pytest.raises(ValueError, match="counts"):
        smallest_level([], 2, 0.5)
    with pytest.raises(ValueError, match="counts"):
        smallest_level([3], 2, 0.5)


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=6),
    st.sampled_from([0.5, 0.8, 0.9]),
)
def test_so_many_runs_of_the_same_shares_would_decide(counts: list[int], target: float) -> None:
    enough = runs_to_decide(counts, 400, target)
    shares = np.array(counts) / 400
    if enough is None:
        assert shares[-1] <= target <= shares.max()
        return

    def decided(runs: int) -> bool:
        lower = lower_ends(shares * runs, runs, 0.05)
        upper = upper_ends(shares * runs, runs, 0.05)
        return bool(lower[-1] >= target or upper.max() < target)

    assert decided(enough)
    assert shares[-1] > target or not decided(enough - 1)


def test_a_study_that_is_too_close_to_call_is_decided_by_the_runs_that_it_names() -> None:
    counts = [300, 352, 361, 380]
    assert smallest_level(counts, 400, 0.9).sure == 3
    more = runs_to_decide(counts, 400, 0.9)
    assert more is not None
    scaled = [round(count / 400 * 2 * more) for count in counts]
    assert smallest_level(scaled, 2 * more, 0.9).sure == 2
    assert runs_to_decide([180, 360], 400, 0.9) is None
