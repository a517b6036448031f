"""What amounts counted in a file's own past come to, worked out in one place for all of them.

"2 x before" is that multiple of the level before the truce, "14 days as before" what so many days
at that level amount to:

| measure | level | so many days |
| --- | --- | --- |
| grievance | what the violence before sustains | level * (1 - 2^(-days / forgets_in)) |
| violations in the window | those of a window's length | those of so many days |
| violations a day, harm a day, claims a day | a day's | those of so many days |
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp2, inf, isinf, log2
from typing import Any

from truce_sim.scenario.amounts import Amount, AmountKind
from truce_sim.scenario.amounts_varying import VaryingAmount, VaryingAmountKind
from truce_sim.scenario.before import (
    claims_a_day,
    grievance_level,
    harm_a_day,
    harm_blamed,
    violations_a_day,
)
from truce_sim.scenario.findings import Finding, dotted, value_in
from truce_sim.scenario.kinds import UnfitError
from truce_sim.scenario.mends import added, value
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.spreads import FORMS
from truce_sim.scenario.tree import leaves

_A_DAY = {
    "violations in the window": violations_a_day,
    "violations a day": violations_a_day,
    "harm a day": harm_a_day,
    "claims a day": claims_a_day,
}


@dataclass(frozen=True, slots=True)
class Written:
    """An amount of a file that is counted in its past.

    Attributes:
        steps: where it stands.
        kind: how its numbers are written.
        amount: as written.
    """

    steps: tuple[str, ...]
    kind: AmountKind
    amount: Amount | VaryingAmount

    @property
    def placeholder(self) -> float:
        """A raw value that would do, while it is not known what the amount comes to."""
        return float(self.kind.example)


def written_amounts(raw: Mapping[str, Any]) -> Iterator[Written]:
    """Yield the amounts of raw values that are counted in the past."""
    for path, kind in _kinds():
        for steps in _places(raw, path):
            try:
                amount = kind.parse(value_in(raw, steps))
            except UnfitError:
                continue
            if isinstance(amount, Amount) and isinstance(kind, AmountKind):
                yield Written(steps, kind, amount)
            elif isinstance(amount, VaryingAmount) and isinstance(kind, VaryingAmountKind):
                yield Written(steps, kind.of, amount)


def come_to(scenario: Scenario, one: Written, past: Scenario | None = None) -> object:
    """Return the raw number, or spread of numbers, that an amount comes to.

    Args:
        scenario: with any valid number in the amount's place; amounts do not count in each other.
        one: the amount.
        past: as which everything was before the truce, if not as in the scenario.
    """
    if past is not None:
        scenario = scenario.known_as(scenario.name, dict(scenario.source), past=past)
    amount = one.amount
    if isinstance(amount, Amount):
        return number_of(scenario, one.steps, one.kind, amount)
    numbers = [
        number_of(scenario, one.steps, one.kind, Amount(part, amount.unit))
        for part in amount.spread.values
    ]
    shape = amount.spread.kind
    if shape == "constant":
        return numbers[0]
    # Whether the numbers make a spread is for validation to say: they may be 0, or without end.
    return (
        {"between": numbers}
        if shape == "uniform"
        else dict(zip(FORMS[shape], numbers, strict=True))
    )


def number_of(
    scenario: Scenario, steps: tuple[str, ...], kind: AmountKind, amount: Amount
) -> float:
    """Return the number that an amount comes to; infinite where there is no such level."""
    if amount.unit == "x before":
        level = _level(scenario, steps, kind)
        number = amount.number * level if amount.number else 0.0
    else:
        number = _of_hours(scenario, steps, kind, amount.number)
    return number if number in {0.0, inf} else kind.whole_number(number)


def amount_at(
    scenario: Scenario, steps: tuple[str, ...], kind: AmountKind, number: float, like: Amount
) -> float | None:
    """Return a number in the unit of an amount: how many times the level before, or hours at it.

    None where the number is none of that unit.
    """
    level = _level(scenario, steps, kind)
    if like.unit == "x before":
        return number / level if 0 < level < inf else None
    if kind.measure != "grievance":
        day = _A_DAY[kind.measure](scenario.past)
        return 24 * number / day if day > 0 else None
    party = scenario.past.parties[steps[1]]
    if isinf(level):
        return number / harm_blamed(scenario.past)[steps[1]]
    if not number < level:
        return None
    return -party.forgets_in * log2(1 - number / level)


def without_past(scenario: Scenario, one: Written, number: object) -> Finding | None:
    """Return what is wrong with an amount: there was nothing before to count it in, or no level."""
    path: Path = one.steps
    numbers = list(number.values()) if isinstance(number, Mapping) else [number]
    if inf in numbers:
        party = scenario.parties[str(path[1])].name or path[1]
        says = f"{dotted(path)}: there is no level before, as {party} never forgets"
        return Finding(path, says, remedies=(added((*path[:-1], "forgets_in"), '"5 days"'),))
    if 0 in numbers and (one.kind.above or one.kind.low):
        says = f"{dotted(path)} comes to 0: the rates of the file make nothing that it counts"
        return Finding(path, says, remedies=(value(path, one.kind.example),))
    return None


def _level(scenario: Scenario, steps: tuple[str, ...], kind: AmountKind) -> float:
    if kind.measure == "share":
        return 1.0
    if kind.measure == "grievance":
        return grievance_level(scenario.past, steps[1])
    level = _A_DAY[kind.measure](scenario.past)
    if kind.measure == "violations in the window":
        window: float = getattr(scenario, steps[0]).window
        return level * window / 24
    return level


def _of_hours(scenario: Scenario, steps: tuple[str, ...], kind: AmountKind, hours: float) -> float:
    past = scenario.past
    if kind.measure != "grievance":
        return _A_DAY[kind.measure](past) * hours / 24
    level = _level(scenario, steps, kind)
    if isinf(level):
        return harm_blamed(past)[steps[1]] * hours
    return level * (1 - exp2(-hours / past.parties[steps[1]].forgets_in))


@cache
def _kinds() -> tuple[tuple[tuple[str, ...], AmountKind | VaryingAmountKind], ...]:
    """Return where amounts can stand, what the user names as "ID"."""
    return tuple(
        (tuple(path.split(".")), leaf.kind)
        for path, leaf in leaves()
        if isinstance(leaf.kind, AmountKind | VaryingAmountKind)
    )


def _places(raw: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if "ID" not in path:
        yield path
        return
    place = path.index("ID")
    named = value_in(raw, path[:place])
    for name in named if isinstance(named, Mapping) else ():
        yield (*path[:place], str(name), *path[place + 1 :])
