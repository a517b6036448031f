"""Which inputs move the odds: each moved over its believable range, the others as in the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import nice_step
from truce_sim.report.words import odds, sentence_case
from truce_sim.studies.results.run import Lever
from truce_sim.studies.results.sensitivity import TornadoBar
from truce_sim.widths import lines_apart, told_apart

TOP, ROW, RIGHT, MOST = 26.0, 30.0, 44.0, 16


@dataclass(frozen=True, slots=True)
class Reach:
    """The odds at both ends of an input's range, with the intervals of both."""

    path: str
    label: str
    low_text: str
    high_text: str
    at_low: float
    at_high: float
    spread: tuple[tuple[float, float], tuple[float, float]]


def of_levers(levers: Sequence[Lever]) -> list[Reach]:
    """Return the reach of levers, in the order given."""
    return [
        Reach(
            lever.path,
            lever.label,
            lever.low_text,
            lever.high_text,
            lever.at_low,
            lever.at_high,
            (lever.low_interval, lever.high_interval),
        )
        for lever in levers
    ]


def of_bars(bars: Sequence[TornadoBar]) -> list[Reach]:
    """Return the reach of inputs that `sensitivity` has moved, in the order given."""
    return [
        Reach(
            bar.path,
            bar.label,
            bar.low_text,
            bar.high_text,
            bar.odds_low.value,
            bar.odds_high.value,
            ((bar.odds_low.low, bar.odds_low.high), (bar.odds_high.low, bar.odds_high.high)),
        )
        for bar in bars
    ]


def tornado(reaches: list[Reach], base: float, others: Sequence[str] = ()) -> Figure:
    """Draw one bar for each input, left worse, right better, with the values at its ends.

    Args:
        reaches: what is drawn.
        base: the odds as in the file.
        others: labels of inputs that are not drawn, with which none may be confused.
    """
    with s.styled(**{"axes.grid.axis": "x"}):
        rows = reaches[:MOST]
        left = s.fit(232, 124)
        figure = s.sheet(TOP + ROW * len(rows) + 26)
        axes = s.panel(figure, left, TOP, s.wide() - left - RIGHT, ROW * len(rows))
        _scale(axes, rows, base)
        left_out = [*(reach.label for reach in reaches[MOST:]), *others]
        labels = [sentence_case(label) for label in (*(reach.label for reach in rows), *left_out)]
        keys = [*(reach.path for reach in rows), *("" for _ in left_out)]
        names = lines_apart(labels, int(s.fit(38, 21)), keys)
        for row, (reach, said) in enumerate(zip(rows, names, strict=False)):
            _bar(axes, row + 0.5, reach, base)
            for place, line in enumerate(said):
                y = TOP + (row + 0.5) * ROW + 11 * (place - (len(said) - 1) / 2)
                s.pen(figure, 0, y, line)
        axes.axvline(base, color=s.INK, lw=1.3)
        s.above(axes, base, f"as in the file: {odds(base)}", gap=5, size=s.SMALL)
        s.pen(figure, 0, 13, "Runs in 100 that hold", color=s.MUTED, size=s.SMALL)
        return figure


def _scale(axes: Axes, rows: list[Reach], base: float) -> None:
    extents = [(base, base), *(_extent(reach) for reach in rows)]
    low, high = min(low for low, _ in extents), max(high for _, high in extents)
    room = max(0.02, s.fit(0.2, 0.42) * (high - low))
    axes.set_xlim(max(-room, low - room), min(1 + room, high + room))
    step = max(0.01, nice_step((high - low) / s.fit(4, 3)))
    ticks = [step * place for place in range(round(1 / step) + 1)]
    ticks = [tick for tick in ticks if low - room <= tick <= high + room]
    axes.set_xticks(ticks, [f"{100 * tick:.0f}" for tick in ticks])
    axes.set_ylim(len(rows), 0)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)


def _extent(reach: Reach) -> tuple[float, float]:
    """Return how far the marks of one input go to either side."""
    ends = [reach.at_low, reach.at_high]
    ends += [end for interval in reach.spread for end in interval]
    return min(ends), max(ends)


def _bar(axes: Axes, y: float, reach: Reach, base: float) -> None:
    low_text, high_text = told_apart([reach.low_text, reach.high_text], 16)
    ends = [(reach.at_low, low_text), (reach.at_high, high_text)]
    low, high = sorted(at for at, _ in ends)
    middle = min(high, max(low, base))
    for start, end, colour in ((low, middle, s.FAILS), (middle, high, s.HOLDS)):
        if end > start:
            axes.barh(y, end - start, 0.56, start, color=colour, lw=0)
    for interval in reach.spread:
        axes.plot(interval, [y, y], color=s.PAPER, lw=3.2, solid_capstyle="butt")
        axes.plot(interval, [y, y], color=s.INK, lw=1.1, solid_capstyle="butt")
    # The worse end is named on the left, also where both ends are on one side of the file.
    texts = [text for _, text in sorted(ends, key=lambda end: end[0])]
    for x, gap, side, text in zip(_extent(reach), (-6, 6), ("right", "left"), texts, strict=True):
        axes.annotate(
            text,
            (x, y),
            xytext=(gap, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            color=s.INK,
            size=s.SMALL,
            parse_math=False,
        )
