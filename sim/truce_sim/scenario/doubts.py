"""Checks of what studies need: believable ranges, options, evidence."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from truce_sim.scenario.crosschecks import crosschecks, relations
from truce_sim.scenario.durations import DurationKind
from truce_sim.scenario.findings import Finding, from_problem, validate
from truce_sim.scenario.kinds import Kind, UnfitError, short, what
from truce_sim.scenario.lookups import table
from truce_sim.scenario.moments import DateKind
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.paths import NOT_OF_THE_TRUCE, Address, PathError, addresses, only_told, put
from truce_sim.scenario.rates import RateKind
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.spreads import SpreadKind

_COMPARED = (
    "truce_starts",
    "talks",
    "watch_until",
    "finds",
    "clears",
    "mistakes",
    "retaliates",
    "retaliates_fed_up",
    "ends",
    "violates",
    "false_complaints",
    "attacks",
    "chance",
    "every",
)
"""Inputs that `relations` compares with others: only these can clash within their ranges."""

_OF_NAMES = {"parties", "excluded", "outside", "guarantors", "zones", "shocks"}


def range_kind(address: Address) -> Kind | None:
    """Return the kind of the two ends of a believable range; None where there can be none."""
    kind = address.kind
    if isinstance(kind, SpreadKind):
        return kind.part
    if isinstance(kind, Number | DurationKind | DateKind):
        return kind
    return None


def study_checks(raw: dict[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong with believable ranges, options and evidence."""
    yield from _evidence(raw)
    yield from _believable(raw)
    yield from _options(raw)


def _evidence(raw: Mapping[str, Any]) -> Iterator[Finding]:
    for path in table(raw, "evidence"):
        try:
            addresses(raw, path)
        except PathError as error:
            yield _no_path(("evidence", path), "evidence", path, error)


def _no_path(where: Path, section: str, path: str, error: PathError) -> Finding:
    return Finding(
        where, f"{section}: '{short(path, 60)}' is no input{error.says}", error.try_, on_key=True
    )


def _believable(raw: dict[str, Any]) -> Iterator[Finding]:
    good: dict[str, list[Any]] = {}
    for path, ends in table(raw, "believable").items():
        problems = list(_range(raw, path, ends))
        yield from problems
        if not problems:
            good[path] = ends
    yield from _clashes(raw, good)


def _range(raw: dict[str, Any], path: str, ends: object) -> Iterator[Finding]:
    where: Path = ("believable", path)
    try:
        found = addresses(raw, path)
        put(raw, {path: None})
    except PathError as error:
        yield _no_path(where, "believable", path, error)
        return
    if only_told(path):
        says = f"believable: nothing depends on '{short(path, 60)}'"
        yield Finding(where, says, on_key=True)
        return
    kind = range_kind(found[0])
    if kind is None:
        rate = found[0].kind
        try_ = f"{path}.chance" if isinstance(rate, RateKind) else ""
        yield Finding(
            where, f"believable: '{short(path, 60)}' cannot have a range", try_, on_key=True
        )
        return
    if not isinstance(ends, list) or len(ends) != 2:
        count = f"a list of {len(ends)}" if isinstance(ends, list) else what(ends)
        sample = kind.sample
        yield Finding(
            where,
            f"believable: '{short(path, 60)}' must be [low, high], not {count}",
            f"[{sample}, {sample}], with your own values",
        )
        return
    values = []
    for place, end in enumerate(ends):
        try:
            values.append(kind.parse(end))
        except UnfitError as error:
            for problem in error.problems:
                finding = from_problem((*where, place), problem)
                says = f"believable: an end of '{short(path, 60)}'{problem.says}"
                yield Finding(finding.path, says, finding.try_)
    if len(values) == 2 and values[0] >= values[1]:
        yield Finding(
            where,
            f"believable: the range of '{short(path, 60)}' must rise, lower end first",
            f"[{_as_written(ends[1])}, {_as_written(ends[0])}]" if values[0] > values[1] else "",
        )


