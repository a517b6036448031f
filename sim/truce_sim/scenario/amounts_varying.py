"""Amounts that vary: { median = "0.6 x before", p90 = "2 x before" } beside plain spreads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from truce_sim.scenario.amounts import Amount, AmountKind, Unit, amount_of
from truce_sim.scenario.kinds import Kind, Problem, UnfitError
from truce_sim.scenario.spreads import Spread, SpreadKind


@dataclass(frozen=True, slots=True)
class VaryingAmount:
    """An amount that varies: a spread of multiples of the level before, or of hours at it."""

    spread: Spread
    unit: Unit


@dataclass(frozen=True, eq=False, repr=False)
class VaryingAmountKind(SpreadKind):
    """A spread of numbers, or of amounts counted in what was before: all written alike.

    Attributes:
        of: kind of each number in it.
    """

    sizes: bool = True
    of: AmountKind = field(default_factory=lambda: AmountKind(0, above=True))

    @property
    def part(self) -> Kind:
        """Kind of each number in it."""
        return self.of

    @property
    def _above(self) -> Kind:
        return self.of

    @property
    def example(self) -> str:
        """What to write."""
        return 'such as 80, "2 x before" or { median = "0.6 x before", p90 = "2 x before" }'

    def parse(self, raw: object) -> Any:  # noqa: ANN401 - a Spread, or a VaryingAmount
        """Return the spread, or the amount that varies."""
        amounts = [amount_of(one) for one in _parts(raw)]
        first = next((one for one in amounts if one is not None), None)
        if first is None:
            return super().parse(raw)
        self._each(raw)
        if any(one is None or one.unit != first.unit for one in amounts):
            says = " must be written alike: all as numbers, as multiples or as lengths of time"
            raise UnfitError(Problem(says, self.example))
        return VaryingAmount(super().parse(_bare(raw)), first.unit)

    def _each(self, raw: object) -> None:
        """Refuse texts that are no amounts, which numbers would hide."""
        problems: list[Problem] = []
        for name, part in raw.items() if isinstance(raw, Mapping) else (("", raw),):
            try:
                if isinstance(part, str):
                    self.of.parse(part)
            except UnfitError as error:
                problems += [one.under(name) if name else one for one in error.problems]
        if problems:
            raise UnfitError(*problems)

    def show(self, value: Spread | VaryingAmount) -> str:
        """Return the spread in words."""
        if isinstance(value, Spread):
            return super().show(value)
        words = [Amount(one, value.unit).words for one in value.spread.values]
        if value.spread.kind == "lognormal":
            return f"median {words[0]}, nine in ten within {words[1]}"
        return " to ".join(words)

    def raw(self, value: Spread | VaryingAmount) -> object:
        """Return the spread as it would stand in a file."""
        if isinstance(value, Spread):
            return super().raw(value)
        return _written(super().raw(value.spread), value.unit)


def _parts(raw: object) -> list[object]:
    """Return the values of which a raw spread is made."""
    if isinstance(raw, Mapping):
        return [one for part in raw.values() for one in _parts(part)]
    return [one for part in raw for one in _parts(part)] if isinstance(raw, list) else [raw]


def _bare(raw: object) -> object:
    """Return a raw spread with the numbers of its amounts alone."""
    if isinstance(raw, Mapping):
        return {name: _bare(part) for name, part in raw.items()}
    if isinstance(raw, list):
        return [_bare(part) for part in raw]
    amount = amount_of(raw)
    return raw if amount is None else amount.number


def _written(raw: object, unit: Unit) -> object:
    if isinstance(raw, Mapping):
        return {name: _written(part, unit) for name, part in raw.items()}
    if isinstance(raw, list):
        return [_written(part, unit) for part in raw]
    return Amount(float(str(raw)), unit).written
