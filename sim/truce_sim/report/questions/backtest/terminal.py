"""What `backtest` says in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.report.questions.backtest import sentences as a
from truce_sim.report.terminal_lines import BETTER, MUTED, WORSE, flush_right, padded, wrapped
from truce_sim.studies.forecaster_names import NAMES
from truce_sim.studies.results.backtest import Against, BacktestResult, Forecaster, Scored

_LABEL, _SCORE, _DIFFERENCE, _INTERVAL, _POWER = 29, 6, 8, 18, 6
_STYLES = {"better": f"bold {BETTER}", "worse": f"bold {WORSE}"}


def lead(result: BacktestResult) -> Iterator[Text]:
    """Yield the headline."""
    yield Text()
    for line in wrapped(a.headline(result).plain):
        line.stylize("bold")
        yield line


def body(result: BacktestResult) -> Iterator[Text]:
    """Yield the scores of each question, the worst cases, and what all of it rests on."""
    for one in result.questions:
        yield from _question(one, result)
        yield from wrapped(a.verdict(one, result).plain)
    yield Text()
    yield from wrapped(
        "Score: Brier, the mean of (odds - outcome) squared; 0 is best. Less this: the simulated "
        "score less that of the line, below 0 where simulated odds are better, with its 95% range "
        "over draws of whole wars. Power: of 100 times, how often somebody exactly right would be "
        "found better; in brackets what too little power leaves unclaimed."
    )
    if result.worst:
        yield Text()
        yield Text("  Furthest off", style="bold")
        for case in result.worst:
            yield from wrapped(a.bad(case).plain, 4)
        yield from wrapped(a.could_not_know(result).plain, 4)
    yield Text()
    yield from wrapped(a.made_of(result).plain)
    yield from wrapped(result.coded)


def _question(one: Scored, result: BacktestResult) -> Iterator[Text]:
    yield Text()
    yield from wrapped(a.asked(one).plain)
    head = f"  {'':<{_LABEL}}{'score':>{_SCORE}}{'less this':>11}{'95% range':>17}{'power':>7}"
    yield Text(head, style=MUTED)
    against = {each.key: each for each in one.against}
    for who in one.forecasters:
        yield _row(who, against.get(who.key), result)


def _row(who: Forecaster, against: Against | None, result: BacktestResult) -> Text:
    line = Text("  ").append_text(padded(NAMES[who.key].short, _LABEL))
    line.append(flush_right(a.score(who.brier).text, _SCORE))
    if against is None:
        return line
    line.append(flush_right(a.difference(against).text, _DIFFERENCE))
    line.append(flush_right(a.interval(against).text, _INTERVAL))
    line.append(flush_right(a.power(against), _POWER))
    style = _STYLES.get(against.says, "") if a.claimed(against, result) else ""
    return line.append(f" {a.word(against, result)}", style=style)
