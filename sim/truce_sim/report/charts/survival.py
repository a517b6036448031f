"""How long the truce lasts: share of runs still holding, with both bands and numbers at risk."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import (
    PAST_LINE,
    PAST_TRUCES,
    apart,
    columns,
    date_axis,
    day_at,
    hundred_axis,
)
from truce_sim.report.drawings import Spot
from truce_sim.report.words import about, date_at, hours_at, moment, odds, short_day, span
from truce_sim.statistics.estimates import Curve
from truce_sim.studies.results.common import Heading, PastTruces
from truce_sim.studies.results.postpone import PostponeResult
from truce_sim.studies.results.run import AtRisk, Fan, Ignorance, RunResult

LEFT, TOP, TALL = 34, 52, 196
RIGHT = 134


def survival(result: RunResult) -> Figure:
    """Draw the survival curve of a run."""
    with s.styled():
        return draw(result.heading, result.survival, _until_talks(result), result.ignorance)


def spots(result: RunResult) -> list[Spot]:
    """Return a column for each date, with all that the chart shows of it."""
    curve, heading = result.survival, result.heading
    doubt, past = result.ignorance, heading.base_rate
    fan = doubt.fan if doubt is not None and doubt.is_wide else None
    found = []
    for left, width, hour in columns(curve.hours[-1], LEFT, _plot()):
        place = _nearest(curve.hours, hour)
        said = (
            f"{day_at(heading.starts, curve.hours[place])}: {odds(curve.value[place])} of 100 hold"
        )
        said += f" ({span(curve.low[place], curve.high[place])} by chance)"
        if fan is not None:
            then = _nearest(fan.hours, hour)
            said += (
                f"; believable inputs {span(fan.quantiles['5'][then], fan.quantiles['95'][then])}"
            )
        if past is not None and hour <= past.curve_hours[-1] + 1:
            said += f"; past truces {odds(past.curve[_nearest(past.curve_hours, hour)])}"
        found.append(Spot(left, TOP, width, TALL, f"{said}."))
    return found


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
    fan = doubt.fan if doubt is not None and doubt.is_wide else None
    if fan is not None:
        _fan(axes, fan)
    if heading.base_rate is not None:
        # Two pale bands would not be told from each other: then the range stands in words alone.
        _past(axes, heading.base_rate, curve.hours[-1], ranged=fan is None)
        s.pen(figure, 0, 22, PAST_TRUCES if fan is None else PAST_LINE, color=s.MUTED)
    axes.fill_between(curve.hours, curve.low, curve.high, color=s.HOLDS_MIDDLE, lw=0)
    axes.plot(curve.hours, curve.value, color=s.HOLDS, lw=1.8)
    s.pen(figure, 0, 9, "Of 100 runs, still holding", color=s.MUTED, size=s.TEXT)
    _dates(axes, heading, curve)
    _end(axes, curve, doubt)
    if at_risk is not None:
        _risk_table(axes, at_risk, heading, curve.hours[-1])
    return figure


def _fan(axes: Axes, fan: Fan) -> None:
    """Draw how doubt about inputs spreads the odds over time: nine sets in ten, and half of them."""
    for low, high, colour in (("5", "95", s.FAN_WIDE), ("25", "75", s.FAN)):
        axes.fill_between(fan.hours, fan.quantiles[low], fan.quantiles[high], color=colour, lw=0)
    for outer in ("5", "95"):
        axes.plot(fan.hours, fan.quantiles[outer], color=s.HOLDS_MIDDLE, lw=0.7)


def _past(axes: Axes, past: PastTruces, end: float, *, ranged: bool) -> None:
    """Draw how many past truces like it were not broken, with the interval by war if `ranged`."""
    shown = [place for place, hours in enumerate(past.curve_hours) if hours <= end]
    hours = [past.curve_hours[place] for place in shown]
    ends = [(past.curve_low[place], past.curve_high[place]) for place in shown]
    known = [
        (hour, low, high)
        for hour, (low, high) in zip(hours, ends, strict=True)
        if low is not None and high is not None
    ]
    if known and ranged:
        at, low, high = zip(*known, strict=True)
        axes.fill_between(at, low, high, color=s.RULE, lw=0)
    value = [past.curve[place] for place in shown]
    axes.plot(hours, value, color=s.MUTED, lw=1.8, ls=(0, (3, 1.5)))


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
        if doubt.fan is None:
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
    """Show doubt about inputs at the end, of a result of before it was kept over time."""
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
