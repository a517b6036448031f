"""Sections of a scenario with other values, past all checks."""

from typing import Any, TypeVar

from truce_sim.scenario.table import Table

Some = TypeVar("Some", bound=Table)


def changed(section: Some, **values: Any) -> Some:
    """Return a section with other values: worlds that no file could ask for."""
    return section.model_copy(update=values)
