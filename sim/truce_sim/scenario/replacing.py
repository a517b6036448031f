"""Scenarios that differ in the values of some inputs alone, made by replacing those values.

Reading a scenario takes milliseconds, and a study may want thousands of them. Here one is read;
the others are made of it, each table that an input stands in copied once, all else shared. Amounts
counted in the past are worked out anew. Where more than a value would change (dates, weights,
names, parts of spreads other than the median, inputs that the file does not give), or where values
might not fit together, nothing is made, and whoever asks reads the scenario (`with_values`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from truce_sim.scenario.amounts import Amount, AmountKind
from truce_sim.scenario.amounts_before import number_of, written_amounts
from truce_sim.scenario.amounts_varying import VaryingAmount, VaryingAmountKind
from truce_sim.scenario.copying import Steps, Tables
from truce_sim.scenario.counts import PER
from truce_sim.scenario.durations import DurationKind
from truce_sim.scenario.findings import value_in
from truce_sim.scenario.fitting import surely_fits
from truce_sim.scenario.kinds import Kind, Problem, UnfitError
from truce_sim.scenario.medians import with_median
from truce_sim.scenario.numbers import LARGEST_NUMBER, Number
from truce_sim.scenario.paths import (
    NOT_OF_THE_TRUCE,
    Address,
    PathError,
    addresses,
    beside_which_none,
)
from truce_sim.scenario.quantities import left_out
from truce_sim.scenario.rates import Rate, RateKind
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.spreads import WIDEST, Spread, SpreadKind
from truce_sim.scenario.teams import Roster, TeamsKind
from truce_sim.scenario.tree import Leaf
from truce_sim.scenario.words import Choice, Flag

_VALUES = (Number, DurationKind, RateKind, SpreadKind, TeamsKind, Choice, Flag)
"""Kinds of input of which only the value matters, wherever it stands."""
_TOLD = Problem(" is for reading to tell")


class CannotReplaceError(Exception):
    """An input changes more than a value."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a value goes, and what becomes of it there."""

    steps: Steps
    fit: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class _Counted:
    """Where an amount counted in the past stands, or can be put."""

    steps: Steps
    kind: AmountKind
    fixed: Amount | VaryingAmount | None = None
    """The amount, unless one of the values says it."""


class Replacing:
    """Makes scenarios of one by replacing the values of some inputs."""

    def __init__(self, scenario: Scenario, pattern: Scenario, targets: Sequence[str]) -> None:
        """Look up where the inputs stand.

        Args:
            scenario: as loaded.
            pattern: that or, if some of the inputs are given in it by default only, the same with
                some values put in their places.
            targets: paths of the inputs, as for `with_values`.

        Raises:
            CannotReplaceError: if it takes reading to set one of them.
        """
        spots = [
            [_spot(scenario, pattern, address) for address in _addresses(pattern, target)]
            for target in targets
        ]
        given = [one.steps for of_target in spots for one in of_target]
        if len(set(given)) < len(given):
            raise CannotReplaceError
        counted = _counted(pattern, set(given))
        try:
            self._tables = Tables(pattern, given, [one.steps for one in counted if one.fixed])
        except LookupError:
            raise CannotReplaceError from None
        self._pattern = pattern
        self._kinds = [_addresses(pattern, target)[0].kind for target in targets]
        self._spots = [
            [(*self._tables.place(one.steps), one.fit) for one in of_target] for of_target in spots
        ]
        self._counted = [(*self._tables.place(one.steps), one) for one in counted]

    def parsed(self, raw: Sequence[Any]) -> list[Any]:
        """Return raw values, one for each target, as `at` wants them.

        Raises:
            UnfitError: if one does not fit its input.
        """
        return [
            kind.parse(one) for kind, one in zip(self._kinds, raw, strict=True) if kind is not None
        ]

    def at(self, values: Sequence[Any]) -> Scenario | None:
        """Return the scenario with other values, or None if it takes reading to tell.

        It has no raw values and no layers: it serves to build a world.

        Args:
            values: one for each target, as its kind parses them.
        """
        own = self._tables.copies()
        try:
            for spots, value in zip(self._spots, values, strict=True):
                for table, name, fit in spots:
                    own[table][name] = value if fit is None else fit(value)
            made = self._tables.linked(own)
            for table, name, one in self._counted:
                amount = one.fixed or own[table][name]
                if isinstance(amount, Amount | VaryingAmount):
                    own[table][name] = _come_to(made, one, amount)
        except UnfitError:
            return None
        self._tables.keep_unchanged(own)
        return made if surely_fits(made, self._pattern) else None


