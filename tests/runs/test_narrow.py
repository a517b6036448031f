"""Columns in fewer bytes are the same columns, to the last bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.model import build_world
from truce_sim.runs.batch import Batch, Columns, simulate_batch
from truce_sim.runs.narrow import narrow, wide
from truce_sim.scenario import load

HARD = (np.nan, -np.nan, -0.0, 0.0, np.inf, -np.inf, 2048.0, 2049.0, 65504.0, 65520.0, 5e-324, 0.1)


def same(one: Columns, other: Columns) -> bool:
    return list(one) == list(other) and all(
        (one[name].dtype, one[name].shape) == (other[name].dtype, other[name].shape)
        and one[name].tobytes() == other[name].tobytes()
        for name in one
    )


@given(
    st.lists(
        st.one_of(st.sampled_from(HARD), st.floats(width=64), st.integers(-99, 99)), max_size=9
    )
)
def test_numbers_are_what_they_were(numbers: list[float]) -> None:
    columns: Columns = {"one": np.array(numbers, dtype=np.float64)}
    assert same(wide(narrow(columns)), columns)


def test_a_nan_with_something_written_in_it_is_not_made_another() -> None:
    written: Columns = {"one": np.array([0x7FF8000000000001], dtype=np.int64).view(np.float64)}
    assert same(wide(narrow(written)), written)


@pytest.mark.parametrize(("texts", "bytes_a_letter"), [(["spiral", ""], 1), (["žádná", "a"], 4)])
def test_texts_are_what_they_were(texts: list[str], bytes_a_letter: int) -> None:
    columns: Columns = {"cause": np.array(texts)}
    assert narrow(columns)["cause"].dtype.itemsize == bytes_a_letter * max(map(len, texts))
    assert same(wide(narrow(columns)), columns)


def test_the_columns_of_a_run_take_half_the_room() -> None:
    columns = simulate_batch(Batch(build_world(load("scenarios/syria-2016.toml")), 1, 0, 12))
    fewer = narrow(columns)
    assert same(wide(fewer), columns)
    assert same(narrow(fewer), fewer)
    assert 1.8 * sum(one.nbytes for one in fewer.values()) < sum(
        one.nbytes for one in columns.values() if one.dtype.kind != "T"
    )
