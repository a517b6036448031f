"""The tables of `compare`: the answer, an option a row; what ended its runs; all runs behind it."""

from collections.abc import Iterator, Mapping
from itertools import repeat

from truce_sim.model.columns import Column
from truce_sim.model.ending import CAUSES
from truce_sim.runs.batch import Columns
from truce_sim.runs.files import Anew
from truce_sim.runs.tables import Table, run_cells
from truce_sim.scenario.study import BASE
from truce_sim.statistics.proportions import share
from truce_sim.studies.columns import HELD, IN_PART, RUNS_OF, SHARE, ends, interval, of_run
from truce_sim.studies.results.compare import BASE_ID, CompareResult, Course, Option, Regret
from truce_sim.studies.results.run import Cause

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


_CAUSES = (
    _OPTION,
    Column("title", "text", "what reports call it", "text"),
    Column("cause", "text", "what ended runs before their talks, as in runs", "text"),
    Column("cause_title", "text", "what reports call it", "text"),
    RUNS_OF,
    Column("ended", "count", "runs that it ended", "whole"),
    Column("share", SHARE, "runs that it ended, of all"),
    Column("low", SHARE, "lower end of its interval for chance"),
    Column("high", SHARE, "upper end of its interval for chance"),
    Column("base_share", SHARE, "runs of base that it ended; empty of base and of other truces"),
)


def causes_table(result: CompareResult) -> Table:
    """Return what ended the runs of each: a row for every cause that ended any of them."""
    rows = [(BASE_ID, result.base_label, result.base, result.base_course, False)]
    rows += [(one.key, one.label, one.answers, one.course, True) for one in result.options]
    rows += [(one.key, one.label, one.answers, one.course, False) for one in result.beside]
    seen = {cause.key for *_, course, _ in rows if course is not None for cause in course.causes}
    base = {one.key: one.share.value for one in _causes(result.base_course)}
    cells: list[tuple[object, ...]] = []
    for key, label, answers, course, against in rows:
        ended = {cause.key: cause.share for cause in _causes(course)}
        for cause in (one for one in CAUSES if one in seen):
            runs = answers.held.runs
            found = ended.get(cause) or share(0, runs)
            about = (key, label, cause, CAUSES[cause], runs, found.count)
            cells.append((*about, *ends(found), base.get(cause, 0.0) if against else None))
    return Table(_CAUSES, cells)


_CHANCE = "end of its interval for chance: which sets were drawn, and few runs in each"
_REGRET = (
    _OPTION,
    Column("title", "text", "what reports call it", "text"),
    Column("sets", "count", "sets of believable inputs that the row is made of", "whole"),
    Column("runs_per_set", "count", "runs in each of them", "whole"),
    *(
        column
        for name, said in (
            ("best", "sets in which it is best of all, equals with a part each"),
            ("regret", "mean over sets of what the best has above it"),
            ("change", "mean over sets of its change of the odds against base"),
        )
        for column in (
            Column(name, SHARE, said),
            Column(f"{name}_low", SHARE, f"lower {_CHANCE}"),
            Column(f"{name}_high", SHARE, f"upper {_CHANCE}"),
        )
    ),
    Column("worst_regret", SHARE, "what the best has above it in the worst of the sets"),
    Column("change_p5", SHARE, "in 5 of 100 sets its change is below this"),
    Column("change_p95", SHARE, "in 5 of 100 sets its change is above this"),
)


def regret_table(regret: Regret) -> Table:
    """Return how options compare over sets of believable inputs: a row each, least regret first."""
    return Table(
        _REGRET,
        [
            (
                *(one.key, one.label, regret.sets, regret.runs_per_set),
                *(one.best, *one.best_interval, one.regret, *one.regret_interval),
                *(one.change, *one.change_interval, one.worst, one.low, one.high),
            )
            for one in regret.options
        ],
    )


def _causes(course: Course | None) -> tuple[Cause, ...]:
    return () if course is None else course.causes


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
