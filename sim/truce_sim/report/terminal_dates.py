"""What `postpone` says in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.report import answers as a
from truce_sim.report import words as w
from truce_sim.report.terminal_lines import MUTED, wrapped
from truce_sim.statistics.estimates import PairedShare
from truce_sim.studies.results import PostponeDate, PostponeResult, PostponeRule

_BEFORE_SETTLED = 35
"""Cells before the column "hold, settled"."""


def dates(result: PostponeResult) -> Iterator[Text]:
    """Yield what each date comes to, what moving buys and costs, and what a rule would do."""
    yield Text()
    head = f"  {'talks on':<14}{'hold':>5}  {'change':<12}{'hold, settled':>14}  {'change':<12}"
    yield Text(f"{head}{'open complaints':>16}", style=MUTED)
    among = [date.date for date in result.dates]
    for date in result.dates:
        yield _row(date, among)
    for rule in result.rules:
        yield _rule(rule, among)
    yield Text()
    for said in a.bought(result):
        yield from wrapped(said.plain)
    for rule in result.rules[:1]:
        yield from wrapped(a.by_rule(result, rule).plain)
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


def _row(date: PostponeDate, among: list[str]) -> Text:
    when = w.date_among(date.date, among, short=True)
    waiting = "" if date.open_complaints is None else f"{date.open_complaints.value:,.0f}"
    line = Text(f"  {when:<14}").append(f"{w.odds(date.held.value):>5}", style="bold")
    line.append(f"  {_change(date.held_change):<12}")
    line.append(f"{w.odds(date.settled.value):>14}", style="bold")
    return line.append(f"  {_change(date.settled_change):<12}{waiting:>16}")


def _rule(rule: PostponeRule, among: list[str]) -> Text:
    ends = (rule.from_date, rule.to_date)
    first, second = (w.date_among(date, among, short=True) for date in ends)
    line = Text(f"  {first}, or {second} if unsettled", style=MUTED)
    if line.cell_len > _BEFORE_SETTLED:
        line.append("\n")
        line.pad_right(_BEFORE_SETTLED)
    else:
        line.pad_right(_BEFORE_SETTLED - line.cell_len)
    line.append(f"{w.odds(rule.settled.value):>14}", style="bold")
    return line.append(f"  {_change(rule.settled_change_first)}")


def _change(change: PairedShare | None) -> str:
    return "" if change is None else w.signed_span(change.low, change.high)
