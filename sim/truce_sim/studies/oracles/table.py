"""The table of `verify` as it came out for one version: what a report may quote.

Written by `python docs/make_verified.py`, which takes as long as `verify` itself; a test sets it
against the real thing.
"""

import json
from importlib.resources import files
from typing import Any

from truce_sim.studies.oracles.row import OracleRow

FILE = "verified.json"


def kept_rows(version: str) -> tuple[OracleRow, ...]:
    """Return the rows kept for a version of the simulator; none if they are of another."""
    kept = json.loads((files(__package__) / FILE).read_text(encoding="utf-8"))
    return tuple(OracleRow(**row) for row in kept["rows"]) if kept["version"] == version else ()


def to_keep(version: str, rows: list[OracleRow]) -> str:
    """Return the text of the file that keeps the rows of a version."""
    plain: list[dict[str, Any]] = [
        {name: getattr(row, name) for name in OracleRow.__slots__} for row in rows
    ]
    return json.dumps({"version": version, "rows": plain}, indent=1, ensure_ascii=False) + "\n"
