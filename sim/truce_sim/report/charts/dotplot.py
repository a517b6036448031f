"""How sure the odds are: twenty equally believable sets of inputs on the word scale."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from truce_sim.report import style as s
from truce_sim.report.words import WORD_SCALE, word
from truce_sim.studies.results import Ignorance

WIDTH, DOT, BAND = 312.0, 8.4, 16.0
_NAMED = {
    "very unlikely": ("very", "unlikely"),
    "unlikely": ("unlikely",),
    "about as likely as not": ("about as", "likely as not"),
    "likely": ("likely",),
    "very likely": ("very", "likely"),
}
"""Bands wide enough to carry their word, in lines."""


def dotplot(held: float, doubt: Ignorance | None) -> Figure:
    """Draw the word scale, this scenario on it, and the believable others above it."""
    with s.styled():
        stacks = _stacked(doubt.dots if doubt and doubt.spreads else ())
        high = max((height for _, height in stacks), default=-1) + 1
        top = max(high * DOT + 5, 8)
        figure = s.sheet(top + BAND + 30, WIDTH)
        axes = s.panel(figure, 1, 0, WIDTH - 2, top + BAND + 30)
        s.bare(axes)
        axes.set_xlim(0, WIDTH - 2)
        axes.set_ylim(top + BAND + 30, 0)
        _scale(axes, top, word(held))
        for x, height in stacks:
            y = top - 1 - (height + 0.5) * DOT
            axes.plot([x], [y], "o", ms=7.2, mfc=s.HOLDS_MIDDLE, mec="none")
        x = held * (WIDTH - 2)
        axes.plot(
            [x], [top + BAND / 2], "D", ms=9, mfc=s.HOLDS, mec=s.PAPER, mew=1.5, clip_on=False
        )
        return figure


def _stacked(dots: tuple[float, ...]) -> list[tuple[float, int]]:
    """Return each dot's place across and its height in its stack."""
    columns = int((WIDTH - 2) // DOT)
    heights: dict[int, int] = {}
    placed: list[tuple[float, int]] = []
    for dot in sorted(dots):
        column = min(columns - 1, int(dot * columns))
        height = heights.get(column, 0)
        heights[column] = height + 1
        placed.append(((column + 0.5) * (WIDTH - 2) / columns, height))
    return placed


def _scale(axes: Axes, top: float, here: str) -> None:
    low = 0.0
    for edge, name in WORD_SCALE:
        x, wide = low * (WIDTH - 2), (edge - low) * (WIDTH - 2)
        colour = "#b5cbd2" if name == here else "#d9e1e6"
        axes.add_artist(Rectangle((x, top), wide, BAND, fc=colour, ec=s.PANEL, lw=1.2))
        for row, line in enumerate(_NAMED.get(name, ())):
            y = top + BAND + 8 + 9.5 * row
            weight = "bold" if name == here else "normal"
            colour = s.INK if name == here else s.MUTED
            s.note(axes, x + wide / 2, y, line, ha="center", size=7.6, weight=weight, color=colour)
        low = edge
