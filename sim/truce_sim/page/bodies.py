"""What a page asks, read as from a stranger: bounded in length, depth and time, and strict JSON.

Python's own reader takes more than JSON has (NaN, a key twice, numbers without end) and fails in
its own way on deep nesting; here each of them is one sentence.
"""

import asyncio
import json
import math
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

LEAST_BYTES = 4096
"""That a question may have, however little there is to move."""
MOST_BYTES = 64 * 1024
"""That a question may have, however much there is."""
MOST_SECONDS = 5.0
_MOST_DEPTH = 8
_MOST_DIGITS = 15
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


class UnfitBodyError(Exception):
    """What was sent is no question.

    Args:
        status: the code of HTTP that says so.
        sentence: says so to people.
    """

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class HungUpError(Exception):
    """Nobody is there any more."""


async def read(
    receive: Receive, most: int = LEAST_BYTES, seconds: float = MOST_SECONDS
) -> dict[str, Any]:
    """Return the question in a request's body.

    Args:
        receive: hands out the body piece by piece, however it comes.
        most: bytes that it may have, counted as they come, whatever length was stated.
        seconds: within which it has to have come.

    Raises:
        UnfitBodyError: if it is too long, too slow, or anything else than one JSON object.
        HungUpError: if whoever sent it is gone.
    """
    try:
        raw = await asyncio.wait_for(_whole(receive, most), seconds)
    except TimeoutError:
        raise UnfitBodyError(408, "The question did not come to its end in time.") from None
    return strict(raw)


async def _whole(receive: Receive, most: int) -> bytes:
    raw = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise HungUpError
        raw += message.get("body", b"")
        if len(raw) > most:
            raise UnfitBodyError(413, f"A question has {most:,} bytes at most.")
        more = message.get("more_body", False)
    return bytes(raw)


def strict(raw: bytes) -> dict[str, Any]:
    """Return the JSON object that bytes hold.

    Raises:
        UnfitBodyError: if they hold anything else, or anything that JSON has not.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _unfit("it is not UTF-8") from None
    if _depth(text) > _MOST_DEPTH:
        raise _unfit("it is nested too deeply")
    try:
        found = json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_short,
        )
    except (ValueError, RecursionError):
        raise _unfit("it is not JSON") from None
    if not isinstance(found, dict):
        raise _unfit("it is not an object")
    _whole_letters(found)
    return found


def _unfit(why: str) -> UnfitBodyError:
    return UnfitBodyError(400, f"The question cannot be read: {why}.")


def _depth(text: str) -> int:
    """Return how deeply brackets are nested, at the deepest."""
    deepest = now = 0
    for letter in _STRINGS.sub("", text):
        now += (letter in "[{") - (letter in "]}")
        deepest = max(deepest, now)
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _unfit("it has a key twice")
    return found


def _no_constant(_: str) -> float:
    raise _unfit("it has a number that JSON has not")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _unfit("it has a number that is too large")
    return value


def _short(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise _unfit("it has a number that is too large")
    return int(text)


def _whole_letters(value: object) -> None:
    """Refuse halves of letters, which JSON can write and nothing else can."""
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise _unfit("it has half a letter") from None
    elif isinstance(value, dict):
        for key, one in value.items():
            _whole_letters(key)
            _whole_letters(one)
    elif isinstance(value, list):
        for one in value:
            _whole_letters(one)
