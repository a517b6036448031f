"""Cells are what Python and its csv module would write, one by one."""

import csv
import io
import math
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from truce_sim.model.columns import Type
from truce_sim.runs import cells
from truce_sim.runs.cells import texts

floats = st.one_of(
    st.floats(),
    st.floats(0, 1000),
    st.floats(1e-4, 1e16),
    st.floats(1e-5, 1e-3),
    st.integers(-(2**54), 2**54).map(float),
)


def numbers(values: list[float]) -> list[str]:
    return ["" if math.isnan(value) else repr(value) for value in values]


@given(st.lists(floats, min_size=1))
@example([math.nan, 0.0, -0.0, math.inf, -math.inf, 5e-324, 1e16, 1e15, 9.999e-5, 1e-4, 0.1, 240.0])
@settings(max_examples=300, deadline=None)
def test_numbers_are_written_as_python_does(values: list[float]) -> None:
    assert texts("number")(values) == numbers(values)


def test_numbers_are_the_same_where_no_quick_way_writes_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = [math.nan, 0.0, -0.0, 1e300, 1e-5, 1 / 3]
    monkeypatch.setattr(cells, "_as_json", lambda: None)
    assert texts("number")(values) == numbers(values)


def test_what_is_no_float_is_a_number_all_the_same() -> None:
    assert texts("number")([None, 3, True, 0.5]) == ["", "3.0", "1.0", "0.5"]


@given(st.lists(st.text(st.sampled_from('a ,"\r\nش>;'), max_size=6), min_size=1))
@settings(deadline=None)
def test_texts_are_quoted_as_the_csv_module_does(values: list[str]) -> None:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([*values, "", ""])
    assert ",".join([*texts("text")(values), "", ""]) + "\n" == line.getvalue()


def test_more_values_than_are_remembered_are_written_too() -> None:
    values = [float(value) for value in (*range(5_000), *range(5_000), math.nan)]
    assert texts("whole")(values) == [*map(str, [*range(5_000), *range(5_000)]), ""]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("whole", 3.0, "3"),
        ("whole", 2**60, str(2**60)),
        ("whole", None, ""),
        ("yes or no", math.nan, ""),
        ("yes or no", 1.0, "1"),
        ("yes or no", False, "0"),
        ("date", datetime(2030, 1, 2, 3), "2030-01-02 03:00:00"),
        ("date", "2030-01-02 03:00", "2030-01-02 03:00:00"),
        ("text", 5, "5"),
    ],
)
def test_a_cell_of_each_type(kind: Type, value: object, text: str) -> None:
    assert texts(kind)([value]) == [text]


def test_a_part_is_no_whole_number() -> None:
    with pytest.raises(ValueError, match=r"1\.5 is no whole number"):
        texts("whole")([1.5])
