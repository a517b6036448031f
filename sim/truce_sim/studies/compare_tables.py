"""The tables of `compare`: the answer, an option a row, and all runs behind it."""

from collections.abc import Iterator, Mapping
from itertools import repeat

from truce_sim.model.columns import Column
from truce_sim.runs.batch import Columns
from truce_sim.runs.files import Anew
from truce_sim.runs.tables import Table, run_cells
from truce_sim.scenario.study import BASE
from truce_sim.studies.alternatives import BASE_ID
from truce_sim.studies.columns import HELD, IN_PART, RUNS_OF, SHARE, ends, interval, of_run
from truce_sim.studies.results import CompareResult, Option

_OPTION = Column("option", "text", "id of the option; base is the file as it stands", "text")
_ANSWERS = ("replication", "held", "settled", "quiet", "life", "cause")
_SAID = "change of the odds against base, at the common date where there is one"
_COLUMNS = (
    _OPTION,
    Column("title", "text", "what reports call it", "text"),
    Column("moves_talks", "1 or 0", "1 if its talks open at another date or rule", "yes or no"),
    Column("odds", SHARE, f"{HELD}, each at its own opening"),
    Column("low", SHARE, "lower end of its interval for chance"),
    Column("high", SHARE, "upper end of its interval for chance"),
    Column("change", SHARE, f"{_SAID}; empty for another truce"),
    Column("change_low", SHARE, "lower end of its interval for chance, all options together"),
    Column("change_high", SHARE, "upper end of its interval for chance, all options together"),
    Column("verdict", "text", "what chance allows to say of the change; empty of base", "text"),
    RUNS_OF,
    Column("flips_to_hold", "count", "runs that hold only with the option", "whole"),
    Column("flips_to_collapse", "count", "runs that hold only without it", "whole"),
    Column(
        "common_date",
        "date and hour",
        "the earlier of the two openings, where the option moves the talks; else empty",
        "date",
    ),
    Column("base_odds_at_common", SHARE, "runs of base not collapsed by the common date"),
    Column("odds_at_common", SHARE, "runs of the option not collapsed by the common date"),
    Column("change_at_openings", SHARE, "change of the odds, each at its own opening"),
    Column("change_at_openings_low", SHARE, "lower end of its interval for chance"),
    Column("change_at_openings_high", SHARE, "upper end of its interval for chance"),
)


def options_table(result: CompareResult) -> Table:
    """Return the answer as a table: the base, its options, and other truces beside it."""
    rows = list(_rows(result))
    shares = [result.base, *(one.answers for one in result.options)]
    shares += [one.answers for one in result.beside]
    if all(one.in_part is None for one in shares):
        return Table(_COLUMNS, rows)
    whole = [(*row, *ends(one.in_part)) for row, one in zip(rows, shares, strict=True)]
    return Table((*_COLUMNS, *interval("in_part", SHARE, IN_PART)), whole)


def _rows(result: CompareResult) -> Iterator[tuple[object, ...]]:
    none = (None,) * 3
    held = result.base.held
    yield (BASE_ID, result.base_label, 0, *ends(held), *none, "", held.runs, *none[:2], *none * 2)
    for option in result.options:
        yield _row(option)
    for other in result.beside:
        held = other.answers.held
        about = (other.key, other.label, None, *ends(held))
        yield (*about, *none, "another truce", held.runs, *none[:2], *none * 2)


def _row(option: Option) -> tuple[object, ...]:
    one, judged, held = option.at_one_date, option.judged, option.answers.held
    common = (None, None, None) if one is None else (one.date, one.base.value, one.option.value)
    return (
        *(option.key, option.label, int(option.moves_talks), *ends(held), *ends(judged)),
        *(option.verdict, held.runs, judged.gained, judged.lost, *common, *ends(option.held)),
    )


def runs_table(found: Mapping[str, Columns]) -> Table:
    """Return one row a run and option."""
    partial = any("in_part" in one for one in found.values())
    rows = Anew(
        lambda: (
            (BASE_ID if key == BASE else key, *row, *more)
            for key, one in found.items()
            for row, more in zip(
                run_cells(one, _ANSWERS), _in_part(one) if partial else repeat(()), strict=False
            )
        )
    )
    return Table((_OPTION, *of_run(*_ANSWERS), *(of_run("in_part") if partial else ())), rows)


def _in_part(columns: Columns) -> Iterator[tuple[object, ...]]:
    """Yield a cell a run: whether it held in part only; empty where nothing says what that is."""
    found = columns.get("in_part")
    yield from ((None,) for _ in columns["held"]) if found is None else ((x,) for x in found)
