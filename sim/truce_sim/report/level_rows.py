"""The levels of one input in the terminal: a row each, with its odds."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.terminal_lines import MUTED, columns, odds_bar, padded, wrapped
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.sweep import SweepParam
from truce_sim.widths import cells, told_apart

_LEAST, _BESIDE = 14, 53
"""Least cells of a level, and those of the line beside it."""


def in_bold(label: str) -> Iterator[Text]:
    """Yield a label as the heading of its levels."""
    for line in wrapped(label):
        line.stylize("bold")
        yield line


def level_column(param: SweepParam) -> tuple[dict[str, str], int]:
    """Return how each level is written in a column of them, and the width of the column."""
    names = told_apart(param.texts, columns() - _BESIDE)
    return dict(zip(param.texts, names, strict=True)), max(_LEAST, *map(cells, names))


def level_head(width: int) -> Text:
    """Return the heading of the columns beside the levels."""
    return Text(f"  {'':<{width}}{'odds':>6}  {'95% range':<10}  0{'100':>29}", style=MUTED)


def level_row(level: str, width: int, held: Share, mark: str, *, here: bool = False) -> Text:
    """Return a level with its odds, a mark, its range and both drawn; bold if it is the file's."""
    line = Text("  ").append_text(padded(level, width, "bold" if here else ""))
    line.append(f"{w.odds(held.value):>5}{mark}  {w.span(held.low, held.high):<10}  ")
    return line.append_text(odds_bar(held.value, held.low, held.high))
