"""Counts that stand in a CSV file beside a scenario, put among its values; faults point into it."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from truce_sim.scenario.cells import BadCellError, days_of
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.findings import Finding
from truce_sim.scenario.kinds import short
from truce_sim.scenario.layers import FileLayer, Layer
from truce_sim.scenario.lookups import table
from truce_sim.scenario.mends import Remedy, inline, value
from truce_sim.scenario.observed_columns import (
    ABOUT,
    EXACT,
    EXAMPLE,
    OF_DAYS,
    no_quality,
    places_of,
)
from truce_sim.scenario.observed_layer import CountsLayer
from truce_sim.scenario.observed_numbers import LARGEST_COUNT
from truce_sim.scenario.reading import Sort, near_file, read_text
from truce_sim.scenario.sheet import Row, sheet_of
from truce_sim.scenario.sheet_days import day_first_in
from truce_sim.scenario.sourcemap import Path
from truce_sim.shipped import shipped

COUNTS: Path = ("observed", "counts")
_FILE = Sort("file of counts", ".csv", EXAMPLE)
_MOST_OFFERED = 3


@dataclass(frozen=True)
class WithCounts:
    """A scenario's raw values, counts of a file among them.

    Attributes:
        raw: the values.
        layers: what gave them.
        findings: what is wrong with the name of the file.
        faults: what is wrong with the file.
        layer: the file, where it could be read.
    """

    raw: dict[str, Any]
    layers: list[Layer]
    findings: Sequence[Finding] = ()
    faults: Sequence[Fault] = ()
    layer: CountsLayer | None = None

    def all_faults(self, found: Sequence[Fault]) -> list[Fault]:
        """Return faults found elsewhere with those of the file; all speak of its lines."""
        worded = list(map(self.layer.worded, found) if self.layer else found)
        label = self.layer.label if self.layer else ""
        own = [*self.faults, *(one for one in worded if one.file == label)]
        others = (one for one in worded if one.file != label)
        return [*others, *sorted(own, key=lambda one: (one.line, one.column))]


def with_counts(raw: dict[str, Any], layers: list[Layer], texts: dict[str, str]) -> WithCounts:
    """Return raw values in which the numbers of a counts file stand in the place of its name.

    Args:
        raw: values as in a file; left as they are where they name no file of counts.
        layers: what gave them, the winning one first.
        texts: texts that are known already, by label; what is read is added.
    """
    observed = table(raw, "observed")
    name = observed.get("counts")
    if not isinstance(name, str) or not name.strip() or "numbers" in observed:
        return WithCounts(raw, layers)
    at, folder = _said_in(layers)
    named = shipped(name, ".csv")
    if named is None and not name.endswith(".csv"):
        return WithCounts(raw, layers, [_no_csv(folder, name)])
    path = named or folder / name
    label = str(path)
    # While the file cannot be read, nothing more is said about what it lacks.
    pending = Fault("", ".".join(map(str, COUNTS)), hides=True)
    try:
        text = read_text(path, label, texts, pending, _FILE)
    except ScenarioFaults as error:
        unread = [one for one in error.faults if one.file]
        missing = [_unread(folder, name, one.sentence) for one in error.faults if not one.file]
        return WithCounts(raw, layers, missing, unread)
    rows, faults = _rows(text.replace("\r\n", "\n"), label)
    if rows is None:
        return WithCounts(raw, layers, (), faults)
    layer, numbers = rows
    rest = {key: one for key, one in observed.items() if key != "counts"}
    fresh = {**raw, "observed": {**rest, "numbers": numbers}}
    return WithCounts(fresh, [*layers[:at], layer, *layers[at:]], (), faults, layer)


def _said_in(layers: Sequence[Layer]) -> tuple[int, FilePath]:
    """Return the place behind the layer that names the file, and the folder that it counts from."""
    for place, layer in enumerate(layers, 1):
        if layer.find(COUNTS, on_key=False) is not None:
            return place, layer.file.path.parent if isinstance(layer, FileLayer) else FilePath()
    return 0, FilePath()


def _no_csv(folder: FilePath, name: str) -> Finding:
    says = f"observed.counts must name a .csv file, not '{short(name)}'"
    return Finding(COUNTS, says, remedies=tuple(_near(folder, name)))


def _unread(folder: FilePath, name: str, sentence: str) -> Finding:
    return Finding(COUNTS, sentence, remedies=tuple(_near(folder, name)))


def _near(folder: FilePath, name: str) -> Iterator[Remedy]:
    """Yield the files of counts that may have been meant: the one most alike, or the first few."""
    places = (folder, FilePath("scenarios"))
    near = near_file(folder / FilePath(name).with_suffix(".csv").name, *places, ending=".csv")
    files = [near] if near else sorted(one for one in folder.glob("*.csv") if one.is_file())
    for one in files[:_MOST_OFFERED]:
        with suppress(ValueError):  # on another drive
            yield value(COUNTS, inline(FilePath(os.path.relpath(one, folder)).as_posix()))


def _rows(text: str, label: str) -> tuple[tuple[CountsLayer, list[Any]] | None, list[Fault]]:
    """Return the numbers of a CSV text with the layer that says where they stand."""
    sheet, faults = sheet_of(text, label, EXAMPLE)
    if sheet is None:
        return None, faults
    places, of_header = places_of(sheet, text)
    if of_header:
        return None, of_header
    known = [places[one] for one in OF_DAYS if one in places]
    day_first, clash = day_first_in(sheet, known)
    rows: list[Row] = []
    numbers: list[Any] = []
    for row in sheet.rows:
        cells = {name: row.cells[place] for name, place in places.items()}
        if "quality" in cells and cells["quality"].lower() not in EXACT | ABOUT:
            faults.append(no_quality(row, places["quality"], text, label))
        rows.append(row)
        numbers.append(_number(cells, day_first))
    if not rows:
        return None, [*faults, *clash]
    layer = CountsLayer(label, text, tuple(rows), places)
    return (layer, numbers), [*faults, *clash]


def _number(cells: Mapping[str, str], day_first: bool | None) -> dict[str, Any]:
    """Return one number as it would stand in a scenario file."""
    told = cells["number"]
    plain = re.fullmatch(r"[0-9]{1,7}", told) is not None and int(told) <= LARGEST_COUNT
    about = cells.get("quality", "").lower() in ABOUT
    number = {
        **{name: _day(cells[name], day_first) for name in ("from", "to", "known") if name in cells},
        "counter": cells["counter"],
        "number": f"about {int(told)}" if plain and about else int(told) if plain else told,
    }
    in_order = ("from", "to", "counter", "number", "known")
    blank = [name for name in ("to", "known") if not number.get(name)]
    return {name: number[name] for name in in_order if name not in blank}


def _day(text: str, day_first: bool | None) -> str:
    """Return a day as in a scenario file; as it stands where it is none, or could be two."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return text
    try:
        days = days_of(text, day_first=day_first)
    except BadCellError:
        return text
    return days[0].isoformat() if days and days[0] == days[1] else text
