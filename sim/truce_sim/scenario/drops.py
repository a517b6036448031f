"""`drops`: what a file takes away from those that it extends."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.findings import dotted, value_in
from truce_sim.scenario.kinds import UnfitError, nearest, short
from truce_sim.scenario.paths import EVERY_PARTY
from truce_sim.scenario.reading import SourceFile
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.tree import Leaf, node_at, root

EXAMPLE = 'drops = ["parties.rebels", "options.later"]'
_BY_PATH = ("believable", "evidence")
"""Tables whose keys are paths, with dots of their own."""


def dropped(base: dict[str, Any], file: SourceFile) -> dict[str, Any]:
    """Return the values that a file extends without those that it drops.

    With an input or a table go the believable ranges of and the evidence for what was in it.

    Args:
        base: values of the files that it extends.
        file: the file; its own values are not looked at.

    Raises:
        ScenarioFaults: for every path that leads to nothing in `base`.
    """
    asked = file.raw.get("drops")
    if asked is None:
        return base
    if not isinstance(asked, list) or not all(isinstance(one, str) for one in asked):
        raise ScenarioFaults([_fault(file, (), "drops must be a list of paths", EXAMPLE)])
    if "extends" not in file.raw:
        says = "drops takes away what a file extends, but this one extends none"
        raise ScenarioFaults([_fault(file, (), says, 'extends = "syria-2016.toml"')])
    raw, faults = base, list[Fault]()
    dropped_so_far: list[tuple[str, ...]] = []
    for place, path in enumerate(asked):
        found = [steps for steps in _places(base, path) if _there(base, steps)]
        if not found:
            says = f"drops: '{short(path, 60)}' is not in what this file extends"
            faults.append(_fault(file, (place,), says, _near(base, path)))
        raw = without(raw, path, found)
        dropped_so_far += found
    faults += _needed(raw, file, asked, dropped_so_far)
    if faults:
        raise ScenarioFaults(faults)
    return raw


def _needed(
    raw: Mapping[str, Any], file: SourceFile, asked: list[str], gone: list[tuple[str, ...]]
) -> Iterator[Fault]:
    """Yield what cannot be dropped alone: what is left of its table, or of its value, needs it."""
    for place, path in enumerate(asked):
        for steps in (one for one in _places(raw, path) if one in gone):
            above, found = steps[:-1], node_at(steps)
            left = value_in(raw, above)
            if (
                found is None
                or not isinstance(left, Mapping)
                or value_in(file.raw, steps) is not None
            ):
                continue
            node, depth = found
            if not isinstance(node, Leaf) or not (_lacking(node, depth, steps, raw)):
                continue
            whole = dotted(steps[:depth] if depth < len(steps) else above)
            if whole.count(".") == 0 and root().keys[whole].required:
                says = f"drops: {dotted(steps)} is needed: it can be given anew, not dropped"
                yield _fault(file, (place,), says, "")
                break
            says = f"drops: {dotted(steps)} cannot be dropped alone: {whole} needs it"
            yield _fault(file, (place,), says, f'"{whole}", or give it another value below')
            break


def _lacking(node: Leaf, depth: int, steps: tuple[str, ...], raw: Mapping[str, Any]) -> bool:
    """Return whether an input has to be there, or has to have the part that was taken from it."""
    if depth == len(steps):
        return node.required
    try:
        node.kind.parse(value_in(raw, steps[:depth]))
    except UnfitError:
        return True
    return False


def without(raw: dict[str, Any], path: str, places: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """Return raw values without what a path leads to, the ranges of and the evidence for it.

    Args:
        raw: the values.
        path: as written.
        places: the steps that it stands for.
    """
    for steps in places:
        raw = _without(raw, steps)
    for table in _BY_PATH:
        notes = raw.get(table)
        if isinstance(notes, Mapping):
            kept = {key: one for key, one in notes.items() if not _within(key, path)}
            raw = {**raw, table: kept}
    return raw


def _places(raw: Mapping[str, Any], path: str) -> Iterator[tuple[str, ...]]:
    """Yield the steps of a path: several for `parties.all`, two where the key is a path."""
    first, _, rest = path.strip().partition(".")
    if first in _BY_PATH and rest:
        yield first, rest.strip("\"'")
        return
    steps = tuple(path.strip().split("."))
    parties = raw.get("parties")
    if steps[:2] == ("parties", EVERY_PARTY) and len(steps) > 2 and isinstance(parties, Mapping):
        yield from (("parties", name, *steps[2:]) for name in parties)
    else:
        yield steps


def _there(raw: Mapping[str, Any], steps: tuple[str, ...]) -> bool:
    above = value_in(raw, steps[:-1])
    return isinstance(above, Mapping) and steps[-1] in above


def _without(raw: Mapping[str, Any], steps: tuple[str, ...]) -> dict[str, Any]:
    head, *rest = steps
    left = dict(raw)
    below = left.get(head)
    if not rest:
        left.pop(head, None)
    elif isinstance(below, Mapping):  # else it went with a table dropped before
        left[head] = _without(below, tuple(rest))
    return left


def _within(key: str, path: str) -> bool:
    return key == path or key.startswith(f"{path}.")


def _near(raw: Mapping[str, Any], path: str) -> str:
    """Return the path that was meant, or what there is at the first step that leads nowhere."""
    steps = next(_places(raw, path))
    for length in range(len(steps)):
        above = value_in(raw, steps[:length])
        if not isinstance(above, Mapping):
            return ""
        if steps[length] not in above:
            names = [str(name) for name in above]
            near = nearest(steps[length], names)
            if near:
                return f'"{".".join((*steps[:length], near, *steps[length + 1 :]))}"'
            few = ", ".join(short(name) for name in names[:8])
            return f"one of {few}" if few else ""
    return ""


def _fault(file: SourceFile, at: Path, says: str, try_: str) -> Fault:
    spot = file.map.value(("drops", *at)) or file.map.value(("drops",))
    if spot is None:
        return Fault(says, "drops", file.label, try_=try_)
    return Fault(says, "drops", file.label, spot.line, spot.column, spot.length, spot.text, try_)
