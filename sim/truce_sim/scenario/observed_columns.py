"""The columns of a file of counts, and what is wrong with their names."""

import re
from collections.abc import Mapping

from truce_sim.scenario.faults import Fault
from truce_sim.scenario.kinds import nearest, short
from truce_sim.scenario.mends import Edit, Try
from truce_sim.scenario.sheet import Row, Sheet

NEEDED = ("from", "counter", "number")
COLUMNS = ("from", "to", "counter", "number", "quality", "known")
OF_DAYS = ("from", "to", "known")
EXACT = {"", "exact", "reported"}
ABOUT = {"about", "approximate", "approximately", "rough", "estimated", "derived", "~"}
"""What may stand in the column of quality."""
EXAMPLE = "a line such as from,to,counter,number and below it 2016-03-01,2016-03-02,monitors,40"
_ALSO = {
    "from": "start date_start start_date begin first first_day date day",
    "to": "end date_end end_date until till last last_day",
    "counter": "counted_by observer monitor who",
    "number": "count counts n value violations incidents",
}
"""What people call the columns otherwise."""


def places_of(sheet: Sheet, text: str) -> tuple[dict[str, int], list[Fault]]:
    """Return the places of the columns, from 0, with what is wrong with their names."""
    header, label = sheet.header, sheet.label
    names = [re.sub(r"[\W_]+", "_", cell.lower()).strip("_") for cell in header.cells]
    places = {name: names.index(name) for name in COLUMNS if name in names}
    if not places:
        says = f"{short(label, 60)} is no file of counts: no column is called from, or number"
        return {}, [Fault(says, file=label, note=EXAMPLE)]
    faults = [
        header.fault(
            f"there are two columns '{short(header.cells[place])}'",
            label,
            place,
            "give the one that is not meant another name",
        )
        for place, name in enumerate(names)
        if name in names[:place] and name in COLUMNS
    ]
    free = {place: name for place, name in enumerate(names) if name and name not in COLUMNS}
    start = offset(text, header)
    for wanted in COLUMNS:
        meant = None if wanted in places else _meant(wanted, free)
        if meant is not None:
            del free[meant]
            cell, at = header.cells[meant], start + header.starts[meant]
            says = f"no column is called {wanted}; '{short(cell)}' seems to be it"
            mend = Try(wanted, (Edit(at, at + len(cell), wanted),))
            faults.append(header.fault(says, label, meant).offering([mend]))
        elif wanted in NEEDED and wanted not in places:
            faults.append(header.fault(f"there is no column called {wanted}", label, note=EXAMPLE))
    return places, faults


def _meant(wanted: str, free: Mapping[int, str]) -> int | None:
    """Return the place of the column that is probably meant, or None."""
    also = _ALSO.get(wanted, "").split()
    place = next((place for place, name in free.items() if name in also), None)
    # A name of two letters is like many words.
    near = nearest(wanted, list(free.values())) if place is None and len(wanted) > 2 else None
    return next((place for place, name in free.items() if name == near), place)


def offset(text: str, row: Row) -> int:
    """Return where a row's line begins in the text."""
    return sum(map(len, text.splitlines(keepends=True)[: row.line - 1]))


def no_quality(row: Row, place: int, text: str, label: str) -> Fault:
    """Return the fault of a cell of quality that says nothing known."""
    says = f"quality: '{short(row.cells[place])}' must be exact or about"
    start = offset(text, row) + row.starts[place]
    end = start + len(row.cells[place])
    tries = [Try(word, (Edit(start, end, word),)) for word in ("about", "exact")]
    return row.fault(says, label, place).offering(tries)
