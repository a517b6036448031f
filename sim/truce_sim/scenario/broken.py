"""Texts that are no TOML: what was meant, and the change that makes it so.

The standard reader says where it stopped, seldom why. Each cause here looks at the text around
that place for one mistake that people make, and offers a change; the first whose change lets the
reader get further is the cause.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from truce_sim.scenario.kinds import short
from truce_sim.scenario.mends import Edit, Try, difference, inline, key_text, mended
from truce_sim.scenario.numbers import in_file, meant
from truce_sim.scenario.sourcemap import SourceMap, Statement
from truce_sim.scenario.tree import Leaf, node_at

_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\s*\Z")
_STRING = re.compile(r"\"\"\"|'''|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_KEY = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')(?:\s*\.\s*(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*'))*"
LONGEST_LINE = 2000
"""Characters; nobody writes longer lines by hand."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why the reader stopped.

    Attributes:
        says: in words.
        start: offset of the first character at fault.
        end: offset after the last one.
        tries: what to change, one or the other.
    """

    says: str
    start: int
    end: int
    tries: tuple[Try, ...]


@dataclass(frozen=True)
class _Stop:
    """Where the reader stopped: text, offset, and the line around it."""

    text: str
    at: int
    message: str

    @property
    def start(self) -> int:
        return self.text.rfind("\n", 0, self.at) + 1

    @property
    def end(self) -> int:
        end = self.text.find("\n", self.at)
        return len(self.text) if end < 0 else end

    @property
    def line(self) -> str:
        return self.text[self.start : self.end]


def stopped(text: str) -> tuple[int, str] | None:
    """Return the offset at which the reader stops in a text, and its message; None if it reads."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        if where is None or not where[1]:
            return len(text.rstrip()), str(error)
        start = 0
        for _ in range(int(where[1]) - 1):
            start = text.find("\n", start) + 1
        return min(start + int(where[2]) - 1, len(text)), str(error)
    except (ValueError, RecursionError, OverflowError):
        return 0, ""
    return None


def cause_of(text: str, at: int, message: str) -> Cause | None:
    """Return why the reader stopped at an offset, or None if that is not known."""
    stop = _Stop(text, at, message)
    for look in _LOOKS:
        if look not in _FAR and len(stop.line) > LONGEST_LINE:
            continue
        for cause in look(stop):
            tries = tuple(one for one in cause.tries if _helps(stop, one))
            if tries:
                return Cause(cause.says, cause.start, cause.end, tries)
    return None


def _helps(stop: _Stop, one: Try) -> bool:
    """Return whether the reader gets beyond the lines of a change."""
    fresh = mended(stop.text, one.edits)
    further = stopped(fresh)
    if further is None:
        return True
    left = len(stop.text) - stop.end
    return further[0] > len(fresh) - left and fresh != stop.text


def _rewritten(stop: _Stop, line: str, says: str, told: str = "") -> Iterator[Cause]:
    """Yield the cause that a line should be written otherwise."""
    if line == stop.line:
        return
    fresh = stop.text[: stop.start] + line + stop.text[stop.end :]
    edits = difference(stop.text, fresh)
    start = max(edits[0].start, stop.start)
    end = max(min(edits[0].end, stop.end), start + 1)
    yield Cause(says, start, end, (Try(told or _bare_of_comment(line), edits),))


def _bare_of_comment(line: str) -> str:
    return _outside(line, r"#.*", "").strip()


def _outside(line: str, pattern: str, fresh: str | Callable[[re.Match[str]], str]) -> str:
    """Return a line with a pattern replaced outside of texts in quotes."""
    out, last = "", 0
    for string in [*_STRING.finditer(line), None]:
        start = string.start() if string else len(line)
        out += re.sub(pattern, fresh, line[last:start])
        if string:
            out += string[0]
            last = string.end()
    return out


# One cause after the other, the surest first.


def _over_lines(stop: _Stop) -> Iterator[Cause]:
    if "{" not in stop.text[: stop.at + 1]:
        return
    found = SourceMap(stop.text)
    for path, span in found.values.items():
        if not (span.start <= stop.at <= span.end and stop.text[span.start] == "{"):
            continue
        whole = stop.text[span.start : span.end]
        joined = _joined(whole)
        if joined == whole:
            continue
        lead = f"{key_text(str(path[-1]))} = "
        says = (
            "what stands in braces stands on one line"
            if "\n" in whole
            else "the last value in braces has no comma after it"
        )
        edit = Edit(span.start, span.end, joined)
        yield Cause(says, span.start, span.start + 1, (Try(joined, (edit,), lead),))


