"""What postponing buys: held, and held and settled, by the date of the talks."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import hundred_axis
from truce_sim.report.charts.sweep import readable
from truce_sim.report.words import date_among, odds
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results import PostponeDate, PostponeResult

LEFT, TOP, TALL, RIGHT = 34.0, 28.0, 196.0, 112.0


def postpone(result: PostponeResult) -> Figure:
    """Draw the odds by date, from the same histories."""
    with s.styled():
        dates = result.dates
        figure = s.sheet(TOP + TALL + 26)
        axes = s.panel(figure, LEFT, TOP, s.wide() - LEFT - RIGHT, TALL)
        hundred_axis(axes)
        hours = [date.hours for date in dates]
        wide = (hours[-1] - hours[0]) or 24.0
        axes.set_xlim(hours[0] - 0.06 * wide, hours[-1] + 0.06 * wide)
        _dates(axes, dates, (s.wide() - LEFT - RIGHT) / (1.12 * wide))
        s.pen(figure, 0, 10, "Of 100 runs, by the date of the talks", color=s.MUTED)
        _series(axes, hours, [date.held for date in dates], s.HOLDS, "-")
        _series(axes, hours, [date.settled for date in dates], s.FAILS, (0, (4, 2)))
        _ends(axes, dates[-1])
        return figure


def _dates(axes: Axes, dates: Sequence[PostponeDate], points: float) -> None:
    among = [date.date for date in dates]
    texts = [date_among(date, among, short=True) for date in among]
    keep = readable([date.hours for date in dates], texts, points)
    axes.set_xticks([dates[k].hours for k in keep], [texts[k] for k in keep])


def _series(axes: Axes, hours: list[float], shares: list[Share], colour: str, dash: object) -> None:
    low = [share.value - share.low for share in shares]
    high = [share.high - share.value for share in shares]
    values = [share.value for share in shares]
    axes.errorbar(hours, values, yerr=[low, high], fmt="none", ecolor=colour, elinewidth=1.3)
    axes.plot(hours, values, color=colour, lw=2, ls=dash, marker="o", ms=6, mfc=s.PAPER, mew=1.8)


def _ends(axes: Axes, last: PostponeDate) -> None:
    held, settled = last.held.value, last.settled.value
    at = [held, settled]
    if held - settled < 0.1:
        at = [held + 0.04, settled - 0.06]
    s.beside(axes, at[0], odds(held), color=s.HOLDS, weight="bold", size=12)
    s.beside(axes, at[0], "hold", gap=38 if held in (0.0, 1.0) else 28, color=s.HOLDS)
    s.beside(axes, at[1], odds(settled), color=s.FAILS_TEXT, weight="bold", size=12)
    s.beside(
        axes, at[1], "hold, settled", gap=38 if settled in (0.0, 1.0) else 28, color=s.FAILS_TEXT
    )
