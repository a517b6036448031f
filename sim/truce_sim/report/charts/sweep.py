"""Where the odds tip: one input on a line, two on a grid, sampled designs as points."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from truce_sim.report import style as s
from truce_sim.report.charts.scales import hundred_axis
from truce_sim.report.words import hundred, odds, sentence_case
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.require import RequireResult
from truce_sim.studies.results.sweep import SweepParam, SweepPoint, SweepResult
from truce_sim.widths import cells, shortened, told_apart

LEFT, TOP, TALL, RIGHT = 34.0, 38.0, 190.0, 112.0
_COLOURS = LinearSegmentedColormap.from_list("odds", list(s.DIVERGING))


def sweep(result: SweepResult) -> Figure:
    """Draw a sweep in the way that its design allows."""
    with s.styled():
        if len(result.params) == 1 and result.design == "grid":
            return _line(result)
        if len(result.params) == 2 and result.design == "grid":
            return _heatmap(result)
        return _points(result)


def places_of(param: SweepParam) -> list[float]:
    """Return where the levels stand: at their numbers, or evenly where numbers say nothing."""
    rising = all(a < b for a, b in zip(param.numbers, param.numbers[1:], strict=False))
    return list(param.numbers) if rising else [float(place) for place in range(len(param.texts))]


def _partly(axes: Axes, places: list[float], shares: list[float], others: list[float]) -> None:
    """Draw those that hold in part only, with their name apart from the others."""
    axes.plot(places, shares, color=s.HOLDS_MIDDLE, lw=1.3, ls="-.")
    near = [other for other in others if abs(other - shares[-1]) < 0.08]
    s.beside(axes, min([shares[-1], *(other - 0.09 for other in near)]), "in part", color=s.MUTED)


def _line(result: SweepResult) -> Figure:
    param = result.params[0]
    every = places_of(param)
    figure, axes = line_panel(param, every)
    # An interrupted sweep may lack any of its levels.
    places = [every[param.texts.index(point.levels[0])] for point in result.points]
    held = [point.held for point in result.points]
    settled = [point.settled for point in result.points]
    axes.plot(places, [x.value for x in settled], color=s.EDGE, lw=1.3, ls=(0, (4, 2)))
    draw_line(axes, places, held)
    ends = [held[-1].value, settled[-1].value]
    if abs(ends[0] - ends[1]) < 0.08:
        middle = sum(ends) / 2
        ends = [middle + 0.045, middle - 0.045]
    partly = [point.in_part for point in result.points]
    if all(share is not None for share in partly):
        _partly(axes, places, [share.value for share in partly if share is not None], ends)
    s.beside(axes, ends[0], "hold", color=s.HOLDS, weight="bold")
    s.beside(axes, ends[1], "hold, settled", color=s.MUTED)
    axes.axhline(0.5, color=s.INK, lw=0.9, ls=(0, (1, 2)))
    if param.in_file is not None and every[0] <= param.in_file <= every[-1]:
        _in_file(axes, param.in_file)
    return figure


def line_panel(param: SweepParam, places: list[float]) -> tuple[Figure, Axes]:
    """Return a figure with the levels of one input along the bottom."""
    figure = s.sheet(TOP + TALL + 48)
    axes = s.panel(figure, LEFT, TOP, s.wide() - LEFT - RIGHT, TALL)
    hundred_axis(axes)
    wide = (places[-1] - places[0]) or 1.0
    axes.set_xlim(places[0] - 0.03 * wide, places[-1] + 0.03 * wide)
    texts = told_apart(param.texts, 18)
    keep = readable(places, param.texts, (s.wide() - LEFT - RIGHT) / wide)
    axes.set_xticks([places[k] for k in keep], [texts[k] for k in keep])
    s.pen(figure, 0, 10, "Runs in 100 that hold", color=s.MUTED)
    middle = LEFT + (s.wide() - LEFT - RIGHT) / 2
    s.pen(
        figure,
        middle,
        TOP + TALL + 36,
        shortened(sentence_case(param.label), int(s.fit(70, 44))),
        ha="center",
    )
    return figure, axes


def readable(places: Sequence[float], texts: Sequence[str], points: float) -> list[int]:
    """Return which levels can carry their text without touching, `points` for each unit."""
    kept: list[int] = []
    free = float("-inf")
    for place, (at, text) in enumerate(zip(places, texts, strict=True)):
        half = 3.2 * min(cells(text), 18)
        if at * points - half >= free:
            kept.append(place)
            free = at * points + half + 8
    return kept


def draw_line(axes: Axes, places: list[float], shares: Sequence[Share]) -> None:
    """Draw estimates at levels with the band that covers chance between runs."""
    low, high = [x.low for x in shares], [x.high for x in shares]
    axes.fill_between(places, low, high, color=s.HOLDS_MIDDLE, lw=0, alpha=0.7)
    values = [x.value for x in shares]
    axes.plot(places, values, "-o", color=s.HOLDS, ms=5, mfc=s.PAPER, mew=1.6, clip_on=False)


def _in_file(axes: Axes, at: float) -> None:
    axes.axvline(at, color=s.MUTED, lw=0.9)
    s.above(axes, at, "as in the file", gap=4, size=s.SMALL, color=s.MUTED)


def require(result: RequireResult) -> Figure:
    """Draw the odds over the levels of one input against the target."""
    with s.styled():
        param = result.param
        places = places_of(param)
        figure, axes = line_panel(param, places)
        draw_line(axes, places, result.levels)
        axes.axhline(result.target, color=s.FAILS, lw=1.3, ls=(0, (4, 2)))
        s.beside(axes, result.target, f"target: {hundred(result.target)}", color=s.FAILS_TEXT)
        if result.enough in param.texts:
            at = places[param.texts.index(result.enough)]
            axes.axvline(at, color=s.INK, lw=1)
            s.above(axes, at, f"enough: {shortened(result.enough, 24)}", gap=4, weight="bold")
        return figure


def _heatmap(result: SweepResult) -> Figure:
    across, up = result.params
    grid = _grid(result, across, up)
    rows, columns = grid.shape
    longest = min(13, max(map(cells, up.texts)))
    left, right, high = 36 + 5.6 * longest, 132.0, max(24.0, min(34.0, 300 / rows))
    figure = s.sheet(16 + high * rows + 46)
    wide = s.wide() - left - right
    axes = s.panel(figure, left, 16, wide, high * rows)
    s.bare(axes)
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(-0.5, rows - 0.5)
    _cells(axes, grid, _unsure(result, across, up))
    _contour(axes, grid)
    if across.in_file is not None and up.in_file is not None:
        _here(axes, _index(across, across.in_file), _index(up, up.in_file))
    _names(figure, axes, (across, up), (left, wide, high * rows))
    _heat_key(figure, s.wide() - right + 16)
    return figure


def _grid(result: SweepResult, across: SweepParam, up: SweepParam) -> NDArray[np.float64]:
    grid = np.full((len(up.texts), len(across.texts)), np.nan)
    for point in result.points:
        grid[up.texts.index(point.levels[1]), across.texts.index(point.levels[0])] = (
            point.held.value
        )
    return grid


def _unsure(result: SweepResult, across: SweepParam, up: SweepParam) -> set[tuple[int, int]]:
    """Return the cells whose interval straddles even odds."""
    return {
        (up.texts.index(point.levels[1]), across.texts.index(point.levels[0]))
        for point in result.points
        if point.held.low < 0.5 < point.held.high
    }


def _cells(axes: Axes, grid: NDArray[np.float64], unsure: set[tuple[int, int]]) -> None:
    for (row, column), value in np.ndenumerate(grid):
        if np.isnan(value):
            continue
        red, green, blue, _ = _COLOURS(value)
        axes.add_patch(
            Rectangle((column - 0.5, row - 0.5), 1, 1, fc=(red, green, blue), ec=s.PAPER, lw=1.4)
        )
        s.note(
            axes,
            column,
            row,
            odds(float(value)) + ("?" if (row, column) in unsure else ""),
            ha="center",
            color=s.ink_on((red, green, blue)),
            zorder=6,
            gid="halo" if abs(float(value) - 0.5) < 0.13 else None,
        )


def _contour(axes: Axes, grid: NDArray[np.float64]) -> None:
    """Draw the even-odds line, carried half a cell over the edge by odd reflection."""
    if np.isnan(grid).any() or min(grid.shape) < 2 or not grid.min() < 0.5 < grid.max():
        return
    padded = np.pad(grid, 1, mode="reflect", reflect_type="odd")
    rows, columns = padded.shape
    x, y = np.arange(columns) - 1, np.arange(rows) - 1
    for colour, width in ((s.PAPER, 4.6), (s.INK, 2.0)):
        axes.contour(x, y, padded, levels=[0.5], colors=[colour], linewidths=[width], zorder=5)


def _index(param: SweepParam, value: float) -> float:
    return float(np.interp(value, param.numbers, range(len(param.numbers))))


def _here(axes: Axes, x: float, y: float) -> None:
    axes.plot([x], [y], "D", ms=17, mfc="none", mec=s.PAPER, mew=4, zorder=7)
    axes.plot([x], [y], "D", ms=17, mfc="none", mec=s.INK, mew=1.6, zorder=8)


def _names(
    figure: Figure,
    axes: Axes,
    params: tuple[SweepParam, SweepParam],
    box: tuple[float, float, float],
) -> None:
    across, up = params
    left, wide, tall = box
    columns = len(across.texts)
    texts = told_apart(across.texts, 16)
    for place in readable(range(columns), across.texts, wide / columns):
        s.below(axes, place, texts[place], gap=11, size=s.SMALL, color=s.MUTED)
    for row, text in enumerate(told_apart(up.texts, 13)):
        y = 16 + tall * (1 - (row + 0.5) / len(up.texts))
        s.pen(figure, left - 7, y, text, ha="right", size=s.SMALL, color=s.MUTED)
    # Cut to one width, as two inputs may begin alike; the upright one has less of it.
    labels = [sentence_case(param.label) for param in params]
    names = told_apart(labels, min(64, int(tall / 5.6)), [param.path for param in params])
    s.pen(figure, left + wide / 2, 16 + tall + 32, names[0], ha="center")
    s.pen(figure, 10, 16 + tall / 2, names[1], rotation=90, ha="center")


def _heat_key(figure: Figure, x: float) -> None:
    axes = s.panel(figure, x, 16, 112, 96)
    s.bare(axes)
    axes.set_xlim(0, 112)
    axes.set_ylim(96, 0)
    axes.plot([6], [8], "D", ms=8, mfc=s.PAPER, mec=s.INK, mew=1.6)
    s.note(axes, 20, 8, "as in the file", size=s.SMALL)
    axes.plot([0, 13], [26, 26], color=s.INK, lw=2)
    s.note(axes, 20, 26, "even odds", size=s.SMALL)
    s.note(axes, 6, 44, "?", ha="center", size=s.TEXT)
    s.note(axes, 20, 44, "either side", size=s.SMALL)
    s.note(axes, 0, 64, "Runs in 100 that hold", size=7.8)
    for place in range(20):
        colour = _COLOURS((place + 0.5) / 20)
        axes.add_patch(Rectangle((place * 5, 71), 5.2, 9, fc=colour, lw=0))
    for at, text in ((0, "0"), (50, "50"), (100, "100")):
        s.note(axes, at, 88, text, size=7.8, ha="center" if at else "left", color=s.MUTED)


def _points(result: SweepResult) -> Figure:
    """Draw sampled settings: the odds over each input, one panel for each."""
    shown = result.params[:4]
    figure = s.sheet(26 + 150 * ((len(shown) + 1) // 2))
    s.pen(figure, 0, 10, "Runs in 100 that hold, one dot for each setting", color=s.MUTED)
    labels = [sentence_case(param.label) for param in shown]
    names = told_apart(labels, 46, [param.path for param in shown])
    for place, name in enumerate(names):
        left = 34 + 310 * (place % 2)
        axes = s.panel(figure, left, 26 + 150 * (place // 2), 270, 104)
        hundred_axis(axes)
        numbers = [point.numbers[place] for point in result.points]
        axes.plot(
            numbers, [point.held.value for point in result.points], "o", ms=3.6, color=s.HOLDS
        )
        axes.set_xticks([])
        first, last = told_apart([_level_text(result, place, pick) for pick in (min, max)], 12)
        s.below(axes, min(numbers), first, gap=9, size=s.SMALL, ha="left")
        s.below(axes, max(numbers), last, gap=9, size=s.SMALL, ha="right")
        axes.annotate(
            name,
            (0.5, 0),
            xycoords="axes fraction",
            xytext=(0, -22),
            textcoords="offset points",
            ha="center",
            va="center",
            annotation_clip=False,
            parse_math=False,
        )
    return figure


def _level_text(result: SweepResult, place: int, pick: Callable[..., SweepPoint]) -> str:
    point = pick(result.points, key=lambda point: point.numbers[place])
    return point.levels[place]
