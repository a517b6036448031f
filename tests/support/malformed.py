"""Requests with something wrong in them: in what is asked, in how, in its bytes; by the hundred."""

import json
import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from asked_of_a_page import head, question
from truce_sim.page.server import QUESTIONS, Site

_RAW = (
    "NaN",
    "-Infinity",
    "1e999",
    "01",
    "+1",
    "'a'",
    '"\\ud800"',
    '"\\x"',
    "9" * 400,
    "[" * 300,
    '{"a":1,"a":2}',
    "undefined",
    "",
)
"""What JSON does not have, as it stands in a body."""
_ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    -1,
    0,
    1,
    1.5,
    10**9,
    10**14,
    1e300,
    "",
    "1",
    "\x00",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "__proto__",
    "parties.all.tolerance",
    "x" * 600,
    "\u202e\U0001f54a",
    [],
    [[]],
    [1, "a", None],
    {},
    {"": ""},
    {"a": {"a": {"a": {"a": {}}}}},
    *(f"raw {place}" for place in range(len(_RAW))),
)
_KEYS = (
    "state",
    "inputs",
    "options",
    "talks",
    "observed",
    "histories",
    "within",
    "path",
    "stop",
    "",
)


class Malformed:
    """Makes them, one after the other, the same for the same seed.

    Args:
        site: whose token they carry, as a rule.
        port: where it is served.
        paths: inputs that have a slider.
        seed: which ones.
    """

    def __init__(self, site: Site, port: int, paths: list[str], seed: int) -> None:
        self._site, self._port, self._paths = site, port, paths
        self._random = random.Random(seed)  # noqa: S311 - requests of a test
        self._kinds: tuple[Callable[[], bytes], ...] = (
            self._asked,
            self._asked,
            self._bytes,
            self._framed,
            self._headed,
            self._lined,
        )

    def __call__(self) -> bytes:
        """Return the next."""
        return self._random.choice(self._kinds)()

    def _question(self, body: bytes, **more: str) -> bytes:
        return question(self._site, self._port, self._random.choice(QUESTIONS), body, **more)

    def _usual(self) -> dict[str, Any]:
        path = self._random.choice(self._paths)
        state: dict[str, Any] = {
            "inputs": {path: 0},
            "options": [],
            "talks": None,
            "observed": None,
        }
        return {"state": state, "path": path, "histories": 2, "within": 50}

    def _asked(self) -> bytes:
        """Ask something that cannot be."""
        asked: Any = self._usual()
        for _ in range(self._random.randint(1, 3)):
            self._spoil(asked)
        if self._random.random() < 0.1:
            asked = deepcopy(self._random.choice(_ODD))
        text = json.dumps(asked, ensure_ascii=self._random.random() < 0.5)
        for place, raw in enumerate(_RAW):
            text = text.replace(f'"raw {place}"', raw)
        return self._question(text.encode())

    def _spoil(self, table: dict[str, Any]) -> None:
        tables = [table, *(one for one in table.values() if isinstance(one, dict))]
        one = self._random.choice(tables)
        odd = deepcopy(self._random.choice(_ODD))
        if one and self._random.random() < 0.7:
            one[self._random.choice(list(one))] = odd
        else:
            one[self._random.choice([*_KEYS, *self._paths])] = odd

    def _bytes(self) -> bytes:
        """Ask something that can be, and spoil some of its bytes."""
        raw = bytearray(self._question(json.dumps(self._usual()).encode()))
        for _ in range(self._random.randint(1, 4)):
            place = self._random.randrange(max(1, len(raw) - 1))
            way = self._random.randrange(4)
            if way == 0:
                raw[place] = self._random.randrange(256)
            elif way == 1:
                raw[place:place] = self._random.randbytes(self._random.choice([1, 3, 50]))
            elif way == 2:
                del raw[place : min(len(raw) - 1, place + self._random.choice([1, 2, 30]))]
            else:
                del raw[max(1, place) :]
        return bytes(raw)

    def _framed(self) -> bytes:
        """Say of a body something else than it is."""
        body = json.dumps(self._usual()).encode()
        pieces = [
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body),
            b"%x\r\n%s\r\n" % (len(body) + 5, body),
            b"zz\r\n" + body,
            b"-1\r\n" + body,
            b"f" * 40 + b"\r\n",
            b"1;" + b"x" * 5000 + b"\r\na\r\n0\r\n\r\n",
            b"".join(b"1\r\n \r\n" for _ in range(5000)),
            b"0\r\nx: y\r\n\r\n",
        ]
        if self._random.random() < 0.5:
            lengths = ["0", "1", "-1", "abc", "1e3", "99999999999999999999", str(len(body) + 9), ""]
            return self._question(body, **{"content-length": self._random.choice(lengths)})
        codings = ["chunked", "chunked, chunked", "gzip", "identity", "x"]
        line = f"POST /{self._site.keys.token}/{self._random.choice(QUESTIONS)}"
        coding = {"transfer-encoding": self._random.choice(codings)}
        if self._random.random() < 0.3:
            coding["content-length"] = str(len(body))
        return head(self._site, self._port, line, **coding) + self._random.choice(pieces)

    def _headed(self) -> bytes:
        """Spoil a header, or add a strange one."""
        names = ["host", "x-truce-token", "x-truce-page", "origin", "sec-fetch-site", "expect"]
        names += [
            "content-type",
            "connection",
            "upgrade",
            "cookie",
            "content-encoding",
            "te",
            "x y",
        ]
        values = ["", " ", "\xff\xfe", "a" * 3000, "100-continue", "null", "\x00", "a\r\n b", "*"]
        more = {
            self._random.choice(names): self._random.choice(values)
            for _ in range(self._random.randint(1, 3))
        }
        return self._question(json.dumps(self._usual()).encode(), **more)

    def _lined(self) -> bytes:
        """Spoil the first line."""
        token = self._site.keys.token
        methods = ["GET", "PUT", "get", "", "POST POST", "\x00", "M" * 3000, "CONNECT", "OPTIONS"]
        targets = [
            "*",
            "",
            "/",
            "//",
            f"/{token}",
            f"/{token}//answer",
            f"/{token}/answer/",
            "\xff",
        ]
        targets += [f"/{token}/%00", f"/{token}/%ff%fe", f"/{token}/../answer", f"/{token}/a?b=%"]
        targets += [f"http://e.example/{token}/", f"/{token}/{'a' * 9000}", f"/{token}/answer#x"]
        line = f"{self._random.choice(methods)} {self._random.choice(targets)}"
        return head(self._site, self._port, line)
