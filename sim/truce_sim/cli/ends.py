"""However a study ends: what is kept, and the command that carries on, said in one place."""

import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from truce_sim.api.progress import Reporter
from truce_sim.calling import command, path_word, with_out
from truce_sim.cli.exits import Exit, stop
from truce_sim.report.terminal import show, signpost
from truce_sim.runs.interrupts import deaf
from truce_sim.runs.store import Store, Stored
from truce_sim.studies.conduct import resume_command
from truce_sim.widths import COLUMNS, broken


@dataclass(slots=True)
class Under:
    """A study under way: what is known of it, should it end now."""

    kind: str
    store: Store
    messenger: Console
    stored: Stored | None = None
    """Its folder, once there is one."""
    reporter: Reporter | None = field(default=None)
    """Who knows how far it is."""
    on: str | None = None
    """Where the cluster is that computes it."""
    carry_on: str = ""
    """The command that carries on, where others may be at work on the study as well."""

    def stopped(self) -> Exit:
        """Say that somebody stopped it, what is kept, how to carry on; return the exit code."""
        code, said = stop()
        return self.ended(f"{said}.", code)

    def ended(self, why: str, code: Exit, details: str = "", *, names_path: bool = False) -> Exit:
        """Say why it ended, what is kept, how to carry on; return the exit code.

        A sentence that names a path stands in one line: paths are copied.
        """
        with deaf():
            self._find()
            for line in self._kept(why):
                for piece in [line] if names_path else broken(line, COLUMNS):
                    self.messenger.print(piece, style="bold", soft_wrap=True)
            rows = self._ways_on()
            if rows:
                show(self.messenger, signpost(rows))
            if details:
                self.messenger.print(details, soft_wrap=True)
        return code

    def _find(self) -> None:
        """See whether it came to its end after all: a signal may come right after that."""
        if self.stored is not None and not self.stored.folder.exists():
            final = Stored(self.stored.folder.with_name(self.stored.run_id))
            self.stored = final if final.folder.exists() else None

    def _kept(self, why: str) -> Iterator[str]:
        if self.stored is not None and self.stored.finished:
            yield f"{why} The answer is kept."
        elif self.stored is None or (not self.carry_on and self.store.drop_if_empty(self.stored)):
            yield f"{why} No run was finished; nothing was kept."
        else:
            so_far = self.reporter.finished() if self.reporter else "What is finished is"
            yield f"{why} {so_far} saved."

    def _ways_on(self) -> list[tuple[str, str]]:
        if self.stored is None or not self.stored.folder.exists():
            return []
        if self.stored.finished:
            return [("Report", report_command(self.stored, self.store))]
        carry_on = self.carry_on or resume_command(self.kind, self.stored.run_id, self.store)
        rows = [("Carry on", carry_on)]
        if self.on is not None:
            words = [self.kind, "--resume", self.stored.run_id, "--on", path_word(self.on)]
            rows.append(("Or there", command(*with_out(words, str(self.store.root)))))
        if (self.stored.folder / "summary.json").is_file():
            rows.append(("So far", report_command(self.stored, self.store)))
        return rows


def report_command(stored: Stored, store: Store) -> str:
    """Return the command that draws the report of a result."""
    return command(*with_out(["report", stored.run_id], str(store.root)))


def unexpected(error: BaseException, *, debug: bool) -> Exit:
    """Say what went wrong that should not, and where the details are."""
    said, details = told(error, debug=debug)
    rest = f"\n{details}" if details else ""
    sys.stderr.write(f"Something went wrong that should not: {said}{rest}\n")
    return Exit.FAILED


def told(error: BaseException, *, debug: bool) -> tuple[str, str]:
    """Return a fault of ours in a line, and a line on where its details are kept."""
    said = next(iter(str(error).splitlines()), "") or type(error).__name__
    if debug:
        traceback.print_exception(error)
        return said, ""
    with suppress(OSError):
        handle, name = tempfile.mkstemp(prefix="truce-sim-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
            traceback.print_exception(error, file=log)
        return said, f"Details: {Path(name)}"
    return said, ""
