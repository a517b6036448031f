"""What ends the truce and when: cumulative incidence by cause, stacked."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import (
    apart,
    columns,
    date_axis,
    day_at,
    hundred_axis,
    round_top,
)
from truce_sim.report.drawings import Spot
from truce_sim.report.words import of_100, per_hundred
from truce_sim.studies.results.run import Cause, RunResult

LEFT, TOP, TALL, RIGHT = 34, 26, 190, 172


def incidence(result: RunResult) -> Figure:
    """Draw the share of runs that each cause has ended by each hour."""
    with s.styled():
        figure = s.sheet(TOP + TALL + 26)
        axes = s.panel(figure, LEFT, TOP, s.wide() - LEFT - RIGHT, TALL)
        hours = result.incidence.hours
        date_axis(axes, result.heading.starts, hours[-1], at_most=int(s.fit(7, 3)))
        collapsed = [1 - share for share in result.incidence.survival]
        hundred_axis(axes, round_top(collapsed[-1]))
        s.pen(figure, 0, 10, "Of 100 runs, collapsed so far", color=s.MUTED)
        middles = _layers(axes, result)
        axes.plot(hours, collapsed, color=s.INK, lw=1.2)
        _labels(axes, result, middles)
        return figure


def spots(result: RunResult) -> list[Spot]:
    """Return a column for each date, with how many each cause has ended by then."""
    hours, found = result.incidence.hours, []
    for left, width, hour in columns(hours[-1], LEFT, s.wide() - LEFT - RIGHT):
        place = min(range(len(hours)), key=lambda at: abs(hours[at] - hour))
        gone = per_hundred(1 - result.incidence.survival[place])
        said = f"{day_at(result.heading.starts, hours[place])}: {gone} of 100 collapsed"
        by = [
            f"{per_hundred(result.incidence.by_cause[cause.key][place])} {cause.label}"
            for cause in result.causes
            if result.incidence.by_cause[cause.key][place] > 0
        ]
        found.append(Spot(left, TOP, width, TALL, f"{said}{': ' if by else ''}{'; '.join(by)}."))
    return found


def colour_of(causes: tuple[Cause, ...]) -> dict[str, str]:
    """Return the colour of each cause: the commonest is the darkest."""
    return {cause.key: colour for cause, colour in zip(causes, s.CAUSES, strict=False)}


def _layers(axes: Axes, result: RunResult) -> list[float]:
    """Stack the causes, the commonest at the bottom; return the middle of each at the end."""
    hours = result.incidence.hours
    below = [0.0] * len(hours)
    middles: list[float] = []
    for cause, colour in zip(result.causes, colour_of(result.causes).values(), strict=True):
        shares = result.incidence.by_cause[cause.key]
        top = [low + share for low, share in zip(below, shares, strict=True)]
        axes.fill_between(hours, below, top, color=colour, lw=0)
        axes.plot(hours, top, color=s.PAPER, lw=1.1)
        middles.append((below[-1] + top[-1]) / 2)
        below = top
    return middles


def _labels(axes: Axes, result: RunResult, middles: list[float]) -> None:
    causes = result.causes
    counts = of_100(result.answers.held, causes)[1:]
    top = axes.get_ylim()[1]
    places = apart(middles, top * 15.5 / TALL, 0.03 * top, 0.99 * top)
    for cause, count, middle, place in zip(causes, counts, middles, places, strict=True):
        axes.annotate(
            "",
            (1, middle),
            xycoords=("axes fraction", "data"),
            xytext=(1 + 18 / (s.wide() - LEFT - RIGHT), place),
            textcoords=("axes fraction", "data"),
            arrowprops={"arrowstyle": "-", "color": s.EDGE, "lw": 0.8, "shrinkA": 0, "shrinkB": 2},
            annotation_clip=False,
        )
        s.beside(axes, place, f"{count}" if count else "<1", gap=33, weight="bold", ha="right")
        s.beside(axes, place, cause.label, gap=39)
