"""What `sensitivity` says in the terminal."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.questions.sensitivity import sentences as a
from truce_sim.report.terminal_lines import (
    BETTER,
    MUTED,
    WORSE,
    flush_right,
    label_column,
    padded,
    wrapped,
)
from truce_sim.statistics.estimates import PairedShare
from truce_sim.studies.results.sensitivity import SensitivityResult, TornadoBar
from truce_sim.widths import told_apart

_LABEL, _NUMBERS = 30, 47
"""Cells of a label where all are short, and of the line beside it."""
_PART, _PARTS = 46, 20
_SHOWN = 12


def lead(result: SensitivityResult) -> Iterator[Text]:
    """Yield which inputs move the odds."""
    yield Text()
    yield from wrapped(a.sensed(result).plain)


def body(result: SensitivityResult) -> Iterator[Text]:
    """Yield how far each moves them, how much is luck, and when the truce fails."""
    clear = a.clear_bars(result)
    yield Text()
    if clear:
        yield from _changes(clear, result.tornado)
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
    room = label_column((part.label for part in parts), _PART, _PARTS)
    every = explained.variance
    names = told_apart([part.label for part in every], room - 1, [part.path for part in every])
    for part, name in zip(parts, names, strict=False):
        line = Text("  ").append_text(padded(name, room))
        line.append(f"{w.per_hundred(max(0.0, part.total)):>3}", style="bold")
        yield line.append(f"  ({w.span(part.total_low, part.total_high)})")
    yield from wrapped(
        "Each with what it does together with others, so that they may add up to more than 100."
    )
    yield from wrapped(a.holds_up(explained).plain)
    fails = a.fails_when(explained)
    if fails is not None:
        yield Text()
        yield from wrapped(f"It fails together: {fails.plain}")


def _changes(clear: list[TornadoBar], every: Sequence[TornadoBar]) -> Iterator[Text]:
    """Yield the change at either end of each input that moves the odds beyond chance."""
    shown = clear[:_SHOWN]
    room = label_column((bar.label for bar in shown), _LABEL, _NUMBERS)
    # Nor may a name be read as that of an input which is not told here.
    bars = [*shown, *(bar for bar in every if bar not in shown)]
    names = told_apart([bar.label for bar in bars], room - 1, [bar.path for bar in bars])
    yield Text(f"  {'input':<{room}}{'low':>15}{'change':>7}{'high':>16}{'change':>7}", style=MUTED)
    for bar, name in zip(shown, names, strict=False):
        yield _row(bar, padded(name, room))
    rest = len(clear) - _SHOWN
    if rest > 0:
        yield Text(f"  and {rest} more (tornado.csv)", style=MUTED)
    yield from wrapped(
        "One at a time, the others as in the file; the order of near ones is chance. In grey: too "
        "close to call (ranges of 95%, all together)."
    )


def _row(bar: TornadoBar, name: Text) -> Text:
    low, high = told_apart([bar.low_text, bar.high_text], 15)
    line = Text("  ").append_text(name)
    line.append(flush_right(low, 15)).append_text(_change(bar.at_low))
    return line.append(flush_right(high, 16)).append_text(_change(bar.at_high))


def _change(change: PairedShare) -> Text:
    style = BETTER if change.low > 0 else WORSE if change.high < 0 else MUTED
    return Text(f"{w.points(change):>7}", style=style)
