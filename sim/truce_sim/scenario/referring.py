"""Where an id is spoken of: all that has to change when it is called otherwise."""

from collections.abc import Iterator, Mapping
from typing import Any

from truce_sim.scenario.findings import dotted, value_in
from truce_sim.scenario.lookups import table
from truce_sim.scenario.mends import Change, inline, key_text
from truce_sim.scenario.sourcemap import Path

ACTORS = ("parties", "excluded", "outside")
_MOST_NAMED = 3


def references(raw: Mapping[str, Any], path: Path, name: str) -> Iterator[Change]:
    """Yield the changes that call an actor, a zone or a shock by another id where it is meant.

    Args:
        raw: values as in a file.
        path: the table of the id: section and id.
        name: the new id.
    """
    section, old = str(path[0]), str(path[1])
    if section == "zones":
        for measure in table(raw, "measures"):
            path_to = ("measures", measure, "zones")
            listed = value_in(raw, path_to)
            for place, one in enumerate(listed if isinstance(listed, list) else ()):
                if one == old:
                    yield Change("value", (*path_to, place), inline(name))
    yield from _counted(raw, section, old, name)
    if section in ACTORS:
        for where, hits in _hits(raw):
            if isinstance(hits, Mapping) and old in hits:
                yield Change("name", (*where, old), key_text(name))
        for where, over in _lists(raw):
            for place, one in enumerate(over):
                if one == old:
                    yield Change("value", (*where, place), inline(name))
    for where in _keys(raw):
        key = str(where[-1])
        fresh = _moved(key, section, old, name)
        if fresh != key:
            yield Change("name", where, key_text(fresh))


def _counted(raw: Mapping[str, Any], section: str, old: str, name: str) -> Iterator[Change]:
    """Yield the counters that count the claims of a party, with its new id."""
    for counter in table(raw, "observed", "counters") if section == "parties" else ():
        path = ("observed", "counters", counter, "counts")
        if value_in(raw, path) == f"claims by {old}":
            yield Change("value", path, inline(f"claims by {name}"))


def also_named(raw: Mapping[str, Any], path: Path) -> str:
    """Return where else an id stands, in words; "" if nowhere."""
    places = dict.fromkeys(
        dotted(one.path[:-1] if one.does == "value" or one.path[-1] == path[-1] else one.path)
        for one in references(raw, path, "x")
    )
    if not places:
        return ""
    shown = list(places)[:_MOST_NAMED]
    rest = f" and {len(places) - len(shown)} more" if len(places) > len(shown) else ""
    return f"and so in {', '.join(shown)}{rest}"


def _hits(raw: Mapping[str, Any]) -> Iterator[tuple[Path, object]]:
    for section in ACTORS:
        for actor in table(raw, section):
            where = (section, actor, "hits")
            yield where, value_in(raw, where)
    yield from _set_by_options(raw, "hits")


def _lists(raw: Mapping[str, Any]) -> Iterator[tuple[Path, list[object]]]:
    own = [("guarantors", one, "over") for one in table(raw, "guarantors")]
    found = [(where, value_in(raw, where)) for where in own]
    for where, over in (*found, *_set_by_options(raw, "over")):
        if isinstance(over, list):
            yield where, over


def _set_by_options(raw: Mapping[str, Any], key: str) -> Iterator[tuple[Path, object]]:
    for option in table(raw, "options"):
        for path, value in table(raw, "options", option, "set").items():
            if path.endswith(f".{key}"):
                yield ("options", option, "set", path), value


def _keys(raw: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the keys that are dotted paths."""
    for section in ("believable", "evidence"):
        for path in table(raw, section):
            yield section, path
    for option in table(raw, "options"):
        for path in table(raw, "options", option, "set"):
            yield "options", option, "set", path


def _moved(path: str, section: str, old: str, name: str) -> str:
    """Return a dotted path with the id changed in it, if it is one below that id."""
    start = f"{section}.{old}"
    every = section == "parties" and old == "all"  # stands for every party, whoever is called so
    if every or not (path == start or path.startswith(f"{start}.")):
        return _within_hits(path, section, old, name)
    return _within_hits(f"{section}.{name}{path[len(start) :]}", section, old, name)


def _within_hits(path: str, section: str, old: str, name: str) -> str:
    """Return a dotted path with the id changed where it is the one that is hit."""
    above, dot, last = path.rpartition(".hits.")
    return f"{above}{dot}{name}" if dot and section in ACTORS and last == old else path
