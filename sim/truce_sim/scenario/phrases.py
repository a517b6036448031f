"""Values of inputs in plain words, to the last digit that could matter."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from truce_sim.scenario.amounts import Amount, AmountKind
from truce_sim.scenario.amounts_varying import VaryingAmount, VaryingAmountKind
from truce_sim.scenario.counts import counted
from truce_sim.scenario.durations import DurationKind, spoken
from truce_sim.scenario.kinds import Kind, UnfitError
from truce_sim.scenario.moments import DATE, DateKind
from truce_sim.scenario.numbers import Number, plain
from truce_sim.scenario.rates import Rate, RateKind
from truce_sim.scenario.since import SinceKind
from truce_sim.scenario.spreads import Shape, Spread, SpreadKind
from truce_sim.scenario.teams import Roster


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
    if isinstance(value, datetime | float) and isinstance(kind, DateKind | SinceKind):
        return _moment(value)
    if isinstance(value, int | float) and isinstance(kind, DurationKind):
        return lasting(value)
    if isinstance(value, int | float) and isinstance(kind, Number):
        return exact(value)
    return _several(value) or kind.show(value)


def _several(value: object) -> str:
    """Return a value of several parts in words; "" for any other."""
    if isinstance(value, Amount):
        return _amount(value)
    return _posted(value) if isinstance(value, Roster) else ""


def in_past(kind: Kind, raw: object, value: object) -> str:
    """Return an amount that is counted in the past in words, as written and what it comes to.

    Args:
        kind: of the input.
        raw: the amount as in the file.
        value: the number, or the spread of numbers, that it comes to.

    Returns:
        such as "14 days as before = 170"; "" for what is not counted in the past.
    """
    if not isinstance(kind, AmountKind | VaryingAmountKind):
        return ""
    try:
        amount = kind.parse(raw)
    except UnfitError:
        return ""
    if isinstance(amount, Amount) and isinstance(value, int | float):
        return f"{_amount(amount)} = {_rounded(value)}"
    if isinstance(amount, VaryingAmount) and isinstance(value, Spread):
        parts = (Amount(one, amount.unit) for one in amount.spread.values)
        as_written = _shaped(amount.spread.kind, [_amount(one) for one in parts])
        return f"{as_written} = {_shaped(value.kind, [_rounded(one) for one in value.values])}"
    return ""


def _amount(amount: Amount) -> str:
    if amount.unit == "x before":
        return f"{exact(amount.number)} x before"
    return f"{lasting(amount.number)} as before"


def _rounded(number: float) -> str:
    """Return a number that was worked out, to the digits that mean something."""
    return plain(float(f"{number:.3g}") if abs(number) < 1000 else round(number))


def _posted(roster: Roster) -> str:
    return ", ".join(f"{exact(one.teams)} from {_moment(one.since)}" for one in roster.postings)


def _moment(value: float | datetime) -> str:
    if not isinstance(value, datetime):
        return f"{lasting(value)} after the start" if value else "the start"
    seconds = f":{value:%S}" if value.second or value.microsecond else ""
    return f"{DATE.show(value)}{seconds}"


def _varying(value: Spread, *, sizes: bool) -> str:
    return _shaped(value.kind, [exact(one) if sizes else lasting(one) for one in value.values])


def _shaped(kind: Shape, numbers: Sequence[str]) -> str:
    if kind == "lognormal":
        return f"median {numbers[0]}, nine in ten within {numbers[1]}"
    if kind == "uniform":
        return f"between {numbers[0]} and {numbers[1]}"
    if kind == "triangular":
        return f"{numbers[0]} to {numbers[2]}, most likely {numbers[1]}"
    if kind == "exponential":
        return f"memoryless, mean {numbers[0]}"
    return numbers[0]
