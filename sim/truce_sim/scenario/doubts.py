"""Checks of what studies need: what was observed, believable ranges, options, evidence."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from truce_sim.scenario.amounts import Amount
from truce_sim.scenario.amounts_before import written_amounts
from truce_sim.scenario.crosschecks import crosschecks, relations
from truce_sim.scenario.durations import DurationKind
from truce_sim.scenario.findings import Finding, dotted, from_problem, value_in
from truce_sim.scenario.kinds import Kind, UnfitError, short, what
from truce_sim.scenario.lookups import table
from truce_sim.scenario.mends import Change, Remedy, dropped, inline, renamed, value
from truce_sim.scenario.moments import DateKind
from truce_sim.scenario.numbers import Number, in_file, meant
from truce_sim.scenario.paths import (
    NOT_OF_THE_TRUCE,
    Address,
    PathError,
    addresses,
    beside_which_none,
    only_told,
    put,
)
from truce_sim.scenario.rates import Rate, RateKind
from truce_sim.scenario.relative_dates import for_a_date, put_date
from truce_sim.scenario.shifts import Shift
from truce_sim.scenario.since import SinceKind
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.spreads import SpreadKind
from truce_sim.scenario.teams import TeamsKind
from truce_sim.scenario.tree import Leaf, Named, node_at
from truce_sim.scenario.validating import validate

_COMPARED = (
    "truce_starts",
    "talks",
    "watch_until",
    "from",
    "until",
    "finds",
    "clears",
    "mistakes",
    "retaliates",
    "retaliates_fed_up",
    "ends",
    "at_start",
    "violates",
    "false_complaints",
    "attacks",
    "chance",
    "every",
)
"""Inputs that `relations` compares with others: only these can clash within their ranges."""

_OF_NAMES = {"parties", "excluded", "outside", "guarantors", "zones", "shocks", "measures"}


def range_kind(address: Address) -> Kind | None:
    """Return the kind of the two ends of a believable range; None where there can be none."""
    kind = address.kind
    if isinstance(kind, SpreadKind):
        return kind.part
    if isinstance(kind, TeamsKind):
        return kind.number
    if isinstance(kind, SinceKind):
        return DurationKind(zero=True)
    if isinstance(kind, DateKind):
        return kind.when_put
    if isinstance(kind, Number | DurationKind | RateKind):
        return kind
    return None


def study_checks(raw: dict[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong with what was observed, with believable ranges, options and evidence."""
    if "observed" in raw:
        from truce_sim.scenario.observed_checks import observed_checks  # noqa: PLC0415 - few have

        yield from observed_checks(raw)
    yield from _evidence(raw)
    yield from _believable(raw)
    yield from _options(raw)


def _evidence(raw: Mapping[str, Any]) -> Iterator[Finding]:
    nested = list(_nested(("evidence",), table(raw, "evidence")))
    yield from nested
    for path in table(raw, "evidence"):
        if any(one.path[-1] == path for one in nested):
            continue
        try:
            addresses(raw, path, there=True)
        except PathError as error:
            yield _no_path(("evidence", path), "evidence", path, error)


def _no_path(where: Path, section: str, path: str, error: PathError) -> Finding:
    return Finding(
        where,
        f"{section}: '{short(path, 60)}' is no input{error.says}",
        error.few,
        on_key=True,
        remedies=tuple(renamed(where, one) for one in error.near),
    )