def _joined(braces: str) -> str:
    """Return an inline table on one line, without comments and without a last comma."""
    tokens = re.findall(rf"{_STRING.pattern}|#[^\n]*|\n|[^\s\"'#,{{}}\[\]]+|\s+|.", braces)
    words: list[str] = []
    for part in tokens:
        if part.startswith("#"):
            continue
        if "\n" in part and not part.strip():
            if words and words[-1] not in {",", "{", "["}:
                words.append("\n")
            continue
        if part in {"}", "]", ","}:
            while words and (words[-1] in {"\n", ","} or not words[-1].strip()):
                if words[-1] == "," and part == ",":
                    break
                words.pop()
            words += [" ", part] if part == "}" and words[-1:] != ["{"] else [part]
        elif part.strip():
            if words and words[-1] == "\n":
                words[-1] = ", "
            elif words and words[-1] in {",", "{"}:
                words.append(" ")
            words.append(part)
        elif words and words[-1] not in {"{", "[", "\n", ","}:
            words.append(" ")
    return "".join(words).replace("\n", " ")


def _twice(stop: _Stop) -> Iterator[Cause]:
    if not re.search(r"Cannot|Duplicate|twice", stop.message):
        return
    found = SourceMap(stop.text)
    here = next((one for one in found.statements if stop.start <= one.start < stop.end + 1), None)
    if here is None:
        return
    first = next(
        (
            one
            for one in found.statements
            if one.start < here.start and (one.path == here.path or _within(one, here))
        ),
        None,
    )
    if first is None:
        return
    number = found.line(first.start)
    if not here.header:
        own = _lines_of(stop.text, here, here)
        old = _lines_of(stop.text, first, first)
        says = f"this key appears twice, first at line {number}"
        yield Cause(says, here.start, here.end, (_without(found, own), _without(found, old)))
        return
    says = f"this table appears twice, first at line {number}"
    block, before = _block(found, here), _block(found, first)
    own = _lines_of(stop.text, block[0], block[-1])
    if len(block) > 1 and first.header and not _names(block) & _names(before):
        lines = stop.text[_lines_of(stop.text, block[1], block[-1])[0] : own[1]]
        place = _lines_of(stop.text, before[-1], before[-1])[1]
        first_line, last_line = found.line(block[1].start), found.line(block[-1].start)
        which = (
            f"line {first_line}"
            if first_line == last_line
            else (f"lines {first_line} to {last_line}")
        )
        told = (
            f"move {which} below line {found.line(before[-1].start)} and leave line "
            f"{found.line(here.start)} out"
        )
        moved = Try(told, (Edit(place, place, lines.rstrip("\n") + "\n"), Edit(*own, "")))
        yield Cause(says, here.start, here.end, (moved,))
    tries = [_without(found, own)]
    if first.header:
        tries.append(_without(found, _lines_of(stop.text, before[0], before[-1])))
    yield Cause(says, here.start, here.end, tuple(tries))


def _within(one: Statement, here: Statement) -> bool:
    return not one.header and one.path == here.path[: len(one.path)]


def _names(block: list[Statement]) -> set[object]:
    return {one.path[len(block[0].path)] for one in block[1:]}


def _block(found: SourceMap, header: Statement) -> list[Statement]:
    """Return a header with the lines of its table."""
    place = found.statements.index(header)
    block = [header]
    for one in found.statements[place + 1 :]:
        if one.header or not header.header:
            break
        block.append(one)
    return block


def _lines_of(text: str, first: Statement, last: Statement) -> tuple[int, int]:
    start = text.rfind("\n", 0, first.start) + 1
    end = text.find("\n", last.end)
    return start, len(text) if end < 0 else end + 1


def _without(found: SourceMap, lines: tuple[int, int]) -> Try:
    first, last = found.line(lines[0]), found.line(max(lines[1] - 1, lines[0]))
    told = f"leave line {first} out" if first == last else f"leave lines {first} to {last} out"
    return Try(told, (Edit(*lines, ""),))


