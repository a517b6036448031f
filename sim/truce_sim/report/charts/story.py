"""One run, incident by incident: a lane for each actor, the teams, and the grievance below."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from truce_sim.model.ending import CAUSES
from truce_sim.report import style as s
from truce_sim.report.charts.scales import date_axis
from truce_sim.report.charts.swimlanes import (
    MOST_ARROWS,
    Check,
    Lane,
    checks,
    grievances,
    lanes,
    last_crossing,
)
from truce_sim.report.words import date_at
from truce_sim.studies.results.common import Heading, Story
from truce_sim.widths import lines, lines_apart

LEFT, RIGHT, KEY, GAP = 104.0, 112.0, 42.0, 6.0
TEAM, STRIP = 7.0, 74.0
_TEAMS = "Teams checking"
_VERDICTS = {
    "upheld": (s.INK, s.INK),
    "upheld, nobody named": ("#4c5d6b", s.INK),
    "unclear": ("#a9b6bf", s.INK),
    "rejected": (s.PAPER, s.INK),
}


def story(heading: Heading, told: Story) -> Figure:
    """Draw one run."""
    with s.styled():
        wide = s.wide() - LEFT - RIGHT
        shown = lanes(heading, told, max(told.end_hours, 1.0) / wide)
        made = checks(told)
        rows = max((check.row for check in made), default=-1) + 1
        top = _place(shown)
        teams_top = top
        if rows:
            top += rows * TEAM + 8 + GAP
        figure = s.sheet(KEY + top + STRIP + 34)
        axes = s.panel(figure, LEFT, KEY, wide, top)
        s.bare(axes)
        axes.set_xlim(0, max(told.end_hours, 1.0))
        axes.set_ylim(top, 0)
        _lanes(figure, axes, shown)
        if rows:
            _teams(figure, axes, made, teams_top, rows)
        strip = _strip(figure, heading, told, KEY + top + 8)
        _key(figure, bool(made))
        _end(figure, (axes, strip), told, heading)
        return figure


def _place(shown: list[Lane]) -> float:
    """Give every lane its place from the top; return the height of all."""
    top = 0.0
    for lane in shown:
        lane.top = top
        top += lane.height + GAP
    return top


def _lanes(figure: Figure, axes: Axes, shown: list[Lane]) -> None:
    at: dict[str, tuple[float, float]] = {}
    # "Teams checking" may be the name of a lane below.
    names = lines_apart(
        [*(lane.name for lane in shown), _TEAMS], 17, [lane.who for lane in shown] + [""]
    )
    for lane, said in zip(shown, names, strict=False):
        _band(figure, axes, said, lane.top, lane.height)
        for dot in lane.dots:
            if dot.event.incident:
                at[dot.event.incident] = (dot.event.hours, lane.y(dot))
    _arrows(axes, shown, at)
    _dots(axes, shown)


def _band(figure: Figure, axes: Axes, said: list[str], top: float, height: float) -> None:
    axes.axhspan(top, top + height, color=s.PANEL, lw=0, zorder=0)
    first = KEY + top + height / 2 - 5.5 * (len(said) - 1)
    for row, line in enumerate(said):
        s.pen(figure, 0, first + 11 * row, line, size=s.SMALL)


def _dots(axes: Axes, shown: list[Lane]) -> None:
    """Draw dots by size and kind, so that the drawing stays small."""
    kinds: dict[tuple[float, str], list[tuple[float, float]]] = {}
    for lane in shown:
        for dot in lane.dots:
            look = dot.event.kind if dot.event.kind in _DOTS else "attack"
            kinds.setdefault((dot.size, look), []).append((dot.event.hours, lane.y(dot)))
    for (size, look), places in sorted(kinds.items()):
        fill, edge = _DOTS[look]
        x, y = [place[0] for place in places], [place[1] for place in places]
        axes.plot(x, y, "o", ms=size, mfc=fill, mec=edge, mew=0.7, zorder=4, clip_on=False)


_DOTS = {
    "violation": (s.HOLDS, s.HOLDS),
    "retaliation": (s.FAILS, s.FAILS),
    "attack": (s.PAPER, s.MUTED),
}


def _arrows(axes: Axes, shown: list[Lane], at: dict[str, tuple[float, float]]) -> None:
    answers = [
        dot.event
        for lane in shown
        for dot in lane.dots
        if dot.event.kind == "retaliation" and dot.event.parent in at
    ]
    gravest = sorted(answers, key=lambda event: -(event.harm or 0))[:MOST_ARROWS]
    for event in gravest:
        start, end = at[event.parent or ""], at[event.incident or ""]
        bend = 0.12 if end[1] > start[1] else -0.12
        axes.add_patch(
            FancyArrowPatch(
                start,
                end,
                connectionstyle=f"arc3,rad={bend}",
                arrowstyle="-|>,head_length=2.6,head_width=1.3",
                color=s.FAILS,
                lw=0.8,
                alpha=0.85,
                shrinkA=2,
                shrinkB=2,
                zorder=3,
            )
        )


def _teams(figure: Figure, axes: Axes, made: list[Check], top: float, rows: int) -> None:
    _band(figure, axes, [_TEAMS], top, rows * TEAM + 8)
    for check in made:
        y = top + 4 + (check.row + 0.5) * TEAM
        axes.plot([check.start, check.end], [y, y], color="#8fa3ae", lw=2.6, solid_capstyle="butt")
        if check.verdict in _VERDICTS:
            fill, edge = _VERDICTS[check.verdict]
            axes.plot(
                [check.end], [y], "s", ms=5, mfc=fill, mec=edge, mew=0.8, zorder=5, clip_on=False
            )


def _strip(figure: Figure, heading: Heading, told: Story, top: float) -> Axes:
    """Draw each party's grievance as a share of the limit at which it walks out."""
    axes = s.panel(figure, LEFT, top, s.wide() - LEFT - RIGHT, STRIP)
    date_axis(axes, heading.starts, max(told.end_hours, 1.0), at_most=7)
    axes.grid(visible=False)
    axes.set_yticks([])
    curves = grievances(told, heading.parties, max(told.end_hours, 1.0) / (s.wide() - LEFT - RIGHT))
    highest = max((value for points in curves.values() for _, value in points), default=0.0)
    axes.set_ylim(0, max(1.25, 1.12 * highest))
    s.pen(figure, 0, top + STRIP / 2 - 6, "Grievance", size=s.SMALL)
    if not curves:
        s.note(axes, told.end_hours / 2, 0.5, "nobody keeps one here", ha="center", color=s.MUTED)
        return axes
    axes.axhline(1, color=s.INK, lw=1, ls=(0, (4, 2)))
    s.pen(
        figure,
        LEFT - 5,
        top + STRIP * (1 - 1 / axes.get_ylim()[1]),
        "limit",
        ha="right",
        size=s.SMALL,
    )
    leads = leader(told, curves)
    for who, points in sorted(curves.items(), key=lambda item: item[0] == leads):
        _grievance(axes, points, told.end_hours, leads=who == leads)
    names = lines_apart([f"of {name}" for name in heading.parties.values()], 17, [*heading.parties])
    for row, line in enumerate(names[[*heading.parties].index(leads)]):
        y = top + STRIP / 2 + 5 + 11 * row
        s.pen(figure, 0, y, line, size=s.SMALL, color=s.FAILS_TEXT)
    return axes


