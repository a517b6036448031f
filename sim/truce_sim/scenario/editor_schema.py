"""JSON schema for editors, generated from the same fields as everything else.

It accepts what `check` accepts and refuses what `check` refuses, as far as one value or one table
can tell; what only other values can tell (whether an id exists, whether dates rise) is left to
`check`. A file that extends another gives only what differs, so nothing is required of it.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from truce_sim.scenario.crosschecks import RESERVED
from truce_sim.scenario.doubts import range_kind
from truce_sim.scenario.inputs import DROPS, EXTENDS
from truce_sim.scenario.kinds import Kind
from truce_sim.scenario.moments import DateKind
from truce_sim.scenario.numbers import Weights
from truce_sim.scenario.paths import (
    EVERY_PARTY,
    NOT_OF_THE_TRUCE,
    SPREAD_PARTS,
    Address,
    only_told,
)
from truce_sim.scenario.rates import PARTS, RateKind
from truce_sim.scenario.spreads import SpreadKind
from truce_sim.scenario.tree import Leaf, Named, Node, Section, root

Schema = dict[str, Any]

ID = (
    "^[^\\u0000-,./:-@\\[-^`{-\\u00a9\\u00ab-\\u00b1\\u00b4\\u00b6-\\u00b8\\u00bb\\u00bf\\u00d7"
    "\\u00f7\\u2000-\\u206f\\u20a0-\\u20cf\\u2190-\\u245f\\u2500-\\u2bff\\u3000-\\u3004\\u3008-"
    "\\u3020\\uff00-\\uff0f]{1,60}$"
)
"""Letters of any script, digits, - and _, said in a way that every dialect reads alike."""
_STEP = "[^.]+"


def editor_schema() -> Schema:
    """Return the JSON schema of a scenario file."""
    shared = _Shared()
    schema = _schema(root())
    properties = schema["properties"]
    properties["believable"] = _by_path(
        properties["believable"], lambda steps, node, part: _range(shared, steps, node, part)
    )
    properties["evidence"] = _by_path(
        properties["evidence"],
        lambda *_: properties["evidence"]["additionalProperties"],
        shared=shared,
    )
    option = properties["options"]["additionalProperties"]["properties"]
    option["set"] = _by_path(
        option["set"], lambda steps, node, part: _value(shared, steps, node, part)
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Truce scenario",
        **schema,
        "properties": {
            "$schema": {"type": "string", "description": "This schema, for editors."},
            "extends": {"type": "string", "description": EXTENDS, "pattern": r"\S.*\.toml$"},
            "drops": {
                "type": "array",
                "items": {"type": "string", "minLength": 1},
                "description": DROPS,
            },
            **properties,
        },
        "dependencies": {"drops": ["extends"]},
        "if": {"required": ["extends"]},
        "then": {},
        "else": _complete(root()),
        "definitions": shared.definitions,
    }


def editor_schema_text() -> str:
    """Return the schema as the committed file holds it."""
    return json.dumps(editor_schema(), indent=1, ensure_ascii=True) + "\n"


class _Shared:
    """Schemas that stand in many places, each written once."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}
        self._names: dict[str, str] = {}

    def refer(self, schema: Schema) -> Schema:
        """Return a reference to a schema."""
        text = json.dumps(schema, sort_keys=True)
        name = self._names.setdefault(text, f"value-{len(self._names) + 1}")
        self.definitions[name] = schema
        return {"$ref": f"#/definitions/{name}"}


def _schema(node: Node, path: tuple[str, ...] = ()) -> Schema:
    described: Schema = {"description": node.description}
    if isinstance(node, Leaf):
        default = f" Default: {node.default_text}." if not node.required else ""
        return {**described, "description": node.description + default, **node.kind.json_schema}
    if isinstance(node, Named):
        names: Schema = {} if isinstance(node.of, Leaf) else {"propertyNames": _names(path)}
        below = _schema(node.of, (*path, "ID"))
        return {**described, "type": "object", **names, "additionalProperties": below}
    return {
        **described,
        "type": "object",
        "properties": {key: _schema(below, (*path, key)) for key, below in node.keys.items()},
        "additionalProperties": False,
    }


def _names(path: tuple[str, ...]) -> Schema:
    """Return what ids may be in a table of named things."""
    if path == ("evidence",):
        return {}
    words = RESERVED.get(path[0], {})
    cases = [case for word in words for case in (word, word.upper(), word.capitalize())]
    return {"pattern": ID, **({"not": {"enum": cases}} if cases else {})}


