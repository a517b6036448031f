"""Where every key and value of a TOML text stands.

The standard reader gives values without positions, so this scans the text once more. It is
only used on text that the reader has accepted, and only once there is a fault to locate; on
anything it does not understand it stops and keeps what it has.
"""

import re
import tomllib
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[^\s.=\[\]{}\"'#,]+")
_BASIC = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL = re.compile(r"'[^'\n]*'")
_LONG_BASIC = re.compile(r'"""(?:\\.|[^\\])*?"""(?:"{0,2})', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''.*?'''(?:'{0,2})", re.DOTALL)
_BARE_VALUE = re.compile(r"[^,\]}\n#]+")
MOST_LIST_ITEMS = 64
"""Items of a list beyond this are found by the list as a whole."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: offsets of its first character and of the one after its last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A header, or a key with its value, outside of braces.

    Attributes:
        table: path of the table whose header stands above; of a header its own.
        path: path of what it names.
        start: offset of its first character.
        end: offset after its last one, comment left out.
        header: whether it is a header.
    """

    table: Path
    path: Path
    start: int
    end: int
    header: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of text as people find it: line and column from 1, and the line itself."""

    line: int
    column: int
    length: int
    text: str


class SourceMap:
    """Positions of keys and values, by path."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.names: dict[Path, list[Span]] = {}
        """Every place that writes the last step of a path."""
        self.statements: list[Statement] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        with suppress(_LostError, RecursionError):
            _Scanner(self).document()

    def line(self, offset: int) -> int:
        """Return the number of the line that an offset stands in, from 1."""
        return bisect_right(self._lines, offset)

    def key(self, path: Path) -> Spot | None:
        """Return where the key of `path` stands: for a table, its name in the header."""
        span = self.keys.get(path)
        return self.spot(span) if span else None

    def value(self, path: Path) -> Spot | None:
        """Return where the value of `path` stands; for a table with a header, its name there."""
        span = self.values.get(path) or self.keys.get(path)
        return self.spot(span) if span else None

    def spot(self, span: Span) -> Spot:
        """Return line and column of a stretch, cut at the end of its first line."""
        number = bisect_right(self._lines, span.start)
        start = self._lines[number - 1]
        stop = self._lines[number] - 1 if number < len(self._lines) else len(self.text)
        return Spot(
            number,
            span.start - start + 1,
            max(min(span.end, stop) - span.start, 1),
            self.text[start:stop],
        )


class _LostError(Exception):
    """The scanner met something it does not understand."""


class _Scanner:
    """Walks once over the text and notes what stands where."""

    def __init__(self, found: SourceMap) -> None:
        self._found = found
        self._text = found.text
        self._at = 0
        self._tables: dict[Path, int] = {}
        """Arrays of tables: path to the number of its latest table."""

    def document(self) -> None:
        table: Path = ()
        while True:
            self._skip(_BLANK)
            if self._at >= len(self._text):
                return
            if self._text[self._at] == "[":
                table = self._header()
            else:
                start = self._at
                path = self._pair(table)
                self._found.statements.append(Statement(table, path, start, self._at, header=False))

    def _skip(self, what: re.Pattern[str]) -> None:
        match = what.match(self._text, self._at)
        if match:
            self._at = match.end()

    def _peek(self, token: str) -> bool:
        return self._text.startswith(token, self._at)

    def _expect(self, token: str) -> None:
        if not self._peek(token):
            raise _LostError
        self._at += len(token)

    def _match(self, what: re.Pattern[str]) -> re.Match[str]:
        match = what.match(self._text, self._at)
        if match is None:
            raise _LostError
        self._at = match.end()
        return match

    def _header(self) -> Path:
        many, start = self._peek("[["), self._at
        self._expect("[[" if many else "[")
        path: Path = ()
        parts = self._key()
        for number, (name, span) in enumerate(parts, 1):
            path = (*path, name)
            last = number == len(parts)
            if last and many:
                self._tables[path] = self._tables.get(path, -1) + 1
                self._note(self._found.keys, path, span)
                path = (*path, self._tables[path])
                self._note(self._found.keys, path, span, over=True)
            else:
                self._note(self._found.keys, path, span, over=last)
                if path in self._tables:
                    path = (*path, self._tables[path])
        self._skip(_SPACE)
        self._expect("]]" if many else "]")
        self._found.statements.append(Statement(path, path, start, self._at, header=True))
        return path

    def _note(self, into: dict[Path, Span], path: Path, span: Span, *, over: bool = False) -> None:
        self._found.names.setdefault(path, []).append(span)
        if over:
            into[path] = span
        else:
            into.setdefault(path, span)

    def _key(self) -> list[tuple[str, Span]]:
        parts: list[tuple[str, Span]] = []
        while True:
            self._skip(_SPACE)
            start = self._at
            if self._peek('"'):
                raw = self._match(_BASIC)[0]
                name = _unquoted(raw)
            elif self._peek("'"):
                name = self._match(_LITERAL)[0][1:-1]
            else:
                name = self._match(_BARE_KEY)[0]
            parts.append((name, Span(start, self._at)))
            self._skip(_SPACE)
            if not self._peek("."):
                return parts
            self._at += 1

    def _pair(self, table: Path) -> Path:
        path = table
        for name, span in self._key():
            path = (*path, name)
            self._note(self._found.keys, path, span)
        self._skip(_SPACE)
        self._expect("=")
        self._value(path)
        return path

    def _value(self, path: Path) -> None:
        self._skip(_SPACE)
        start = self._at
        if self._peek('"""'):
            self._match(_LONG_BASIC)
        elif self._peek("'''"):
            self._match(_LONG_LITERAL)
        elif self._peek('"'):
            self._match(_BASIC)
        elif self._peek("'"):
            self._match(_LITERAL)
        elif self._peek("["):
            self._list(path)
        elif self._peek("{"):
            self._inline(path)
        else:
            self._at = start + len(self._match(_BARE_VALUE)[0].rstrip())
        self._found.values.setdefault(path, Span(start, self._at))

    def _list(self, path: Path) -> None:
        self._expect("[")
        number = 0
        while True:
            self._skip(_BLANK)
            if self._peek("]"):
                self._at += 1
                return
            self._value((*path, min(number, MOST_LIST_ITEMS)))
            number += 1
            self._skip(_BLANK)
            if self._peek(","):
                self._at += 1

    def _inline(self, path: Path) -> None:
        self._expect("{")
        while True:
            self._skip(_BLANK)
            if self._peek("}"):
                self._at += 1
                return
            self._pair(path)
            self._skip(_BLANK)
            if self._peek(","):
                self._at += 1


def _unquoted(raw: str) -> str:
    if "\\" not in raw:
        return raw[1:-1]
    return str(tomllib.loads(f"key = {raw}")["key"])
