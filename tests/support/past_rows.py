"""Made-up rows of past truces, for tests: nobody's data."""

import csv
from pathlib import Path
from typing import Any

from truce_sim.evidence.rows import COLUMNS

PLAIN: dict[str, Any] = {
    **dict.fromkeys(COLUMNS, 0),
    "location": "Ruritania",
    "region": 1,
    "ceasefire_class": 1,
    "n_actors": 2,
    "ended": 2,
}


def dated(what: str, day: str) -> dict[str, int]:
    """Return the three columns of a date such as "2001-05-03", "2001-05" or "2001"; "" of none."""
    parts = [int(part) for part in day.split("-") if part]
    parts += [-1] * (3 - len(parts))
    return dict(zip((f"{what}_yr", f"{what}_month", f"{what}_day"), parts, strict=True))


def row(begins: str = "2001-05-01", ends: str = "2001-05-04", **more: Any) -> dict[str, Any]:
    return PLAIN | dated("cf_dec", begins) | dated("cf_effect", begins) | dated("end", ends) | more


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    return path
