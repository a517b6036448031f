"""Of 100 runs: one mark each, squares that hold and circles that collapse, by cause."""

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from truce_sim.report import style as s
from truce_sim.report.charts.causes import colour_of
from truce_sim.report.words import of_100
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.run import Cause

STEP, SIDE = 20.6, 17.8
WIDTH, ROW = 216.0, 16.2


@dataclass(frozen=True, slots=True)
class Group:
    """Runs that ended alike."""

    label: str
    colour: str
    holds: bool
    icons: int
    runs: int


def groups(held: Share, causes: tuple[Cause, ...], partly: Share | None = None) -> list[Group]:
    """Return how 100 runs divide, by largest remainder, so that they sum to 100.

    Those that hold in part only, if any are told apart, are taken from those that hold.
    """
    whole = of_100(held, causes)
    colours = colour_of(causes)
    found = [Group("holds until the talks", s.HOLDS, True, whole[0], held.count)]
    if partly is not None:
        icons = min(round(100 * partly.value), whole[0])
        found = [
            Group("holds in full", s.HOLDS, True, whole[0] - icons, held.count - partly.count),
            Group("holds in part only", s.HOLDS_MIDDLE, True, icons, partly.count),
        ]
    found += [
        Group(cause.label, colours[cause.key], False, icons, cause.share.count)
        for cause, icons in zip(causes, whole[1:], strict=True)
    ]
    return found


def icons(held: Share, causes: tuple[Cause, ...], partly: Share | None = None) -> Figure:
    """Draw 10 by 10 icons and, below them, what they are."""
    with s.styled():
        shown = groups(held, causes, partly)
        figure = s.sheet(10 * STEP + 14 + ROW * len(shown) + 4, WIDTH)
        grid = s.panel(figure, 0, 0, 10 * STEP, 10 * STEP)
        s.bare(grid)
        grid.set_xlim(0, 10 * STEP)
        grid.set_ylim(10 * STEP, 0)
        _fill(grid, shown)
        key = s.panel(figure, 0, 10 * STEP + 14, WIDTH, ROW * len(shown))
        s.bare(key)
        key.set_xlim(0, WIDTH)
        key.set_ylim(ROW * len(shown), 0)
        for row, group in enumerate(shown):
            _explain(key, group, (row + 0.5) * ROW)
        return figure


def _fill(axes: Axes, shown: list[Group]) -> None:
    place = 0
    for group in shown:
        for _ in range(group.icons):
            x, y = (place % 10 + 0.5) * STEP - 1.3, (place // 10 + 0.5) * STEP - 1.3
            _icon(axes, group, x, y, SIDE)
            place += 1


def _icon(axes: Axes, group: Group, x: float, y: float, side: float) -> None:
    edge: dict[str, Any] = {"facecolor": group.colour, "edgecolor": s.EDGE, "linewidth": 0.0}
    if group.colour == s.CAUSES[-1]:
        edge["linewidth"] = 0.5
    if group.holds:
        round_box = f"round,pad=0,rounding_size={side / 7:.2f}"
        corner = (x - side / 2, y - side / 2)
        axes.add_artist(FancyBboxPatch(corner, side, side, boxstyle=round_box, **edge))
    else:
        axes.add_artist(Circle((x, y), side / 2, **edge))


def _explain(axes: Axes, group: Group, y: float) -> None:
    _icon(axes, group, 6, y, 9)
    weight = "bold" if group.holds else "normal"
    count = "<1" if group.runs and not group.icons else f"{group.icons}"
    s.note(axes, 32, y, count, ha="right", weight="bold")
    s.note(axes, 39, y, group.label, weight=weight)
