"""Means over truces that come in wars: intervals by war, and what they say of a difference."""

import numpy as np
import pytest
from truce_sim.statistics.clusters import (
    ClusteredMean,
    drawn,
    drawn_means,
    mean_by_cluster,
    seeded,
)

WARS = [f"war {number}" for number in range(12) for _ in range(number % 3 + 1)]


def test_the_mean_is_over_cases_and_the_interval_around_it() -> None:
    values = np.arange(len(WARS), dtype=float)
    found = mean_by_cluster(values, WARS)
    assert found.value == values.mean()
    assert found.low < found.value < found.high
    assert (found.cases, found.clusters) == (len(WARS), 12)


def test_the_same_seed_gives_the_same_interval_and_another_one_nearly_so() -> None:
    values = np.sin(np.arange(len(WARS)))
    one, again, other = (mean_by_cluster(values, WARS, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert one.low == pytest.approx(other.low, abs=0.03)


def test_the_order_of_cases_does_not_matter() -> None:
    values = np.sin(np.arange(len(WARS)))
    back = mean_by_cluster(values[::-1], WARS[::-1])
    found = mean_by_cluster(values, WARS)
    assert (back.low, back.high) == pytest.approx((found.low, found.high))


def test_drawn_by_hand() -> None:
    counts = np.array([[2, 0], [1, 1]])
    means = drawn_means(np.array([[3.0], [1.0]]), np.array([3.0, 2.0]), counts)
    assert means[:, 0] == pytest.approx([1, 4 / 5])


def test_as_many_wars_are_drawn_as_there_are() -> None:
    assert (drawn(9, seeded(3, 9), draws=50).sum(axis=1) == 9).all()


def test_drawing_cases_instead_of_wars_would_be_too_sure() -> None:
    # The deliberate bug: each case a cluster of its own. What wars have in common is not averaged
    # away by more truces of the same wars.
    rng = np.random.default_rng(7)
    wars = [f"{war}" for war in range(25) for _ in range(4)]
    covered = {True: 0, False: 0}
    for trial in range(30):
        values = np.repeat(rng.standard_normal(25), 4) + 0.3 * rng.standard_normal(100)
        for by_war in covered:
            names = wars if by_war else [str(case) for case in range(100)]
            found = mean_by_cluster(values, names, seed=trial)
            covered[by_war] += found.low < 0 < found.high
    assert covered[True] >= 25
    assert covered[False] < 24


@pytest.mark.parametrize(
    ("low", "high", "clusters", "says"),
    [
        (-0.3, -0.1, 8, "better"),
        (0.1, 0.3, 8, "worse"),
        (-0.1, 0.1, 8, "undecided"),
        (-0.1, 0.0, 8, "undecided"),
        (-0.3, -0.1, 7, "too few wars to say"),
    ],
)
def test_what_a_difference_says(low: float, high: float, clusters: int, says: str) -> None:
    assert ClusteredMean((low + high) / 2, low, high, 20, clusters).says == says


def test_values_without_their_wars_are_refused() -> None:
    with pytest.raises(ValueError, match="names of clusters"):
        mean_by_cluster([1.0, 2.0], ["a"])
    with pytest.raises(ValueError, match="no values"):
        mean_by_cluster([], [])
