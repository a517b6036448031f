"""How the days of a sheet are written, where 03/04/2030 may be two."""

from collections.abc import Collection

from truce_sim.scenario.cells import SLASHED
from truce_sim.scenario.faults import Fault
from truce_sim.scenario.sheet import Sheet

_NOTE = "write days year first, such as 2030-04-03"


def day_first_in(sheet: Sheet, places: Collection[int]) -> tuple[bool | None, list[Fault]]:
    """Return whether days come before months, as the days after the 12th show."""
    seen: dict[bool, tuple[int, int]] = {}
    for place in places:
        for number, row in enumerate(sheet.rows):
            match = SLASHED.fullmatch(row.cells[place])
            if match and max(int(match[1]), int(match[3])) > 12:
                seen.setdefault(int(match[1]) > 12, (number, place))
    if len(seen) < 2:
        return next(iter(seen), None), []
    (one, at), (other, _) = seen[True], seen[False]
    lines = (
        f"line {sheet.rows[one].line} has the day first, line {sheet.rows[other].line} the month"
    )
    return True, [sheet.rows[one].fault(f"{lines}: they cannot both be", sheet.label, at, _NOTE)]
