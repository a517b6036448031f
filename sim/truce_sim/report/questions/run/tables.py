"""The answer of a run as tables: the odds, and what ends the truce."""

from collections.abc import Iterator

from truce_sim.model.columns import Column
from truce_sim.report.questions.run.meanings import meanings
from truce_sim.runs.tables import Table
from truce_sim.studies.results.run import RunResult

_SHARE, _HOURS = "share, 0 to 1", "hours"
_ANSWER = (
    Column("answer", "text", "what the line tells", "text"),
    Column("says", "text", "the same in full", "text"),
    Column("unit", "text", "what its numbers are counted in", "text"),
    Column("value", "as `unit` says", "the estimate; empty where there is a range alone"),
    Column("low", "as `unit` says", "lower end of the range that `range_covers` tells of"),
    Column("high", "as `unit` says", "upper end of it"),
    Column("range_covers", "text", "which doubt lies between the two", "text"),
    Column("runs", "count", "runs that the line is made of", "whole"),
)
_CAUSES = (
    Column("cause", "text", "cause of collapse, as in runs.csv", "text"),
    Column("label", "text", "the same in words", "text"),
    Column("runs", "count", "runs that it ended", "whole"),
    Column("share", _SHARE, "share of all runs that it ended"),
    Column("low", _SHARE, "lower end of its interval for chance"),
    Column("high", _SHARE, "upper end of its interval for chance"),
)
_CHANCE = "chance between runs (95%)"


def answer_table(result: RunResult) -> Table:
    """Return each meaning of "holds", how long it lasts, and doubt about inputs."""
    return Table(_ANSWER, list(_answers(result)))


def _answers(result: RunResult) -> Iterator[tuple[object, ...]]:
    for name, said, odds in meanings(result):
        yield (name, said, _SHARE, odds.value, odds.low, odds.high, _CHANCE, odds.runs)
    life, doubt, past = result.restricted_mean_hours, result.ignorance, result.heading.base_rate
    mean = "mean hours of truce, up to the earliest opening"
    yield ("lasts", mean, _HOURS, life.value, life.low, life.high, _CHANCE, life.runs)
    if doubt is not None:
        runs = doubt.draws * doubt.runs_per_draw
        inputs = f"the odds that it holds, mean over {doubt.draws:,} sets of believable inputs"
        over = (doubt.mean.value, doubt.mean.low, doubt.mean.high)
        yield ("holds, inputs in doubt", inputs, _SHARE, *over, _CHANCE, runs)
        nine = "the odds that it holds, nine in ten sets of believable inputs"
        covers = "doubt about inputs"
        yield ("holds, range of inputs", nine, _SHARE, None, doubt.low, doubt.high, covers, runs)
    if past is not None and not past.since_hours:
        class_of = f"past truces not broken by day {past.hours / 24:g}: {past.name}"
        ends = (past.not_broken, past.low, past.high)
        yield ("past truces", class_of, _SHARE, *ends, "chance between wars (95%)", None)


def causes_table(result: RunResult) -> Table:
    """Return what ends the truce, a cause a row."""
    rows = [
        (one.key, one.label, one.share.count, one.share.value, one.share.low, one.share.high)
        for one in result.causes
    ]
    return Table(_CAUSES, rows)
