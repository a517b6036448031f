"""How long the truce lasts: share of runs still holding, with both bands and numbers at risk."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import apart, date_axis, hundred_axis
from truce_sim.report.words import about, date_at, hours_at, moment, odds, short_day
from truce_sim.statistics.estimates import Curve
from truce_sim.studies.results import AtRisk, Heading, Ignorance, PostponeResult, RunResult

LEFT, TOP, TALL = 34, 52, 196
RIGHT = 134


def survival(result: RunResult) -> Figure:
    """Draw the survival curve of a run."""
    with s.styled():
        return draw(result.heading, result.survival, _until_talks(result), result.ignorance)


def of_postpone(result: PostponeResult) -> Figure:
    """Draw the survival curve behind candidate dates."""
    with s.styled():
        last = result.heading.model_copy(update={"talks": result.dates[-1].date})
        return draw(last, result.survival)


def _until_talks(result: RunResult) -> AtRisk:
    """Return numbers at risk up to the talks themselves."""
    risk, held = result.at_risk, result.answers.held
    end = result.survival.hours[-1]
    if risk.hours[-1] >= end:
        return risk
    return AtRisk(
        hours=(*risk.hours, end),
        holding=(*risk.holding, held.count),
        collapsed=(*risk.collapsed, held.runs - held.count),
    )


def draw(
    heading: Heading, curve: Curve, at_risk: AtRisk | None = None, doubt: Ignorance | None = None
) -> Figure:
    """Draw a survival curve with whatever bands and counts there are."""
    figure = s.sheet(TOP + TALL + (76 if at_risk else 26))
    axes = s.panel(figure, LEFT, TOP, s.wide() - LEFT - RIGHT, TALL)
    date_axis(axes, heading.starts, curve.hours[-1], at_most=int(s.fit(8, 4)))
    hundred_axis(axes)
    axes.fill_between(curve.hours, curve.low, curve.high, color=s.HOLDS_MIDDLE, lw=0)
    axes.plot(curve.hours, curve.value, color=s.HOLDS, lw=2.4)
    s.pen(figure, 0, 9, "Of 100 runs, still holding", color=s.MUTED, size=s.TEXT)
    _dates(axes, heading, curve)
    _end(axes, curve, doubt)
    if at_risk is not None:
        _risk_table(axes, at_risk, heading, curve.hours[-1])
    return figure


def _dates(axes: Axes, heading: Heading, curve: Curve) -> None:
    end = curve.hours[-1]
    moved = end > hours_at(heading.starts, heading.talks) + 1e-6
    axes.axvline(end, color=s.INK, lw=1.2)
    last = short_day(date_at(heading.starts, end))
    s.above(axes, end, last, gap=5, color=s.INK, size=s.SMALL)
    s.above(axes, end, "Last talks" if moved else "Talks", gap=16, color=s.INK, size=s.SMALL)
    first = heading.talks if moved else heading.talks_planned
    if first is None:
        return
    planned = hours_at(heading.starts, first)
    if not 0 < planned < end:
        return
    axes.axvline(planned, color=s.MUTED, lw=1, ls=(0, (3, 2)))
    near = (end - planned) / end * _plot() < 70
    said = "Talks as planned" if moved else "Talks as first set"
    for gap, text in ((5, short_day(moment(first))), (16, said)):
        s.above(
            axes,
            planned,
            text,
            gap=gap,
            color=s.MUTED,
            size=s.SMALL,
            ha="right" if near else "center",
        )
    then = curve.at(planned)
    if then is not None:
        _dot(axes, planned, then)


def _dot(axes: Axes, hours: float, value: float) -> None:
    axes.plot([hours], [value], "o", ms=6, mfc=s.PAPER, mec=s.HOLDS, mew=2, clip_on=False)
    low = value > 0.9
    axes.annotate(
        odds(value),
        (hours, value),
        xytext=(5, -13 if low else 9),
        textcoords="offset points",
        color=s.HOLDS,
        weight="bold",
        size=11,
        gid="halo",
    )


def _end(axes: Axes, curve: Curve, doubt: Ignorance | None) -> None:
    """Write the shares at the end, each where it belongs, kept apart."""
    last = curve.value[-1]
    axes.plot([curve.hours[-1]], [last], "o", ms=7, mfc=s.PAPER, mec=s.HOLDS, mew=2, clip_on=False)
    at = [(last, "")]
    said = [""]
    if doubt is not None and doubt.is_wide:
        _doubt_bar(axes, doubt.low, doubt.high)
        at += [(doubt.high, "inputs kinder"), (doubt.low, "inputs harsher")]
        said += [about(doubt.high, *doubt.high_interval), about(doubt.low, *doubt.low_interval)]
    # Those for the inputs stand on the outer sides, also where the odds lie beyond them.
    outer = [value for value, _ in at]
    if len(at) > 1:
        outer[1], outer[2] = max(outer[1], last + 1e-6), min(outer[2], last - 1e-6)
    places = apart(outer, 0.13, 0.02, 0.98)
    _last(axes, places[0], last)
    for (_, text), place, rough in list(zip(at, places, said, strict=True))[1:]:
        s.beside(axes, place, f"{rough} if {text}", gap=9, size=s.SMALL, color=s.MUTED)


def _last(axes: Axes, place: float, share: float) -> None:
    """Write what is left at the end."""
    if share in (0.0, 1.0):
        said = "all hold" if share else "none holds"
        s.beside(axes, place, said, gap=9, size=12, weight="bold", color=s.HOLDS)
        return
    s.beside(axes, place, odds(share), gap=9, size=s.BIG, weight="bold", color=s.HOLDS)
    s.beside(axes, place, "in 100", gap=35, size=s.TEXT, color=s.HOLDS)


def _doubt_bar(axes: Axes, low: float, high: float) -> None:
    """Show doubt about inputs at the end: it is not known over time."""
    axes.plot(
        [1, 1],
        [low, high],
        transform=axes.get_yaxis_transform(),
        color=s.HOLDS_PALE,
        lw=7,
        solid_capstyle="butt",
        clip_on=False,
        zorder=0.5,
    )


def _risk_table(axes: Axes, at_risk: AtRisk, heading: Heading, end: float) -> None:
    """Write how many runs still hold and how many collapsed, under a few dates."""
    ticks = [tick for tick in axes.get_xticks().tolist() if (end - tick) / end * _plot() > 34]
    chosen = [_nearest(at_risk.hours, tick) for tick in ticks] + [len(at_risk.hours) - 1]
    rows = (
        (44, at_risk.holding, s.HOLDS, "still holding"),
        (59, at_risk.collapsed, s.FAILS_TEXT, "collapsed"),
    )
    s.below(axes, 0, f"Of {heading.runs:,} runs", gap=29, size=s.SMALL, color=s.MUTED, ha="left")
    for gap, counts, colour, name in rows:
        for place in dict.fromkeys(chosen):
            hours = at_risk.hours[place]
            ha = "left" if hours == 0 else "center"
            s.below(axes, min(hours, end), f"{counts[place]:,}", gap=gap, size=s.SMALL, ha=ha)
        axes.annotate(
            name,
            (1, 0),
            xycoords="axes fraction",
            xytext=(22, -gap),
            textcoords="offset points",
            annotation_clip=False,
            va="center",
            color=colour,
            weight="bold",
            size=s.SMALL,
        )


def _plot() -> float:
    return s.wide() - LEFT - RIGHT


def _nearest(hours: tuple[float, ...], wanted: float) -> int:
    return min(range(len(hours)), key=lambda place: abs(hours[place] - wanted))
