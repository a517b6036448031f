"""Scenarios made of another by copying the tables in which something changes, and no others."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.table import Table

OneTable = TypeVar("OneTable", bound=Table)
Steps = tuple[str, ...]
Place = tuple[int, str]
"""Which of the copied tables, and the name of the field in it."""


@dataclass(frozen=True, slots=True)
class _Copied:
    """A table that is copied for each scenario.

    Attributes:
        model: the table, or what a user has named: things by their ids.
        values: its fields.
        above: place of the table in which it stands.
        name: its name there.
    """

    model: Table | dict[str, Any]
    values: dict[str, Any]
    above: int
    name: str


class Tables:
    """The tables of a scenario in which something is to change."""

    def __init__(
        self, pattern: Scenario, given: Iterable[Steps], maybe: Iterable[Steps] = ()
    ) -> None:
        """Find them.

        Args:
            pattern: the scenario.
            given: steps of the inputs that change.
            maybe: steps of others that may turn out to be what they were.

        Raises:
            LookupError: if a scenario has no such table.
        """
        above = {(), *_above(given)}
        self._pattern = pattern
        self._places: dict[Steps, int] = {}
        self._copied: list[_Copied] = []
        # Tables come before those that stand in them.
        for steps in sorted(above | _above(maybe), key=lambda one: (len(one), one)):
            self._places[steps] = len(self._copied)
            self._copied.append(self._copy(steps))
        self._maybe = [self._places[one] for one in {one[:-1] for one in maybe} - above]

    def _copy(self, steps: Steps) -> _Copied:
        if not steps:
            return _Copied(self._pattern, self._pattern.__dict__, 0, "")
        above, name = self.place(steps)
        model = self._copied[above].values.get(name)
        if not isinstance(model, Table | dict):
            raise LookupError(f"no table {'.'.join(steps)}")
        return _Copied(model, model if isinstance(model, dict) else model.__dict__, above, name)

    def place(self, steps: Steps) -> Place:
        """Return where an input, or a table, stands."""
        table = self._places[steps[:-1]]
        model = self._copied[table].model
        if isinstance(model, dict):
            return table, steps[-1]
        fields = type(model).model_fields.items()
        return table, next(name for name, field in fields if steps[-1] == (field.alias or name))

    def now(self, place: Place) -> Any:  # noqa: ANN401
        """Return what stands at a place in the scenario that is copied."""
        return self._copied[place[0]].values[place[1]]

    def copies(self) -> list[dict[str, Any]]:
        """Return the fields of each table, to be changed."""
        return [one.values.copy() for one in self._copied]

    def linked(self, own: list[dict[str, Any]]) -> Scenario:
        """Return the scenario of copies; what is changed in a copy later, changes in it."""
        for place in range(len(own) - 1, 0, -1):
            copied, fields = self._copied[place], own[place]
            model = copied.model
            own[copied.above][copied.name] = (
                fields if isinstance(model, dict) else _of(model, fields)
            )
        made = _of(self._pattern, own[0])
        past = None if self._pattern.past is self._pattern else self._pattern.past
        return made.known_as(self._pattern.name, {}, past=past)

    def keep_unchanged(self, own: list[dict[str, Any]]) -> None:
        """Put back the tables of which only what might have changed was copied, if it did not."""
        for place in self._maybe:
            copied = self._copied[place]
            if own[place] == copied.values:
                own[copied.above][copied.name] = copied.model


def _above(inputs: Iterable[Steps]) -> set[Steps]:
    return {steps[:length] for steps in inputs for length in range(len(steps))}


def _of(model: OneTable, fields: dict[str, Any]) -> OneTable:
    """Return a table with other fields, all of them checked: as pydantic's own copy, but sooner."""
    made = object.__new__(type(model))
    put, private = object.__setattr__, model.__pydantic_private__
    put(made, "__dict__", fields)
    put(made, "__pydantic_fields_set__", model.__pydantic_fields_set__)
    put(made, "__pydantic_extra__", None)
    put(made, "__pydantic_private__", None if private is None else {**private})
    return made
