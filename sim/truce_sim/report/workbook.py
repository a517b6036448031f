"""The answer as one workbook (XLSX): a sheet for each short table, none of single runs.

Numbers are numbers and dates are dates, so that a spreadsheet shows them as its reader is used to.
What is text stays text, also where it looks like a formula.
"""

import io
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from truce_sim.model.columns import Column
from truce_sim.report.registry import question_of
from truce_sim.runs.cells import is_missing
from truce_sim.runs.tables import OF_SINGLE_RUNS, Table, explained
from truce_sim.studies.results.common import Result

_MADE = datetime(1980, 1, 1)
"""When every workbook says that it was made, so that the same answer has the same bytes."""
_FIRST = datetime(1900, 3, 1)
"""Before this day spreadsheets have no dates that they agree on."""
_LONGEST = 32_767
"""Letters of a cell."""
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_LETTERS = re.compile("[\ufffe\uffff]")
_NARROW, _WIDE = 8, 60
_INPUTS = (
    Column("input", "text", "path of the input in the scenario", "text"),
    Column("label", "text", "what it is", "text"),
    Column("value", "text", "its value", "text"),
    Column("believable", "text", "its believable range; empty if it has none", "text"),
    Column("basis", "text", "reported, estimated, or a guess", "text"),
    Column("source", "text", "where it comes from", "text"),
    Column("outside", "1 or 0", "1 if the value lies outside its range", "yes or no"),
)
_ABOUT = (
    Column("about", "text", "what the line tells of the answer", "text"),
    Column("says", "text", "as text", "text"),
)


def workbook(result: Result, tables: Mapping[str, Table]) -> bytes:
    """Return the answer as a workbook.

    Args:
        result: the answer.
        tables: those of its study; those of single runs are left out.
    """
    short = {name: table for name, table in tables.items() if name not in OF_SINGLE_RUNS}
    sheets = {
        "about": _about(result),
        **question_of(result).tables(result),
        **short,
        "inputs": _inputs(result),
    }
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"title": result.heading.title, "created": _MADE})
    write = _Writer(book)
    for name, table in explained(sheets, ending="").items():
        write.sheet(name, table)
    book.close()
    return file.getvalue()


def _about(result: Result) -> Table:
    heading = result.heading
    rows = [
        ("answer", question_of(result).headline(result).plain),
        ("question", result.kind),
        ("title", heading.title),
        ("scenario", heading.scenario),
        ("truce starts", heading.starts),
        ("talks", heading.talks),
        ("runs", heading.stopping.sentence or f"{heading.runs:,}"),
        ("seed", str(heading.seed)),
        *(("warning", said) for said in heading.warnings),
    ]
    return Table(_ABOUT, rows)


def _inputs(result: Result) -> Table:
    rows = [
        (one.path, one.label, one.value, one.believable, one.basis, one.source, one.outside)
        for one in result.inputs
    ]
    return Table(_INPUTS, rows)


class _Writer:
    """Writes tables as sheets of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._bold: Format = book.add_format({"bold": True})
        self._date: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._as_text: Format = book.add_format({"quote_prefix": True})

    def sheet(self, name: str, table: Table) -> None:
        """Write one table, its header fixed in view."""
        sheet: Worksheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        widths = [max(_NARROW, len(one.name)) for one in table.columns]
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.name, self._bold)
        kinds: dict[str, Callable[[Worksheet, int, int, object], int]] = {
            "text": self._text,
            "date": self._moment,
            "yes or no": self._yes_no,
        }
        for line, row in enumerate(table.rows, 1):
            for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                if is_missing(value):
                    continue
                width = kinds.get(column.type, self._number)(sheet, line, place, value)
                widths[place] = max(widths[place], width)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(width, _WIDE) + 1)

    def _number(self, sheet: Worksheet, line: int, place: int, value: object) -> int:
        number = float(value)  # type: ignore[arg-type] # of a column of numbers
        if not math.isfinite(number):
            return self._text(sheet, line, place, value)
        sheet.write_number(line, place, number)
        return _NARROW

    def _yes_no(self, sheet: Worksheet, line: int, place: int, value: object) -> int:
        sheet.write_boolean(line, place, bool(value))
        return _NARROW

    def _moment(self, sheet: Worksheet, line: int, place: int, value: object) -> int:
        when = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        if when < _FIRST:
            return self._text(sheet, line, place, when.isoformat(" ", "minutes"))
        sheet.write_datetime(line, place, when, self._date)
        return len("2000-01-01 00:00")

    def _text(self, sheet: Worksheet, line: int, place: int, value: object) -> int:
        text = _NO_LETTERS.sub("\ufffd", str(value))
        if len(text) > _LONGEST:
            text = text[: _LONGEST - 1] + "…"
        form = self._as_text if text.startswith(_LIKE_FORMULA) else None
        sheet.write_string(line, place, text, form)
        return max(map(len, text.split("\n")))
