"""A slider for each believable input: its stops, the file's own mark, and what that rests on."""

from bisect import bisect_left
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from math import exp, isfinite, log

from truce_sim.report.words import sentence_case
from truce_sim.scenario import Scenario
from truce_sim.scenario.believable import BelievableInput, believable_inputs, number_at
from truce_sim.scenario.inputs import BY_DEFAULT, InputRow, input_rows, label_of
from truce_sim.scenario.paths import PathError, addresses
from truce_sim.studies.stops import Stop, stops_between

TALKS = "dates.talks"
"""The path that the talks' own stops move (see `talks`)."""
_FILE = "as in the file"


@dataclass(frozen=True, slots=True)
class Slider:
    """One input that a hand can move.

    Attributes:
        path: dotted path, as the range names it.
        target: path that `--set` takes to move it.
        title: what a person calls it, with whose it is: "Opposition groups: violations".
        unit: what its numbers are counted in, where the stops do not say it themselves; or "".
        basis: where the file's value is from: "reported", "estimated" or "guess".
        note: what the file says of that, or "".
        stops: its values, rising.
        file: which of them is the file's own.
        outside: whether that one lies outside the range.
    """

    path: str
    target: str
    title: str
    unit: str
    basis: str
    note: str
    stops: tuple[Stop, ...]
    file: int
    outside: bool


def sliders_of(scenario: Scenario) -> tuple[Slider, ...]:
    """Return a slider for each believable input but the talks' date, in the file's order."""
    rows = {row.path: row for row in input_rows(scenario, defaults=True)}
    found = [one for one in believable_inputs(scenario) if one.path != TALKS]
    return tuple(_slider(scenario, rows, one) for one in found)


def _slider(scenario: Scenario, rows: dict[str, InputRow], one: BelievableInput) -> Slider:
    own = _Own(scenario, one)
    stops = stops_between(one)
    low, high = one.low, one.high
    room = 1e-9 * max(abs(low), abs(high))
    stops = [stop for stop in stops if stop.text != own.stop.text and stop.number != own.place]
    place = bisect_left([stop.number for stop in stops], own.place)
    stops.insert(place, own.stop)
    row = next((rows[path] for path in own.paths if path in rows), None)
    return Slider(
        path=one.path,
        target=one.axis.target,
        title=sentence_case(label_of(scenario, one.path)),
        unit=_unit(one),
        basis=row.basis if row else "guess",
        note=row.source if row and row.source != BY_DEFAULT else "",
        stops=tuple(stops),
        file=place,
        outside=bool(own.numbers)
        and not low - room <= min(own.numbers) <= max(own.numbers) <= high + room,
    )


def _unit(one: BelievableInput) -> str:
    """Return what bare numbers are counted in; "" where each stop says it itself."""
    if one.kind == "share":
        return one.axis.counted_in
    whole = one.axis.counted_in.removeprefix("whole number of ")
    return whole if one.kind == "whole" and whole != one.axis.counted_in else ""


class _Own:
    """Where the file itself stands on an input: at one value, at several, or nowhere."""

    def __init__(self, scenario: Scenario, one: BelievableInput) -> None:
        self._scenario, self._one = scenario, one
        places = addresses(scenario.source, one.axis.target)
        self.paths = [".".join(place.steps) for place in places]
        self.numbers: list[float] = []
        for place in places:
            path = ".".join((*place.steps, *filter(None, [place.part])))
            with suppress(PathError):
                self.numbers.append(number_at(scenario, path, one.axis.unit))
        # What never ends lies nowhere on an axis.
        self.numbers = [number for number in self.numbers if isfinite(number)]

    @cached_property
    def place(self) -> float:
        """About where on the axis: in the middle of what differs by party."""
        if not self.numbers:
            return self._one.low
        if min(self.numbers) == max(self.numbers):
            return self.numbers[0]
        if min(self.numbers) > 0 and self._one.kind not in {"share", "date"}:
            return exp(sum(map(log, self.numbers)) / len(self.numbers))
        return sum(self.numbers) / len(self.numbers)

    @cached_property
    def stop(self) -> Stop:
        """The file's own stop, which sets nothing."""
        if not self.numbers:
            return Stop(self.place, _FILE, None, "")
        texts = [self._one.axis.text(end) for end in (min(self.numbers), max(self.numbers))]
        if texts[0] == texts[1]:
            return Stop(self.place, texts[0], None, "")
        return Stop(self.place, f"{_FILE}: {texts[0]} to {texts[1]}", None, "")
