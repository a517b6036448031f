"""The text of a CSV file as a sheet of cells, each with its place."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from truce_sim.scenario.faults import Fault
from truce_sim.scenario.mends import Edit, Try

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_STATED = re.compile(r"\s*\"?sep=([^\s\w\"]|\t)\"?\s*")
_GROUPED = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
EXAMPLE = "a header and a line a day: date,count and below it 2030-04-03,12"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of cells.

    Attributes:
        line: its number in the file, from 1.
        text: the line as it stands; the first one of a row that takes several.
        cells: the texts of its cells, without blanks around them.
        starts: where each begins in `text`, from 0.
    """

    line: int
    text: str
    cells: tuple[str, ...]
    starts: tuple[int, ...]

    def cut(self, count: int) -> "Row":
        """Return the row with its first cells only."""
        return Row(self.line, self.text, self.cells[:count], self.starts[:count])

    def fault(self, sentence: str, label: str, place: int | None = None, note: str = "") -> Fault:
        """Return a fault of this row, or of one of its cells."""
        column, length = 1, max(1, len(self.text.rstrip()))
        if place is not None:
            column, length = self.starts[place] + 1, max(1, len(self.cells[place]))
        told = f"line {self.line}: {sentence}"
        return Fault(told, "", label, self.line, column, length, self.text, note=note)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and the rows beneath it, each with as many cells as the header."""

    label: str
    header: Row
    rows: tuple[Row, ...]

    def column(self, place: int) -> list[str]:
        """Return the cells of a column that are not blank."""
        return [row.cells[place] for row in self.rows if row.cells[place]]


def sheet_of(text: str, label: str, example: str = EXAMPLE) -> tuple[Sheet | None, list[Fault]]:
    """Return the cells of a CSV text with what is wrong; no sheet where there are no cells.

    What parts the header into most cells separates: commas, semicolons, tabs or bars. Blank lines,
    lines that begin with # and a first line such as "sep=;" are passed over.
    """
    lines = text.splitlines()
    stated = _STATED.fullmatch(lines[0]) if lines else None
    if stated:
        lines[0] = ""
    header_line = next(filter(_says, lines), None)
    if header_line is None:
        return None, [Fault("there is nothing in this file", file=label, note=example)]
    try:
        separator = stated[1] if stated else max(_SEPARATORS, key=lambda x: _width(header_line, x))
        header, *body = _rows(lines, separator)
    except csv.Error as error:
        return None, [Fault(f"this is no table of values: {error}", file=label, note=example)]
    if len(header.cells) == 1:
        says = "there is one column only; commas, semicolons or tabs part values"
        return None, [header.fault(says, label, note=example)]
    while not header.cells[-1] and not any(any(row.cells[len(header.cells) - 1 :]) for row in body):
        header = header.cut(len(header.cells) - 1)
    wanted = len(header.cells)
    body = [row if any(row.cells[wanted:]) else row.cut(wanted) for row in body]
    faults = [
        _unfit(row, wanted, separator, label, sum(len(line) + 1 for line in lines[: row.line - 1]))
        for row in body
        if len(row.cells) != wanted
    ]
    rows = tuple(row for row in body if len(row.cells) == wanted)
    if not rows and not faults:
        faults = [header.fault("there is no line beneath the header", label, note=example)]
    return Sheet(label, header, rows), faults


def _says(line: str) -> bool:
    return bool(line.strip(' \t,;|"')) and not line.lstrip().startswith("#")


def _width(line: str, separator: str) -> int:
    return len(next(csv.reader([line], delimiter=separator), []))


def _rows(lines: Sequence[str], separator: str) -> Iterator[Row]:
    """Yield rows with their lines; a quoted cell may run over several."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    start = 0
    for cells in reader:
        line, number = lines[start], start + 1
        start = reader.line_num
        if _says(line):
            bare = tuple(cell.strip() for cell in cells)
            yield Row(number, line, bare, _starts(line, bare))


def _starts(line: str, cells: Sequence[str]) -> tuple[int, ...]:
    """Return where cells begin in a line, each sought behind the one before."""
    found, at = [], 0
    for cell in cells:
        place = line.find(cell.partition("\n")[0], at)
        at = max(place, at)
        found.append(min(at, len(line)))
        at += len(cell)
    return tuple(found)


def _unfit(row: Row, wanted: int, separator: str, label: str, start: int) -> Fault:
    """Return the fault of a row with more or fewer cells; `start` is where its line begins."""
    count = len(row.cells)
    values = "1 value" if count == 1 else f"{count} values"
    hint = ""
    tries: list[Try] = []
    if any("\n" in cell for cell in row.cells):
        hint = "a quote is opened here that is closed lines later, or never"
    elif separator == "," and count > wanted and (grouped := _GROUPED.search(row.text)):
        hint = "a number such as 1,200 stands in quotes, or without its comma"
        if count - wanted == grouped[0].count(","):
            plain = grouped[0].replace(",", "")
            edit = Edit(start + grouped.start(), start + grouped.end(), plain)
            tries = [Try(plain, (edit,))]
    parts = _SEPARATORS.get(separator, f"'{separator}'")
    says = f"{values} where the header has {wanted}, parted by {parts}"
    return row.fault(says, label).offering(tries, hint)
