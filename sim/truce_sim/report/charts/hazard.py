"""When a truce is most at risk: how many of those that still hold collapse within a day."""

from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import nice_step
from truce_sim.report.words import within_a_day
from truce_sim.studies.results import RunResult


def hazard(result: RunResult) -> Figure:
    """Draw the chance of collapse within a day, by age of the truce, with its interval."""
    with s.styled(**{"axes.grid": True}):
        figure = s.sheet(150)
        axes = s.panel(figure, 34, 26, s.wide() - 60, 96)
        risk = result.hazard
        shown = [place for place, days in enumerate(risk.exposure_days) if days > 0]
        for place in shown:
            start, end = risk.from_day[place], risk.to_day[place]
            low, high = 100 * within_a_day(risk.low[place]), 100 * within_a_day(risk.high[place])
            axes.fill_between([start, end], low, high, color=s.FAILS_PALE, lw=0)
            axes.plot(
                [start, end], [100 * within_a_day(risk.rate[place])] * 2, color=s.FAILS, lw=2.4
            )
        most = max((100 * within_a_day(risk.high[place]) for place in shown), default=1.0)
        step = nice_step(most / 3)
        ticks = [step * place for place in range(5) if step * (place - 1) < most]
        axes.set_ylim(0, ticks[-1])
        axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.set_xlim(0, max(risk.to_day))
        edges = sorted({*risk.from_day, *risk.to_day})
        axes.set_xticks(edges, [f"day {edge:.0f}" for edge in edges])
        s.pen(figure, 0, 10, "Of 100 truces that hold, collapse within a day", color=s.MUTED)
        return figure
