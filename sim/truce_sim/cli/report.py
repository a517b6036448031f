"""`report`: rebuild report and charts of a finished run from what is stored."""

import argparse
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from truce_sim.cli.console import answers, messages
from truce_sim.cli.dressing import dress
from truce_sim.cli.errors import UsageError
from truce_sim.report.stored import result_of, story_of
from truce_sim.report.terminal import show, signpost
from truce_sim.runs.store import Store, StoreError


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command.

    Raises:
        UsageError: if there is no such run, or nothing that can be rebuilt was asked for.
    """
    formats = [one for one in parsed.formats if one != "csv"]
    if not formats:
        raise UsageError("Tables are written when a study is run; they cannot be rebuilt from it.")
    store = Store(Path(parsed.out))
    try:
        stored = store.find(parsed.run)
        result = result_of(stored)
        stored.check(drawn=False)
        story = story_of(stored, result)
    except StoreError as error:
        raise UsageError(str(error)) from None
    drawn = dress(stored, store, (result, story), formats, messages(), debug=parsed.debug)
    files = stored.sums()
    page = stored.folder / "report.html"
    rows = [("Report", str(page))] if "html" in formats and "report.html" in files else []
    if {"svg", "png"} & set(formats) and any(name.startswith("charts/") for name in files):
        rows.append(("Charts", str(stored.folder / "charts")))
    show(answers(), signpost(rows))
    if parsed.open and "report.html" in files:
        webbrowser.open(page.resolve().as_uri())
    return drawn
