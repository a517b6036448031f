"""Tables of `now`: its days, what was counted beside what the histories bring, and its inputs."""

from truce_sim.model.columns import Column
from truce_sim.runs.tables import Table
from truce_sim.studies.columns import SHARE, ends, interval
from truce_sim.studies.results.now import NowResult

_DAYS = (
    Column("known_until", "date and hour", "the moment up to which things are known", "date"),
    Column("standing", "count", "histories that still hold then", "whole"),
    *interval("survival", SHARE, "of these, histories that hold until the talks"),
    *interval("counted", SHARE, "the same, weighed by what was counted by then as well"),
    Column("in_effect", "count", "equal histories that would tell as much as the weighed ones"),
    Column("of_class", SHARE, "truces of the class that held to the talks, having stood so long"),
    Column("of_class_low", SHARE, "lower end of its interval by war"),
    Column("of_class_high", SHARE, "upper end of its interval by war"),
)
_COUNTS = (
    Column("counter", "text", "id of who counted", "text"),
    Column("first_day", "date", "first day that the number counts", "text"),
    Column("last_day", "date", "last day that it counts", "text"),
    Column("number", "count", "what was counted", "whole"),
    Column("simulated", "count", "what would have been counted in the histories: the median"),
    Column("simulated_low", "count", "5% of them count less, by weight"),
    Column("simulated_high", "count", "5% of them count more, by weight"),
)
_INPUTS = (
    Column("input", "text", "path of an input with a believable range", "text"),
    Column("before", "text", "nine tenths of what was drawn from its range", "text"),
    Column("after", "text", "nine tenths of it by weight, given what was seen", "text"),
    Column("narrowed", SHARE, "by how much its spread is smaller now; below 0 it is wider"),
    Column("noise", SHARE, "by how much chance alone moves that figure, either way"),
)


def now_tables(result: NowResult) -> dict[str, Table]:
    """Return the tables of an answer by name."""
    days = [
        (
            *(line.date, line.standing, *ends(line.survival), *ends(line.counted)),
            *(line.effective, line.of_class.value, line.of_class.low, line.of_class.high),
        )
        for line in result.lines
    ]
    counts = [
        (counter.key, one.first, one.last, one.number, one.middle, one.low, one.high)
        for counter in result.counters
        for one in counter.spans
    ]
    seen = [
        (one.path, one.before, one.after, one.narrowed, one.noise) for one in result.inputs_seen
    ]
    return {
        "days": Table(_DAYS, days),
        "counts": Table(_COUNTS, counts),
        "inputs_seen": Table(_INPUTS, seen),
    }
