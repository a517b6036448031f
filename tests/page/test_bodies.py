"""What a page asks is read as from a stranger."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.page.bodies import HungUpError, UnfitBodyError, read, strict

UNFIT = {
    "nothing": b"",
    "no JSON": b"state=1",
    "not UTF-8": b'{"a": "\xff"}',
    "a mark of byte order": b"\xef\xbb\xbf{}",
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a list": b"[1, 2]",
    "a number": b"3",
    "a text": b'"state"',
    "null": b"null",
    "NaN": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "a number without end": b'{"a": 1e999}',
    "a number of many digits": b'{"a": ' + b"9" * 4000 + b"}",
    "a key twice": b'{"a": 1, "a": 2}',
    "a key twice, deeper": b'{"a": {"b": 1, "b": 1}}',
    "nested lists": b"[" * 2000,
    "nested lists that end": b'{"a": ' + b"[" * 1500 + b"]" * 1500 + b"}",
    "nested objects": b'{"a":' * 700 + b"1" + b"}" * 700,
    "half a letter": b'{"a": "\\ud800"}',
    "half a letter as a key": b'{"\\udc00": 1}',
    "half a letter, deeper": b'{"a": [{"b": "x\\ud800"}]}',
    "two objects": b"{}{}",
    "a comment": b"{} // ours",
    "a comma too many": b'{"a": 1,}',
    "control characters": b'{"a": "\x00"}',
    "single quotes": b"{'a': 1}",
}


@pytest.mark.parametrize("raw", UNFIT.values(), ids=UNFIT)
def test_what_is_no_question_is_refused_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(UnfitBodyError, match=r"^The question cannot be read: .*\.$") as refused:
        strict(raw)
    assert refused.value.status == 400


def test_a_question_is_read_as_it_stands() -> None:
    asked = {"state": {"inputs": {"parties.all.tolerance": 3}, "talks": None}, "within": 0.5}
    assert strict(json.dumps(asked).encode()) == asked
    brackets = {"state": {"text": '[[[[[[[[[[[["\\'}, "letter": "\U0001f54a"}
    assert strict(json.dumps(brackets).encode()) == brackets


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
def test_anything_is_a_question_or_refused(raw: bytes) -> None:
    try:
        found = strict(raw)
    except UnfitBodyError:
        return
    assert isinstance(found, dict)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_what_json_holds_is_read_the_same_or_refused(value: Any) -> None:
    try:
        found = strict(json.dumps(value).encode())
    except UnfitBodyError:
        return
    assert found == value


def reading(pieces: Sequence[bytes], *, hangs_up: bool = False, **bounds: float) -> Any:
    left = list(pieces)

    async def receive() -> dict[str, Any]:
        if left:
            return {"type": "http.request", "body": left.pop(0), "more_body": True}
        if hangs_up:
            return {"type": "http.disconnect"}
        await asyncio.sleep(10)
        raise AssertionError("nobody waits so long")

    return asyncio.run(read(receive, **bounds))  # type: ignore[arg-type]


def test_bytes_are_counted_as_they_come() -> None:
    with pytest.raises(UnfitBodyError, match="4,096 bytes at most") as refused:
        reading([b" " * 1000] * 5)
    assert refused.value.status == 413


def test_a_question_that_does_not_come_to_its_end_is_not_waited_for() -> None:
    with pytest.raises(UnfitBodyError, match="in time") as refused:
        reading([b"{"], seconds=0.01)
    assert refused.value.status == 408


def test_who_hangs_up_in_the_middle_has_asked_nothing() -> None:
    with pytest.raises(HungUpError):
        reading([b"{"], hangs_up=True)
