"""What must come one after the other from the truce's start on: measures, and teams that change."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from truce_sim.scenario.findings import Finding, dotted
from truce_sim.scenario.lookups import parsed, table
from truce_sim.scenario.mends import dropped, value
from truce_sim.scenario.moments import DATE
from truce_sim.scenario.numbers import in_file
from truce_sim.scenario.since import SinceKind, hours_since
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.teams import Roster

_KIND = SinceKind()


def in_order(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield moments before the truce starts, and those that do not rise."""
    starts = parsed(raw, "dates", "truce_starts")
    for name in table(raw, "measures"):
        path = ("measures", name)
        yield from _early(starts, (*path, "from"), parsed(raw, *path, "from"))
        yield from _ends_after(raw, starts, path)
    teams = parsed(raw, "verification", "teams") if table(raw, "verification") else None
    if isinstance(teams, Roster):
        yield from _rising(starts, teams)


def _hours(starts: datetime | None, moment: float | datetime | None) -> float | None:
    if moment is None or not isinstance(moment, datetime):
        return moment
    return None if starts is None else hours_since(starts, moment)


def _early(
    starts: datetime | None, path: Path, moment: float | datetime | None
) -> Iterator[Finding]:
    hours = _hours(starts, moment)
    if starts is not None and hours is not None and hours < 0:
        yield Finding(
            path,
            f"{dotted(path)} is before the truce starts",
            f"it starts on {DATE.show(starts)}",
            remedies=(value(path, '"0h"'),),
        )


def _ends_after(
    raw: Mapping[str, Any], starts: datetime | None, path: tuple[str, ...]
) -> Iterator[Finding]:
    begins, ends = parsed(raw, *path, "from"), parsed(raw, *path, "until")
    first, last = _hours(starts, begins), _hours(starts, ends)
    if first is not None and last is not None and last <= first:
        where = (*path, "until")
        says = f"{dotted(where)} must be after {dotted((*path, 'from'))}, {_KIND.show(begins)}"
        yield Finding(where, says, remedies=(dropped(where),))


def _rising(starts: datetime | None, teams: Roster) -> Iterator[Finding]:
    before: float | None = None
    for place, posting in enumerate(teams.postings):
        path = ("verification", "teams", place, "from")
        yield from _early(starts, path, posting.since)
        hours = _hours(starts, posting.since)
        if hours is not None and before is not None and hours <= before:
            later = f'"{in_file(before + 24)}h"'
            says = f"{dotted(path)} must be after that of the one before"
            yield Finding(path, says, remedies=(value(path, later),))
            return
        before = hours if hours is not None else before