def _nested(where: Path, given: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield names that are no paths but the beginnings of some, written without quotes.

    TOML reads the dots of a name without quotes as tables within tables.
    """
    for name, inside in given.items():
        place = node_at((name,))
        if where[0] == "options" and not (place and isinstance(place[0], Named)):
            continue  # a whole table given anew
        flat = dict(_flat(name, inside, where[0] == "options"))
        if name in flat or not flat:
            continue
        lines = "\n".join(f'"{path}" = {inline(one)}' for path, one in flat.items())
        whole = {key: one for key, one in given.items() if key != name} | flat
        yield Finding(
            (*where, name),
            f"{where[0]}: a path such as {short(next(iter(flat)), 60)} stands in quotes",
            on_key=True,
            remedies=(
                Remedy(lines.replace("\n", ", "), (Change("value", where, inline(whole)),)),
                Remedy("", (Change("quote", where, lines, (name,)),)),
            ),
        )


def _flat(path: str, inside: object, of_values: bool) -> Iterator[tuple[str, object]]:
    """Yield what stands in tables within tables by dotted path; values that are tables stay."""
    place = node_at(tuple(path.split(".")))
    of_input = place is not None and isinstance(place[0], Leaf)
    note = isinstance(inside, Mapping) and set(inside) <= {"basis", "source"} and inside
    if not isinstance(inside, Mapping) or note or (of_values and of_input):
        yield path, inside
        return
    for name, below in inside.items():
        yield from _flat(f"{path}.{name}", below, of_values)


def _believable(raw: dict[str, Any]) -> Iterator[Finding]:
    good: dict[str, list[Any]] = {}
    nested = list(_nested(("believable",), table(raw, "believable")))
    yield from nested
    for path, ends in table(raw, "believable").items():
        if any(one.path[-1] == path for one in nested):
            continue
        problems = list(_range(raw, path, ends))
        yield from problems
        if not problems:
            good[path] = ends
    yield from _clashes(raw, good)
    yield from _undone_by_zero(raw, good)


def _range(raw: dict[str, Any], path: str, ends: object) -> Iterator[Finding]:
    where: Path = ("believable", path)
    try:
        found = addresses(raw, path)
        put(raw, {path: None})
    except PathError as error:
        yield _no_path(where, "believable", path, error)
        return
    instead = [one for at in found for one in beside_which_none(raw, at.steps)]
    if instead:
        says = f"believable: the file gives {instead[0]} instead of '{short(path, 60)}'"
        yield Finding(where, says, on_key=True, remedies=(dropped(where),))
        return
    if only_told(path):
        says = f"believable: nothing depends on '{short(path, 60)}'"
        yield Finding(where, says, on_key=True, remedies=(dropped(where),))
        return
    kind = range_kind(found[0])
    if kind is None:
        says = f"believable: '{short(path, 60)}' cannot have a range"
        yield Finding(where, says, on_key=True, remedies=(dropped(where),))
        return
    if not isinstance(ends, list) or len(ends) != 2:
        count = f"a list of {len(ends)}" if isinstance(ends, list) else what(ends)
        sample = kind.sample
        yield Finding(
            where,
            f"believable: '{short(path, 60)}' must be [low, high], not {count}",
            remedies=tuple(value(where, one) for one in _two(ends)),
            note=f"write [{sample}, {sample}], with your own values",
        )
        return
    if isinstance(kind, RateKind) and _shares(ends):
        yield Finding(
            where,
            f"believable: an end of '{short(path, 60)}' must say how often",
            remedies=(renamed(where, f"{path}.chance"),),
        )
        return
    values = []
    for place, end in enumerate(ends):
        try:
            values.append(kind.parse(put_date(raw, found[0].steps, end)))
        except UnfitError as error:
            for problem in error.problems:
                finding = from_problem((*where, place), problem)
                says = f"believable: an end of '{short(path, 60)}'{problem.says}"
                yield Finding(finding.path, says, finding.try_, remedies=finding.remedies)
    if any(isinstance(one, Shift) for one in values):
        values = []  # It counts from a date that is unfit: a fault of its own.
    if len(values) == 2 and len({_unit(one) for one in values}) > 1:
        says = f"believable: both ends of '{short(path, 60)}' must be written alike"
        yield Finding(where, says, 'such as ["1 x before", "3 x before"]')
    elif len(values) == 2 and _along(values[0]) >= _along(values[1]):
        yield Finding(
            where,
            f"believable: the range of '{short(path, 60)}' must rise, lower end first",
            remedies=(value(where, f"[{_as_written(ends[1])}, {_as_written(ends[0])}]"),)
            if _along(values[0]) > _along(values[1])
            else (),
        )


def _along(value: Any) -> Any:  # noqa: ANN401
    """Return where a parsed value stands beside others of its kind."""
    if isinstance(value, Amount):
        return value.number
    return value.per_hour if isinstance(value, Rate) else value


def _unit(value: object) -> str:
    return value.unit if isinstance(value, Amount) else ""


def _shares(ends: list[object]) -> bool:
    """Return whether two ends look like chances."""
    return all(isinstance(one, float) and 0 <= one < 1 for one in ends)


def _two(ends: object) -> Iterator[str]:
    """Yield the two ends that were probably meant: "0.1 to 0.4", { low, high }, [0,1, 0,4]."""
    if isinstance(ends, str):
        parts = re.split(r"\s*(?:\bto\b|\band\b|;|\.\.+|[-\u2013\u2014])\s*", ends.strip("[] "))
        if len(parts) == 2:
            numbers = [meant(part) for part in parts]
            yield f"[{', '.join(_end(part, n) for part, n in zip(parts, numbers, strict=True))}]"
    elif isinstance(ends, Mapping) and len(ends) == 2:
        yield inline(list(ends.values()))
    elif isinstance(ends, list) and len(ends) == 4 and all(type(one) is int for one in ends):
        yield f"[{ends[0]}.{ends[1]}, {ends[2]}.{ends[3]}]"
    elif isinstance(ends, list) and len(ends) > 2:
        yield inline([ends[0], ends[-1]])


def _end(text: str, number: float | None) -> str:
    return inline(text) if number is None else in_file(number)


def _as_written(raw: object) -> str:
    return f'"{short(raw)}"' if not isinstance(raw, int | float) else short(raw)


def _clashes(raw: dict[str, Any], ranges: dict[str, list[Any]]) -> Iterator[Finding]:
    """Yield ranges within which the scenario stops making sense, one end or two at a time."""
    compared = [path for path in ranges if not set(path.split(".")).isdisjoint(_COMPARED)]
    told: set[str] = set()
    for paths in (*((path,) for path in compared), *_pairs(compared)):
        around = _surroundings(raw, paths)
        old = {finding.path for finding in relations(around)}
        own = _places(around, paths)
        for ends in product(*(ranges[path] for path in paths)):
            for finding in relations(put(around, dict(zip(paths, ends, strict=True)))):
                if (finding.path in old and not _within(finding.path, own)) or told & set(paths):
                    continue
                told |= set(paths)
                yield Finding(
                    ("believable", paths[-1]),
                    f"believable: with {' and '.join(paths)} at an end, {finding.sentence}",
                    finding.try_,
                )


def _undone_by_zero(raw: dict[str, Any], ranges: dict[str, list[Any]]) -> Iterator[Finding]:
    """Yield ranges with an end of 0 where nothing is too little: a median, a past to count in."""
    bare = _bare(raw)
    counts = next(written_amounts(bare), None) is not None
    for path, ends in ranges.items():
        address = addresses(raw, path)[0]
        kind, varies = range_kind(address), isinstance(address.kind, SpreadKind)
        if not (counts or varies) or isinstance(address.kind, DateKind | SinceKind):
            continue
        target = f"{path}.median" if varies else path
        for end in ends:
            if kind is None or _along(kind.parse(end)) != 0:
                continue
            result = validate(put(bare, {target: end}))
            if isinstance(result, list) and not isinstance(validate(bare), list):
                says = f"believable: with {path} at an end, {result[0].sentence}"
                yield Finding(("believable", path), says, "an end above 0")


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
    if {"dates", "parties.all", "grievance"} & owners:
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
        nested = list(_nested(where, values))
        yield from nested
        for path, fresh in values.items():
            if any(one.path[-1] == path for one in nested):
                continue
            if path.split(".")[0] in NOT_OF_THE_TRUCE:
                says = f"option '{short(name)}' cannot change {short(path)}"
                out = (*where, path)
                yield Finding(out, says, on_key=True, remedies=(dropped(out),))
                continue
            try:
                put(raw, {path: fresh})
                good[path] = fresh
            except PathError as error:
                yield _no_path((*where, path), f"option '{short(name)}'", path, error)
        if not good:
            continue
        if old is None:
            old = {finding.path for finding in _of_world(raw)}
        own = _places(raw, good)
        told: set[str] = set()
        for finding in _of_world(put(raw, good)):
            path = _responsible(finding, good)
            # What the file has at the same place may be unfit as well, and is a fault of its own.
            if finding.path in old and not _within(finding.path, own):
                continue
            told.add(path)
            yield Finding(
                (*where, path),
                f"option '{short(name)}': {finding.sentence}",
                finding.try_,
                remedies=tuple(_moved(finding.remedies, raw, path, (*where, path))),
            )
        for path in [one for one in good if one not in told] if old else ():
            yield from _unfit_part(raw, path, good[path], name)


def _places(raw: Mapping[str, Any], values: Iterable[str]) -> dict[Path, str]:
    """Return what paths mean, down to the part of a value, with the path."""
    return {
        (*one.steps, *((one.part,) if one.part else ())): path
        for path in values
        for one in addresses(raw, path)
    }


def _within(path: Path, places: Mapping[Path, str]) -> bool:
    return any(path[:length] in places for length in range(1, len(path) + 1))


def _unfit_part(raw: Mapping[str, Any], path: str, fresh: object, name: str) -> Iterator[Finding]:
    """Yield what is wrong with the part of a value that an option sets, looked at by itself.

    Where the rest of that value is unfit, the whole cannot say.
    """
    address = addresses(raw, path)[0]
    if not address.part or address.kind is None:
        return
    steps = (*address.steps, address.part)
    where: Path = ("options", name, "set", path)
    try:
        address.kind.parse(fresh)
    except UnfitError as error:
        for problem in error.problems:
            finding = from_problem(steps, problem)
            remedies = tuple(_moved(finding.remedies, raw, path, where))
            says = f"option '{short(name)}': {finding.sentence}"
            yield Finding(where, says, finding.try_, remedies=remedies)


def _moved(
    remedies: Sequence[Remedy], raw: Mapping[str, Any], path: str, where: Path
) -> Iterator[Remedy]:
    """Yield the remedies that change the value at a path, as changes of the option's value."""
    places = _places(raw, [path])
    for remedy in remedies:
        if all(change.does == "add" for change in remedy.changes):
            yield _adding(remedy, where)
            continue
        changes = [
            Change(change.does, (*where, *change.path[len(place) :]), change.text)
            for change in remedy.changes
            for place in places
            if change.path[: len(place)] == place and change.does in {"value", "name"}
        ]
        if len(changes) == len(remedy.changes):
            made = Remedy(remedy.text, tuple(changes), "")
            yield for_a_date(made, value_in(raw, where)) if path.startswith("dates.") else made


def _adding(remedy: Remedy, where: Path) -> Remedy:
    """Return the remedy that has an option set what the file would have to give."""
    lines = [(dotted(change.path), change.text) for change in remedy.changes]
    adds = tuple(Change("add", (*where[:-1], path), text) for path, text in lines)
    return Remedy(", ".join(f'"{path}" = {text}' for path, text in lines), adds)


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
    bare = _bare(raw)
    result = validate(bare)
    if isinstance(result, list):
        yield from result
    yield from crosschecks(bare)


def _bare(raw: dict[str, Any]) -> dict[str, Any]:
    """Return raw values without studies."""
    studies = {"options", "believable", "evidence", "observed"}
    return {key: value for key, value in raw.items() if key not in studies}
