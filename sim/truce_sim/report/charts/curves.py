"""How long the truce lasts with each option: its curve over that of the file as it stands."""

from math import ceil, floor

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.forest import colour
from truce_sim.report.charts.scales import date_axis
from truce_sim.report.words import odds
from truce_sim.studies.results.compare import CompareResult, Course, Option
from truce_sim.widths import lines_apart, shortened

KEY, HEAD, TALL, FOOT = 22.0, 30.0, 74.0, 26.0
LEFT, GAP, RIGHT = 20.0, 14.0, 24.0
MOST = 9
"""Options whose curve is drawn; the first are those that change most."""


def shown(result: CompareResult) -> list[Option]:
    """Return the options whose curve is drawn, the furthest from no change first."""
    found = [option for option in result.options if option.course is not None]
    return sorted(found, key=lambda option: -abs(option.judged.value))[:MOST]


def curves(result: CompareResult) -> Figure:
    """Draw a panel for each option: its curve in colour, the base's behind it in grey."""
    base, options = result.base_course, shown(result)
    if base is None:
        raise ValueError("the answer tells no course of its runs")
    with s.styled():
        columns = min(int(s.fit(3, 1)), len(options))
        rows = ceil(len(options) / columns)
        high = HEAD + TALL + FOOT
        figure = s.sheet(KEY + rows * high)
        wide = (s.wide() - GAP * (columns - 1)) / columns
        s.pen(
            figure,
            0,
            9,
            f"Of 100 runs, still holding; grey: {shortened(result.base_label, 50)}",
            color=s.MUTED,
            size=s.fit(s.TEXT, 7.9),
        )
        labels = [option.label for option in options]
        room = int(wide / 8.7)  # as many of the widest letters, W, however a browser sets them
        names = lines_apart(labels, room, [option.key for option in options])
        for place, (option, name) in enumerate(zip(options, names, strict=True)):
            left = (wide + GAP) * (place % columns) + LEFT
            top = KEY + high * (place // columns)
            for row, line in enumerate(name):
                s.pen(figure, left - LEFT, top + 8 + 11 * row, line, size=s.SMALL, color=s.INK)
            axes = s.panel(figure, left, top + HEAD, wide - LEFT - RIGHT, TALL)
            _panel(axes, result, option, base)
        return figure


def lowest(result: CompareResult) -> float:
    """Return where all panels begin: a quarter below what is drawn, so that changes are seen."""
    courses = [result.base_course, *(option.course for option in shown(result))]
    least = min(course.survival.value[-1] for course in courses if course is not None)
    return max(0.0, floor(4 * (least - 0.02)) / 4)


def odds_of(value: float) -> str:
    """Return an end of the scale: 0 is one."""
    return f"{round(100 * value)}"


def _panel(axes: Axes, result: CompareResult, option: Option, base: Course) -> None:
    course = option.course
    assert course is not None  # noqa: S101 - only such are drawn
    low = lowest(result)
    end = max(base.survival.hours[-1], course.survival.hours[-1])
    date_axis(axes, result.heading.starts, end, at_most=3)
    axes.set_ylim(low, 1)
    axes.set_yticks([low, (low + 1) / 2, 1], [odds_of(low), "", "100"])
    axes.tick_params(axis="y", labelsize=7.6, pad=2)
    axes.plot(base.survival.hours, base.survival.value, color=s.EDGE, lw=1.6)
    axes.plot(course.survival.hours, course.survival.value, color=colour(option), lw=2.2)
    last, before = course.survival.value[-1], base.survival.value[-1]
    apart = (0.075 if last >= before else -0.075) * (1 - low)
    middle = (last + before) / 2
    near = abs(last - before) < 2 * abs(apart)
    ink = s.FAILS_TEXT if option.verdict == "worse" else colour(option)
    s.beside(
        axes,
        middle + apart if near else last,
        odds(last),
        gap=5,
        size=s.TEXT,
        weight="bold",
        color=ink,
    )
    s.beside(
        axes, middle - apart if near else before, odds(before), gap=5, size=s.SMALL, color=s.MUTED
    )
