"""Believable ranges: what the analyst does not know, and drawing sets of inputs from it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from truce_sim.scenario.amounts import Amount, AmountKind, Unit, amount_of
from truce_sim.scenario.amounts_before import amount_at
from truce_sim.scenario.counts import a_day
from truce_sim.scenario.doubts import range_kind
from truce_sim.scenario.durations import DurationKind, written
from truce_sim.scenario.findings import value_in
from truce_sim.scenario.kinds import Kind, Problem, UnfitError
from truce_sim.scenario.loading import with_values
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.paths import PathError, addresses
from truce_sim.scenario.quantities import left_out
from truce_sim.scenario.rates import Rate, RateKind
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.shifts import Shift
from truce_sim.scenario.spreads import Spread, SpreadKind
from truce_sim.scenario.teams import Roster
from truce_sim.scenario.values import value_at

InputKind = Literal["share", "whole", "positive", "plain", "duration", "date", "rate"]


@dataclass(frozen=True, slots=True)
class Axis:
    """A line of numbers along which one input can be moved.

    Numbers are hours for durations, hours since the truce's start for dates, events a day for
    rates, and the values themselves otherwise; for a spread they are its median.

    Attributes:
        path: dotted path of the input.
        kind: what the numbers are.
        kind_of_value: how one value is written.
        starts: the truce's start, from which dates are counted.
        own: where the scenario stands, from which "+2 days" counts; of a date alone.
        unit: what amounts of the past are counted in on it; "" where numbers are themselves.
        target: path to set with `with_values` to move the input: a spread's median, which takes
            the whole spread with it; otherwise `path` itself.
    """

    path: str
    kind: InputKind
    kind_of_value: Kind
    starts: datetime
    target: str
    own: datetime
    unit: Unit | Literal[""] = ""

    def number(self, raw: object) -> float:
        """Return a raw value as a number on the axis.

        Raises:
            UnfitError: if the value does not fit the input.
        """
        value = self.kind_of_value.parse(raw)
        if isinstance(self.kind_of_value, AmountKind):
            unit = value.unit if isinstance(value, Amount) else ""
            if unit != self.unit:
                raise UnfitError(Problem(_UNLIKE))
            return float(value.number if isinstance(value, Amount) else value)
        if isinstance(value, Shift):
            value = value.after(self.starts if value.from_truce else self.own)
        if isinstance(value, datetime):
            return (value - self.starts).total_seconds() / 3600
        return value.per_day if isinstance(value, Rate) else float(value)

    def raw(self, number: float) -> Any:  # noqa: ANN401 - whatever a file would hold
        """Return a number on the axis as a file would hold it."""
        if self.unit:
            return Amount(number, self.unit).written
        if self.kind == "duration":
            return written(number)
        if self.kind == "date":
            moment = self.starts + timedelta(seconds=round(number * 3600))
            return f"{moment:%Y-%m-%d %H:%M:%S}"
        if self.kind == "rate":
            return a_day(number)
        return round(number) if self.kind == "whole" else number

    @property
    def counted_in(self) -> str:
        """What the numbers are counted in."""
        if self.unit:
            return _COUNTED_IN[self.unit]
        return _COUNTED_IN.get(self.kind, self.kind_of_value.form)

    def text(self, number: float) -> str:
        """Return a number on the axis in words."""
        return self.kind_of_value.show(self.kind_of_value.parse(self.raw(number)))


_COUNTED_IN = {
    "x before": "times the level before the truce",
    "as before": "hours at the level before the truce",
    "date": "hours since the truce's start",
    "duration": "hours",
    "rate": "events a day",
}
_UNLIKE = " must be written like the other end: both numbers, or both counted in the past alike"


def axis(scenario: Scenario, path: str, like: object = None) -> Axis:
    """Return the axis of an input.

    Args:
        scenario: as loaded.
        path: dotted path of the input.
        like: a raw value on it, which says what amounts of the past are counted in.

    Raises:
        PathError: if the path leads to no input, or to one that is not a number.
    """
    address = addresses(scenario.source, path)[0]
    kind = range_kind(address)
    if kind is None:
        raise PathError(" is not a number that can be moved")
    target = f"{path}.median" if isinstance(address.kind, SpreadKind) else path
    dates = scenario.dates
    own = getattr(dates, path.removeprefix("dates."), None) or dates.talks
    amount = amount_of(like) if isinstance(kind, AmountKind) else None
    if amount is not None:
        return Axis(path, "positive", kind, dates.truce_starts, target, own, amount.unit)
    return Axis(path, _input_kind(kind), kind, dates.truce_starts, target, own)


def _input_kind(kind: Kind) -> InputKind:
    if isinstance(kind, DurationKind):
        return "duration"
    if isinstance(kind, RateKind):
        return "rate"
    if not isinstance(kind, Number):
        return "date"
    if kind.share:
        return "share"
    return "whole" if kind.whole else "positive"


@dataclass(frozen=True, slots=True)
class BelievableInput:
    """An input with a believable range.

    Attributes:
        path: dotted path.
        low: lower end on the input's axis.
        high: upper end.
        kind: what the numbers are.
        axis: turns numbers into raw values and words.
    """

    path: str
    low: float
    high: float
    kind: InputKind
    axis: Axis

    def value_at_quantile(self, u: float) -> float:
        """Return the number below which a share `u` in [0, 1] of draws fall.

        Shares and dates are uniform; whole numbers are equally likely, each with a cell of the
        same width; other positive quantities are log-uniform, as doubt about them is a matter
        of factors (uniform if the range starts at 0).
        """
        if self.kind == "whole":
            cells = round(self.high) - round(self.low) + 1
            return float(round(self.low) + min(int(u * cells), cells - 1))
        if self.kind in {"share", "date"} or self.low <= 0:
            return self.low + u * (self.high - self.low)
        value = self.low * math.exp(u * math.log(self.high / self.low))
        return min(max(value, self.low), self.high)

    def raw_at_quantile(self, u: float) -> Any:  # noqa: ANN401
        """Return the same as a file would hold it."""
        return self.axis.raw(self.value_at_quantile(u))


def believable_inputs(scenario: Scenario) -> tuple[BelievableInput, ...]:
    """Return the inputs with a believable range, in the file's order."""
    found = []
    for path, ends in scenario.believable.items():
        assert isinstance(ends, list)  # noqa: S101 - checked when the file was read
        line = axis(scenario, path, ends[0])
        found.append(
            BelievableInput(path, line.number(ends[0]), line.number(ends[1]), line.kind, line)
        )
    return tuple(found)


