"""What would change the odds: options against the file on the same histories."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.charts.scales import nice_step
from truce_sim.report.words import day, moment, odds, points, signed
from truce_sim.studies.results.compare import CompareResult, Option
from truce_sim.widths import lines_apart

TOP, ROW = 28.0, 36.0


def forest(result: CompareResult) -> Figure:
    """Draw the differences on shared histories, with their ranges."""
    with s.styled(**{"axes.grid.axis": "x"}):
        rows = result.options
        late = len(result.same_dates)
        left, right = s.fit(232, 116), s.fit(122, 106)
        figure = s.sheet(TOP + ROW * len(rows) + 28)
        axes = s.panel(figure, left, TOP, s.wide() - left - right, ROW * len(rows))
        _scale(axes, rows)
        for x, text in ((s.wide() - 66, "change"), (s.wide(), "new odds")):
            s.pen(figure, x, 14, text, ha="right", size=s.SMALL, color=s.MUTED)
        keys = [option.key for option in rows]
        names = lines_apart([option.label for option in rows], int(s.fit(38, 19)), keys)
        for row, (option, name) in enumerate(zip(rows, names, strict=True)):
            _mark(axes, row + 0.5, option)
            _name(figure, TOP + (row + 0.5) * ROW, option, name)
            _columns(figure, TOP + (row + 0.5) * ROW, option)
        axes.axvline(0, color=s.INK, lw=1.3, zorder=1)
        if 0 < late < len(rows):
            axes.axhline(late, color=s.EDGE, lw=0.8, ls=(0, (4, 3)), zorder=1)
        return figure


def _scale(axes: Axes, rows: tuple[Option, ...]) -> None:
    ends = [end for row in rows for end in (row.judged.low, row.judged.high)]
    low, high = min(ends, default=0.0), max(ends, default=0.0)
    reach = max(0.05, high - low)
    low, high = min(low, -0.12 * reach) - 0.04 * reach, max(high, 0.12 * reach) + 0.04 * reach
    axes.set_xlim(low, high)
    step = max(0.01, nice_step((high - low) / s.fit(4.5, 2)))
    ticks = [step * place for place in range(-round(1 / step), round(1 / step) + 1)]
    ticks = [tick for tick in ticks if low <= tick <= high]
    axes.set_xticks(
        ticks, [_minus(signed(tick)) if abs(tick) > 1e-9 else "no change" for tick in ticks]
    )
    axes.set_ylim(len(rows), 0)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)


def colour(option: Option) -> str:
    """Return the colour of a verdict; its words stand beside it."""
    return {"better": s.HOLDS, "worse": s.FAILS}.get(option.verdict, s.MUTED)


def _mark(axes: Axes, y: float, option: Option) -> None:
    thick = [option.judged.low, option.judged.high]
    axes.plot(thick, [y, y], color=colour(option), lw=5, solid_capstyle="butt")
    axes.plot([option.judged.value], [y], "o", ms=7, mfc=s.PAPER, mec=colour(option), mew=2)


def _name(figure: Figure, y: float, option: Option, name: list[str]) -> None:
    """Write what an option is called and, if it moves the talks, when it is judged."""
    said = [(line, s.TEXT, s.INK) for line in name]
    if option.at_one_date is not None and s.wide() > s.PHONE:
        when = day(moment(option.at_one_date.date))
        said = [*said, (f"judged on {when}", 7.8, s.MUTED)]
    for row, (line, size, colour_of_it) in enumerate(said):
        at = y + 11.5 * (row - (len(said) - 1) / 2)
        s.pen(figure, 0, at, line, size=size, color=colour_of_it)


def _minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


def _columns(figure: Figure, y: float, option: Option) -> None:
    ink = s.FAILS_TEXT if option.verdict == "worse" else colour(option)
    plain = option.verdict in ("too close to call", "no change")
    change = _minus(points(option.judged))
    up = 6 if plain else 0
    s.pen(
        figure, s.wide() - 66, y - up, change, ha="right", weight="bold", color=ink, size=s.STRONG
    )
    held = odds(option.odds.value)
    s.pen(figure, s.wide(), y - up, held, ha="right", size=s.STRONG)
    if plain:
        s.pen(figure, s.wide(), y + 7, option.verdict, ha="right", size=7.8, color=s.MUTED)