def _addresses(pattern: Scenario, target: str) -> list[Address]:
    try:
        return addresses(pattern.source, target)
    except PathError:
        raise CannotReplaceError from None


def _spot(scenario: Scenario, pattern: Scenario, address: Address) -> _Spot:
    node, steps, part = address.node, address.steps, address.part
    if (
        not isinstance(node, Leaf)
        or not isinstance(node.kind, _VALUES)
        or steps[0] in {"dates", *NOT_OF_THE_TRUCE}
        or value_in(pattern.source, steps) is None
        or beside_which_none(pattern.source, steps)
    ):
        raise CannotReplaceError
    if not part:
        return _Spot(steps, _number_of_teams if isinstance(node.kind, TeamsKind) else None)
    if part in PER and isinstance(node.kind, RateKind):
        return _Spot(steps, lambda number: Rate(number, PER[part], counts=True))
    if part == "median" and isinstance(node.kind, SpreadKind):
        return _Spot(steps, with_median(node.kind, _old(scenario, node, node.kind, steps)))
    raise CannotReplaceError


def _number_of_teams(teams: int | Roster) -> int:
    if isinstance(teams, Roster):
        raise UnfitError(_TOLD)
    return teams


def _old(scenario: Scenario, node: Leaf, kind: Kind, steps: Steps) -> Spread | VaryingAmount:
    """Return the spread whose median is moved: that of the file, or the default."""
    raw = value_in(scenario.source, steps)
    if raw is None and left_out(node.default):
        raise CannotReplaceError
    found = node.default if raw is None else kind.parse(raw)
    assert isinstance(found, Spread | VaryingAmount)  # noqa: S101 - what its kind parses
    return found


def _counted(pattern: Scenario, given: set[Steps]) -> list[_Counted]:
    """Return where amounts stand, or will."""
    fixed = [
        _Counted(one.steps, one.kind, one.amount)
        for one in written_amounts(pattern.source)
        if one.steps not in given
    ]
    varying = []
    for steps in given:
        kind = addresses(pattern.source, ".".join(steps))[0].kind
        if isinstance(kind, AmountKind | VaryingAmountKind):
            of = kind.of if isinstance(kind, VaryingAmountKind) else kind
            varying.append(_Counted(steps, of))
    return fixed + varying


def _come_to(scenario: Scenario, one: _Counted, amount: Amount | VaryingAmount) -> float | Spread:
    """Return what an amount comes to, as it would be read."""
    if isinstance(amount, Amount):
        return _number(scenario, one, amount)
    shape = amount.spread
    numbers = tuple([_number(scenario, one, Amount(part, amount.unit)) for part in shape.values])
    if shape.kind == "lognormal" and numbers[0] < numbers[1] <= WIDEST * numbers[0]:
        return Spread("lognormal", numbers)
    if shape.kind == "constant":
        return Spread("constant", numbers)
    raise UnfitError(_TOLD)


def _number(scenario: Scenario, one: _Counted, amount: Amount) -> float:
    found, kind = number_of(scenario, one.steps, one.kind, amount), one.kind
    if not 0 < found < inf:
        raise UnfitError(_TOLD)
    if (kind.low is None or found > kind.low) and kind.high is None and found < LARGEST_NUMBER:
        return int(found) if kind.whole else found
    read: float = kind.parse(found)
    return read
