"""What `postpone` says in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from sim.report import answers as a
from sim.report import words as w
from sim.report.terminal_lines import MUTED, wrapped
from sim.statistics.estimates import PairedShare
from sim.studies.results import PostponeDate, PostponeResult, PostponeRule


def dates(result: PostponeResult) -> Iterator[Text]:
    """Yield what each date comes to, what moving buys and costs, and what a rule would do."""
    yield Text()
    head = f"  {'talks on':<10}{'hold':>5}  {'change':<14}{'hold, settled':>14}  {'change':<14}"
    yield Text(f"{head}{'open complaints':>16}", style=MUTED)
    for date in result.dates:
        yield _row(date)
    for rule in result.rules:
        yield _rule(rule)
    yield Text()
    for said in a.bought(result):
        yield from wrapped(said.plain)
    for rule in result.rules[:1]:
        yield from wrapped(a.by_rule(rule).plain)
    if result.reacts_to_date:
        yield from wrapped(
            "Somebody here reacts to the date, so each date was run anew, on the same histories."
        )
    else:
        yield from wrapped("Nobody here reacts to the date: all dates are looks at the same runs.")
    yield from wrapped(
        "Ranges (95%) are of changes against the first date, and of a rule against its own first "
        "date, on the same histories."
    )


def _row(date: PostponeDate) -> Text:
    when = w.short_day(w.moment(date.date))
    waiting = "" if date.open_complaints is None else f"{date.open_complaints.value:,.0f}"
    line = Text(f"  {when:<10}").append(f"{_odds(date.held.value):>5}", style="bold")
    line.append(f"  {_change(date.held_change):<14}")
    line.append(f"{_odds(date.settled.value):>14}", style="bold")
    return line.append(f"  {_change(date.settled_change):<14}{waiting:>16}")


def _rule(rule: PostponeRule) -> Text:
    first, second = (w.short_day(w.moment(date)) for date in (rule.from_date, rule.to_date))
    line = Text(f"  {first}, or {second} if unsettled", style=MUTED)
    line.pad_right(max(0, 33 - line.cell_len))
    line.append(f"{_odds(rule.settled.value):>14}", style="bold")
    return line.append(f"  {_change(rule.settled_change_first)}")


def _odds(value: float) -> str:
    if value in (0.0, 1.0):
        return "all" if value else "none"
    return f"{w.hundred(value)}"


def _change(change: PairedShare | None) -> str:
    return "" if change is None else w.signed_span(change.low, change.high)
