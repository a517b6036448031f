"""`list`: past runs, newest first: when, what was asked, how it came out, what became of it.

`list scenarios`: what can be asked about by name.
"""

import argparse
import json
import shlex
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from rich.text import Text

from truce_sim.calling import command
from truce_sim.cli.console import answers, messages
from truce_sim.cli.exits import Exit
from truce_sim.report.registry import question_named
from truce_sim.report.stored import checked_summary
from truce_sim.runs.coverage import runs_in
from truce_sim.runs.files import DamagedError
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.runs.stored import PARTS
from truce_sim.shipped import EXAMPLE, names, shipped

_ROOM = 20
"""Characters that there are for runs so far, in a line of eighty."""
_COLUMNS = (("run", 32, "<"), ("when", 18, "<"), ("holds", 9, ">"), ("runs", 12, ">"))


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command; exit code 2 if a result is not what was written."""
    if parsed.what == "scenarios":
        return _scenarios(parsed)
    store = Store(Path(parsed.out))
    found = store.all()
    known = {stored.folder for stored in found}
    found += [stored for stored in store.left_behind() if stored.folder not in known]
    rows = map(_row, found)
    read = list(rows) if parsed.json else list(_shown(rows, plain=parsed.plain))
    if parsed.json:
        sys.stdout.write(json.dumps(read, indent=1) + "\n")
    elif not read:
        example = command("run", EXAMPLE)
        answers(plain=parsed.plain).print(f"No results yet. Try: {example}")
    else:
        for row in read:
            if row["problem"]:
                said = f"{row['run']}: {row['problem']}"
                messages(plain=parsed.plain).print(said, soft_wrap=True)
    return Exit.BAD_INPUT if any(row["altered"] for row in read) else Exit.FINISHED


def _shown(rows: Iterable[dict[str, Any]], *, plain: bool) -> Iterator[dict[str, Any]]:
    """Print each row as soon as it is read: of thousands, the newest are there at once."""
    console = answers(plain=plain)
    for place, row in enumerate(rows):
        if not place:
            console.print(Text(_line({name: name for name, *_ in _COLUMNS}), style="bold"))
        console.print(Text(_line(row)), soft_wrap=True)
        below = f"  {row['question'] or row['scenario']}"
        console.print(Text(below, style="bright_black"), soft_wrap=True)
        yield row


def _scenarios(parsed: argparse.Namespace) -> int:
    """List the scenarios that come with the program, and what each of them asks."""
    files = {name: file for name in names() if (file := shipped(name)) is not None}
    rows = [
        {"scenario": name, "title": _title(file), "file": str(file)} for name, file in files.items()
    ]
    if parsed.json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return Exit.FINISHED
    console = answers(plain=parsed.plain)
    width = max(len(row["scenario"]) for row in rows) + 2
    for row in rows:
        console.print(Text(f"{row['scenario']:{width}}{row['title']}"), soft_wrap=True)
    return Exit.FINISHED


def _title(path: Path) -> str:
    """Return the title in a scenario's file; "" if it cannot be read."""
    try:
        return str(tomllib.loads(path.read_text(encoding="utf-8")).get("title", ""))
    except (OSError, ValueError):
        return ""


def _line(row: dict[str, Any]) -> str:
    shown = {**row}
    if isinstance(row["runs"], int):
        shown["runs"] = f"{row['runs']:,}"
    if row.get("of"):
        shown["runs"] = _so_far(row["runs"], row["of"])
    if row.get("state") not in (None, "finished"):
        shown["holds"] = row["state"]
    cells = [f"{shown[name] or '':{side}{width - 1}}" for name, width, side in _COLUMNS]
    return " ".join(cells).rstrip()


def _so_far(done: int, wanted: int) -> str:
    said = f"{done:,} of {wanted:,}"
    return said if len(said) <= _ROOM else f"{100 * done // wanted}% of {wanted:,}"


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
        "of": None,
        "problem": "",
        "altered": False,
        "folder": str(stored.folder),
    }
    try:
        if stored.finished:
            _read(stored, row)
        elif row["state"] != "incomplete":
            row["question"] = _question(stored.plan())
            if (planned := stored.planned) is not None:
                row |= {"runs": runs_in(stored.folder / PARTS), "of": planned.get("runs")}
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
    # Of thousands, each file is read once; another version is said before all else.
    about = cache(stored.manifest)
    sums = cache(lambda: stored.sums(about()))
    summary = checked_summary(stored, sums)
    stored.check(glance=True, sums=sums())
    row["question"] = _question(about())
    try:
        row["runs"] = summary["heading"]["runs"]
        question = question_named(summary["kind"])
        row["holds"] = "" if question is None else question.cell(summary)
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
