"""How far a study is, in as many words as there is room for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from truce_sim.api.progress import Reporter
from truce_sim.runs.replications import Progress


def line(progress: Progress, width: int, seconds: float = 0.0) -> str:
    reporter = Reporter(Console(width=width, quiet=True), None)
    reporter._started -= seconds
    reporter._since = (reporter._since[0] - seconds, 0)
    return reporter._line(progress).plain


def progress(done: int, wanted: int, workers: int, settings: int = 1) -> Progress:
    return Progress(done, wanted, 0, settings, done // 2, workers=workers)


def test_without_a_cluster_nothing_is_said_of_workers() -> None:
    said = line(progress(500, 1000, 0), 80, 10)
    assert said == f"  Simulating  {'━' * 24} 500 of 1,000, so far 50  10 s left"


def test_on_a_cluster_workers_and_their_speed_are_said() -> None:
    said = line(progress(500_000, 1_000_000, 1_200), 100, 10)
    assert "1,200 workers, 50,000 runs/s" in said


@given(
    st.integers(0, 10**9),
    st.integers(1, 10**9),
    st.integers(0, 5_000),
    st.sampled_from([1, 3_000]),
    st.sampled_from([80, 100, 200]),
)
def test_a_line_fits_and_no_number_is_cut(
    done: int, more: int, workers: int, settings: int, width: int
) -> None:
    state = progress(done, done + more, workers, settings)
    said = line(state, width, 10)
    assert len(said) <= width
    assert f"{done:,} of {done + more:,}" in said
    assert said.count("runs/s") == said.count(" runs/s")


def test_what_is_left_out_first_is_the_speed() -> None:
    state = progress(123_456_789, 200_000_000, 1_000, 49)
    narrow, wide = line(state, 80, 10), line(state, 120, 10)
    assert "runs/s" in wide
    assert "runs/s" not in narrow
    with pytest.raises(ValueError, match="substring"):
        narrow.index("runs/s")
