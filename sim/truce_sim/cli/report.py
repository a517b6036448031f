"""`report`: rebuild report and charts of a finished run from what is stored."""

import argparse
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.report.files import told_files
from truce_sim.report.stored import result_of, story_of
from truce_sim.report.terminal import show, signpost
from truce_sim.runs.store import Store, StoreError, write_whole

OK = 0


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command.

    Raises:
        UsageError: if there is no such run, or nothing that can be rebuilt was asked for.
    """
    formats = [one for one in parsed.formats if one != "csv"]
    if not formats:
        raise UsageError("Tables are written when a study is run; they cannot be rebuilt from it.")
    try:
        stored = Store(Path(parsed.out)).find(parsed.run)
        result = result_of(stored)
        files = told_files(result, story_of(stored, result), stored.read("run.json"), formats)
        for name, content in files.items():
            path = stored.folder / name
            path.parent.mkdir(exist_ok=True)
            write_whole(path, content)
    except (StoreError, OSError) as error:
        raise UsageError(str(error)) from None
    page = stored.folder / "report.html"
    rows = [("Report", str(page))] if "report.html" in files else []
    if any(name.startswith("charts/") for name in files):
        rows.append(("Charts", str(stored.folder / "charts")))
    show(answers(), signpost(rows))
    if parsed.open and page.is_file():
        webbrowser.open(page.resolve().as_uri())
    return OK
