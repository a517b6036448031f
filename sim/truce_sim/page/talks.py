"""The talks' date under the hand, from a day after the truce's start to well behind the file's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from truce_sim.page.sliders import TALKS
from truce_sim.report.words import day
from truce_sim.scenario import Scenario, ScenarioFaults, with_sets
from truce_sim.studies.stops import Stop

_FIRST = 24.0
"""Hours after the start before which nobody would open talks."""
_STEPS = (12.0, 24.0, 48.0, 72.0, 168.0, 336.0, 720.0)
_MOST = 45
"""Stops at most."""
_LEAST_BEHIND = 96.0
"""Hours behind the file's date that can be tried at least."""


@dataclass(frozen=True, slots=True)
class Talks:
    """Stops of the talks, rising; numbers are hours since the truce's start."""

    stops: tuple[Stop, ...]
    file: int


def talks_of(scenario: Scenario) -> Talks:
    """Return the stops of the talks; none but the file's where no other date fits the file."""
    dates = scenario.dates
    own = (dates.talks - dates.truce_starts).total_seconds() / 3600
    last = own + max(_LEAST_BEHIND, own)
    step = next((one for one in _STEPS if (last - _FIRST) / one <= _MOST), _STEPS[-1])
    before = int(max(0.0, own - _FIRST) // step)
    behind = int((last - own) // step)
    hours = [own + place * step for place in range(-before, behind + 1)]
    stops = [_stop(dates.truce_starts, hour, hour == own) for hour in hours]
    while len(stops) > 1 and not _fits(scenario, stops[-1]):
        stops.pop()
    while len(stops) > 1 and not _fits(scenario, stops[0]):
        stops.pop(0)
    if not any(stop.number == own for stop in stops):
        stops = [_stop(dates.truce_starts, own, True)]
    return Talks(tuple(stops), next(place for place, one in enumerate(stops) if one.number == own))


def _stop(starts: datetime, hours: float, file: bool) -> Stop:
    when = starts + timedelta(hours=hours)
    raw = f"{when:%Y-%m-%d %H:%M}" if when.second == 0 else f"{when:%Y-%m-%d %H:%M:%S}"
    text = f"{day(when, year=when.year != starts.year)}, {when:%H:%M}"
    return Stop(hours, text, raw, "" if file else f"{TALKS}={raw}")


def _fits(scenario: Scenario, stop: Stop) -> bool:
    if not stop.typed:
        return True
    try:
        with_sets(scenario, [stop.typed])
    except ScenarioFaults:
        return False
    return True
