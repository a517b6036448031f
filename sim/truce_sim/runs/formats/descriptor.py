"""`datapackage.json`: which tables there are, and what each of their columns is.

A Data Package with a Table Schema for every file (https://datapackage.org, version 2), which
programs that know the standard read types from; made of the same columns as the tables, and read
back to them.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truce_sim.model.columns import Column, Type

DESCRIPTOR = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_TYPES: dict[Type, str] = {
    "whole": "integer",
    "number": "number",
    "yes or no": "boolean",
    "text": "string",
    "date": "datetime",
}
_READ: dict[str, Type] = {word: kind for kind, word in _TYPES.items()}
_AS_TEXT: dict[Type, dict[str, Any]] = {
    "yes or no": {"trueValues": ["1"], "falseValues": ["0"]},
    "date": {"format": "%Y-%m-%d %H:%M:%S"},
}
"""What else there is to know of a type that is written as text."""


@dataclass(frozen=True, slots=True)
class About:
    """What the tables are of."""

    scenario: str
    title: str
    command: str


def descriptor(about: About, files: Iterable[tuple[str, str, Sequence[Column]]]) -> str:
    """Return the descriptor of tables as text.

    Args:
        about: what they are of.
        files: of each its name without ending, its format, its columns.
    """
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": _plain(f"{about.scenario}-{about.command}"),
        "title": about.title,
        "resources": [_resource(name, form, columns) for name, form, columns in files],
    }
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _resource(name: str, form: str, columns: Sequence[Column]) -> dict[str, Any]:
    written = form == "csv"
    return {
        "name": name if written else f"{name}-{form}",
        "path": f"{name}.{form}",
        "$schema": f"{_PROFILES}/dataresource.json",
        "type": "table",
        "format": form,
        "mediatype": _MEDIA[form],
        **({"encoding": "utf-8"} if written else {}),
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": [_field(one, written=written) for one in columns],
            "missingValues": [""],
        },
    }


def _field(one: Column, *, written: bool) -> dict[str, Any]:
    return {
        "name": one.name,
        "type": _TYPES[one.type],
        "unit": one.unit,
        "description": one.meaning,
        **({"stands_for": one.stands_for} if one.stands_for else {}),
        **(_AS_TEXT.get(one.type, {}) if written else {}),
    }


def _plain(name: str) -> str:
    """Return a name of small letters, digits and hyphens, as the standard asks for."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def tables_in(content: bytes) -> Mapping[str, tuple[str, tuple[Column, ...]]]:
    """Return, by name, each table that a descriptor lists: its file and its columns.

    Where there are several files of one table, it is the first.

    Raises:
        KeyError: if it is no descriptor of ours; so do TypeError and ValueError.
    """
    found: dict[str, tuple[str, tuple[Column, ...]]] = {}
    for resource in json.loads(content)["resources"]:
        path = str(resource["path"])
        columns = tuple(_column(field) for field in resource["schema"]["fields"])
        found.setdefault(path.partition(".")[0], (path, columns))
    return found


def _column(field: Mapping[str, str]) -> Column:
    kind, about = _READ[field["type"]], field.get("stands_for", "")
    return Column(field["name"], field["unit"], field["description"], kind, stands_for=about)
