"""Truth against verdict: what complaints were about, and what came of them."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.words import per_hundred
from truce_sim.studies.results.run import RunResult, Verification
from truce_sim.widths import lines

TRUTHS = (
    ("true", "It happened as they say"),
    ("wrong party", "It happened, but others did it"),
    ("lawful strike", "A lawful strike on others"),
    ("false", "It did not happen"),
)
VERDICTS = (
    ("upheld", "upheld", s.INK, s.PAPER),
    ("upheld, nobody named", "nobody named", "#4c5d6b", s.PALE_LETTERS),
    ("unclear", "unclear", "#8d9ba6", s.DARK_LETTERS),
    ("rejected", "rejected", "#c3ccd2", s.DARK_LETTERS),
    ("open", "still open", "#edf1f3", s.DARK_LETTERS),
)
TOP, ROW = 44.0, 34.0


def verdicts(result: RunResult) -> Figure:
    """Draw, for each kind of truth, how its complaints were ruled."""
    with s.styled():
        rows = shown(result.verification) if result.verification else []
        figure = s.sheet(TOP + ROW * len(rows) + 8)
        left, right = s.fit(178, 118), s.fit(84, 40)
        axes = s.panel(figure, left, TOP, s.wide() - left - right, ROW * len(rows))
        s.bare(axes)
        axes.set_xlim(0, 1)
        axes.set_ylim(len(rows), 0)
        _key(figure, s.fit(178, 0))
        s.pen(figure, s.wide(), 34, "complaints a run", ha="right", size=s.SMALL, color=s.MUTED)
        for row, (truth, counts) in enumerate(rows):
            _bar(axes, row + 0.5, counts)
            said = lines(truth, int(s.fit(32, 20)))
            for place, line in enumerate(said):
                y = TOP + (row + 0.5) * ROW + 11 * (place - (len(said) - 1) / 2)
                s.pen(figure, 0, y, line)
            a_run = sum(counts.values()) / result.heading.runs
            number = f"{a_run:,.0f}" if a_run >= 9.5 else f"{a_run:.1f}"
            s.pen(figure, s.wide(), TOP + (row + 0.5) * ROW, number, ha="right", weight="bold")
        return figure


def shown(verification: Verification) -> list[tuple[str, dict[str, int]]]:
    """Return the rows that have complaints: what was true, and its verdicts."""
    table = verification.verdicts
    return [(label, table[key]) for key, label in TRUTHS if sum(table.get(key, {}).values()) > 0]


def _key(figure: Figure, left: float) -> None:
    axes = s.panel(figure, left, 0, s.wide() - left, 26)
    s.bare(axes)
    axes.set_xlim(0, s.wide() - left)
    axes.set_ylim(26, 0)
    x = 0.0
    for _, name, colour, _ in VERDICTS:
        axes.plot([x + 5], [13], "s", ms=8.5, mfc=colour, mec=s.EDGE, mew=0.7)
        s.note(axes, x + 14, 13, name, size=s.SMALL)
        x += s.fit(32, 22) + s.fit(5.6, 5.2) * len(name)


def _bar(axes: Axes, y: float, counts: dict[str, int]) -> None:
    total = sum(counts.values())
    left = 0.0
    for verdict, _, colour, ink in VERDICTS:
        share = counts.get(verdict, 0) / total
        if share == 0:
            continue
        axes.barh(y, share, 0.6, left, color=colour, edgecolor=s.EDGE, lw=0.7)
        if share > s.fit(0.06, 0.12):
            s.note(
                axes, left + share / 2, y, per_hundred(share), ha="center", color=ink, size=s.SMALL
            )
        left += share
