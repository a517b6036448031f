"""`report`: rebuild report, charts and tables of a finished run from what is stored."""

import argparse
import webbrowser
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from truce_sim.cli.console import answers, messages
from truce_sim.cli.dressing import dress
from truce_sim.cli.errors import UsageError
from truce_sim.report.files import WORKBOOK, Dress
from truce_sim.report.stored import result_of, story_of
from truce_sim.report.terminal import show, signpost
from truce_sim.runs.formats import formats_among, table_files
from truce_sim.runs.formats.extras import lack_of
from truce_sim.runs.formats.reading import stored_tables
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.runs.tables import Table
from truce_sim.studies.described import about
from truce_sim.studies.results.common import Result


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command.

    Raises:
        UsageError: if there is no such run, or nothing that can be rebuilt was asked for.
    """
    formats = [one for one in parsed.formats if one != "csv"]
    if not formats:
        raise UsageError(
            "CSV tables are written when a study is run; they cannot be rebuilt from it."
        )
    if lack := lack_of(*formats):
        raise UsageError(lack)
    store = Store(Path(parsed.out))
    tables: Mapping[str, Table] = {}
    try:
        stored = store.find(parsed.run)
        result = result_of(stored)
        stored.check(drawn=False)
        story = story_of(stored, result)
        if {"parquet", "xlsx"} & set(formats):
            tables = stored_tables(stored)
        if "parquet" in formats:
            _write_tables(stored, store, result, tables)
    except StoreError as error:
        raise UsageError(str(error)) from None
    told_in = Dress(result, story, lambda: tables)
    drawn = dress(stored, store, told_in, formats, messages(), debug=parsed.debug)
    files = stored.sums()
    page = stored.folder / "report.html"
    show(answers(), signpost(_rows(stored.folder, formats, files)))
    if parsed.open and "report.html" in files:
        webbrowser.open(page.resolve().as_uri())
    return drawn


def _write_tables(
    stored: Stored, store: Store, result: Result, tables: Mapping[str, Table]
) -> None:
    """Write the tables of a result as Parquet beside those that it has.

    Raises:
        StoreError: if they cannot be written.
    """
    kept = formats_among(stored.sums())
    files = table_files(tables, {*kept, "parquet"}, about(result))
    store.dress(stored, {name: one for name, one in files.items() if not name.endswith(".csv")})


def _rows(folder: Path, formats: Sequence[str], files: Collection[str]) -> list[tuple[str, str]]:
    """Return where what was asked for stands now."""
    rows = [("Report", str(folder / "report.html"))]
    rows = rows if "html" in formats and "report.html" in files else []
    if {"svg", "png"} & set(formats) and any(name.startswith("charts/") for name in files):
        rows.append(("Charts", str(folder / "charts")))
    if "parquet" in formats:
        rows.append(("Tables", str(folder)))
    if "xlsx" in formats and WORKBOOK in files:
        rows.append(("Workbook", str(folder / WORKBOOK)))
    return rows
