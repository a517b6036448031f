"""JSON schema for editors, generated from the same fields as everything else.

Without `required`: a file that extends another gives only what differs, and would be full of
false errors. `check` is what enforces completeness.
"""

import json
from typing import Any

from truce_sim.scenario.tree import Leaf, Named, Node, root


def editor_schema() -> dict[str, Any]:
    """Return the JSON schema of a scenario file."""
    schema = _schema(root())
    extends = {
        "type": "string",
        "description": "Another scenario file that this one changes, relative to this file.",
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Truce scenario",
        **schema,
        "properties": {"extends": extends, **schema["properties"]},
    }


def editor_schema_text() -> str:
    """Return the schema as the committed file holds it."""
    return json.dumps(editor_schema(), indent=1, ensure_ascii=False) + "\n"


def _schema(node: Node) -> dict[str, Any]:
    described = {"description": node.description}
    if isinstance(node, Leaf):
        default = f" Default: {node.default_text}." if not node.required else ""
        return {**described, "description": node.description + default, **node.kind.json_schema}
    if isinstance(node, Named):
        return {**described, "type": "object", "additionalProperties": _schema(node.of)}
    return {
        **described,
        "type": "object",
        "properties": {key: _schema(below) for key, below in node.keys.items()},
        "additionalProperties": False,
    }
