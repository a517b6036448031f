"""What all tables of docs/evidence.md are made with."""

from collections.abc import Iterable
from typing import Any

Kept = dict[str, Any]
"""What the page is made of, as docs/evidence.json keeps it."""


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
