"""Waiting times with a known law, watched for too short a time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.statistics.histogram import waiting_quantile

EDGES = [0.0, *np.arange(0.25, 60.25, 0.25).tolist()]


def bins(hours: np.ndarray) -> list[int]:
    return [int(count) for count in np.histogram(hours, EDGES)[0]]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_waits_that_go_on_are_not_left_out(share: float) -> None:
    """Exponential waits of 10 hours, each watched for up to 30: the law's quantile comes back."""
    random = np.random.default_rng(3)
    waits, watched = random.exponential(10, 40_000), random.uniform(0, 30, 40_000)
    over = waits <= watched
    exact = -10 * math.log(1 - share)
    told = waiting_quantile(bins(waits[over]), bins(watched[~over]), EDGES, share)
    assert told == pytest.approx(exact, rel=0.04)
    # Those that ended alone would tell far too short a time.
    naive = float(np.quantile(waits[over], share))
    assert naive < 0.8 * exact


def test_of_waits_that_all_ended_it_is_their_quantile() -> None:
    assert waiting_quantile([2, 2, 0], [0, 0, 0], [0, 1, 2, 3], 0.5) == 1.0
    assert waiting_quantile([2, 2, 0], [0, 0, 0], [0, 1, 2, 3], 0.75) == 1.5


def test_a_time_that_was_not_seen_is_not_told() -> None:
    assert waiting_quantile([1, 0], [3, 0], [0, 1, 2], 0.5) is None
    assert waiting_quantile([0, 0], [0, 0], [0, 1, 2], 0.5) is None
    assert waiting_quantile([0, 0], [4, 0], [0, 1, 2], 0.1) is None


FEW = (0.0, 1.0, 4.0, 5.0)


@pytest.mark.parametrize(
    ("counts", "share", "value"),
    [
        ((1, 3, 0), 0.25, 1.0),
        ((1, 3, 0), 0.5, 2.0),
        ((1, 3, 0), 1.0, 4.0),
        ((0, 0, 8), 0.5, 4.5),
        ((2, 0, 2), 0.5, 1.0),
        ((4, 0, 0), 0.0, 0.0),
    ],
)
def test_a_quantile_lies_where_its_share_of_the_bin_does(
    counts: tuple[int, ...], share: float, value: float
) -> None:
    assert waiting_quantile(counts, (0, 0, 0), FEW, share) == pytest.approx(value)


def test_of_nothing_there_is_no_quantile() -> None:
    assert waiting_quantile((0, 0, 0), (0, 0, 0), FEW, 0.5) is None


@given(st.lists(st.integers(0, 30), min_size=3, max_size=3).filter(any), st.floats(0, 1))
def test_as_many_lie_below_it_as_were_asked_for(counts: list[int], share: float) -> None:
    value = waiting_quantile(counts, (0, 0, 0), FEW, share)
    assert value is not None
    below = sum(
        count * min(1.0, max(0.0, (value - start) / (end - start)))
        for count, start, end in zip(counts, FEW, FEW[1:], strict=False)
    )
    assert below == pytest.approx(share * sum(counts), abs=1e-9)