def _as_written(raw: object) -> str:
    return f'"{short(raw)}"' if not isinstance(raw, int | float) else short(raw)


def _clashes(raw: dict[str, Any], ranges: dict[str, list[Any]]) -> Iterator[Finding]:
    """Yield ranges within which the scenario stops making sense, one end or two at a time."""
    compared = [path for path in ranges if not set(path.split(".")).isdisjoint(_COMPARED)]
    told: set[str] = set()
    for paths in (*((path,) for path in compared), *_pairs(compared)):
        around = _surroundings(raw, paths)
        old = {finding.path for finding in relations(around)}
        for ends in product(*(ranges[path] for path in paths)):
            for finding in relations(put(around, dict(zip(paths, ends, strict=True)))):
                if finding.path in old or told & set(paths):
                    continue
                told |= set(paths)
                yield Finding(
                    ("believable", paths[-1]),
                    f"believable: with {' and '.join(paths)} at an end, {finding.sentence}",
                    finding.try_,
                )


def _owner(path: str) -> str:
    """Return the table that an input stands in, as far as inputs are compared with each other."""
    steps = path.split(".")
    return ".".join(steps[:2]) if steps[0] in _OF_NAMES else steps[0]


def _pairs(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of inputs of the same table; `parties.all` belongs to every party's."""
    tables: dict[str, list[str]] = {}
    for path in paths:
        tables.setdefault(_owner(path), []).append(path)
    shared = tables.get("parties.all", [])
    for owner, inside in tables.items():
        yield from combinations(inside, 2)
        if owner.startswith("parties.") and inside is not shared:
            yield from product(shared, inside)


def _surroundings(raw: dict[str, Any], paths: Sequence[str]) -> dict[str, Any]:
    """Return the part of a scenario that inputs are compared with, for the sake of speed."""
    owners = {_owner(path) for path in paths}
    if "dates" in owners or "parties.all" in owners:
        return raw
    kept = {key: value for key, value in raw.items() if key not in _OF_NAMES}
    for owner in owners:
        section, _, name = owner.partition(".")
        if name:
            kept[section] = {**kept.get(section, {}), name: table(raw, section).get(name)}
    return kept


def _options(raw: dict[str, Any]) -> Iterator[Finding]:
    options = table(raw, "options")
    if not options:
        return
    old: set[Path] | None = None
    for name, option in options.items():
        values = option.get("set") if isinstance(option, Mapping) else None
        if not isinstance(values, Mapping):
            continue
        where: Path = ("options", name, "set")
        good: dict[str, Any] = {}
        for path, value in values.items():
            if path.split(".")[0] in NOT_OF_THE_TRUCE:
                says = f"option '{short(name)}' cannot change {short(path)}"
                yield Finding((*where, path), says, on_key=True)
                continue
            try:
                put(raw, {path: value})
                good[path] = value
            except PathError as error:
                yield _no_path((*where, path), f"option '{short(name)}'", path, error)
        if old is None:
            old = {finding.path for finding in _of_world(raw)}
        for finding in _of_world(put(raw, good)) if good else ():
            if finding.path not in old:
                yield Finding(
                    (*where, _responsible(finding, good)),
                    f"option '{short(name)}': {finding.sentence}",
                    finding.try_,
                )


def _responsible(finding: Finding, values: Mapping[str, Any]) -> str:
    """Return the changed path that a finding is most likely about."""
    about = ".".join(map(str, finding.path))

    def common(path: str) -> int:
        pairs = zip(
            path.replace("parties.all", "parties").split("."), about.split("."), strict=False
        )
        return sum(one == other for one, other in pairs)

    return max(values, key=common)


def _of_world(raw: dict[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong with the truce itself, studies left aside."""
    bare = {
        key: value for key, value in raw.items() if key not in {"options", "believable", "evidence"}
    }
    result = validate(bare)
    if isinstance(result, list):
        yield from result
    yield from crosschecks(bare)
