"""What `sweep` says in the terminal."""

import re
from collections.abc import Iterator, Sequence

from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.level_rows import in_bold, level_column, level_head, level_row
from truce_sim.report.questions.sweep import sentences as a
from truce_sim.report.terminal_lines import BETTER, MUTED, columns, flush_right, padded, wrapped
from truce_sim.studies.results.sweep import SweepParam, SweepPoint, SweepResult
from truce_sim.widths import cells, told_apart

_MOST_ROWS, _MOST_COLUMNS = 40, 10


_SHOWN = 10
"""Settings listed where they are too many to list them all."""


_NAMED = 4
"""Settings named in a sentence."""


_NUMBER = re.compile(r"[0-9][0-9.,]*")


def body(result: SweepResult) -> Iterator[Text]:
    """Yield the odds by level, where they tip, and what cannot be told from the best."""
    yield Text()
    if len(result.points) < result.settings:
        yield Text(
            f"  Partial: {len(result.points):,} of {result.settings:,} settings.", style="bold"
        )
    if _is_grid(result):
        yield from _grid(result)
    elif len(result.params) == 1 and len(result.points) <= _MOST_ROWS:
        yield from _line(result)
    else:
        yield from _top(result)
    yield Text()
    yield from wrapped(a.swept(result).plain)
    told_apart = len(result.best) < len(result.points)
    if result.design == "grid" and told_apart:
        yield from wrapped(a.tipping(result).plain)
    yield from _best(result)
    if result.past:
        yield from wrapped(result.past)
    yield from wrapped(
        "Ranges (95%) cover chance between runs, each setting by itself; doubt about inputs is "
        "not in them."
    )


def _is_grid(result: SweepResult) -> bool:
    return (
        result.design == "grid"
        and len(result.params) == 2
        and len(result.params[0].texts) <= _MOST_COLUMNS
        and len(result.params[1].texts) <= _MOST_ROWS
    )


def _line(result: SweepResult) -> Iterator[Text]:
    param = result.params[0]
    texts, width = level_column(param)
    yield from in_bold(param.label)
    yield level_head(width)
    for place, point in enumerate(result.points):
        mark = "*" if place in result.best and len(result.best) < len(result.points) else " "
        here = param.in_file == point.numbers[0]
        yield level_row(texts[point.levels[0]], width, point.held, mark, here=here)


def _grid(result: SweepResult) -> Iterator[Text]:
    across, up = result.params
    odds = {point.levels: point for point in result.points}
    left = min(22, max(map(cells, up.texts)) + 2)
    cell = min(13, (columns() - 4 - left) // len(across.texts))
    numbers, unit = _unit_apart(across.texts)
    labels = told_apart(
        [across.label, up.label], columns() - 10 - cells(unit), [across.path, up.path]
    )
    yield Text(f"  across: {labels[0]}{unit}", style="bold")
    yield Text(f"  down:   {labels[1]}", style="bold")
    heads = "".join(flush_right(text, cell) for text in told_apart(numbers, cell - 1))
    yield Text(f"  {'':<{left}}{heads}", style=MUTED)
    for text, name in zip(up.texts, told_apart(up.texts, left - 1), strict=True):
        line = Text("  ").append_text(padded(name, left))
        for column in across.texts:
            point = odds.get((column, text))
            said = w.odds(point.held.value) if point is not None else "-"
            unsure = point is not None and point.held.low < 0.5 < point.held.high
            holds = point is not None and point.held.low >= 0.5
            line.append(
                f"{said + ('?' if unsure else ''):>{cell}}", style=f"bold {BETTER}" if holds else ""
            )
        yield line
    if any(point.held.low < 0.5 < point.held.high for point in result.points):
        yield Text("  ?: chance leaves both sides of even open", style=MUTED)


def _unit_apart(texts: Sequence[str]) -> tuple[Sequence[str], str]:
    """Return levels as bare numbers and their unit as it is told once, where all share one.

    Headings are narrow: it is told beside the name of the input.
    """
    numbers, units = zip(*(text.partition(" ")[::2] for text in texts), strict=True)
    shared = len(set(units)) == 1 and units[0] and all(map(_NUMBER.fullmatch, numbers))
    return (numbers, f" ({units[0]})") if shared else (texts, "")


def _top(result: SweepResult) -> Iterator[Text]:
    ranked = sorted(result.points, key=lambda point: -point.held.value)
    yield Text(
        f"  The {min(_SHOWN, len(ranked))} highest of {len(ranked):,} settings", style="bold"
    )
    for point in ranked[:_SHOWN]:
        yield from _setting(result.params, point)


def _setting(params: Sequence[SweepParam], point: SweepPoint) -> Iterator[Text]:
    said = f"{w.odds(point.held.value):>4}  {w.span(point.held.low, point.held.high):<9} "
    pieces = [f"{param.label} {level}" for param, level in zip(params, point.levels, strict=True)]
    first, *rest = wrapped(", ".join(pieces), 18)
    yield Text(f"  {said:<16}").append(first.plain.strip())
    yield from rest


def _best(result: SweepResult) -> Iterator[Text]:
    if result.confirmed:
        yield Text()
        yield Text("  Best settings on fresh histories: the numbers to quote", style="bold")
        for point in result.confirmed:
            yield from _setting(result.params, point)
        apart = a.told_apart(result)
        if apart is not None:
            yield from wrapped(apart.plain)
        yield Text()
        return
    if len(result.best) == len(result.points) > 1:
        yield from wrapped("No setting can be told from any other.")
        return
    ranked = sorted(result.best, key=lambda place: -result.points[place].held.value)
    named = [a.setting(result, result.points[place]).text for place in ranked]
    if len(named) == 1:
        yield from wrapped(f"Best: {named[0]}. Its number flatters it; --confirm gives a fair one.")
        return
    said = f"{len(named):,} of {len(result.points):,} settings cannot be told from the best"
    if len(named) > _NAMED:
        yield from wrapped(f"{said} (sweep.csv says which).")
        return
    yield from wrapped(f"{said}: {'; '.join(named)}.")