def _header(stop: _Stop) -> Iterator[Cause]:
    match = re.match(r"\s*(\[{1,2})([^\[\]#]*)(\]*)(.*)\Z", stop.line)
    if not match or "=" in match[2]:
        return
    parts = re.findall(r"\"[^\"]*\"|'[^']*'|[^.]+", match[2].strip().replace("/", "."))
    name = ".".join(
        part.strip() if part.strip()[:1] in "\"'" else key_text(part.strip()) for part in parts
    )
    comment = re.search(r"#.*", match[4])
    fresh = f"[{name}]" + (f"  {comment[0]}" if comment else "")
    says = "the header of a table must end with ]"
    if match[3]:
        says = (
            "the name of a table with blanks or letters beyond a to z stands in quotes"
            if name != match[2].strip()
            else "nothing but a comment follows the header of a table"
        )
    yield from _rewritten(stop, fresh, says, f"[{name}]")


def _spaces(stop: _Stop) -> Iterator[Cause]:
    fresh = _outside(stop.line, r"[\u00a0\u2000-\u200a\u202f\u3000]", " ")
    fresh = _outside(fresh, r"[\u200b-\u200f\u2060\ufeff]", "")
    says = "there is a blank here that is none of TOML's; type it anew"
    yield from _rewritten(stop, fresh, says)
    clean = "".join(c for c in stop.line if c == "\t" or c.isprintable() or ord(c) > 0x9F)
    yield from _rewritten(
        stop,
        clean,
        "there is a character here that cannot be shown",
        " ".join(_bare_of_comment(clean).split()),
    )


def _comment(stop: _Stop) -> Iterator[Cause]:
    fresh = re.sub(r"\A(\s*)(?://+|--+|;+|%+|/\*+)", r"\1#", stop.line)
    fresh = fresh if fresh != stop.line else _outside(stop.line, r"\s//", "  #")
    told = short(fresh.strip(), 60)
    yield from _rewritten(stop, fresh, "a comment starts with #", told)


def _quotes(stop: _Stop) -> Iterator[Cause]:
    says = "quotes are straight in TOML"
    marks = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
    fresh = re.sub(rf"[{marks}\"]([^{marks}\"\n]*)[{marks}\"]", lambda m: inline(m[1]), stop.line)
    if not set(marks) & set(stop.line):
        fresh = stop.line
    yield from _rewritten(stop, fresh, says, _told_value(fresh))
    fresh = re.sub(r"[\u2018\u201a`\u00b4]([^\u2019`\u00b4\n]*)[\u2019`\u00b4]",
                   lambda m: inline(m[1]), stop.line)  # fmt: skip
    yield from _rewritten(stop, fresh, says, _told_value(fresh))


def _told_value(line: str) -> str:
    return _bare_of_comment(line)


def _backslash(stop: _Stop) -> Iterator[Cause]:
    bad = re.compile(r"\\(?![btnfr\"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")

    def literal(match: re.Match[str]) -> str:
        inside = match[0][1:-1]
        if not bad.search(inside) and not inside.endswith("\\"):
            return match[0]
        return f"'{inside}'" if "'" not in inside else '"' + inside.replace("\\", "\\\\") + '"'

    says = "a backslash in double quotes starts an escape; in single quotes it stands for itself"
    yield from _rewritten(stop, re.sub(r"\"[^\"\n]*\"", literal, stop.line), says)


def _unclosed(stop: _Stop) -> Iterator[Cause]:
    line = stop.line.rstrip()
    for quote in ('"', "'"):
        if _STRING.sub("", line).count(quote) % 2:
            match = re.match(r"(.*?)(\s*[}\]]*)\Z", line)
            assert match is not None  # noqa: S101 - matches every line
            says = "a text lacks its closing quote"
            other = "'" if quote == '"' else '"'
            for fresh in (
                f"{match[1]}{quote}{match[2]}",
                line + quote,
                line.removesuffix(other) + quote,
                re.sub(
                    rf"([^\s,=\[\]{{}}]){re.escape(quote)}", rf"{quote}\1{quote}", line, count=1
                ),
            ):
                yield from _rewritten(stop, fresh, says)
    left = _STRING.sub("", _outside(line, r"#.*", ""))
    for opening, closing, name in (("{", "}", "an inline table"), ("[", "]", "a list")):
        missing = left.count(opening) - left.count(closing)
        body = _bare_of_comment(line)
        if missing > 0:
            gap = " " if closing == "}" else ""
            says = f"{name} lacks its closing {closing}"
            yield from _rewritten(stop, body + (gap + closing) * missing, says)
        elif missing < 0 and body.endswith(closing):
            says = f"there is one {closing} too many"
            yield from _rewritten(stop, body[:-1].rstrip(), says)


