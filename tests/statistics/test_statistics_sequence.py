"""The anytime-valid interval: its defining equation, and its error however often one looks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.statistics.proportions import wilson
from truce_sim.statistics.sequence import anytime_share, confidence_sequence, inside


@pytest.mark.parametrize(("count", "runs"), [(1, 2), (5, 7), (560, 1000), (9990, 10_000)])
def test_the_ends_solve_the_mixture_equation(count: int, runs: int) -> None:
    from scipy.special import betaln

    def evidence(p: float) -> float:
        return float(
            betaln(count + 0.5, runs - count + 0.5)
            - betaln(0.5, 0.5)
            - count * np.log(p)
            - (runs - count) * np.log1p(-p)
        )

    low, high = confidence_sequence(count, runs)
    assert 0 < low < count / runs < high < 1
    assert evidence(low) == pytest.approx(np.log(20), abs=1e-6)
    assert evidence(high) == pytest.approx(np.log(20), abs=1e-6)


def test_a_share_stopped_by_hand_carries_it() -> None:
    found = anytime_share(560, 1000)
    assert (found.low, found.high) == confidence_sequence(560, 1000)
    assert (found.value, found.method) == (0.56, "confidence sequence")
    with pytest.raises(ValueError, match="no runs"):
        anytime_share(0, 0)


def crossing_chance(p: float, most: int, every: int = 1) -> float:
    """Return the exact chance that the true share is outside at any look up to `most` runs."""
    from scipy.special import betaln, xlog1py, xlogy

    running, lost = np.ones(1), 0.0
    for runs in range(1, most + 1):
        running = np.convolve(running, [1 - p, p])
        if runs % every:
            continue
        counts = np.arange(runs + 1)
        evidence = (
            betaln(counts + 0.5, runs - counts + 0.5)
            - betaln(0.5, 0.5)
            - xlogy(counts, p)
            - xlog1py(runs - counts, -p)
        )
        out = evidence >= np.log(20)
        lost += float(running[out].sum())
        running = np.where(out, 0.0, running)
    return lost


def test_looking_after_every_run_errs_at_most_one_time_in_twenty() -> None:
    for p in (0.5, 0.9, 0.99):
        assert crossing_chance(p, 1000) <= 0.05
    assert crossing_chance(0.9, 5000, every=50) == pytest.approx(0.005, abs=0.001)
    assert crossing_chance(0.9, 5000, every=500) == pytest.approx(0.001, abs=0.0005)


def test_the_code_draws_the_line_where_the_exact_chance_draws_it() -> None:
    from scipy.special import betaln

    for count in range(31):
        said = inside(0.8, count, 30)
        evidence = betaln(count + 0.5, 30.5 - count) - betaln(0.5, 0.5)
        evidence -= count * np.log(0.8) + (30 - count) * np.log(0.2)
        low, high = confidence_sequence(count, 30)
        assert said == (evidence < np.log(20)) == (low < 0.8 < high)


def test_it_is_about_twice_as_wide_as_an_interval_for_one_look() -> None:
    low, high = confidence_sequence(3480, 4000)
    once = wilson(3480, 4000)
    assert 1.7 < (high - low) / (once[1] - once[0]) < 2.1


@given(st.integers(0, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(deadline=None)
def test_the_interval_holds_the_estimate_and_mirrors(case: tuple[int, int]) -> None:
    count, runs = case
    low, high = confidence_sequence(count, runs)
    assert 0 <= low < high <= 1
    if runs:
        assert low <= count / runs <= high
    mirrored = confidence_sequence(runs - count, runs)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high), abs=1e-9)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="out of"):
        confidence_sequence(3, 2)
