"""`extends`: one scenario as a change to another."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from truce_sim.scenario.drops import dropped, without
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.kinds import nearest, short
from truce_sim.scenario.lookups import table
from truce_sim.scenario.mends import Change, Remedy, inline, try_of
from truce_sim.scenario.reading import SourceFile, near_file, read_file
from truce_sim.scenario.replaced import without_replaced
from truce_sim.scenario.tree import Leaf, Named, Node, Section, root, step_below
from truce_sim.shipped import names, shipped

LONGEST_CHAIN = 20
ABOUT_THE_FILE = frozenset({"extends", "drops", "$schema"})
"""Keys that say how a file is read, and hold nothing of the truce."""
_OF_ANY_FILE = {"title", "summary", "options", "evidence", "run"}
"""Keys that stand in many files that are no scenarios."""
_TELLING = re.compile(r"(?m)^[ \t]*(?:\[(?:dates|parties|verification)\b|extends[ \t]*=)")


def read_chain(path: Path, texts: dict[str, str] | None = None) -> list[SourceFile]:
    """Return a file and those that it extends, nearest first.

    Args:
        path: the file.
        texts: texts that are known already, by label; what is read is added.

    Raises:
        ScenarioFaults: when one of them cannot be read, or the chain bites its tail.
    """
    texts = {} if texts is None else texts
    files = [read_file(path, str(path), texts)]
    while "extends" in files[-1].raw:
        here = files[-1]
        parent = here.raw["extends"]
        if not isinstance(parent, str) or not parent.strip():
            says = "extends must name one other scenario file"
            raise ScenarioFaults([_fault(here, says, 'extends = "syria-2016.toml"')])
        named = shipped(parent)
        if named is None and not parent.endswith(".toml"):
            says = f"extends must name a .toml file, or a shipped scenario, not '{short(parent)}'"
            raise ScenarioFaults([_offering(_fault(here, says), here, parent)])
        target = named or here.path.parent / parent
        chain = [one.path for one in files]
        if any(_same(target, one) for one in chain):
            names = " -> ".join([*(one.name for one in chain), Path(parent).name])
            raise ScenarioFaults([_fault(here, f"extends goes in a circle: {names}")])
        if len(files) >= LONGEST_CHAIN:
            says = f"extends leads through more than {LONGEST_CHAIN} files"
            raise ScenarioFaults([_fault(here, says)])
        files.append(_parent(target, here, texts))
    return files


def _parent(target: Path, here: SourceFile, texts: dict[str, str]) -> SourceFile:
    """Return the file that another extends; nothing is quoted of one that is no scenario."""
    no_scenario = ScenarioFaults(
        [_fault(here, f"extends: {short(target.name, 60)} is no scenario")]
    )
    try:
        asked = _offering(_fault(here, ""), here, str(here.raw["extends"]))
        file = read_file(target, str(target), texts, asked)
    except ScenarioFaults as error:
        if any(fault.source_line and fault.file != here.label for fault in error.faults):
            text = target.read_bytes().decode("utf-8", "replace")
            if not _TELLING.search(text):
                raise no_scenario from None
        raise
    if not set(file.raw) & ({*root().keys, "extends"} - _OF_ANY_FILE):
        raise no_scenario
    return file


def _offering(fault: Fault, here: SourceFile, parent: str) -> Fault:
    """Return the fault with the file that was probably meant, as seen from the one that asks."""
    asking = here.path.parent
    near = near_file(asking / parent, asking, Path("scenarios"))
    if near is None:
        seen = nearest(Path(parent).name.removesuffix(".toml"), names())
    elif _same(near, asking / parent):
        return fault
    else:
        seen = _from(asking, near)
    made = try_of(here.map, _naming(inline(seen))) if seen else None
    return fault.offering([made]) if made else fault


def _from(folder: Path, file: Path) -> str | None:
    """Return the path of a file as it is written in another folder; None on another drive."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return None


def _naming(file: str) -> Remedy:
    return Remedy(file, (Change("value", ("extends",), file),), "extends = ")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.exists() and one.samefile(other)
    except (OSError, ValueError):
        return False


def _fault(file: SourceFile, says: str, note: str = "") -> Fault:
    """Return a fault of `extends`; while it is there, nothing else can be looked at."""
    fault = Fault(says, "extends", file.label, note=note, hides=True)
    spot = file.map.value(("extends",))
    if spot is None:
        return fault
    return replace(
        fault, line=spot.line, column=spot.column, length=spot.length, source_line=spot.text
    )


def folded(files: list[SourceFile]) -> dict[str, Any]:
    """Return the raw values of a chain, the first file's winning.

    Tables merge key by key. What is one value is replaced whole, however it is written: a
    distribution, a rate, a table of weights, a list, the changes of an option. What a file
    drops of those that it extends is taken away before. What a nearer file says about an input
    takes the evidence for the old value away.

    Raises:
        ScenarioFaults: for what cannot be dropped.
    """
    raw: dict[str, Any] = {}
    for file in reversed(files):
        own = {key: value for key, value in file.raw.items() if key not in ABOUT_THE_FILE}
        raw = base = dropped(raw, file)
        for steps in list(_giving_way(raw, own, root(), ())):
            raw = without(raw, ".".join(steps), [steps])
        merged = _merged(_without_stale_evidence(raw, own), own, root())
        raw = without_replaced(_but_for(base, own), merged)
    return raw


def _but_for(base: dict[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return inherited values without the ranges and evidence that a file gives itself."""
    notes: dict[str, Any] = {
        name: {key: one for key, one in table(base, name).items() if key not in table(own, name)}
        for name in ("believable", "evidence")
        if name in base
    }
    return {**base, **notes}


def _giving_way(
    base: Mapping[str, Any], own: Mapping[str, Any], node: Node | None, steps: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """Yield the inputs of `base` in whose place `own` gives another, such as headroom."""
    for key, value in own.items():
        below = step_below(node, key) if node is not None else None
        old = base.get(key)
        if isinstance(node, Section):
            others = (one for one in node.gives_way_to(key) if one in base and one not in own)
            yield from ((*steps, one) for one in others)
        if isinstance(old, dict) and isinstance(value, dict) and not _one_value(node, below):
            yield from _giving_way(old, value, below, (*steps, key))


def _merged(base: Mapping[str, Any], own: Mapping[str, Any], node: Node | None) -> dict[str, Any]:
    result = dict(base)
    for key, value in own.items():
        below = step_below(node, key) if node is not None else None
        old = base.get(key)
        if isinstance(old, dict) and isinstance(value, dict) and not _one_value(node, below):
            result[key] = _merged(old, value, below)
        else:
            result[key] = value
    return result


def _one_value(node: Node | None, below: Node | None) -> bool:
    """Return whether a table is one value: of an input, of evidence, or all that an option sets."""
    options = root().keys["options"]
    changes = isinstance(options, Named) and node is options.of and isinstance(below, Named)
    return isinstance(below, Leaf) or changes or node is root().keys["evidence"]


def _without_stale_evidence(base: dict[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    evidence = base.get("evidence")
    if not isinstance(evidence, dict):
        return base
    fresh = {path: note for path, note in evidence.items() if not _restated(path, own)}
    return {**base, "evidence": fresh}


def _restated(path: str, own: Mapping[str, Any]) -> bool:
    """Return whether `own` gives a value at `path`, above it as a value, or below it."""
    raw: object = own
    for step in path.split("."):
        if not isinstance(raw, Mapping):
            return True
        if step not in raw:
            return False
        raw = raw[step]
    return True