def _above(stop: _Stop) -> Iterator[Cause]:
    """A list or a table that was opened on a line before and never closed."""
    start = stop.start
    for _ in range(200):
        if start <= 0:
            return
        start = stop.text.rfind("\n", 0, start - 1) + 1
        earlier = _Stop(stop.text, start, stop.message)
        if len(earlier.line) > LONGEST_LINE:
            return
        left = _STRING.sub("", _outside(earlier.line, r"#.*", ""))
        if left.count("[") > left.count("]") or left.count("{") > left.count("}"):
            yield from _unclosed(earlier)
            return


def _equals(stop: _Stop) -> Iterator[Cause]:
    says = "a key must be followed by = and a value"
    fresh = _outside(
        stop.line, r"(?:(?<=[\w\"'])|\A)(\s*)(?::=|=>|->|==|=:|:(?!\d\d))(\s*)(?=\S|\Z)", " = "
    )
    for line in (fresh, re.sub(rf"\A(\s*{_KEY})(?:[ \t]+|\s*:\s*)(\S.*)\Z", r"\1 = \2", stop.line)):
        yield from _rewritten(stop, line, says)
        for cause in _values(_on(stop, line)):
            yield from _rewritten(stop, _on_line(stop, line, cause), says)
    match = re.match(r"(\s*)([A-Za-z]\w*(?:[ \t-]+\w+)+)(\s*=.*)\Z", stop.line)
    if match:
        name = re.sub(r"[ \t-]+", "_", match[2].strip())
        says = "a key is one word"
        yield from _rewritten(stop, match[1] + name + match[3], says)
    match = re.match(r"(\s*)([^\s\"'=\[\]{}#,]+)(\s*=.*)\Z", stop.line)
    if match:
        says = "a key with letters beyond a to z stands in quotes"
        yield from _rewritten(stop, f"{match[1]}{key_text(match[2])}{match[3]}", says)


def _on(stop: _Stop, line: str) -> _Stop:
    """Return the stop with its line written otherwise."""
    return _Stop(stop.text[: stop.start] + line + stop.text[stop.end :], stop.start, stop.message)


def _on_line(stop: _Stop, line: str, cause: Cause) -> str:
    """Return a line after the change of a cause that was found on it."""
    whole = stop.text[: stop.start] + line + stop.text[stop.end :]
    fresh = mended(whole, cause.tries[0].edits)
    end = len(fresh) - (len(stop.text) - stop.end)
    return fresh[stop.start : end]


def _nothing(stop: _Stop) -> Iterator[Cause]:
    match = re.match(rf"\s*({_KEY})\s*=\s*(?:#.*)?\Z", stop.line)
    if not match:
        return
    headers = re.findall(r"^\s*\[([^\[\]\n]+)\]", stop.text[: stop.start], re.MULTILINE)
    steps = (*(headers[-1].split(".") if headers else ()), match[1])
    place = node_at(tuple(step.strip(" \"'") for step in steps))
    says = f"{short(match[1])} has no value"
    leaf = place[0] if place and isinstance(place[0], Leaf) else None
    if leaf is not None and leaf.required:
        yield from _rewritten(stop, f"{match[1]} = {leaf.kind.sample}", says)
    else:
        end = min(stop.end + 1, len(stop.text))
        out = Try(f"leave {match[1]} out", (Edit(stop.start, end, ""),))
        yield Cause(says, stop.start, stop.end, (out,))


def _values(stop: _Stop) -> Iterator[Cause]:
    """Values on the line that are none of TOML's: 30%, .3, 0,2, 36h, words without quotes."""
    edits: list[Edit] = []
    says, told = "", ""
    where = (stop.at, stop.at + 1)
    for start, end in _stretches(stop.line):
        value = stop.line[start:end]
        if _reads(value):
            continue
        reason, fresh = bare(value)
        if not fresh:
            continue
        edits.append(Edit(stop.start + start, stop.start + end, fresh))
        if not says:
            says, told = reason, fresh
            where = (stop.start + start, stop.start + end)
    if edits:
        yield Cause(says, *where, (Try(told, tuple(edits)),))


