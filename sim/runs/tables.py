"""Columns as tables that R, Stata, Excel and pandas read: CSV, UTF-8, a header, dots for decimals.

Numbers are written so that they read back exactly; what is missing is an empty cell; true and
false are 1 and 0. Every table comes with a line per column that says what it means.
"""

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np

from sim.runs.batch import Columns

_MEANINGS = {
    "replication": "number of the run; the same number has the same luck in every scenario",
    "held": "1 if the truce had not collapsed when the talks opened",
    "life": "hours until the collapse, or as long as the truce was watched",
    "cause": "cause of collapse; empty if it did not collapse",
    "opened_at": "hours until the talks opened; empty if they never did",
    "took_hold": "1 if violence began to settle at all",
    "quiet": "1 if held, with few violations in the last days",
    "settled": "1 if held, with few open complaints at the opening",
    "calm_streak": "1 if there was a run of calm days",
    "on_time": "1 if the talks opened on the planned date or soon after",
    "open_complaints": "complaints without a verdict at the opening; empty if not held",
    "open_harm": "harm of those complaints",
    "agenda_share": "share of the talks that open complaints would take; scenario logic",
    "chain": "incidents that led to the collapse, first to last",
}
_COUNT_MEANINGS = {
    "violations": "violations by this party, own accord and retaliation",
    "retaliations": "retaliations by this party",
    "strikes": "lawful strikes by this party on excluded groups",
    "attacks": "attacks by this actor",
    "claims": "violations that the first named party claims the second committed",
    "verdict": "complaints by what was true and what was found",
    "incidents": "violations by all parties",
    "checked": "complaints that got a verdict",
    "hours to verdict": "hours from incident to verdict, summed over those complaints",
    "days": "days that the truce was watched",
}


def runs_csv(columns: Columns) -> str:
    """Return one row a run: answers, cause, counts, chain."""
    names = [name for name, column in columns.items() if column.ndim == 1]
    header = [name.removeprefix("counts.") for name in names]
    return _csv(header, zip(*(_cells(columns[name]) for name in names), strict=True))


def daily_csv(columns: Columns) -> str:
    """Return one row a run and day, up to the last whole day that the truce lived."""
    names = [name for name in columns if name.startswith("daily.")]
    header = ["replication", "day", *(name.removeprefix("daily.") for name in names)]
    lived = ~np.isnan(columns[names[0]].astype(float))
    run, day = np.nonzero(lived)
    cells = [
        _cells(columns["replication"][run]),
        _cells(day),
        *(_cells(columns[name][run, day]) for name in names),
    ]
    return _csv(header, zip(*cells, strict=True))


def meanings_csv(columns: Columns) -> str:
    """Return one row a column of the run table: its name and meaning."""
    rows = []
    for name, column in columns.items():
        if column.ndim == 1:
            bare = name.removeprefix("counts.")
            meaning = _MEANINGS.get(name) or _COUNT_MEANINGS.get(bare.split(".")[0], "")
            rows.append((bare, meaning))
    return _csv(["column", "meaning"], rows)


def table_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return any table, None as an empty cell."""
    return _csv(header, rows)


def _cells(column: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> list[object]:
    if column.dtype == bool:
        return list(column.astype(int).tolist())
    if column.dtype.kind == "f":
        return [_number(value) for value in column.tolist()]
    return list(column.tolist())


def _number(value: float) -> object:
    if value != value:  # noqa: PLR0124 - NaN, the one number that is not itself
        return ""
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