def leader(told: Story, curves: dict[str, list[tuple[float, float]]]) -> str:
    """Return the party that left the truce, or whose grievance rose highest."""
    leaving = {"walk-out", "broken on purpose"}
    left = [event.who for event in told.events if event.kind in leaving and event.who in curves]
    return left[-1] if left else max(curves, key=lambda who: max(v for _, v in curves[who]))


def _grievance(axes: Axes, points: list[tuple[float, float]], end: float, *, leads: bool) -> None:
    hours = [hour for hour, _ in points] + [end]
    values = [value for _, value in points] + [points[-1][1]]
    if not leads:
        axes.plot(hours, values, color="#a9b6bf", lw=1, drawstyle="steps-post", zorder=2)
        return
    axes.fill_between(hours, values, color=s.FAILS_PALE, lw=0, step="post", zorder=1)
    axes.plot(hours, values, color=s.FAILS, lw=1.6, drawstyle="steps-post", zorder=3)
    passed = last_crossing(points)
    if passed is not None:
        axes.plot(
            *[[part] for part in passed],
            "o",
            ms=6,
            mfc=s.FAILS,
            mec=s.PAPER,
            mew=1.2,
            zorder=6,
            clip_on=False,
        )


def _key(figure: Figure, checked: bool) -> None:
    axes = s.panel(figure, 0, 0, s.wide(), KEY - 6)
    s.bare(axes)
    axes.set_xlim(0, s.wide())
    axes.set_ylim(KEY - 6, 0)
    # Two short rows: on a phone the chart scrolls, and its key must be read without.
    for y, row in ((10, _KEY[:3]), (26, _KEY[3:] if checked else ())):
        x = 4.0
        for name, marker, fill, edge in row:
            if marker == "-":
                axes.plot([x - 4, x + 8], [y, y], color=fill, lw=2.6, solid_capstyle="butt")
                x += 5
            else:
                axes.plot([x], [y], marker, ms=5, mfc=fill, mec=edge, mew=0.8)
            s.note(axes, x + 7, y, name, size=s.SMALL)
            x += 25 + 5.2 * len(name)


_KEY = (
    ("violation", "o", s.HOLDS, s.HOLDS),
    ("retaliation", "o", s.FAILS, s.FAILS),
    ("outside the truce", "o", s.PAPER, s.MUTED),
    ("being checked", "-", "#8fa3ae", ""),
    ("upheld", "s", s.INK, s.INK),
    ("unclear", "s", "#a9b6bf", s.INK),
    ("rejected", "s", s.PAPER, s.INK),
)


def _end(figure: Figure, panels: tuple[Axes, Axes], told: Story, heading: Heading) -> None:
    head, after = ending(told)
    stands = told.held and not told.cause
    colour, ink = (s.HOLDS, s.HOLDS) if stands else (s.FAILS, s.FAILS_TEXT)
    for axes in panels:
        axes.axvline(max(told.end_hours, 1.0), color=colour, lw=1.8, clip_on=False, zorder=5)
    x = s.wide() - RIGHT + 9
    s.pen(figure, x, KEY + 5, head, weight="bold", color=ink, size=s.TEXT)
    when = date_at(heading.starts, told.end_hours)
    s.pen(figure, x, KEY + 18, f"{when.day} {when:%B, %H:%M}", size=s.SMALL, color=s.MUTED)
    said = [*lines(CAUSES.get(told.cause or "", ""), 19, 2), *([after] if after else [])]
    for row, line in enumerate(said):
        s.pen(figure, x, KEY + 30 + 11 * row, line, size=s.SMALL, color=s.MUTED)


def ending(told: Story) -> tuple[str, str]:
    """Return what ends the drawing, and that it comes after the talks where it does."""
    opens = next((event.hours for event in told.events if event.kind == "talks open"), None)
    after = "after the talks" if opens is not None and told.end_hours > opens else ""
    if told.cause or not told.held:
        return "Truce collapses", after
    return ("Watch ends" if after else "Talks open"), after
