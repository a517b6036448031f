"""Quantiles of what was only counted in bins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.statistics.histogram import binned_quantile

EDGES = (0.0, 1.0, 4.0, 5.0)


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
    assert binned_quantile(counts, EDGES, share) == pytest.approx(value)


def test_of_nothing_there_is_no_quantile() -> None:
    assert binned_quantile((0, 0, 0), EDGES, 0.5) is None


@given(st.lists(st.integers(0, 30), min_size=3, max_size=3).filter(any), st.floats(0, 1))
def test_as_many_lie_below_it_as_were_asked_for(counts: list[int], share: float) -> None:
    value = binned_quantile(counts, EDGES, share)
    assert value is not None
    below = sum(
        count * min(1.0, max(0.0, (value - start) / (end - start)))
        for count, start, end in zip(counts, EDGES, EDGES[1:], strict=False)
    )
    assert below == pytest.approx(share * sum(counts), abs=1e-9)
