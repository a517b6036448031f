"""`report`: rebuild the report and charts of a finished run from what is stored."""

import argparse
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from sim.cli.console import answers
from sim.cli.errors import UsageError
from sim.report.page import build_page
from sim.report.pictures import chart_files
from sim.report.stored import for_report, result_of, story_of
from sim.report.terminal import show, signpost
from sim.runs.store import Store, StoreError, write_whole

OK = 0


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    try:
        stored = Store(Path(parsed.out)).find(parsed.run)
        result = result_of(stored)
        story = story_of(stored, result)
        about = stored.read("run.json")
        page = stored.folder / "report.html"
        write_whole(page, build_page(result, story, for_report(about)))
        rows = [("Report", str(page))]
        if parsed.charts:
            folder = stored.folder / "charts"
            folder.mkdir(exist_ok=True)
            for name, content in chart_files(result, story, ("svg", "png")).items():
                write_whole(folder / name, content)
            rows.append(("Charts", str(folder)))
    except (StoreError, OSError) as error:
        raise UsageError(str(error)) from None
    show(answers(), signpost(rows))
    if parsed.open:
        webbrowser.open(page.resolve().as_uri())
    return OK
