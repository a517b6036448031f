"""A file of counts as something that gives values: faults and tries point into it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from truce_sim.scenario.faults import Fault
from truce_sim.scenario.mends import Edit, Remedy, Try
from truce_sim.scenario.observed_columns import offset
from truce_sim.scenario.observed_numbers import MOST_NUMBERS
from truce_sim.scenario.observed_rows import NUMBERS
from truce_sim.scenario.sheet import Row
from truce_sim.scenario.sourcemap import Path, Spot

_ROW = re.compile(r"observed\.numbers\[([0-9]+)\](\.?)")


@dataclass(frozen=True)
class CountsLayer:
    """A CSV file that gives `observed.numbers`.

    Attributes:
        label: the file as the user knows it.
        text: its content, line ends as single characters.
        rows: its rows, in the order of the numbers that they give.
        places: the places of its columns, from 0, by name.
    """

    label: str
    text: str = field(repr=False)
    rows: tuple[Row, ...]
    places: Mapping[str, int]

    def find(self, path: Path, *, on_key: bool) -> Spot | None:
        """Return line and column of a number, or of one of its parts."""
        del on_key
        # Of all numbers together only their number can be wrong: at the first that is too many.
        row = self._row((*NUMBERS, MOST_NUMBERS) if path == NUMBERS else path)
        if row is None:
            return None
        place = self.places.get(str(path[3])) if len(path) > 3 else None
        if place is not None and path[3] == "to" and not row.cells[place]:
            place = self.places["from"]
        if place is None:
            return Spot(row.line, 1, max(len(row.text.rstrip()), 1), row.text)
        return Spot(row.line, row.starts[place] + 1, max(len(row.cells[place]), 1), row.text)

    def try_of(self, remedy: Remedy) -> Try | None:
        """Return a remedy as edits of the file."""
        edits: list[Edit] = []
        told = ""
        for change in remedy.changes:
            row = self._row(change.path)
            if row is None:
                return None
            if change.does == "drop":
                start = offset(self.text, row)
                # As a comment, so that the lines below keep their numbers.
                edits.append(Edit(start, start, "#"))
                told = told or f"leave line {row.line} out, with # before it"
                continue
            place = self.places.get(str(change.path[3])) if len(change.path) == 4 else None
            if change.does != "value" or place is None or not row.cells[place]:
                return None
            fresh = str(tomllib.loads(f"x = {change.text}")["x"])
            start = offset(self.text, row) + row.starts[place]
            edits.append(Edit(start, start + len(row.cells[place]), fresh))
            # A day stands in quotes in a scenario, and bare in a table.
            told = told or (fresh if remedy.text == change.text else remedy.text)
        return Try(told if len(remedy.changes) == 1 else remedy.text, tuple(edits))

    def worded(self, fault: Fault) -> Fault:
        """Return a fault that speaks of lines of this file, not of places in a list."""
        said, path = (_ROW.sub(self._line_of, one) for one in (fault.sentence, fault.path))
        return replace(fault, sentence=said, path=path)

    def _line_of(self, match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        line = self.rows[place].line if place < len(self.rows) else 0
        return f"line {line}" + (": " if match[2] else "")

    def _row(self, path: Path) -> Row | None:
        place = path[2] if path[:2] == NUMBERS and len(path) > 2 else None
        return self.rows[place] if isinstance(place, int) and place < len(self.rows) else None
