"""What `postpone` says in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.questions.postpone import sentences as a
from truce_sim.report.terminal_lines import MUTED, wrapped
from truce_sim.statistics.estimates import PairedShare, Share
from truce_sim.studies.results.postpone import PostponeDate, PostponeResult, PostponeRule

_DATE, _CHANGE = 13, 11
_ODDS = {"hold": 5, "quiet": 7, "settled": 9}


def body(result: PostponeResult) -> Iterator[Text]:
    """Yield what each date comes to, what moving buys and costs, and what a rule would do."""
    yield Text()
    settled = result.files_complaints
    columns = ["hold", "quiet", *(["settled"] if settled else [])]
    head = "".join(f"{column:>{_ODDS[column]}}  {'change':<{_CHANGE}}" for column in columns)
    yield Text(f"  {'talks on':<{_DATE}}{head}{'open' if settled else ''}".rstrip(), style=MUTED)
    among = [date.date for date in result.dates]
    for date in result.dates:
        yield _row(date, among, settled=settled)
    for rule in result.rules:
        yield from _rule(rule, among, settled=settled)
    yield Text()
    for said in a.bought(result):
        yield from wrapped(said.plain)
    for said in a.in_part(result):
        yield from wrapped(said.plain)
    for rule in result.rules[:1]:
        yield from wrapped(a.by_rule(result, rule).plain)
    if result.reacts_to_date:
        yield from wrapped(
            "Somebody here reacts to the date, so each date was run anew, on the same histories."
        )
    else:
        yield from wrapped("Nobody here reacts to the date: all dates are looks at the same runs.")
    also = "quiet or settled" if settled else "quiet"
    yield from wrapped(
        f"Of all runs: those that hold, and those that hold and are {also}. Ranges (95%) are of changes against the first date, "
        "and of a rule against its own first date, on the same histories."
    )
    if not settled:
        yield from wrapped("Nothing is filed here, so all is settled and none of it is told.")


def _row(date: PostponeDate, among: list[str], *, settled: bool) -> Text:
    line = Text(f"  {w.date_among(date.date, among, short=True):<{_DATE}}")
    _cell(line, "hold", date.held, date.held_change)
    _cell(line, "quiet", date.quiet, date.quiet_change)
    if settled:
        _cell(line, "settled", date.settled, date.settled_change)
        waiting = date.open_complaints
        line.append("" if waiting is None else f"{waiting.value:,.0f}")
    return line


def _rule(rule: PostponeRule, among: list[str], *, settled: bool) -> Iterator[Text]:
    ends = (rule.from_date, rule.to_date)
    first, second = (w.date_among(date, among, short=True) for date in ends)
    yield Text(f"  {first}, or {second} unless {rule.unless} by then", style=MUTED)
    line = Text(" " * (2 + _DATE))
    _cell(line, "hold", rule.held, None)
    _cell(line, "quiet", rule.quiet, rule.quiet_change_first if rule.unless == "quiet" else None)
    if settled:
        change = rule.settled_change_first if rule.unless == "settled" else None
        _cell(line, "settled", rule.settled, change)
    yield line


def _cell(line: Text, column: str, share: Share, change: PairedShare | None) -> None:
    line.append(f"{w.odds(share.value):>{_ODDS[column]}}", style="bold")
    said = "" if change is None else w.signed_span(change.low, change.high)
    line.append(f"  {said:<{_CHANGE}}")
