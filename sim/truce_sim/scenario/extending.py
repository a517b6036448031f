"""`extends`: one scenario as a change to another."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.kinds import short
from truce_sim.scenario.numbers import Weights
from truce_sim.scenario.rates import RateKind
from truce_sim.scenario.reading import SourceFile, read_file
from truce_sim.scenario.tree import Leaf, Named, Node, root

LONGEST_CHAIN = 20


def read_chain(path: Path) -> list[SourceFile]:
    """Return a file and those that it extends, nearest first.

    Raises:
        ScenarioFaults: when one of them cannot be read, or the chain bites its tail.
    """
    files = [read_file(path, str(path))]
    while "extends" in files[-1].raw:
        here = files[-1]
        parent = here.raw["extends"]
        if not isinstance(parent, str) or not parent.strip():
            says = "extends must name one other scenario file"
            raise ScenarioFaults([_fault(here, says, 'extends = "syria-2016.toml"')])
        if not parent.endswith(".toml"):
            says = f"extends must name a .toml file, not '{short(parent)}'"
            raise ScenarioFaults([_fault(here, says, f'extends = "{short(parent)}.toml"')])
        target = here.path.parent / parent
        chain = [one.path for one in files]
        if any(_same(target, one) for one in chain):
            names = " -> ".join([*(one.name for one in chain), Path(parent).name])
            raise ScenarioFaults([_fault(here, f"extends goes in a circle: {names}")])
        if len(files) >= LONGEST_CHAIN:
            says = f"extends leads through more than {LONGEST_CHAIN} files"
            raise ScenarioFaults([_fault(here, says)])
        files.append(read_file(target, str(target), _fault(here, "")))
    return files


def _same(one: Path, other: Path) -> bool:
    try:
        return one.exists() and one.samefile(other)
    except (OSError, ValueError):
        return False


def _fault(file: SourceFile, says: str, try_: str = "") -> Fault:
    spot = file.map.value(("extends",))
    if spot is None:
        return Fault(says, "extends", file.label, try_=try_)
    return Fault(says, "extends", file.label, spot.line, spot.column, spot.length, spot.text, try_)


def folded(files: list[SourceFile]) -> dict[str, Any]:
    """Return the raw values of a chain, the first file's winning.

    Tables merge key by key, and so do rates and weights; lists and all other values replace
    what they meet. What a nearer file says about an input takes the evidence for the old value
    away.
    """
    raw: dict[str, Any] = {}
    for file in reversed(files):
        own = {key: value for key, value in file.raw.items() if key != "extends"}
        raw = _merged(_without_stale_evidence(raw, own), own, root())
    return raw


def _merged(base: Mapping[str, Any], own: Mapping[str, Any], node: Node | None) -> dict[str, Any]:
    result = dict(base)
    for key, value in own.items():
        below = _below(node, key)
        old = base.get(key)
        if isinstance(old, dict) and isinstance(value, dict) and _by_key(node, below):
            result[key] = _merged(old, value, below)
        else:
            result[key] = value
    return result


def _below(node: Node | None, key: str) -> Node | None:
    if isinstance(node, Named):
        return node.of
    return None if node is None or isinstance(node, Leaf) else node.keys.get(key)


def _by_key(node: Node | None, below: Node | None) -> bool:
    if node is root().keys["evidence"]:
        return False
    return not isinstance(below, Leaf) or isinstance(below.kind, RateKind | Weights)


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
