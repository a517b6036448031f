"""A probability as people write it: read in one way, or refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.classroom.odds_words import as_percent, odds_of
from truce_sim.scenario.cells import BadCellError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("70", 0.7),
        ("70%", 0.7),
        (" 70 % ", 0.7),
        ("70\u00a0%", 0.7),
        ("0.7", 0.7),
        ("0,7", 0.7),
        (".7", 0.7),
        ("70.5", 0.705),
        ("70 in 100", 0.7),
        ("70/100", 0.7),
        ("70 percent", 0.7),
        ("100", 1.0),
        ("100%", 1.0),
        ("0", 0.0),
        ("0%", 0.0),
        ("1%", 0.01),
        ("0.5%", 0.005),
        ("1.5", 0.015),
    ],
)
def test_a_probability_is_read(text: str, value: float) -> None:
    assert odds_of(text).value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("text", ["1", "1.0", "1,0", "01"])
def test_one_could_be_two_things(text: str) -> None:
    with pytest.raises(BadCellError, match="one in a hundred or certain") as caught:
        odds_of(text)
    assert caught.value.try_ == "1%, or 100%"


@pytest.mark.parametrize(
    ("text", "try_"),
    [
        ("", "leave the line out where a group did not bet"),
        ("likely", "a number such as 70%"),
        ("about 70", "70%"),
        ("60-70", "a number such as 70%"),
        ("7/10", "a number such as 70%"),
        ("-5", "a number from 0% to 100%"),
        ("101", "a number from 0% to 100%"),
        ("170%", "a number from 0% to 100%"),
        ("nan", "a number such as 70%"),
        ("inf", "a number such as 70%"),
        ("1e2", "100%"),
        ("\u0667\u0660", "70%"),
        ("\u0667\u0660\u066a", "70%"),
        ("\u0660\u066b\u0667", "70%"),
        ("\u0661", ""),
    ],
)
def test_what_is_none_is_refused_with_what_to_try(text: str, try_: str) -> None:
    with pytest.raises(BadCellError) as caught:
        odds_of(text)
    assert caught.value.says
    assert caught.value.try_ == try_


@given(st.floats(0, 1))
def test_what_is_offered_is_read_as_meant(value: float) -> None:
    assert odds_of(as_percent(round(value, 6))).value == pytest.approx(value, abs=1e-6)


@given(st.text(max_size=12))
def test_any_text_is_read_between_0_and_1_or_refused(text: str) -> None:
    with contextlib.suppress(BadCellError):
        assert 0 <= odds_of(text).value <= 1
