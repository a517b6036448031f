"""What was said, and what happened: odds against the share of cases, with a band of consistency."""

from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import hundred_axis
from truce_sim.statistics.reliability import Reliability

TALL, LEFT, TOP = 230.0, 34.0, 24.0
_SMALLEST, _MORE, _MANY = 3.5, 9.0, 20
"""Size of a dot of no truces, and what one of most, or of many, has more; in points."""


def reliability(diagram: Reliability) -> Figure:
    """Draw how often it happened by the odds that were said."""
    with s.styled():
        figure = s.sheet(TOP + TALL + 40)
        wide = min(s.wide() - LEFT - 16, s.fit(340, 290))
        axes = s.panel(figure, LEFT, TOP, wide, TALL)
        hundred_axis(axes)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
        axes.plot([0, 1], [0, 1], color=s.EDGE, lw=1)
        axes.fill_between(
            diagram.odds, diagram.low, diagram.high, color=s.HOLDS_PALE, lw=0, zorder=1
        )
        if len(diagram.odds) == 1:
            axes.vlines(diagram.odds, diagram.low, diagram.high, color=s.HOLDS_PALE, lw=4)
        axes.plot(diagram.odds, diagram.happened, color=s.HOLDS, lw=1.2)
        most = max(_MANY, *diagram.cases)
        sizes = [(_SMALLEST + _MORE * (cases / most) ** 0.5) ** 2 for cases in diagram.cases]
        axes.scatter(
            diagram.odds,
            diagram.happened,
            s=sizes,
            color=s.HOLDS,
            edgecolors=s.PAPER,
            zorder=3,
            clip_on=False,
        )
        s.pen(figure, 0, 10, "Happened, of 100", color=s.MUTED)
        s.pen(figure, LEFT + wide / 2, TOP + TALL + 30, "Odds that were said, of 100", ha="center")
        return figure
