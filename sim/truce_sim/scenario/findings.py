"""Findings: what is wrong at which path, before anybody knows in which file and line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from truce_sim.scenario.kinds import Problem, UnfitError, nearest, short, what
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.tree import Leaf, Named, Node, Section, leaves, node_at, root

MOST_HINTS = 200
"""Looking for the nearest name costs time; a table with more unknown names was never ours."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong.

    Attributes:
        path: steps from the root to the place at fault.
        sentence: what is wrong.
        try_: what to try, or "".
        on_key: whether the name is at fault and not the value.
    """

    path: Path
    sentence: str
    try_: str = ""
    on_key: bool = False


def dotted(path: Path) -> str:
    """Return a path as users write it: list positions in words."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int):
            words[-1:] = [f"{words[-1] if words else ''}[{step + 1}]"]
        else:
            words.append(short(step))
    return ".".join(words)


def from_problem(path: Path, problem: Problem) -> Finding:
    """Return the finding of a problem with the value at `path`."""
    full = (*path, *problem.at)
    shown = full[: len(full) - problem.of]
    try_ = problem.try_
    if problem.instead:
        key = full[-1]
        fixed = f"{short(key)} = {problem.instead}" if isinstance(key, str) else problem.instead
        try_ = f"{fixed}   {try_}" if try_ else fixed
    unknown = " has no part called" in problem.says
    return Finding(full, dotted(shown) + problem.says, try_, on_key=unknown)


def unfit(path: Path, kind_of: Leaf, raw: object) -> list[Finding]:
    """Return what is wrong with a raw value for one input: nothing, if it fits."""
    try:
        kind_of.kind.parse(raw)
    except UnfitError as error:
        return [from_problem(path, problem) for problem in error.problems]
    return []


def validate(raw: Mapping[str, Any]) -> Scenario | list[Finding]:
    """Return the scenario of raw values, or what pydantic finds wrong with them."""
    try:
        return Scenario.model_validate(raw)
    except ValidationError as error:
        return _translated(error, raw)


def _translated(error: ValidationError, raw: Mapping[str, Any]) -> list[Finding]:
    findings: list[Finding] = []
    unknown: dict[Path, list[str]] = {}
    missing: dict[Path, list[str]] = {}
    details = error.errors(include_url=False, include_input=False)
    for detail in details:
        path, sort = detail["loc"], detail["type"]
        if sort == "unfit":
            problems: tuple[Problem, ...] = detail["ctx"]["problems"]
            findings.extend(from_problem(path, problem) for problem in problems)
        elif sort == "extra_forbidden":
            unknown.setdefault(path[:-1], []).append(str(path[-1]))
        elif sort == "missing":
            missing.setdefault(path[:-1], []).append(str(path[-1]))
        else:
            findings.append(_not_a_table(path, raw))
    for table in {**unknown, **missing}:
        findings += _names(table, unknown.get(table, []), missing.get(table, []), raw)
    return findings


def value_in(raw: Any, path: Path) -> Any:  # noqa: ANN401
    """Return the raw value at a path, or None."""
    for step in path:
        in_list = isinstance(raw, list) and isinstance(step, int) and step < len(raw)
        if not in_list and not (isinstance(raw, Mapping) and step in raw):
            return None
        raw = raw[step]
    return raw


def _not_a_table(path: Path, raw: Mapping[str, Any]) -> Finding:
    found = value_in(raw, path)
    place = node_at(path)
    example = f"[{dotted(path)}]"
    if place and isinstance(place[0], Named):
        example = f"[{dotted(path)}.NAME]"
    return Finding(
        path,
        f"{dotted(path)} must be a table, not {what(found)}",
        f"{example}, and its inputs on the lines below",
    )


def _names(
    table: Path, unknown: Sequence[str], missing: Sequence[str], raw: Mapping[str, Any]
) -> Iterable[Finding]:
    """Return one finding for each unknown and each missing name, told as one where they match."""
    place = node_at(table)
    section = place[0] if place and isinstance(place[0], Section) else None
    names = [*section.keys, *(() if table else ("extends", "drops"))] if section else []
    present = value_in(raw, table) or {}
    left = list(missing)
    here = dotted(table) if table else "the scenario"
    for number, name in enumerate(unknown):
        free = [other for other in names if other not in present]
        near = nearest(name, free) or nearest(name, names) if number < MOST_HINTS else None
        try_ = near or _home_of(name)
        if near in left:
            left.remove(near)
            try_ = f"{near}   (needed, and missing)"
        sort = "input" if table else "table or input"
        yield Finding(
            (*table, name), f"{here} has no {sort} called '{short(name)}'", try_, on_key=True
        )
    for name in left:
        node = section.keys[name] if section else None
        yield Finding(table, f"{here} lacks {name}", _sample(table, name, node), on_key=True)


@cache
def _homes() -> dict[str, list[str]]:
    """Return the tables that have an input of a name, by that name."""
    homes: dict[str, list[str]] = {}
    for path, _ in leaves():
        table, _, name = path.rpartition(".")
        homes.setdefault(name, []).append(table.replace(".ID", ".NAME"))
    return homes


def _home_of(name: str) -> str:
    """Return the table that does have an input of that name, as a hint."""
    if name in root().keys:
        return f"[{name}] is a table of its own"
    homes = _homes().get(name, [])
    return f"it belongs in [{homes[0]}]" if len(homes) == 1 else ""


def _sample(table: Path, name: str, node: Node | None) -> str:
    if isinstance(node, Leaf):
        return f"{name} = {node.kind.sample}"
    path = dotted((*table, name))
    return f"[{path}.NAME]" if isinstance(node, Named) else f"[{path}]"
