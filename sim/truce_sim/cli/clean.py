"""`clean`: remove what is not finished: stopped studies, and what a failure left behind.

A planned study may be waiting for its turn on a cluster: it goes only when it is named.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.locks import HeldError, alone
from truce_sim.runs.store import Store, Stored, StoreError, remove
from truce_sim.scenario.kinds import visible


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command.

    Raises:
        UsageError: if a study that is named is finished, or at work, or not there.
    """
    chosen = _chosen(Store(Path(parsed.out)), parsed.run)
    left_alone: list[tuple[Stored, str]] = []
    rows: list[dict[str, str]] = []
    stuck: list[str] = []
    for stored in chosen:
        row = {"run": stored.run_id, "state": stored.state, "folder": str(stored.folder)}
        if row["state"] == "planned" and not parsed.run:
            left_alone.append((stored, "planned, left alone unless it is named"))
            continue
        try:
            if row["state"] != "running" and not parsed.dry_run and not _removed(stored):
                stuck.append(stored.run_id)
        except HeldError:
            row["state"] = "running"
        if row["state"] == "running":
            left_alone.append((stored, "running, left alone"))
        else:
            rows.append(row)
    if parsed.json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return Exit.FAILED if stuck else Exit.FINISHED
    console = answers(plain=parsed.plain)
    said = "would be removed" if parsed.dry_run else "removed"
    for row in rows:
        done = "could not be removed" if row["run"] in stuck else said
        console.print(f"{visible(row['folder'])}: {row['state']}, {done}", soft_wrap=True)
    for stored, why in left_alone:
        console.print(f"{visible(str(stored.folder))}: {why}", soft_wrap=True)
    if not chosen:
        console.print("Nothing to clean.")
    return Exit.FAILED if stuck else Exit.FINISHED


def _removed(stored: Stored) -> bool:
    """Remove a study that nobody is at work on; return whether it is gone.

    Raises:
        HeldError: if somebody has begun to work on it.
    """
    with suppress(OSError), alone(stored.folder):
        remove(stored.folder)
    return not stored.folder.exists()


def _chosen(store: Store, named: Sequence[str]) -> list[Stored]:
    """Return the studies that are named, or all that are not finished."""
    if not named:
        return store.left_behind()
    try:
        chosen = list(dict.fromkeys(store.find(one) for one in named))
    except StoreError as error:
        raise UsageError(str(error)) from None
    for stored in chosen:
        if stored.finished:
            raise UsageError(f"{stored.run_id} is finished; finished results are never removed")
        if stored.state == "running":
            raise UsageError(f"{stored.run_id} is being worked on by {stored.holder}")
    return chosen
