"""Ranges of and evidence for inputs in whose place others were put, such as headroom."""

from collections.abc import Iterator, Mapping
from typing import Any

from truce_sim.scenario.lookups import table
from truce_sim.scenario.paths import EVERY_PARTY, PathError, addresses, beside_which_none

_EVERYONES = f"parties.{EVERY_PARTY}."


def without_replaced(before: Mapping[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    """Return raw values without the ranges of and the evidence for what was replaced in them.

    What was written for all parties is then that of each of the others.

    Args:
        before: the values before others were put in, with the ranges that may have to go.
        raw: the values with the others.
    """
    for name in ("believable", "evidence"):
        notes = raw.get(name)
        if isinstance(notes, Mapping):
            kept: dict[str, Any] = {}
            for path, note in notes.items():
                for one in _left(before, raw, path) if path in table(before, name) else (path,):
                    if one == path or one not in notes:
                        kept[one] = note
            raw = {**raw, name: kept}
    return raw


def _left(before: Mapping[str, Any], raw: Mapping[str, Any], path: str) -> Iterator[str]:
    """Yield what is left of a path: itself, or that of parties whose input is still there."""
    try:
        found = addresses(raw, path)
        gone = [one for one in found if beside_which_none(raw, one.steps)]
        gone = [one for one in gone if not beside_which_none(before, one.steps)]
    except PathError:
        gone = []
    if not gone:
        yield path
    elif path.startswith(_EVERYONES):
        rest = path.removeprefix(_EVERYONES)
        yield from (f"parties.{one.steps[1]}.{rest}" for one in found if one not in gone)
