"""Inputs that nobody draws by name yet, drawn and filled in from what the schema allows.

A new plain input of a table that is there needs no line in the generator of scenarios nor in the
sample that uses every input: its kind says what it may be. What stands in a table of its own, or
must be given with another input, is still drawn by hand.
"""

import copy
import re
import tomllib
from collections.abc import Collection, Iterator
from random import Random
from typing import Any

from truce_sim.scenario import ScenarioFaults, from_raw
from truce_sim.scenario.durations import DurationKind
from truce_sim.scenario.kinds import Kind
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.paths import only_told
from truce_sim.scenario.tree import Leaf, Named, Node, leaves, root
from truce_sim.scenario.words import Choice, Flag

Raw = dict[str, Any]


def written(node: Node, raw: Any, path: str = "") -> Iterator[str]:
    """Yield every table and input that a file writes, what the user names standing as ID."""
    yield path.removesuffix(".")
    if isinstance(node, Named):
        for below in raw.values():
            yield from written(node.of, below, f"{path}ID.")
    elif not isinstance(node, Leaf):
        for key, below in raw.items():
            yield from written(node.keys[key], below, f"{path}{key}.")


def unknown(known: Collection[str]) -> dict[str, Leaf]:
    """Return the inputs that a truce depends on and that are not among those known."""
    return {
        path: leaf
        for path, leaf in leaves()
        if path not in known and not only_told(path) and not leaf.required
    }


def with_newcomers(raw: Raw, known: Collection[str], seed: int) -> Raw:
    """Return a valid scenario with half of its unknown inputs given, where they may be."""
    new = unknown(known)
    if not new:
        return raw
    # Luck of its own, so that a new input moves nothing that was drawn without it.
    random = Random(f"newcomers {seed}")  # noqa: S311 - no secrets here
    found = raw
    for path, leaf in new.items():
        for *above, key in _places(raw, path.split(".")):
            if random.random() < 0.5:
                found = _tried(found, above, key, drawn(leaf.kind, random))
    return found


def completed(text: str) -> str:
    """Return a file that uses every input of its tables, those unknown with a sample value."""
    raw = tomllib.loads(text)
    for path, leaf in unknown(set(written(root(), raw))).items():
        table = re.escape(path.rpartition(".")[0]).replace("ID", r"[\w-]+")
        head = re.search(rf"(?m)^\[{table}\]\n", text)
        if head:
            line = f"{path.rpartition('.')[2]} = {leaf.kind.sample}\n"
            longer = text[: head.end()] + line + text[head.end() :]
            text = longer if _valid(tomllib.loads(longer)) else text
    return text


def drawn(kind: Kind, random: Random) -> Any:
    """Return a value that a kind allows: numbers and times at random, all else its sample."""
    if isinstance(kind, Number):
        low = kind.low or 0.0
        high = min(kind.high if kind.high is not None else low + 10, low + 10)
        if kind.whole:
            return random.randint(int(low), int(high))
        return low + (high - low) * (0.01 + 0.98 * random.random())
    if isinstance(kind, DurationKind):
        return f"{random.randint(1, 120)}h"
    if isinstance(kind, Choice):
        return random.choice(kind.words)
    if isinstance(kind, Flag):
        return random.random() < 0.5
    return tomllib.loads(f"x = {kind.sample}")["x"]


def _places(raw: Raw, steps: list[str]) -> Iterator[list[str]]:
    """Yield the ways to an input in the tables that are there."""
    first, *rest = steps
    if not rest:
        yield [first]
        return
    for key in list(raw) if first == "ID" else [first]:
        if isinstance(raw.get(key), dict):
            for way in _places(raw[key], rest):
                yield [key, *way]


def _tried(raw: Raw, above: list[str], key: str, value: Any) -> Raw:
    """Return the scenario with a value put there, or as it is if that is a fault."""
    changed = copy.deepcopy(raw)
    table = changed
    for step in above:
        table = table[step]
    table[key] = value
    return changed if _valid(changed) else raw


def _valid(raw: Raw) -> bool:
    try:
        from_raw(raw)
    except ScenarioFaults:
        return False
    return True
