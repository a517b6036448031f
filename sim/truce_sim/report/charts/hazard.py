"""When a truce is most at risk: how many of those that still hold collapse within a day."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import PAST_TRUCES, nice_step
from truce_sim.report.words import within_a_day
from truce_sim.statistics.arrays import Floats
from truce_sim.studies.results.common import PastTruces
from truce_sim.studies.results.run import RunResult


def hazard(result: RunResult) -> Figure:
    """Draw the chance of collapse within a day, by age of the truce, with its interval.

    Behind it, in grey, that of past truces like it. Ages that are told apart are equally wide.
    """
    with s.styled(**{"axes.grid": True}):
        figure = s.sheet(162)
        axes = s.panel(figure, 34, 38, s.wide() - 60, 96)
        risk = result.hazard
        shown = [place for place, days in enumerate(risk.exposure_days) if days > 0]
        edges = sorted({*risk.from_day, *risk.to_day})

        def place_of(days: list[float]) -> Floats:
            return np.asarray(np.interp(days, edges, range(len(edges))))

        past = _past(axes, result.heading.base_rate, (edges[0], edges[-1]), place_of)
        for place in shown:
            between = place_of([risk.from_day[place], risk.to_day[place]])
            low, high = 100 * within_a_day(risk.low[place]), 100 * within_a_day(risk.high[place])
            axes.fill_between(between, low, high, color=s.FAILS_PALE, lw=0, zorder=2)
            rate = 100 * within_a_day(risk.rate[place])
            axes.plot(between, [rate] * 2, color=s.FAILS, lw=2.4)
        tops = [100 * within_a_day(risk.high[place]) for place in shown]
        most = max((*tops, *past), default=1.0)
        step = nice_step(most / 3)
        ticks = [step * place for place in range(5) if step * (place - 1) < most]
        axes.set_ylim(0, ticks[-1])
        axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.set_xlim(0, len(edges) - 1)
        axes.set_xticks(
            range(len(edges)), [f"day {edges[0]:.3g}", *(f"{edge:.3g}" for edge in edges[1:])]
        )
        s.pen(figure, 0, 10, "Of 100 truces that hold, collapse within a day", color=s.MUTED)
        if past:
            s.pen(figure, 0, 23, PAST_TRUCES, color=s.MUTED)
        return figure


def _past(
    axes: Axes,
    past: PastTruces | None,
    ages: tuple[float, float],
    place_of: Callable[[list[float]], Floats],
) -> list[float]:
    """Draw how many past truces like it were broken within a day; return the tops of what is drawn."""
    tops, (start, end) = [], ages
    for piece in past.hazards if past else ():
        if piece.from_day >= end or piece.to_day <= start:
            continue
        between = place_of([max(piece.from_day, start), min(piece.to_day, end)])
        rate = 100 * within_a_day(piece.a_day)
        tops.append(rate)
        if piece.low is not None and piece.high is not None:
            low, high = (100 * within_a_day(one) for one in (piece.low, piece.high))
            axes.fill_between(between, low, high, color=s.RULE, lw=0, zorder=1)
            tops.append(high)
        axes.plot(between, [rate] * 2, color=s.MUTED, lw=1.8, ls=(0, (3, 1.5)), zorder=3)
    return tops
