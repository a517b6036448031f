"""Columns as tables that R, Stata, Excel, SQL and data frames read: CSV, UTF-8, dots for decimals.

A column has one type in all of its rows: a number always has a decimal point, a whole number
never, so that no program guesses wrongly from the first rows. Numbers read back exactly; what is
missing is an empty cell; true and false are 1 and 0. Every table comes with a line per column in
columns.csv that says what it means.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import numpy as np

from truce_sim.model.columns import DAY_KEYS, Column, columns_of
from truce_sim.model.naming import column_names
from truce_sim.model.world import World
from truce_sim.runs.batch import Columns, runs_of
from truce_sim.runs.cells import texts
from truce_sim.runs.files import Anew

MEANINGS = "columns"
OF_SINGLE_RUNS = ("runs", "daily", "points")
"""Tables with a row or more for every run; all others are short."""
_BLOCK = 500
"""Runs of which rows are made at a time."""
_ROWS = 5_000
"""Rows that are written at a time."""
_MEANINGS = (
    Column("table_name", "text", "file in which the column stands", "text"),
    Column("column_name", "text", "its name in the first line of that file", "text"),
    Column("unit", "text", "what its values are counted in", "text"),
    Column("type", "text", "how its values are written", "text"),
    Column("meaning", "text", "what it says", "text"),
    Column("stands_for", "text", "ids or input of the scenario that the name is made from", "text"),
)
ENDS = Column("ends_at", "date and hour", "when it collapsed, or until when it was watched", "date")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and its rows with one value for each, None where there is none.

    The rows may be gone through more than once, and are made `Anew` where there are many.
    """

    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]

    def __reduce__(self) -> tuple[type["Table"], tuple[Sequence[Column], list[Sequence[object]]]]:
        """Take the rows along to another process, however they are made here."""
        return Table, (tuple(self.columns), [tuple(row) for row in self.rows])


def explained(tables: Mapping[str, Table], ending: str = ".csv") -> dict[str, Table]:
    """Return tables by name, and one more that says what their columns mean.

    Args:
        tables: by name, which is that of their files without its ending.
        ending: of their files; "" where they are none.
    """
    rows = [
        (name + ending, one.name, one.unit, one.type, one.meaning, one.stands_for)
        for name, table in tables.items()
        for one in table.columns
    ]
    return {**tables, MEANINGS: Table(_MEANINGS, rows)}


def tables_csv(tables: Mapping[str, Table]) -> dict[str, Anew[bytes]]:
    """Return what to write of each table by file name, and of one that explains them.

    Raises:
        ValueError: if two columns of a table have one name.
    """
    return {f"{name}.csv": table_csv(table) for name, table in explained(tables).items()}


def table_csv(table: Table) -> Anew[bytes]:
    """Return what to write of a table, some rows at a time.

    What goes through it gets a ValueError if a row has not one value for each column, or a value
    is none of its column.

    Raises:
        ValueError: if two columns have one name.
    """
    header = [column.name for column in table.columns]
    if len(set(header)) < len(header):
        raise ValueError(f"two columns have one name: {header}")
    return Anew(lambda: _written(table, header))


def _written(table: Table, header: Sequence[str]) -> Iterator[bytes]:
    write = [texts(column.type) for column in table.columns]
    yield (",".join(header) + "\n").encode()
    rows = iter(table.rows)
    while block := list(islice(rows, _ROWS)):
        if {*map(len, block)} != {len(header)}:
            raise ValueError(f"a row has not one value for each of {header}")
        cells = [to(column) for to, column in zip(write, zip(*block, strict=True), strict=True)]
        yield ("\n".join(map(",".join, zip(*cells, strict=True))) + "\n").encode()


def input_columns(inputs: Sequence[Column], others: Sequence[Column]) -> tuple[Column, ...]:
    """Return columns of inputs with names made from their paths (`stands_for`), none of `others`.

    Args:
        inputs: columns whose names do not matter.
        others: the columns beside them.
    """
    wanted = [tuple(one.stands_for.split(".")) for one in inputs]
    names = column_names(wanted, [one.name for one in others])
    return tuple(
        Column(name, one.unit, one.meaning, one.type, stands_for=one.stands_for)
        for name, one in zip(names, inputs, strict=True)
    )


def run_tables(blocks: Iterable[Columns], world: World, starts: datetime) -> dict[str, Table]:
    """Return `runs`, one row a run, and `daily`, one row a run and whole day that it lived.

    Args:
        blocks: all columns of some runs after the other, in order; gone through once a table.
        world: what was simulated.
        starts: the truce's start.
    """
    declared = columns_of(world)
    runs = (*declared.runs, *declared.counts)
    return {
        "runs": Table((*runs, ENDS), _by_block(blocks, _runs, runs, world, starts)),
        "daily": Table(
            (*DAY_KEYS, *declared.days), _by_block(blocks, _days, declared.days, world, starts)
        ),
    }


_Rows = Iterable[Sequence[object]]
_Lines = Callable[[Columns, Sequence[Column], World, datetime], _Rows]


def _by_block(
    blocks: Iterable[Columns],
    lines: _Lines,
    wanted: Sequence[Column],
    world: World,
    starts: datetime,
) -> Anew[Sequence[object]]:
    """Return rows made of some runs at a time: all of them would take many times their arrays."""

    def made() -> Iterator[Sequence[object]]:
        for columns in blocks:
            for start in range(0, runs_of(columns), _BLOCK):
                block = {name: column[start : start + _BLOCK] for name, column in columns.items()}
                yield from lines(block, wanted, world, starts)

    return Anew(made)


def _runs(columns: Columns, runs: Sequence[Column], _: World, starts: datetime) -> _Rows:
    cells = [columns[one.key].tolist() for one in runs]
    ends = [moment(starts, hours) for hours in columns["life"].tolist()]
    return zip(*cells, ends, strict=True)


def _days(columns: Columns, days: Sequence[Column], world: World, starts: datetime) -> _Rows:
    dates = [moment(starts, 24.0 * day) for day in range(world.days)]
    run, day = np.nonzero(~np.isnan(columns[days[0].key].astype(float)))
    cells = [columns[one.key][run, day].tolist() for one in days]
    listed: list[int] = day.tolist()
    numbers = columns["replication"][run].tolist()
    return zip(numbers, listed, (dates[place] for place in listed), *cells, strict=True)


def moment(starts: datetime, hours: float) -> datetime | None:
    """Return the date so many hours after the start, to the second; None beyond the calendar."""
    try:
        return starts + timedelta(seconds=round(3600 * hours))
    except OverflowError:
        return None


def run_cells(columns: Columns, names: Sequence[str]) -> Iterable[Sequence[object]]:
    """Return some answers of runs, one row a run."""
    return zip(*(columns[name].tolist() for name in names), strict=True)
