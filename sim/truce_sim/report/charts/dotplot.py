"""How sure the odds are: believable inputs on the word scale."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from truce_sim.report import style as s
from truce_sim.report.words import WORD_SCALE, word
from truce_sim.studies.results.run import Ignorance

WIDTH, ROOM, BAND = 312.0, 26.0, 16.0
_NAMED = {
    "very unlikely": ("very", "unlikely"),
    "unlikely": ("unlikely",),
    "about as likely as not": ("about as", "likely as not"),
    "likely": ("likely",),
    "very likely": ("very", "likely"),
}
"""Bands wide enough to carry their word, in lines."""


def dotplot(held: float, doubt: Ignorance | None) -> Figure:
    """Draw the word scale, this scenario on it, and what believable inputs make of it above."""
    with s.styled():
        top = ROOM if doubt is not None else 8.0
        figure = s.sheet(top + BAND + 30, WIDTH)
        axes = s.panel(figure, 1, 0, WIDTH - 2, top + BAND + 30)
        s.bare(axes)
        axes.set_xlim(0, WIDTH - 2)
        axes.set_ylim(top + BAND + 30, 0)
        _scale(axes, top, word(held))
        if doubt is not None:
            _believable(axes, doubt)
        x = held * (WIDTH - 2)
        axes.plot(
            [x], [top + BAND / 2], "D", ms=9, mfc=s.HOLDS, mec=s.PAPER, mew=1.5, clip_on=False
        )
        return figure


def _believable(axes: Axes, doubt: Ignorance) -> None:
    """Draw where nine in ten believable sets lie, how far its ends are open, and the mean."""
    y, scale = ROOM / 2, WIDTH - 2
    open_ends = (doubt.low_interval[0] * scale, doubt.high_interval[1] * scale)
    axes.plot(open_ends, [y, y], color=s.HOLDS_MIDDLE, lw=2, solid_capstyle="butt")
    if doubt.is_wide:
        ends = (doubt.low * scale, doubt.high * scale)
        axes.plot(ends, [y, y], color=s.HOLDS_MIDDLE, lw=9, solid_capstyle="butt")
    mean = doubt.mean.value * scale
    axes.plot([mean, mean], [y - 8, y + 8], color=s.HOLDS, lw=2)


def _scale(axes: Axes, top: float, here: str) -> None:
    low = 0.0
    for edge, name in WORD_SCALE:
        x, wide = low * (WIDTH - 2), (edge - low) * (WIDTH - 2)
        colour = s.HERE if name == here else s.BAND
        axes.add_artist(Rectangle((x, top), wide, BAND, fc=colour, ec=s.PANEL, lw=1.2))
        for row, line in enumerate(_NAMED.get(name, ())):
            y = top + BAND + 8 + 9.5 * row
            weight = "bold" if name == here else "normal"
            colour = s.INK if name == here else s.MUTED
            s.note(axes, x + wide / 2, y, line, ha="center", size=7.6, weight=weight, color=colour)
        low = edge
