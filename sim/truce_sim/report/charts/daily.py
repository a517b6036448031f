"""What the monitors see day by day, while the truce holds: violations, open complaints."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import apart, count_axis, date_axis
from truce_sim.studies.results.common import Heading, Story
from truce_sim.studies.results.run import DailyBand, RunResult

HALF = 302.0
"""Width of a chart that shares the page with another, in points."""
LEFT, TOP, TALL, RIGHT = 34, 12, 158, 78


def violations(result: RunResult, story: Story | None, width: float | None = None) -> Figure:
    """Draw violations a day among runs that still hold, and one run that was simulated.

    As wide as the page if no `width` (in points) is given.
    """
    with s.styled():
        figure, axes = _panel(result.heading, result.violations, width or s.wide())
        _bars(axes, result.violations)
        last = _last(result.violations)
        at = [(last[name], text, colour) for name, text, colour in _NAMES]
        if story is not None and story.held:
            at += _one_run(axes, story)
        elif story is not None:
            _one_run(axes, story)
        _label(axes, at)
        return figure


def open_complaints(result: RunResult) -> Figure:
    """Draw complaints that wait for a verdict against what the teams can check."""
    with s.styled():
        figure, axes = _panel(
            result.heading, result.open_complaints, HALF, least=result.capacity_per_day
        )
        band = result.open_complaints
        hours = [
            24.0 * day for day, mean in zip(band.days, band.mean, strict=True) if mean is not None
        ]
        for low, high, colour in (("5", "95", s.HOLDS_PALE), ("25", "75", s.HOLDS_MIDDLE)):
            axes.fill_between(
                [0, *hours], [0, *_known(band, low)], [0, *_known(band, high)], color=colour, lw=0
            )
        axes.plot([0, *hours], [0, *_known(band, "50")], color=s.HOLDS, lw=2.4)
        last = _last(band)
        at = [(last[name], text, colour) for name, text, colour in _NAMES]
        if result.capacity_per_day is not None:
            said = f"{result.capacity_per_day:.0f}" if result.capacity_per_day >= 1 else "<1"
            axes.axhline(result.capacity_per_day, color=s.FAILS, lw=1.3, ls=(0, (4, 2)))
            at.append((result.capacity_per_day, f"{said} checked a day", s.FAILS_TEXT))
        _label(axes, at)
        return figure


_NAMES = (
    ("95", "9 runs in 10", s.MUTED),
    ("75", "middle half", s.MUTED),
    ("50", "middle run", s.HOLDS),
)


def _panel(
    heading: Heading, band: DailyBand, width: float, least: float | None = None
) -> tuple[Figure, Axes]:
    figure = s.sheet(TOP + TALL + 24, width)
    axes = s.panel(figure, LEFT, TOP, width - LEFT - RIGHT, TALL)
    date_axis(axes, heading.starts, max(heading.horizon_hours, 24.0 * len(band.days)), at_most=6)
    most = max(_known(band, "95"), default=1.0)
    count_axis(axes, max(most, least or 0, 1))
    return figure, axes


def _known(band: DailyBand, name: str) -> list[float]:
    return [value for value in band.quantiles[name] if value is not None]


def _last(band: DailyBand) -> dict[str, float]:
    return {name: (_known(band, name) or [0.0])[-1] for name in band.quantiles}


def _bars(axes: Axes, band: DailyBand) -> None:
    """Draw one bar for each day: counts are discrete, so nothing is joined between days."""
    wide = 24 * (0.82 if len(band.days) <= 40 else 1.0)
    gap = (24 - wide) / 2
    for low, high, colour in (("5", "95", s.HOLDS_PALE), ("25", "75", s.HOLDS_MIDDLE)):
        bottoms = _known(band, low)
        tops = _known(band, high)
        lefts = [24.0 * (day - 1) + gap for day in band.days[: len(tops)]]
        heights = [max(top - bottom, 0.15) for top, bottom in zip(tops, bottoms, strict=True)]
        axes.bar(lefts, heights, wide, bottoms, align="edge", color=colour, lw=0)
    middle = _known(band, "50")
    lefts = [24.0 * (day - 1) + gap for day in band.days[: len(middle)]]
    axes.hlines(middle, lefts, [left + wide for left in lefts], color=s.HOLDS, lw=2)


def _one_run(axes: Axes, story: Story) -> list[tuple[float, str, str]]:
    """Draw violations a day of the run that is told."""
    counts = violations_by_day(story)
    if not counts:
        return []
    hours = [24 * day + 12 for day in range(len(counts))]
    size = 3 if len(counts) <= 40 else 0
    axes.plot(hours, counts, "-o", color=s.INK, lw=1, ms=size, mfc=s.PAPER, mew=0.9)
    top = axes.get_ylim()[1]
    if max(counts) > top:
        count_axis(axes, max(counts))
    if not story.held:
        axes.annotate(
            "one run",
            (hours[-1], counts[-1]),
            xytext=(5, 0),
            textcoords="offset points",
            size=s.SMALL,
            va="center",
            gid="halo",
        )
    return [(counts[-1], "one run", s.INK)]


def violations_by_day(story: Story) -> list[int]:
    """Return violations and retaliations on each whole day of one run."""
    days = int(story.end_hours // 24)
    counts = [0] * days
    for event in story.events:
        if event.kind in ("violation", "retaliation") and event.hours < 24 * days:
            counts[int(event.hours // 24)] += 1
    return counts


def _label(axes: Axes, at: list[tuple[float, str, str]]) -> None:
    top = axes.get_ylim()[1]
    places = apart([value for value, _, _ in at], top * 12 / TALL, 0, top)
    for (_, text, colour), place in zip(at, places, strict=True):
        s.beside(axes, place, text, gap=4, size=s.SMALL, color=colour)
