"""Values of inputs in plain words, to the last digit that could matter."""

from collections.abc import Mapping
from datetime import datetime

from truce_sim.scenario.counts import counted
from truce_sim.scenario.durations import DurationKind, spoken
from truce_sim.scenario.kinds import Kind
from truce_sim.scenario.moments import DATE, DateKind
from truce_sim.scenario.numbers import Number, plain
from truce_sim.scenario.rates import Rate, RateKind
from truce_sim.scenario.spreads import Spread, SpreadKind


def exact(number: float) -> str:
    """Return a number as people write it, with all digits that it was given."""
    return plain(number) if number == float(f"{number:.6g}") else f"{number:.12g}"


def lasting(hours: float) -> str:
    """Return a length of time in words, not rounded: "90 minutes", "2.5 days"."""
    if 0 < hours < 1:
        count, unit = hours * 60, "minute"
    elif hours < 72 and not (hours >= 48 and hours % 24 == 0):
        count, unit = hours, "hour"
    else:
        count, unit = hours / 24, "day"
    number = exact(float(f"{count:.12g}"))
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"


def often(value: float) -> str:
    """Return a chance in words: "3 times in 10", "never", "always"."""
    if value <= 0:
        return "never"
    if value >= 1:
        return "always"
    count, _, whole = share(value).partition(" in ")
    return f"{count} {'time' if count == '1' else 'times'} in {whole}"


def share(value: float) -> str:
    """Return a share in words: "3 in 10", "none", "all"."""
    if value <= 0:
        return "none"
    if value >= 1:
        return "all"
    for whole in (10, 100, 1000):
        if abs(value * whole - round(value * whole)) < 1e-12:
            return f"{round(value * whole)} in {whole:,}"
    return f"{exact(float(f'{value * 100:.12g}'))} in 100"


def rate_a_day(rate: Rate) -> str:
    """Return a rate as events per day, and as it was written."""
    number = rate.per_day
    if 0 < number < 0.1:
        about = f"about one in {spoken(24 / number)}"
    else:
        about = f"about {plain(float(f'{number:.2g}'))} a day"
    as_written = f"{exact(rate.number)} every {lasting(rate.every)}"
    if rate.counts:
        as_written = counted(exact(rate.number), rate.every) or as_written
        if as_written.endswith(" a day") and not about.startswith("about one"):
            return as_written
    return f"{about} ({as_written})"


def among(weights: Mapping[str, float], names: Mapping[str, str]) -> str:
    """Return weights as parts of their sum: "opposition 8 in 9, ISIL 1 in 9"."""
    total = sum(weights.values())
    parts = [(names.get(who, who), weight) for who, weight in weights.items() if weight > 0]
    if len(parts) == 1:
        return parts[0][0]
    return ", ".join(f"{who} {exact(weight)} in {exact(total)}" for who, weight in parts)


def phrase(kind: Kind, value: object) -> str:
    """Return a parsed value of any kind in words."""
    if isinstance(value, Spread) and isinstance(kind, SpreadKind):
        return _varying(value, sizes=kind.sizes)
    if isinstance(value, Rate) and isinstance(kind, RateKind):
        return rate_a_day(value)
    if isinstance(value, datetime) and isinstance(kind, DateKind):
        seconds = f":{value:%S}" if value.second or value.microsecond else ""
        return f"{DATE.show(value)}{seconds}"
    if isinstance(value, int | float) and isinstance(kind, DurationKind):
        return lasting(value)
    if isinstance(value, int | float) and isinstance(kind, Number):
        return exact(value)
    return kind.show(value)


def _varying(value: Spread, *, sizes: bool) -> str:
    numbers = [exact(one) if sizes else lasting(one) for one in value.values]
    if value.kind == "lognormal":
        return f"median {numbers[0]}, nine in ten within {numbers[1]}"
    if value.kind == "uniform":
        return f"between {numbers[0]} and {numbers[1]}"
    if value.kind == "triangular":
        return f"{numbers[0]} to {numbers[2]}, most likely {numbers[1]}"
    if value.kind == "exponential":
        return f"memoryless, mean {numbers[0]}"
    return numbers[0]
