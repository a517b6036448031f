"""What all answers in the terminal are made of: colours, wrapped sentences, padded cells, bars."""

import sys
from collections.abc import Iterable, Iterator
from shutil import get_terminal_size

from rich.text import Text

from truce_sim.widths import COLUMNS, broken, cells

BETTER, WORSE, MUTED = "color(30)", "color(130)", "bright_black"
WIDTH = COLUMNS
"""Cells of a sentence: longer lines are hard to read on any terminal."""
_WIDEST = 160


def wrapped(sentence: str, indent: int = 2) -> Iterator[Text]:
    """Yield a sentence in lines that fit the terminal."""
    for line in broken(sentence, WIDTH - indent):
        yield Text(" " * indent + line)


def padded(text: str, room: int, style: str = "") -> Text:
    """Return text of a fixed width, what is left of it to the right."""
    cell = Text(text, style=style)
    cell.pad_right(max(0, room - cells(text)))
    return cell


def flush_right(text: str, room: int) -> str:
    """Return text of a fixed width, what is left of it to the left."""
    return " " * max(0, room - cells(text)) + text


def columns() -> int:
    """Return the cells that a table may take: all of a wide terminal, 80 elsewhere."""
    if not sys.stdout.isatty():
        return COLUMNS
    return min(_WIDEST, max(COLUMNS, get_terminal_size((COLUMNS, 24)).columns))


def label_column(labels: Iterable[str], least: int, others: int) -> int:
    """Return the width of a column of labels: as the longest of them needs, as far as there is room.

    Args:
        labels: what stands in it.
        least: its width where all are short.
        others: cells of the line that others take.
    """
    longest = max(map(cells, labels), default=0) + 1
    return min(max(least, longest), max(least, columns() - others))


def odds_bar(value: float, low: float, high: float, room: int = 30) -> Text:
    """Return the odds on a line from 0 to 100, the interval around them drawn thin."""
    first, last, at = (min(room - 1, int(room * x)) for x in (low, high, value))
    bar = Text(" " * first)
    bar.append("─" * (at - first), style=MUTED)
    bar.append("●", style=BETTER)
    bar.append("─" * (last - at), style=MUTED)
    return bar
