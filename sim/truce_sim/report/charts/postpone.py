"""What postponing buys: held, and held and quiet or settled, by the date of the talks."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import apart, hundred_axis
from truce_sim.report.charts.sweep import readable
from truce_sim.report.words import date_among, odds
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.postpone import PostponeDate, PostponeResult

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
        lines = [
            ("hold", [date.held for date in dates], s.HOLDS, s.HOLDS, "-"),
            ("hold, quiet", [date.quiet for date in dates], s.MUTED, s.MUTED, (0, (1, 1.5))),
        ]
        if result.files_complaints:
            settled = [date.settled for date in dates]
            lines.append(("hold, settled", settled, s.FAILS, s.FAILS_TEXT, (0, (4, 2))))
        partly = [date.in_part for date in dates if date.in_part is not None]
        if len(partly) == len(dates):
            lines.append(("in part only", partly, s.HOLDS_MIDDLE, s.MUTED, "-."))
        for _, shares, colour, _, dash in lines:
            _series(axes, hours, shares, colour, dash)
        ends = [(said, shares[-1].value, ink) for said, shares, _, ink, _ in lines]
        _ends(axes, ends)
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


def _ends(axes: Axes, ends: Sequence[tuple[str, float, str]]) -> None:
    places = apart([value for _, value, _ in ends], 0.085, 0.02, 0.98)
    for (said, value, ink), place in zip(ends, places, strict=True):
        s.beside(axes, place, odds(value), color=ink, weight="bold", size=12)
        s.beside(axes, place, said, gap=44 if value in (0.0, 1.0) else 28, color=ink)
