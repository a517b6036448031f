"""The scenario schema as a tree: what may stand where, read off the pydantic models."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import NoneType
from typing import Annotated, Any, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from truce_sim.scenario.kinds import Kind
from truce_sim.scenario.marks import NONE, Marks
from truce_sim.scenario.quantities import left_out
from truce_sim.scenario.schema import Scenario

_SPOKEN_DEFAULTS = {
    "name": "the id",
    "label": "the id",
    "retaliates when fed up": "as retaliates",
    "watched until": "the opening",
    "violations before the truce": "from the rates",
    "talks first planned": "none",
    "zones of the measure": "all zones",
    "hotline starts after": "as verification.starts_after",
    "earlier truces": "not told",
    "broken within ten days": "not told",
    "region": "not told",
    "held until": "the end of the last day counted",
    "file of counts": "none",
}
"""What absence means, where it does not mean that a mechanism is off; by title."""


@dataclass(frozen=True)
class Leaf:
    """One input: a value of some kind."""

    kind: Kind
    title: str
    description: str
    required: bool
    default: Any
    marks: Marks = NONE

    @property
    def default_text(self) -> str:
        """The default in words; "needed" where there is none, "off" where it is absent."""
        if self.required:
            return "needed"
        if left_out(self.default):
            return _SPOKEN_DEFAULTS.get(self.title, "off")
        return self.kind.show(self.default) or "none"


@dataclass(frozen=True)
class Section:
    """A table with fixed keys."""

    keys: "dict[str, Node]"
    title: str
    description: str
    required: bool
    always: bool = True
    """Whether it is in force, with its defaults, even when a file does not mention it."""
    marks: Marks = NONE

    def instead_of(self, key: str) -> list[str]:
        """Return the keys that stand in the place of one: if one of them is given, it is not."""
        return [other for other, node in self.keys.items() if key in node.marks.replaces]

    def gives_way_to(self, key: str) -> tuple[str, ...]:
        """Return the keys that cannot stand beside one: what it replaces, and what replaces it."""
        return (*self.keys[key].marks.replaces, *self.instead_of(key)) if key in self.keys else ()


@dataclass(frozen=True)
class Named:
    """A table of things that the user names."""

    of: "Section | Leaf"
    title: str
    description: str
    required: bool
    marks: Marks = NONE


Node = Leaf | Section | Named


@cache
def root() -> Section:
    """Return the tree of a whole scenario file."""
    return _section(Scenario, "scenario", "A scenario file.", required=True)


def _section(
    model: type[BaseModel], title: str, description: str, *, required: bool, always: bool = True
) -> Section:
    keys = {field.alias or name: _node(field) for name, field in model.model_fields.items()}
    return Section(keys, title, description, required, always)


def _node(field: FieldInfo) -> Node:
    title, description = field.title or "", field.description or ""
    required = field.is_required()
    extra = field.json_schema_extra
    marks = cast("Marks", extra["marks"]) if isinstance(extra, dict) else NONE
    for mark in field.metadata:
        if isinstance(mark, Kind):
            return Leaf(mark, title, description, required, field.get_default(), marks)
    node = _from_annotation(
        field.annotation, title, description, required=required, default=field.default
    )
    return replace(node, marks=marks)


def _from_annotation(
    annotation: Any,  # noqa: ANN401 - any type expression
    title: str,
    description: str,
    *,
    required: bool,
    default: Any,  # noqa: ANN401
) -> Node:
    inner = [part for part in get_args(annotation) if part is not NoneType]
    if get_origin(annotation) is Annotated:
        kind = next(mark for mark in inner if isinstance(mark, Kind))
        return Leaf(kind, title, description, required, default)
    if get_origin(annotation) is dict:
        of = _from_annotation(inner[1], title, description, required=False, default=None)
        if isinstance(of, Named):
            raise TypeError("named things are not nested")
        return Named(of, title, description, required)
    if inner:
        return _from_annotation(inner[0], title, description, required=required, default=default)
    return _section(annotation, title, description, required=required, always=default is not None)


def leaves(node: Node | None = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Leaf]]:
    """Yield every input with its dotted path; what the user names stands as "ID"."""
    node = root() if node is None else node
    if isinstance(node, Leaf):
        yield ".".join(path), node
    elif isinstance(node, Named):
        yield from leaves(node.of, (*path, "ID"))
    else:
        for key, below in node.keys.items():
            yield from leaves(below, (*path, key))


def node_at(steps: tuple[str | int, ...]) -> tuple[Node, int] | None:
    """Return the deepest node on the way along `steps`, and how many steps lead to it."""
    node: Node = root()
    for place, step in enumerate(steps):
        if isinstance(node, Leaf):
            return node, place
        below = node.of if isinstance(node, Named) else node.keys.get(str(step))
        if below is None:
            return None
        node = below
    return node, len(steps)


def step_below(node: Node, key: str) -> Node | None:
    """Return what stands under `key` in a table, or None if nothing may."""
    if isinstance(node, Named):
        return node.of
    return node.keys.get(key) if isinstance(node, Section) else None
