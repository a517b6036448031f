"""Scenarios written as TOML, so that they read back to the same values."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from truce_sim.scenario.schema import Scenario

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\b": "\\b",
    "\f": "\\f",
}


def dump_toml(scenario: Scenario) -> str:
    """Return the resolved scenario as a file that stands on its own."""
    return to_toml(scenario.source)


def to_toml(raw: Mapping[str, Any]) -> str:
    """Return raw values as TOML: plain values first, then a table for each section."""
    return "\n".join(_table(raw, ())).lstrip("\n") + "\n"


def _table(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    values = {key: value for key, value in table.items() if not _has_header(value, path)}
    below = {key: value for key, value in table.items() if _has_header(value, path)}
    if path and (values or not below):
        yield ""
        yield f"[{'.'.join(map(_key, path))}]"
    for key, value in values.items():
        yield f"{_key(key)} = {_value(value)}"
    for key, value in below.items():
        yield from _table(value, (*path, key))


def _has_header(value: object, path: tuple[str, ...]) -> bool:
    """Sections get a header, and named things in them; what is deeper stays on one line."""
    if not isinstance(value, dict):
        return False
    if not path:
        return True
    return (
        len(path) == 1 and path[0] not in {"evidence", "believable"} and not _leaf_like(path, value)
    )


def _leaf_like(path: tuple[str, ...], value: Mapping[str, Any]) -> bool:
    """Return whether a table in a section with fixed keys is a value, such as a spread."""
    named = {"parties", "excluded", "outside", "guarantors", "zones", "shocks", "options"}
    return path[0] not in named and not any(isinstance(one, dict) for one in value.values())


def _value(value: object) -> str:
    """Return one value; a list of tables with a line for each."""
    if isinstance(value, list) and len(value) > 1 and all(isinstance(one, dict) for one in value):
        return "".join(("[\n", *(f"  {inline(one)},\n" for one in value), "]"))
    return inline(value)


def inline(value: object) -> str:
    """Return one value on one line."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {inline(one)}" for key, one in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(inline(one) for one in value)}]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime):
        return _text(f"{value:%Y-%m-%d %H:%M:%S}")
    return value.isoformat() if isinstance(value, date | time) else _text(str(value))


def _key(key: str) -> str:
    return key if _BARE.match(key) else _text(key)


def _text(text: str) -> str:
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if ord(character) < 0x20 or ord(character) == 0x7F:
        return f"\\u{ord(character):04x}"
    return character