def _complete(node: Node, path: tuple[str, ...] = ()) -> Schema:
    """Return what a file that extends none must hold, as constraints on top of `_schema`."""
    if isinstance(node, Leaf):
        return {}
    if isinstance(node, Named):
        below = _complete(node.of, path)
        two = {"minProperties": 2} if path == ("parties",) else {}
        return {**two, **({"additionalProperties": below} if below else {})}
    required = [key for key, below in node.keys.items() if below.required]
    inside = {key: _complete(below, (*path, key)) for key, below in node.keys.items()}
    beside = _beside(node)
    ways = [(key, *one.marks.replaces) for key, one in node.keys.items() if one.marks.or_else]
    either = [{"anyOf": [{"required": [name]} for name in names]} for names in ways]
    return {
        **({"required": required} if required else {}),
        **({"allOf": either} if either else {}),
        **({"dependencies": beside} if beside else {}),
        **({"properties": kept} if (kept := {k: one for k, one in inside.items() if one}) else {}),
    }


def _beside(node: Section) -> Schema:
    """Return what each input of a table must have beside it, or must not."""
    found: Schema = {}
    for key, below in node.keys.items():
        either = [[lacking, *node.instead_of(lacking)] for lacking in below.marks.keys_beside]
        if all(len(names) == 1 for names in either):
            needed: Any = [name for names in either for name in names]
        else:
            needed = {"allOf": [{"anyOf": [{"required": [n]} for n in names]} for names in either]}
        if below.marks.replaces:
            needed = {"not": {"anyOf": [{"required": [n]} for n in below.marks.replaces]}}
        if needed:
            found[key] = needed
    return found


def _nodes(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
    if path:
        yield path, node
    if isinstance(node, Named):
        yield from _nodes(node.of, (*path, "ID"))
    elif isinstance(node, Section):
        for key, below in node.keys.items():
            yield from _nodes(below, (*path, key))


def _parts(node: Node) -> tuple[str, ...]:
    """Return the parts of a value that a path may go on to; "*" stands for any name."""
    kind = node.kind if isinstance(node, Leaf) else None
    if isinstance(kind, RateKind):
        return "", *PARTS
    if isinstance(kind, SpreadKind):
        return "", *SPREAD_PARTS
    return ("", "*") if isinstance(kind, Weights) else ("",)


def _by_path(
    table: Schema,
    schema_of: Callable[[tuple[str, ...], Node, str], Schema | None],
    *,
    shared: _Shared | None = None,
) -> Schema:
    """Return a table whose keys are paths, each with the schema of what it leads to.

    Paths without ids, and those of every party, stand as plain keys, so that editors can offer
    them.
    """
    plain: dict[str, Schema | bool] = {f"parties.{EVERY_PARTY}": False}
    patterns: dict[str, Schema] = {}
    for steps, node in _nodes(root()):
        for part in _parts(node):
            schema = schema_of(steps, node, part)
            if schema is None:
                continue
            schema = shared.refer(schema) if shared else schema
            full = (*steps, *filter(None, (part,)))
            if steps[:2] == ("parties", "ID") and len(steps) > 2 and part != "*":
                plain[".".join(("parties", EVERY_PARTY, *full[2:]))] = schema
            if "ID" not in full and part != "*":
                plain[".".join(full)] = schema
            else:
                said = r"\.".join(_STEP if one in {"ID", "*"} else one for one in full)
                patterns[f"^{said}$"] = schema
    return {
        "description": table["description"],
        "type": "object",
        "properties": plain,
        "patternProperties": patterns,
        "additionalProperties": False,
    }


def _value(shared: _Shared, steps: tuple[str, ...], node: Node, part: str) -> Schema | None:
    if not isinstance(node, Leaf):
        if steps[0] in NOT_OF_THE_TRUCE:
            return None
        whole = _complete(node, steps)
        return shared.refer({**_schema(node, steps), **({"allOf": [whole]} if whole else {})})
    return None if steps[0] in NOT_OF_THE_TRUCE else shared.refer(_kind(node, part).json_schema)


def _range(shared: _Shared, steps: tuple[str, ...], node: Node, part: str) -> Schema | None:
    kind = range_kind(_address(node, part))
    if kind is None or only_told(".".join(steps)):
        return None
    kind = kind.when_put if isinstance(kind, DateKind) else kind
    ends = {"type": "array", "items": kind.json_schema, "minItems": 2, "maxItems": 2}
    return shared.refer(ends)


def _kind(node: Leaf, part: str) -> Kind:
    kind = _address(node, part).kind or node.kind
    return kind.when_put if isinstance(kind, DateKind) else kind


def _address(node: Node, part: str) -> Address:
    return Address((), node, part)
