"""`pack`: one archive of a finished run, to hand on or to deposit."""

import argparse
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from truce_sim.calling import command, with_out
from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.report.crate import CRATE, crate
from truce_sim.report.stored import result_of
from truce_sim.report.terminal import show, signpost
from truce_sim.runs.archive import archive
from truce_sim.runs.files import Content, spoken, write_whole
from truce_sim.runs.seals import Sum
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.runs.stored import MANIFEST


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command.

    Raises:
        UsageError: if there is no such run, it is not whole, or the archive cannot be written.
    """
    try:
        stored = Store(Path(parsed.out)).find(parsed.run)
        target = Path(parsed.to or f"{stored.run_id}.zip")
        if target.exists() and not parsed.replace:
            raise UsageError(f"{target} is there already; name another with --to, or add --replace")
        content = packed(stored, parsed.out)
        with spoken(target):
            write_whole(target, content)
    except StoreError as error:
        raise UsageError(str(error)) from None
    show(answers(), signpost([("Packed", str(target)), ("Unpack", f"as {_place(stored)}")]))
    return Exit.FINISHED


def packed(stored: Stored, out: str = "results") -> Content:
    """Return what to write of an archive of a result: the same of the same files.

    Args:
        stored: the result.
        out: the folder of all results, for what is to be tried.

    Raises:
        StoreError: if it is not finished, or not what was written.
    """
    about = stored.manifest() if stored.finished else stored.plan()
    if not stored.finished:
        asked = str(about.get("study"))
        resume = command(*with_out([asked, "--resume", stored.run_id], out))
        raise StoreError(f"{stored.run_id} is not finished; go on with: {resume}")
    result = result_of(stored)
    stored.check()
    # Drawings may have been removed; all else is there.
    there = {name: one for name, one in stored.sums().items() if (stored.folder / name).is_file()}
    manifest = (stored.folder / MANIFEST).read_bytes()
    listed = {**there, MANIFEST: Sum(len(manifest), sha256(manifest).hexdigest())}
    metadata = crate(result, stored.run_id, about, listed)
    return archive({**{name: stored.folder / name for name in listed}, CRATE: metadata.encode()})


def _place(stored: Stored) -> str:
    """Return the folder in which an archive is a result again."""
    return f"results/{stored.scenario}/{stored.run_id}"
