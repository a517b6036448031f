"""What `now` says in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.questions.now import sentences as a
from truce_sim.report.terminal_lines import MUTED, wrapped
from truce_sim.studies.results.now import NowLine, NowResult

_DATE, _ROOM, _CLASS = 16, 11, 16
_MOST = 16
"""Days shown; of more, the first and the last."""


def body(result: NowResult) -> Iterator[Text]:
    """Yield a line a day, which counter moved the odds, and what ends the truce from now on."""
    yield from wrapped(a.doubts(result).plain)
    yield Text()
    head = f"  {'known until':<{_DATE}}{'still holds':>{_ROOM}}{'with counts':>{_ROOM + 2}}"
    yield Text(f"{head}{'truces like it':>{_CLASS + 2}}{'in effect':>{_ROOM}}", style=MUTED)
    lines = result.lines
    shown = lines if len(lines) <= _MOST else (*lines[: _MOST // 2], *lines[-_MOST // 2 :])
    for place, line in enumerate(shown):
        if len(lines) > _MOST and place == _MOST // 2:
            yield Text(f"  {'...':<{_DATE}}", style=MUTED)
        yield _row(line, withheld=result.unlike)
    yield from wrapped("Of 100, hold until the talks open. Truces like it: past ones (95% by war).")
    yield Text()
    said = [a.moved(result)]
    if not result.unlike:
        said.append(a.ends(result))
    for sentence in said:
        if sentence is not None:
            yield from wrapped(sentence.plain)
    for counter in () if result.unlike else result.counters:
        yield from wrapped(a.sees(counter).plain)
    if result.inputs_seen and not result.unlike:
        yield from wrapped(a.learned(result).plain)


def _row(line: NowLine, *, withheld: bool) -> Text:
    when = w.moment(line.date)
    day = w.short_day(when) + (f", {when:%H:%M}" if f"{when:%H:%M}" != "00:00" else "")
    seen = line.of_class
    ends = "" if seen.low is None or seen.high is None else f" ({w.span(seen.low, seen.high)})"
    held = f"{w.hundred(seen.value)}{ends}"
    text = Text(f"  {day:<{_DATE}}{w.hundred(line.survival.value):>{_ROOM}}")
    text.append(f"{'-' if withheld else a.told_line(line):>{_ROOM + 2}}", style="bold")
    return text.append(f"{held:>{_CLASS + 2}}{round(line.effective):>{_ROOM},}")
