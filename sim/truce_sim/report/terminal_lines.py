"""What all answers in the terminal are made of: colours, wrapped sentences, padded cells, bars."""

from collections.abc import Iterator
from textwrap import wrap

from rich.text import Text

BETTER, WORSE, MUTED = "color(30)", "color(130)", "bright_black"
WIDTH = 80


def wrapped(sentence: str, indent: int = 2) -> Iterator[Text]:
    """Yield a sentence in lines that fit the terminal."""
    for line in wrap(sentence, WIDTH - indent, break_on_hyphens=False):
        yield Text(" " * indent + line)


def padded(text: str, cells: int, style: str = "") -> Text:
    """Return text of a fixed width; wide letters count two."""
    cell = Text(text, style=style)
    cell.pad_right(max(0, cells - cell.cell_len))
    return cell


def odds_bar(value: float, low: float, high: float, cells: int = 30) -> Text:
    """Return the odds on a line from 0 to 100, the interval around them drawn thin."""
    first, last, at = (min(cells - 1, int(cells * x)) for x in (low, high, value))
    bar = Text(" " * first)
    bar.append("─" * (at - first), style=MUTED)
    bar.append("●", style=BETTER)
    bar.append("─" * (last - at), style=MUTED)
    return bar
