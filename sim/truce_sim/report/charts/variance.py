"""How much of the odds' variance each input explains, and how much is luck."""

from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.words import per_hundred, sentence_case
from truce_sim.studies.results.sensitivity import Explained
from truce_sim.widths import lines_apart

ROW, RIGHT, MOST = 28.0, 60.0, 12


def variance(result: Explained) -> Figure:
    """Draw luck against inputs as one bar, then each input's part, alone and in all."""
    with s.styled(**{"axes.grid.axis": "x"}):
        every = sorted(result.variance, key=lambda part: -part.total)
        rows = every[:MOST]
        figure = s.sheet(112 + ROW * len(rows))
        _luck(figure, result)
        left = s.fit(232, 124)
        s.pen(
            figure,
            0,
            78,
            "Of what the fitted surface explains, in 100 parts",
            color=s.MUTED,
            size=s.SMALL,
        )
        axes = s.panel(figure, left, 90, s.wide() - left - RIGHT, ROW * max(1, len(rows)))
        top = max([0.05, *(part.total_high for part in rows)])
        axes.set_xlim(0, top * 1.02)
        axes.set_ylim(max(1, len(rows)), 0)
        axes.set_yticks([])
        axes.set_xticks([tick for tick in (0, 0.1, 0.2, 0.4, 0.6, 0.8) if tick <= top])
        axes.set_xticklabels([f"{100 * tick:.0f}" for tick in axes.get_xticks()])
        labels = [sentence_case(part.label) for part in every]
        names = lines_apart(labels, int(s.fit(38, 21)), [part.path for part in every])
        for row, (part, said) in enumerate(zip(rows, names, strict=False)):
            y = row + 0.5
            axes.barh(y, max(part.total, 0), 0.56, color=s.HOLDS_PALE, lw=0)
            axes.barh(y, max(part.alone, 0), 0.3, color=s.HOLDS, lw=0)
            axes.plot([part.total_low, part.total_high], [y, y], color=s.INK, lw=0.9)
            s.beside(axes, y, f"{per_hundred(max(part.total, 0))}", size=s.TEXT, weight="bold")
            for place, line in enumerate(said):
                s.pen(figure, 0, 90 + y * ROW + 11 * (place - (len(said) - 1) / 2), line)
        return figure


def _luck(figure: Figure, result: Explained) -> None:
    """Draw the difference between runs as luck, what the surface misses, and what it explains."""
    axes = s.panel(figure, 0, 22, s.wide(), 22)
    s.bare(axes)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    missed = min(result.missed, 1 - result.luck)
    axes.barh(0.5, result.luck, 1, color=s.LUCK, lw=0)
    axes.barh(0.5, missed, 1, result.luck, color=s.HOLDS_PALE, lw=0)
    rest = 1 - result.luck - missed
    axes.barh(0.5, rest, 1, 1 - rest, color=s.HOLDS, lw=0)
    s.pen(figure, 0, 9, "Of the difference between runs, in 100 parts", color=s.MUTED, size=s.SMALL)
    s.pen(figure, 0, 55, f"{per_hundred(result.luck)} luck", size=s.TEXT)
    said = f"{per_hundred(1 - result.luck)} inputs"
    if round(100 * missed):
        said += f", {per_hundred(missed)} of them (pale) missed by the fit"
    s.pen(figure, s.wide(), 55, said, ha="right", color=s.HOLDS)