def _reads(value: str) -> bool:
    try:
        return set(tomllib.loads(f"x = {value}")) == {"x"}
    except (ValueError, RecursionError):
        return False


def _stretches(line: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line that stand where a value belongs, quoted ones left out."""
    depth: list[str] = []
    place, length = 0, len(line)
    wanted = False
    while place < length:
        letter = line[place]
        if letter == "#":
            return
        string = _STRING.match(line, place)
        if string and letter in "\"'":
            place, wanted = string.end(), False
        elif letter in "{[":
            depth.append(letter)
            wanted = letter == "[" and len(depth) > 0 and "=" in line[:place]
            place += 1
        elif letter in "}]":
            if depth:
                depth.pop()
            wanted = False
            place += 1
        elif letter == "=":
            wanted = True
            place += 1
        elif letter == ",":
            wanted = bool(depth) and depth[-1] == "["
            place += 1
        elif wanted and not letter.isspace():
            end = _end_of_value(line, place, depth)
            if end > place:
                yield place, end
            place, wanted = max(end, place + 1), False
        else:
            place += 1


def _end_of_value(line: str, start: int, depth: list[str]) -> int:
    """Return the offset after a value without quotes."""
    if not depth:
        end = re.compile(r"[^#]*").match(line, start)
    elif depth[-1] == "{":
        end = re.compile(rf"(?:(?!,\s*{_KEY}\s*=)[^}}#])*").match(line, start)
    else:
        end = re.compile(r"[^,\]#]*").match(line, start)
    assert end is not None  # noqa: S101 - all of them match nothing
    return start + len(end[0].rstrip())


def bare(value: str) -> tuple[str, str]:
    """Return what is wrong with a value that is none of TOML's, and what was meant, or ""."""
    text = value.strip()
    for look in (_percent, _followed, _number, _fraction, _yes_or_no, _time, _words):
        found = look(text)
        if found is not None:
            return found
    return "", ""


_Meant = tuple[str, str] | None


def _percent(text: str) -> _Meant:
    match = re.fullmatch(r"([+-]?[0-9]*[.,]?[0-9]+)\s*(?:%|percent|per cent)", text)
    number = meant(match[1]) if match else None
    if number is None:
        return None
    says = "a share is written as a number from 0 to 1"
    return says, in_file(float(f"{number / 100:.12g}"))


def _followed(text: str) -> _Meant:
    if text[-1:] not in {",", ";"} or len(text) < 2:
        return None
    rest = text[:-1].rstrip()
    says = "a value is followed by nothing but the end of its line"
    return says, rest if _reads(rest) else bare(rest)[1]


def _number(text: str) -> _Meant:
    number = meant(text)
    if number is None or not re.search(r"[0-9]", text):
        return None
    says = "a number has a digit on both sides of its point"
    if {",", " ", "'"} & set(text):
        says = "a number is written with a point, without commas or blanks"
    elif text.strip("+-")[:1] == "0":
        says = "a number has no 0 in front"
    return says, in_file(number)


def _fraction(text: str) -> _Meant:
    match = re.fullmatch(r"([0-9]{1,9})\s*/\s*([1-9][0-9]{0,8})", text)
    if match is None:
        return None
    return "a share is written with a point", f"{int(match[1]) / int(match[2]):.6g}"


def _yes_or_no(text: str) -> _Meant:
    low = text.lower()
    if low not in {"true", "false", "yes", "no", "on", "off"}:
        return None
    says = "yes and no are written true and false"
    return says, str(low in {"true", "yes", "on"}).lower()


def _time(text: str) -> _Meant:
    length = r"[0-9.,]+\s*[A-Za-z]+(?:\s+[0-9.,]+\s*[A-Za-z]+)*"
    date = r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}.*"
    if not re.fullmatch(f"{length}|{date}", text):
        return None
    return "times and dates stand in quotes", inline(text)


def _words(text: str) -> _Meant:
    if not text or text[0] in "\"'[{" or len(text) > 500:
        return None
    return "text stands in quotes", inline(text)


_FAR = (_over_lines, _twice, _above)
_LOOKS: tuple[Callable[[_Stop], Iterator[Cause]], ...] = (
    _over_lines, _twice, _header, _spaces, _comment, _backslash, _quotes, _nothing, _values,
    _equals, _unclosed, _above,
)  # fmt: skip
