"""The public names of the library as docs/reference/python.md lists them."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import truce_sim

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "python.md"
_ENTRY = re.compile(r"(?m)^\.\. auto(\w+):: (\w+)\n((?:   :[\w-]+:.*\n)*)")


def entries() -> dict[str, tuple[str, str]]:
    """Return the entries of the page by name: of what sort, and with which options."""
    found = [(name, (sort, options)) for sort, name, options in _ENTRY.findall(PAGE.read_text())]
    assert len(found) == len(dict(found))
    return dict(found)


def documented() -> Iterator[tuple[str, Any]]:
    """Yield what has a place on the page: each public name, and public members of classes."""
    for name in truce_sim.__all__:
        thing = getattr(truce_sim, name)
        yield name, thing
        if inspect.isclass(thing):
            left_out = re.findall(r":exclude-members: (.*)", entries()[name][1])
            hidden = {one.strip() for names in left_out for one in names.split(",")}
            for member, found in vars(thing).items():
                if not member.startswith("_") and member not in hidden and _is_code(found):
                    yield f"{name}.{member}", found


def function_of(found: Any) -> Any:
    """Return the function behind a method, property or cached property."""
    for within in ("fget", "func", "__func__"):
        found = getattr(found, within, None) or found
    return found


def _is_code(found: Any) -> bool:
    return callable(function_of(found)) and not inspect.isclass(found)
