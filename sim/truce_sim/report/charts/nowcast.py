"""What each day changes: odds by day, days counted beside simulated ones, the curve from now on."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts import survival
from truce_sim.report.charts.scales import apart, count_axis, date_axis, hundred_axis
from truce_sim.report.words import odds
from truce_sim.studies.results.now import NowResult, SeenBy

LEFT, TOP, TALL, RIGHT = 34.0, 28.0, 196.0, 118.0


def by_day(result: NowResult) -> Figure:
    """Draw the odds of holding until the talks by what was known on each day."""
    with s.styled():
        figure = s.sheet(TOP + TALL + 26)
        axes = s.panel(figure, LEFT, TOP, s.wide() - LEFT - RIGHT, TALL)
        lines = result.lines
        hours = [line.hours for line in lines]
        date_axis(axes, result.heading.starts, max(hours[-1], 24.0), at_most=int(s.fit(8, 4)))
        hundred_axis(axes)
        s.pen(figure, 0, 10, "Of 100, hold until the talks, by what was known", color=s.MUTED)
        ends = [_class(axes, result)]
        plain = [line.survival.value for line in lines]
        axes.plot(hours, plain, color=s.FAILS, lw=1.6, ls=(0, (4, 2)))
        ends.append(("still holds", plain[-1], s.FAILS_TEXT))
        told = [line for line in lines if line.counted is not None]
        if told and not result.unlike:
            known = [line.hours for line in told]
            shares = [line.counted for line in told if line.counted is not None]
            low, high = [one.low for one in shares], [one.high for one in shares]
            axes.fill_between(known, low, high, color=s.HOLDS_MIDDLE, lw=0)
            values = [one.value for one in shares]
            axes.plot(
                known, values, color=s.HOLDS, lw=2.4, marker="o", ms=5, mfc=s.PAPER, clip_on=False
            )
            ends.append(("with counts", values[-1], s.HOLDS))
        # Where the last day is not told, the line ends before it, and no odds by now stand beside it.
        _ends(axes, ends, told=result.odds is not None)
        return figure


def _class(axes: Axes, result: NowResult) -> tuple[str, float, str]:
    hours = [line.hours for line in result.lines]
    seen = [line.of_class for line in result.lines]
    for hour, one in zip(hours, seen, strict=True):
        if one.low is not None and one.high is not None:
            axes.plot([hour, hour], [one.low, one.high], color=s.MUTED, lw=0.9, clip_on=False)
    values = [one.value for one in seen]
    axes.plot(hours, values, color=s.MUTED, lw=0, marker="o", ms=4, clip_on=False)
    return "truces like it", values[-1], s.MUTED


def _ends(axes: Axes, ends: list[tuple[str, float, str]], *, told: bool) -> None:
    places = apart([value for _, value, _ in ends], 0.085, 0.02, 0.98)
    for (said, value, ink), place in zip(ends, places, strict=True):
        number = odds(value) if told or ink != s.HOLDS else "-"
        s.beside(axes, place, number, color=ink, weight="bold", size=12)
        s.beside(axes, place, said, gap=30, color=ink)


def seen(result: NowResult, counter: SeenBy) -> Figure:
    """Draw what one counter counted, a day, beside what it would have counted in the histories."""
    with s.styled():
        figure = s.sheet(TOP + TALL + 26)
        axes = s.panel(figure, LEFT, TOP, s.wide() - LEFT - RIGHT, TALL)
        end = max(result.until_hours, counter.spans[-1].to_hours)
        date_axis(axes, result.heading.starts, end, at_most=int(s.fit(8, 4)))
        s.pen(figure, 0, 10, f"Counted a day: {counter.counts}", color=s.MUTED)
        most = 1.0
        for span in counter.spans:
            days = max((span.to_hours - span.from_hours) / 24, 1 / 24)
            low, middle, high, number = (
                value / days for value in (span.low, span.middle, span.high, span.number)
            )
            gap = min(2.0, (span.to_hours - span.from_hours) / 8)
            left, right = span.from_hours + gap, span.to_hours - gap
            axes.fill_between([left, right], low, high, color=s.HOLDS_PALE, lw=0)
            axes.hlines(middle, left, right, color=s.HOLDS, lw=2)
            axes.hlines(number, left, right, color=s.INK, lw=1, clip_on=False)
            dash = "none" if span.about else s.INK
            middle_of = (left + right) / 2
            axes.plot([middle_of], [number], "o", ms=6, color=s.INK, mfc=dash, clip_on=False)
            most = max(most, high, number)
        count_axis(axes, most)
        last = counter.spans[-1]
        days = max((last.to_hours - last.from_hours) / 24, 1 / 24)
        at = [
            ("counted", last.number / days, s.INK),
            ("histories", last.middle / days, s.HOLDS),
            ("9 in 10", last.high / days, s.MUTED),
        ]
        top = axes.get_ylim()[1]
        places = apart([value for _, value, _ in at], top * 12 / TALL, 0, top)
        for (said, _, ink), place in zip(at, places, strict=True):
            s.beside(axes, place, said, gap=6, color=ink)
        return figure


def from_now(result: NowResult) -> Figure:
    """Draw how many histories still hold, from the last moment known until the talks."""
    assert result.curve is not None  # noqa: S101 - drawn only where there is one
    with s.styled():
        return survival.draw(result.heading, result.curve)
