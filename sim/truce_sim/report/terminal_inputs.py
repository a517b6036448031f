"""What `sensitivity` says in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.report import answers as a
from truce_sim.report import words as w
from truce_sim.report.terminal_lines import BETTER, MUTED, WORSE, padded, wrapped
from truce_sim.scenario.widths import shortened, told_apart
from truce_sim.statistics.estimates import PairedShare
from truce_sim.studies.results import SensitivityResult, TornadoBar

_LABEL = 30
_SHOWN = 12


def sensitivity(result: SensitivityResult) -> Iterator[Text]:
    """Yield which inputs move the odds, how much is luck, and when the truce fails."""
    yield Text()
    yield from wrapped(a.sensed(result).plain)
    clear = a.clear_bars(result)
    yield Text()
    if clear:
        yield from _changes(clear)
    others = len(result.tornado) - len(clear)
    if others:
        for line in wrapped(
            f"{others} {'input is' if others == 1 else 'inputs are'} not told apart from chance "
            "(tornado.csv has each)."
        ):
            line.stylize(MUTED)
            yield line
    explained = result.explained
    if explained is None:
        return
    yield Text()
    yield from wrapped(a.over_inputs(explained, result.base).plain)
    yield from wrapped(a.luck(explained).plain)
    yield Text()
    yield Text("  Of what the fitted surface explains, in 100 parts", style="bold")
    parts = explained.variance[:5]
    for part, label in zip(parts, told_apart([one.label for one in parts], 44), strict=True):
        line = Text("  ").append_text(padded(label, 46))
        line.append(f"{w.per_hundred(max(0.0, part.total)):>3}", style="bold")
        yield line.append(f"  ({w.span(part.total_low, part.total_high)})")
    yield from wrapped(a.holds_up(explained).plain)
    fails = a.fails_when(explained)
    if fails is not None:
        yield Text()
        yield from wrapped(f"It fails together: {fails.plain}")


def _changes(clear: list[TornadoBar]) -> Iterator[Text]:
    """Yield the change at either end of each input that moves the odds beyond chance."""
    yield Text(
        f"  {'input':<{_LABEL}}{'low':>15}{'change':>7}{'high':>16}{'change':>7}", style=MUTED
    )
    bars = clear[:_SHOWN]
    labels = told_apart([bar.label for bar in bars], _LABEL - 1)
    for bar, label in zip(bars, labels, strict=True):
        yield _row(bar, label)
    rest = len(clear) - _SHOWN
    if rest > 0:
        yield Text(f"  and {rest} more (tornado.csv)", style=MUTED)
    yield from wrapped(
        "One at a time, the others as in the file; the order of near ones is chance. In grey: too "
        "close to call (ranges of 95%, all together)."
    )


def _row(bar: TornadoBar, label: str) -> Text:
    line = Text("  ").append_text(padded(label, _LABEL))
    line.append(f"{shortened(bar.low_text, 15):>15}").append_text(_change(bar.at_low))
    return line.append(f"{shortened(bar.high_text, 15):>16}").append_text(_change(bar.at_high))


def _change(change: PairedShare) -> Text:
    style = BETTER if change.low > 0 else WORSE if change.high < 0 else MUTED
    return Text(f"{w.points(change):>7}", style=style)
