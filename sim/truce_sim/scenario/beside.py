"""What must be given together in one table, and of which only one may be."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from truce_sim.scenario.findings import Finding, dotted, value_in
from truce_sim.scenario.lookups import table
from truce_sim.scenario.mends import Change, Remedy, added, dropped
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.tree import Leaf, Named, Node, Section, root


def beside(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield inputs given without those that they go with, or with one that they replace."""
    for steps, node in _tables():
        section, *of_named = steps
        places = [(section, name) for name in table(raw, section)] if of_named else [(section,)]
        for path in places:
            own = table(raw, *path)
            for key in node.keys:
                if key in own:
                    yield from _of(path, node, key, own)
            if isinstance(value_in(raw, path), Mapping):
                yield from _lacking(path, node, own)


def _of(path: Path, node: Section, key: str, own: Mapping[str, Any]) -> Iterator[Finding]:
    marks = node.keys[key].marks
    replaced = [one for one in marks.replaces if one in own]
    if replaced:
        out = tuple(Change("drop", (*path, one)) for one in replaced)
        names = " and ".join(replaced)
        yield Finding(
            (*path, key),
            f"{dotted(path)} has both {names} and {key}; it can have one of them",
            on_key=True,
            remedies=(Remedy(f"leave {names} out", out), dropped((*path, key))),
        )
    for lacking, example in marks.keys_beside.items():
        either = (lacking, *node.instead_of(lacking))
        if not any(one in own for one in either):
            yield Finding(
                (*path, key),
                f"{dotted((*path, key))} does nothing without {' or '.join(either)}",
                on_key=True,
                remedies=(added((*path, lacking), example.partition("=")[2].strip()),),
                note=f"set {dotted((*path, lacking))} as well, such as {example}",
            )


def _lacking(path: Path, node: Section, own: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield an input that must be given, as nothing stands in its place."""
    for key, below in node.keys.items():
        if below.marks.or_else and not any(one in own for one in (key, *below.marks.replaces)):
            assert isinstance(below, Leaf)  # noqa: S101 - only values are replaced by others
            yield Finding(
                path,
                f"{dotted(path)} lacks {key}, or {' and '.join(below.marks.replaces)}",
                on_key=True,
                remedies=(added((*path, key), below.kind.sample),),
            )


@cache
def _tables() -> list[tuple[tuple[str, ...], Section]]:
    """Return the tables in which some input goes with another, or stands in its place."""
    return [
        (steps, node)
        for steps, node in _sections(root(), ())
        if any(one.marks.beside or one.marks.instead_of for one in node.keys.values())
    ]


def _sections(node: Node, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Section]]:
    if isinstance(node, Named):
        yield from _sections(node.of, (*steps, "ID"))
    elif isinstance(node, Section):
        yield steps, node
        for key, below in node.keys.items():
            yield from _sections(below, (*steps, key))