def draw(scenario: Scenario, u: Sequence[float]) -> Scenario:
    """Return the scenario with every believable input at one quantile of its range.

    Args:
        scenario: as loaded.
        u: one number in [0, 1] for each of `believable_inputs(scenario)`, in that order.

    Raises:
        ValueError: if there are more or fewer numbers than inputs.
        ScenarioFaults: if the values do not fit together.
    """
    inputs = believable_inputs(scenario)
    values = {
        one.axis.target: one.raw_at_quantile(quantile)
        for one, quantile in zip(inputs, u, strict=True)
    }
    return with_values(scenario, values)


def numbers_at(
    inputs: Sequence[BelievableInput], points: Iterable[Iterable[float]]
) -> list[list[float]]:
    """Return sets of inputs, given as quantiles of their ranges, as numbers on their axes."""
    return [
        [one.value_at_quantile(float(u)) for one, u in zip(inputs, point, strict=True)]
        for point in points
    ]


def number_at(scenario: Scenario, path: str, unit: Unit | Literal[""] = "") -> float:
    """Return where the scenario itself stands on an input's axis.

    Args:
        scenario: as loaded.
        path: dotted path of the input.
        unit: that of the axis, for an amount of the past.

    Raises:
        PathError: if the path leads to no number, or to none that the scenario gives.
    """
    value = value_at(scenario, path)
    if isinstance(value, datetime):
        value = (value - scenario.dates.truce_starts).total_seconds() / 3600
    elif isinstance(value, Spread):
        value = value.median
    elif isinstance(value, Rate):
        value = value.per_day
    elif isinstance(value, Roster) or left_out(value):
        raise PathError(" has no single number in this scenario")
    number = float(value)
    if not math.isfinite(number):  # "never", as what is not given may be
        raise PathError(" has no single number in this scenario")
    return _in_unit(scenario, path, number, unit) if unit else number


def _in_unit(scenario: Scenario, path: str, number: float, unit: Unit) -> float:
    address = addresses(scenario.source, path)[0]
    kind = range_kind(address)
    assert isinstance(kind, AmountKind)  # noqa: S101 - only they have units
    given = value_in(scenario.source, address.steps)
    amount = amount_of(given.get(address.part or "median") if isinstance(given, Mapping) else given)
    if amount is not None and amount.unit == unit:
        return amount.number
    found = amount_at(scenario, address.steps, kind, number, Amount(1.0, unit))
    if found is None:
        raise PathError(" has no single number in this scenario")
    return found


@dataclass(frozen=True, slots=True)
class Outside:
    """An input whose own value lies outside the range in which it is believed to lie.

    Attributes:
        path: dotted path of the input, of one party where the range is that of all.
        whole: the same without a part such as "median" or "chance".
        range_path: path under which the range is given.
        value: the value in words.
        low: lower end of the range in words.
        high: upper end.
    """

    path: str
    whole: str
    range_path: str
    value: str
    low: str
    high: str


def outside_ranges(scenario: Scenario) -> tuple[Outside, ...]:
    """Return the inputs whose own value lies outside their believable range, in the file's order.

    What the scenario has switched off has no value, and so none that could lie outside.
    """
    found = []
    for one in believable_inputs(scenario):
        for address in addresses(scenario.source, one.path):
            path = ".".join((*address.steps, *filter(None, [address.part])))
            try:
                number = number_at(scenario, path, one.axis.unit)
            except PathError:
                continue
            # A value may be written in another unit than the range: rounding is no disagreement.
            room = 1e-9 * max(abs(one.low), abs(one.high))
            if not one.low - room <= number <= one.high + room:
                texts = (one.axis.text(at) for at in (number, one.low, one.high))
                found.append(Outside(path, ".".join(address.steps), one.path, *texts))
    return tuple(found)
