"""Columns as tables that R, Stata, Excel and pandas read: CSV, UTF-8, a header, dots for decimals.

Numbers are written so that they read back exactly; what is missing is an empty cell; true and
false are 1 and 0. Every table comes with a line per column that says what it means.
"""

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np

from truce_sim.runs.batch import Columns

_YES_NO, _HOURS, _COUNT, _SHARE, _TEXT = "1 or 0", "hours", "count", "share, 0 to 1", "text"

_MEANINGS = {
    "replication": (
        "number",
        "number of the run; the same number has the same luck in every scenario",
    ),
    "held": (_YES_NO, "1 if the truce had not collapsed when the talks opened"),
    "life": (_HOURS, "hours until the collapse, or as long as the truce was watched"),
    "cause": (_TEXT, "cause of collapse; empty if it did not collapse"),
    "opened_at": (_HOURS, "hours until the talks opened; empty if they never did"),
    "took_hold": (_YES_NO, "1 if violence began to settle at all"),
    "quiet": (_YES_NO, "1 if held, with few violations in the last days"),
    "settled": (_YES_NO, "1 if held, with few open complaints at the opening"),
    "calm_streak": (_YES_NO, "1 if there was a run of calm days"),
    "on_time": (_YES_NO, "1 if the talks opened on the planned date or soon after"),
    "open_complaints": (
        _COUNT,
        "complaints without a verdict at the opening; empty if not held",
    ),
    "open_harm": ("harm", "harm of those complaints"),
    "agenda_share": (
        _SHARE,
        "share of the talks that open complaints would take; scenario logic",
    ),
    "chain": (_TEXT, "incidents that led to the collapse, first to last"),
}
_COUNT_MEANINGS = {
    "violations": (_COUNT, "violations by this party, own accord and retaliation"),
    "retaliations": (_COUNT, "retaliations by this party; without a name, by all parties"),
    "strikes": (_COUNT, "lawful strikes by this party on excluded groups"),
    "attacks": (_COUNT, "attacks by this actor"),
    "claims": (_COUNT, "violations that the first named party claims the second committed"),
    "verdict": (_COUNT, "complaints by what was true and what was found"),
    "incidents": (_COUNT, "violations by all parties"),
    "checked": (_COUNT, "complaints that got a verdict"),
    "hours to verdict": (_HOURS, "hours from incident to verdict, summed over those complaints"),
    "days": ("days", "days that the truce was watched"),
}
_DAILY_MEANINGS = {
    "replication": ("number", "number of the run, as in runs.csv"),
    "day": ("number", "day of the truce, the first is 0; 24 hours from the truce's start each"),
    "violations": (_COUNT, "violations by all parties on that day"),
    "claims": (_COUNT, "claims of violations made on that day"),
    "open complaints": (_COUNT, "complaints without a verdict at the day's end"),
    "flared zones": (_COUNT, "zones with a flare-up at the day's end"),
    "grievance": (
        "share of tolerance",
        "grievance of this party at the day's end; 0 if it tolerates all",
    ),
}


def runs_csv(columns: Columns) -> str:
    """Return one row a run: answers, cause, counts, chain."""
    names = [name for name, column in columns.items() if column.ndim == 1]
    header = [name.removeprefix("counts.") for name in names]
    return _csv(header, zip(*(_cells(columns[name]) for name in names), strict=True))


def daily_csv(columns: Columns) -> str:
    """Return one row a run and day, up to the last whole day that the truce lived."""
    names = [name for name in columns if name.startswith("daily.")]
    lived = ~np.isnan(columns[names[0]].astype(float))
    run, day = np.nonzero(lived)
    cells = [
        _cells(columns["replication"][run]),
        _cells(day),
        *(_cells(columns[name][run, day]) for name in names),
    ]
    return _csv(_daily_header(columns), zip(*cells, strict=True))


def _daily_header(columns: Columns) -> list[str]:
    names = [name.removeprefix("daily.") for name in columns if name.startswith("daily.")]
    return ["replication", "day", *names]


def meanings_csv(columns: Columns) -> str:
    """Return one row a column of both tables: table, name, unit and meaning."""
    rows: list[tuple[str, str, str, str]] = []
    for name, column in columns.items():
        if column.ndim == 1:
            bare = name.removeprefix("counts.")
            found = _MEANINGS.get(name) or _COUNT_MEANINGS.get(bare.split(".")[0], ("", ""))
            rows.append(("runs.csv", bare, *found))
    rows.extend(
        ("daily.csv", name, *_DAILY_MEANINGS.get(name.split(".")[0], ("", "")))
        for name in _daily_header(columns)
    )
    return _csv(["table", "column", "unit", "meaning"], rows)


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
