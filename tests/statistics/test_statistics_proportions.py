"""Intervals of one share: known values, exact coverage, and the traps of plainer formulas."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.statistics.laws import binomial_masses
from truce_sim.statistics.proportions import (
    clopper_pearson,
    clopper_pearson_ends,
    lower_bound,
    share,
    upper_bound,
    wilson,
)

CASES = [(0, 200), (1, 200), (87, 100), (199, 200), (200, 200), (1, 1), (1734, 2000)]
Ends = Callable[[int, int], tuple[float, float]]


@pytest.mark.parametrize(("count", "runs"), CASES)
@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_both_intervals_agree_with_scipy(count: int, runs: int, level: float) -> None:
    from scipy.stats import binomtest

    test = binomtest(count, runs)
    exact = test.proportion_ci(level, "exact")
    score = test.proportion_ci(level, "wilson")
    assert clopper_pearson(count, runs, level) == pytest.approx((exact.low, exact.high), abs=1e-9)
    assert wilson(count, runs, level) == pytest.approx((score.low, score.high), abs=1e-9)


def test_no_run_or_every_run_gets_the_exact_interval_and_never_a_point() -> None:
    none, every = share(0, 200), share(200, 200)
    assert none.method == every.method == "clopper-pearson"
    assert (none.low, none.high) == pytest.approx((0, 1 - 0.025 ** (1 / 200)))
    assert (every.low, every.high) == pytest.approx((0.025 ** (1 / 200), 1))
    assert share(100, 200).method == "wilson"
    assert share(100, 200, exact=True).method == "clopper-pearson"


def test_one_sided_bounds() -> None:
    assert upper_bound(0, 2000) == pytest.approx(1 - 0.05 ** (1 / 2000))
    assert upper_bound(0, 2000) == pytest.approx(3 / 2000, rel=0.003)
    assert lower_bound(2000, 2000) == pytest.approx(0.05 ** (1 / 2000))
    assert lower_bound(0, 10) == 0
    assert upper_bound(10, 10) == 1
    # A one-sided bound at 97.5% is an end of the two-sided interval at 95%.
    assert (lower_bound(870, 1000, 0.975), upper_bound(870, 1000, 0.975)) == pytest.approx(
        clopper_pearson(870, 1000)
    )


def wald(count: int, runs: int) -> tuple[float, float]:
    seen = count / runs
    reach = 1.959964 * (seen * (1 - seen) / runs) ** 0.5
    return seen - reach, seen + reach


def exact_coverage(ends: Ends, runs: int, shares: np.ndarray) -> tuple[float, float]:
    """Return mean and minimum over `shares` of the exact coverage at `runs` runs."""
    low, high = np.array([ends(count, runs) for count in range(runs + 1)]).T
    cover = [
        binomial_masses(runs, float(p))[(low <= p) & (p <= high)].sum() for p in shares.tolist()
    ]
    return float(np.mean(cover)), float(np.min(cover))


@pytest.mark.parametrize(
    ("ends", "runs", "first", "last", "mean", "least"),
    [
        (wilson, 50, 0.05, 0.95, 0.952, 0.931),
        (wilson, 50, 0.90, 0.999, 0.955, 0.838),
        (wilson, 200, 0.90, 0.999, 0.953, 0.901),
        (clopper_pearson, 50, 0.05, 0.95, 0.967, 0.953),
        (clopper_pearson, 200, 0.90, 0.999, 0.969, 0.951),
        (wald, 50, 0.05, 0.95, 0.930, 0.800),
        (wald, 200, 0.90, 0.999, 0.896, 0.181),
    ],
)
def test_exact_coverage_is_as_tabled(
    ends: Ends, runs: int, first: float, last: float, mean: float, least: float
) -> None:
    found = exact_coverage(ends, runs, np.linspace(first, last, 400))
    assert found[0] == pytest.approx(mean, abs=0.002)
    assert found[1] == pytest.approx(least, abs=0.006)


@pytest.mark.parametrize("p", [0.003, 0.1, 0.5, 0.87, 0.995])
@pytest.mark.parametrize("runs", [20, 300])
def test_clopper_pearson_never_covers_too_little(p: float, runs: int) -> None:
    low, high = clopper_pearson_ends(np.arange(runs + 1), runs)
    assert binomial_masses(runs, p)[(low <= p) & (p <= high)].sum() >= 0.95


@given(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.floats(0.01, 0.999),
    st.booleans(),
)
@settings(deadline=None)
def test_a_share_lies_within_its_interval_and_mirrors(
    case: tuple[int, int], level: float, exact: bool
) -> None:
    count, runs = case
    one = share(count, runs, level, exact=exact)
    other = share(runs - count, runs, level, exact=exact)
    assert 0 <= one.low <= one.value <= one.high <= 1
    assert one.low < one.high
    assert (1 - other.high, 1 - other.low) == pytest.approx((one.low, one.high), abs=1e-9)


@pytest.mark.parametrize(("count", "runs"), [(-1, 5), (6, 5), (0, 0)])
def test_impossible_counts_are_refused(count: int, runs: int) -> None:
    for call in (share, wilson, clopper_pearson, lower_bound, upper_bound):
        with pytest.raises(ValueError, match="out of"):
            call(count, runs)


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
def test_impossible_levels_are_refused(level: float) -> None:
    with pytest.raises(ValueError, match="level"):
        share(1, 2, level)
