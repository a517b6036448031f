"""`list`: past runs, newest first."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from truce_sim.cli.console import answers
from truce_sim.report import words
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.statistics.estimates import Share

OK = 0


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    rows = [_row(stored) for stored in Store(Path(parsed.out)).all()]
    if parsed.json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return OK
    console = answers(plain=parsed.plain)
    if not rows:
        console.print("No results yet. Try: python run_sim.py run scenarios/syria-2016.toml")
        return OK
    console.print(Text(f"{'run':<32}{'scenario':<22}{'holds':>9}{'runs':>9}", style="bold"))
    for row in rows:
        holds = row["holds"] or ("unfinished" if not row["finished"] else "")
        runs = f"{row['runs']:,}" if row["runs"] else ""
        console.print(Text(f"{row['run']:<32}{row['scenario']:<22}{holds:>9}{runs:>9}"))
    return OK


def _row(stored: Stored) -> dict[str, Any]:
    """Return one result in a line; what cannot be read is left blank, not an error."""
    row: dict[str, Any] = {
        "run": stored.run_id,
        "scenario": stored.scenario,
        "finished": stored.finished,
        "holds": "",
        "runs": None,
        "folder": str(stored.folder),
    }
    try:
        summary = stored.read("summary.json")
        row["runs"] = summary["heading"]["runs"]
        row["holds"] = _holds(summary)
    except (StoreError, KeyError, TypeError, ValueError):
        pass
    return row


def _holds(summary: dict[str, Any]) -> str:
    """Return the odds of the file as it stands, or how far they go over what was tried."""
    base = summary.get("answers") or summary.get("base")
    if base:
        held = Share.model_validate(base.get("held", base))
        return words.in_100(held).replace(" in 100", "")
    tried = summary.get("points") or summary.get("dates")
    shares = [one["held"]["value"] for one in tried] if tried else _values(summary["levels"])
    ends = [words.odds(min(shares)), words.odds(max(shares))]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def _values(levels: list[dict[str, float]]) -> list[float]:
    return [level["value"] for level in levels]
