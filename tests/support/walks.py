"""The steps of docs/extending.md, as tests take them: the page is where their code stands."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from clone import Step

PAGE = Path(__file__).parents[2] / "docs" / "extending.md"
_CODE = re.compile(r"((?:^[^\n]+\n)+)\n```(\w+)\n(.*?)^```\n", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"`([\w./-]+/[\w-]+\.\w+)`")


def walk(chapter: str) -> dict[str, Step]:
    """Return the steps of a chapter by name: what each block under a `###` heading does to a file.

    A block belongs to the file that the paragraph before it names first. A `diff` changes a file
    that is there, anything else is a new one.
    """
    text = PAGE.read_text(encoding="utf-8")
    (body,) = re.findall(rf"(?ms)^## {re.escape(chapter)}\n(.*?)(?=^## |\Z)", text)
    named = re.split(r"(?m)^### (.+)\n", body)[1:]
    found = {}
    for name, section in zip(named[::2], named[1::2], strict=True):
        steps = list(_steps(section))
        if steps:
            found[name] = _together(steps)
    return found


def examples(page: Path = PAGE) -> list[str]:
    """Return the blocks of Python of a page that are run: all but those that are files."""
    return [
        code
        for paragraph, sort, code in _CODE.findall(page.read_text(encoding="utf-8"))
        if sort == "python" and not paragraph.rstrip().endswith(", new:")
    ]


def _steps(section: str) -> Iterator[Step]:
    for paragraph, sort, code in _CODE.findall(section):
        file = _FILE.findall(paragraph)[0]
        if sort == "diff":
            lines = code.splitlines(keepends=True)
            old = "".join(line[1:] for line in lines if not line.startswith("+"))
            new = "".join(line[1:] for line in lines if not line.startswith("-"))
            yield Step(file, old, new)
        else:
            yield Step(file, new=code)


def _together(steps: Sequence[Step]) -> Step:
    first, *rest = steps
    return Step(first.file, first.old, first.new, also=tuple(rest))
