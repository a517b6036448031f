"""A scenario file of our own as tables of lines, so that another can be put together from it.

Comments behind values travel with them. Only files in the plain form of the archetypes are read: a
value on one line, names of tables without dots in them.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from truce_sim.scenario.writing import inline

_LINE = re.compile(r'("[^"]+"|[\w-]+)\s*=\s*(.*?)(?:\s{2,}(#.*))?')
_COLUMN = 53
"""Where comments begin, if the value before them leaves room."""

Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A value as written, and the comment behind it."""

    value: str
    comment: str = ""


Block = dict[str, Line]
Blocks = dict[Steps, Block]


def blocks_of(text: str) -> Blocks:
    """Return the tables of a file, each with its lines by key; () holds those above all tables."""
    found: Blocks = {(): {}}
    table: Steps = ()
    for line in text.splitlines():
        header = re.match(r"\[([\w.-]+)\]", line)
        if header:
            table = tuple(header[1].split("."))
            found[table] = {}
        elif line and not line.startswith("#"):
            match = _LINE.fullmatch(line)
            if match is None:
                raise ValueError(f"not in the form of an archetype: {line}")
            found[table][match[1].strip('"')] = Line(match[2], match[3] or "")
    return found


def written(value: object, comment: str = "") -> Line:
    """Return a line of a value that is not written yet."""
    return Line(inline(value), f"# {comment}" if comment else "")


def raw_of(blocks: Mapping[Steps, Block]) -> dict[str, Any]:
    """Return the values of tables."""
    return tomllib.loads(
        "\n".join(line for table in blocks for line in text_of_table(table, blocks))
    )


def text_of_table(table: Steps, blocks: Mapping[Steps, Block]) -> Iterator[str]:
    """Yield the lines of a table, its header first, keys and comments in columns."""
    block = blocks[table]
    if table:
        yield f"[{'.'.join(map(_key, table))}]"
    keys = {key: _key(key) for key in block}
    width = max(map(len, keys.values()), default=0)
    for key, line in block.items():
        text = f"{keys[key]:<{width}} = {line.value}"
        yield f"{text:<{_COLUMN - 1}} {line.comment}".rstrip() if line.comment else text


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else inline(key)


@dataclass(slots=True)
class Draft:
    """A scenario being put together.

    Attributes:
        blocks: its tables, without the two below.
        ranges: lines of [believable], by path.
        evidence: lines of [evidence], by path.
    """

    blocks: Blocks
    ranges: Block
    evidence: Block

    def about(self, source: Mapping[Steps, Block], old: str, new: str) -> None:
        """Take ranges and evidence of a path and all below it, to stand for another path.

        What is there already stays.
        """
        for mine, table in ((self.ranges, "believable"), (self.evidence, "evidence")):
            for path, line in source.get((table,), {}).items():
                if path == old or path.startswith(f"{old}."):
                    mine.setdefault(f"{new}{path.removeprefix(old)}", line)


def take(draft: Draft, source: Mapping[Steps, Block], old: Steps, new: Steps) -> None:
    """Take a table and those below it, with ranges and evidence, from another file."""
    for table, block in source.items():
        if table[: len(old)] == old:
            draft.blocks[(*new, *table[len(old) :])] = dict(block)
    draft.about(source, ".".join(old), ".".join(new))
