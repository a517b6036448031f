"""`list`: past runs, newest first: when, what was asked, how it came out, what became of it."""

import argparse
import json
import shlex
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.text import Text

from truce_sim.calling import command
from truce_sim.cli.console import answers, messages
from truce_sim.cli.exits import Exit
from truce_sim.report import words
from truce_sim.report.stored import checked_summary
from truce_sim.runs.files import DamagedError
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.statistics.estimates import Share

_COLUMNS = (("run", 32, "<"), ("when", 18, "<"), ("holds", 9, ">"), ("runs", 12, ">"))


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command; exit code 2 if a result is not what was written."""
    store = Store(Path(parsed.out))
    found = store.all()
    known = {stored.folder for stored in found}
    found += [stored for stored in store.left_behind() if stored.folder not in known]
    rows = [_row(stored) for stored in found]
    altered = [row for row in rows if row["altered"]]
    code = Exit.BAD_INPUT if altered else Exit.FINISHED
    if parsed.json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return code
    console = answers(plain=parsed.plain)
    if not rows:
        example = command("run", "scenarios/syria-2016.toml")
        console.print(f"No results yet. Try: {example}")
        return code
    console.print(Text(_line({name: name for name, *_ in _COLUMNS}), style="bold"))
    for row in rows:
        console.print(Text(_line(row)), soft_wrap=True)
        below = f"  {row['question'] or row['scenario']}"
        console.print(Text(below, style="bright_black"), soft_wrap=True)
    for row in rows:
        if row["problem"]:
            messages(plain=parsed.plain).print(f"{row['run']}: {row['problem']}", soft_wrap=True)
    return code


def _line(row: dict[str, Any]) -> str:
    shown = {**row}
    if isinstance(row["runs"], int):
        shown["runs"] = f"{row['runs']:,}"
    if row.get("state") not in (None, "finished"):
        shown["holds"] = row["state"]
    cells = [f"{shown[name] or '':{side}{width - 1}}" for name, width, side in _COLUMNS]
    return " ".join(cells).rstrip()


def _row(stored: Stored) -> dict[str, Any]:
    """Return one result in a line; what cannot be read is left blank, and said."""
    row: dict[str, Any] = {
        "run": stored.run_id,
        "scenario": stored.scenario,
        "question": "",
        "when": _when(stored),
        "state": stored.state,
        "finished": stored.finished,
        "holds": "",
        "runs": None,
        "problem": "",
        "altered": False,
        "folder": str(stored.folder),
    }
    try:
        if stored.finished:
            _read(stored, row)
        elif row["state"] != "incomplete":
            row["question"] = _question(stored.plan())
    except DamagedError as error:
        row |= {"problem": str(error), "altered": True, "state": "altered"}
    except StoreError as error:
        row |= {"problem": str(error), "state": "unread"}
    return row


def _read(stored: Stored, row: dict[str, Any]) -> None:
    """Fill in what a result says.

    Raises:
        StoreError: if it is not what was written, or of another version.
    """
    summary = checked_summary(stored)
    about = stored.manifest()
    stored.check(glance=True)
    row["question"] = _question(about)
    try:
        row["runs"] = summary["heading"]["runs"]
        row["holds"] = _holds(summary)
    except (KeyError, TypeError, ValueError):
        pass


def _question(about: dict[str, Any]) -> str:
    question = about.get("question")
    return shlex.join(map(str, question)) if isinstance(question, list) else ""


def _when(stored: Stored) -> str:
    """Return when it was last worked on."""
    for name in ("summary.json", "plan.json", "."):
        try:
            changed = (stored.folder / name).stat().st_mtime
        except OSError:
            continue
        return (
            datetime.fromtimestamp(changed, UTC)
            .astimezone()
            .replace(tzinfo=None)
            .isoformat(" ", "minutes")
        )
    return ""


def _holds(summary: dict[str, Any]) -> str:
    """Return the odds of the file as it stands, or how far they go over what was tried."""
    base = summary.get("answers") or summary.get("base")
    if base:
        held = Share.model_validate(base.get("held", base))
        if held.count in (0, held.runs):
            return "none" if held.count == 0 else "all"
        return words.in_100(held).replace(" in 100", "")
    tried = summary.get("points") or summary.get("dates")
    shares = [one["held"]["value"] for one in tried] if tried else _values(summary["levels"])
    ends = [words.odds(min(shares)), words.odds(max(shares))]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def _values(levels: list[dict[str, float]]) -> list[float]:
    return [level["value"] for level in levels]
