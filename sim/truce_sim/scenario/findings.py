"""Findings: what is wrong at which path, before anybody knows in which file and line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import ValidationError

from truce_sim.scenario.kinds import Problem, nearest, short, what
from truce_sim.scenario.mends import Change, Remedy, added, dropped, key_text, renamed, value
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.tree import Leaf, Named, Node, Section, leaves, node_at, root
from truce_sim.scenario.words import quoted

MOST_HINTS = 200
"""Looking for the nearest name costs time; a table with more unknown names was never ours."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong.

    Attributes:
        path: steps from the root to the place at fault.
        sentence: what is wrong.
        try_: what helps to mend it, or "": said beside the remedies, alone where there are none.
        on_key: whether the name is at fault and not the value.
        remedies: what to change.
        note: what helps where no remedy turns out to do.
    """

    path: Path
    sentence: str
    try_: str = ""
    on_key: bool = False
    remedies: tuple[Remedy, ...] = field(default=())
    note: str = ""


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
    instead = problem.instead
    remedies = [value(full, one) for one in ((instead,) if isinstance(instead, str) else instead)]
    if problem.name:
        remedies.append(renamed(full, problem.name))
    if problem.drop or problem.lacks:
        remedies.append(_completed(full, problem))
    remedies += [value(path, one) for one in problem.whole]
    unknown = bool(problem.name or problem.drop)
    return Finding(
        full, dotted(shown) + problem.says, problem.try_, on_key=unknown, remedies=tuple(remedies)
    )


def _completed(full: Path, problem: Problem) -> Remedy:
    """Return the remedy that leaves a part out, adds what is missing, or both."""
    table = full[:-1] if problem.drop else full
    adds = [added((*table, name), sample) for name, sample in problem.lacks]
    parts = [dropped(full)] if problem.drop else []
    text = " and ".join(one.text for one in (*parts, *adds))
    return Remedy(text, tuple(change for one in (*parts, *adds) for change in one.changes))


def validated(raw: Mapping[str, Any]) -> Scenario | list[Finding]:
    """Return the scenario of raw values, or what pydantic finds wrong with them.

    Distances between dates and amounts of the past are worked out before (see `validating`).
    """
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
            findings += _unfit(path, detail["ctx"]["problems"], raw)
        elif sort == "extra_forbidden":
            unknown.setdefault(path[:-1], []).append(str(path[-1]))
        elif sort == "missing":
            missing.setdefault(path[:-1], []).append(str(path[-1]))
        else:
            findings.append(_not_a_table(path, raw))
    for table in {**unknown, **missing}:
        findings += _names(table, unknown.get(table, []), missing.get(table, []), raw)
    return findings


def _unfit(path: Path, problems: Sequence[Problem], raw: Mapping[str, Any]) -> Iterable[Finding]:
    """Return what is wrong with one input; what fell into it from the table above is said so."""
    strange = [str(one.at[-1]) for one in problems if one.at and (one.drop or one.name)]
    lifts = fallen(path, strange, raw) if strange else {}
    for problem in problems:
        name = str(problem.at[-1]) if problem.at else ""
        if name not in lifts:
            yield from_problem(path, problem)
            continue
        lift = lifts[name]
        says = f"'{short(name)}' is no part of {dotted(path)}; {lift.says}"
        yield Finding((*path, name), says, on_key=True, remedies=(lift.remedy,))


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
    says = f"{dotted(path)} must be a table, not {what(found)}"
    if path[0] == "evidence" and isinstance(found, str):
        return Finding(path, says, remedies=(value(path, f"{{ source = {quoted(found)} }}"),))
    if isinstance(found, list) and len(found) == 1 and isinstance(found[0], dict):
        return Finding(path, says, remedies=(Remedy("", (Change("single", path),)),))
    example = f"[{dotted(path)}]"
    if place and isinstance(place[0], Named):
        example = f"[{dotted(path)}.NAME]"
    return Finding(path, says, f"{example}, and its inputs on the lines below")


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
    lifts = fallen(table, [name for name in unknown if not nearest(name, left)], raw)
    for number, name in enumerate(unknown):
        path = (*table, name)
        if name in lifts:
            yield Finding(
                path,
                f"'{short(name)}' is no input of {here}; {lifts[name].says}",
                on_key=True,
                remedies=(lifts[name].remedy,),
            )
            continue
        # A table whose name is written twice, once wrongly, goes on under the right one.
        free = [
            other for other in names if other not in present or isinstance(present.get(other), dict)
        ]
        near = nearest(name, free) if number < MOST_HINTS else None
        says = f"{here} has no {'input' if table else 'table or input'} called '{short(name)}'"
        if near is None:
            yield Finding(path, says, _home_of(name), on_key=True, remedies=(dropped(path),))
            continue
        aside = ""
        if near in left:
            left.remove(near)
            aside = "(needed, and missing)"
        yield Finding(path, says, aside, on_key=True, remedies=(renamed(path, near),))
    for name in left:
        node = section.keys[name] if section else None
        yield _lacking(table, here, name, node)


@dataclass(frozen=True, slots=True)
class Fallen:
    """Where a name belongs that stands in a table below its own."""

    says: str
    remedy: Remedy


def fallen(table: Path, unknown: Sequence[str], raw: Mapping[str, Any]) -> dict[str, Fallen]:
    """Return the names that belong to a table above the one that they stand in, and lack there.

    In TOML every line belongs to the last header above it, so what follows the header of a small
    table falls into that.
    """
    found: dict[str, Fallen] = {}
    for length in range(len(table) - 1, -1, -1):
        home = table[:length]
        place = node_at(home)
        if place is None or place[1] != length or not isinstance(place[0], Section):
            continue
        present = value_in(raw, home) or {}
        known = place[0].keys
        names = [
            name
            for name in unknown
            if name in known
            and name not in present
            and name not in found
            and isinstance(known[name], Leaf)
        ]
        where = dotted(home) if home else "the top of the file"
        remedy = Remedy("", (Change("lift", table, "\n".join(names), home),))
        found |= {name: Fallen(f"it belongs to {where}", remedy) for name in names}
    return found


def _lacking(table: Path, here: str, name: str, node: Node | None) -> Finding:
    says = f"{here} lacks {name}"
    path = (*table, name)
    if isinstance(node, Leaf):
        return Finding(table, says, on_key=True, remedies=(added(path, node.kind.sample),))
    if isinstance(node, Section):
        needed = {
            key: one.kind.sample
            for key, one in node.keys.items()
            if one.required and isinstance(one, Leaf)
        }
        lines = "".join(f"{key_text(key)} = {sample}\n" for key, sample in needed.items())
        remedy = Remedy(f"[{dotted(path)}]", (Change("table", path, lines),))
        return Finding(table, says, on_key=True, remedies=(remedy,))
    return Finding(table, says, f"[{dotted(path)}.NAME]", on_key=True)


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
        return f"[{name}] is a table of its own" if isinstance(root().keys[name], Section) else ""
    homes = _homes().get(name, [])
    return f"it belongs in [{homes[0]}]" if len(homes) == 1 else ""
