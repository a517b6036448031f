"""Dotted paths: which input one means, and raw values with a value put there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from truce_sim.scenario.amounts import Amount
from truce_sim.scenario.amounts_varying import VaryingAmount, VaryingAmountKind
from truce_sim.scenario.counts import PER
from truce_sim.scenario.findings import value_in
from truce_sim.scenario.kinds import Kind, UnfitError, nearest, short
from truce_sim.scenario.numbers import Number, Weights
from truce_sim.scenario.quantities import left_out
from truce_sim.scenario.rates import PARTS, RateKind, part_kind
from truce_sim.scenario.relative_dates import put_date
from truce_sim.scenario.spreads import FORMS, Spread, SpreadKind, shape_of
from truce_sim.scenario.tree import Leaf, Named, Node, Section, leaves, node_at, root

EVERY_PARTY = "all"
_ADDED = frozenset({"measures"})
"""Tables to which an option or `--set` can add a thing of its own, given whole."""
SPREAD_PARTS = ("median", "p90", "low", "likely", "high", "mean")

NOT_OF_THE_TRUCE = frozenset(
    {"options", "believable", "evidence", "run", "title", "summary", "observed"}
)
"""Tables and keys that are about the file, or about what was seen, not about what happens."""


class PathError(ValueError):
    """A path leads to no input.

    Attributes:
        says: what is wrong, without the path.
        near: the paths that were probably meant.
        few: where none is near, some of the names that there are, in words; or "".
    """

    def __init__(self, says: str, *near: str, few: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.near = tuple(one for one in near if one)
        self.few = few

    @property
    def try_(self) -> str:
        """What to try, in words."""
        return " or ".join(self.near) or self.few


@dataclass(frozen=True, slots=True)
class Address:
    """An input that a path means.

    Attributes:
        steps: steps down to the input, without parts of its value.
        node: what stands there.
        part: part of the value, such as "median" or "chance", or "".
    """

    steps: tuple[str, ...]
    node: Node
    part: str = ""

    @property
    def kind(self) -> Kind | None:
        """Kind of the value or of the part; None for a whole table."""
        if not isinstance(self.node, Leaf):
            return None
        kind = self.node.kind
        if not self.part:
            return kind
        if isinstance(kind, RateKind):
            return part_kind(self.part)
        return kind.part if isinstance(kind, SpreadKind) else Number(0)


def addresses(raw: Mapping[str, Any], path: str, *, there: bool = False) -> list[Address]:
    """Return the inputs that a path means: several for `parties.all`.

    Args:
        raw: values as in a file.
        path: dotted path.
        there: whether also what could be added, such as a measure, must be there already.

    Raises:
        PathError: with the nearest path that exists.
    """
    steps = tuple(path.strip().split("."))
    if steps[:2] == ("parties", EVERY_PARTY):
        parties = raw.get("parties")
        names = list(parties) if isinstance(parties, Mapping) else []
        if not names or len(steps) < 3:
            raise PathError(" must go on with an input of a party", "parties.all.retaliates")
        return [_address(raw, ("parties", name, *steps[2:]), steps) for name in names]
    found = _address(raw, steps, steps)
    if there and steps[0] in _ADDED and value_in(raw, found.steps[:2]) is None:
        raise _unknown(steps, 1, list(raw.get(steps[0], {})), steps[1])
    return [found]


def _address(raw: Mapping[str, Any], steps: tuple[str, ...], as_given: tuple[str, ...]) -> Address:
    node: Node = root()
    for place, step in enumerate(steps):
        if isinstance(node, Leaf):
            part = ".".join(steps[place:])
            _check_part(node, part, as_given[:place])
            return Address(steps[:place], node, part)
        if isinstance(node, Named):
            present = value_in(raw, steps[:place])
            names = [str(name) for name in present] if isinstance(present, Mapping) else []
            if step not in names and (steps[0] not in _ADDED or place + 1 < len(steps)):
                raise _unknown(as_given, place, names, step)
            node = node.of
        else:
            if step not in node.keys:
                if not place and (elsewhere := _ending(raw, steps)):
                    raise PathError(f": a scenario has nothing called '{short(step)}'", *elsewhere)
                raise _unknown(as_given, place, list(node.keys), step)
            node = node.keys[step]
    return Address(steps, node)


def _unknown(given: tuple[str, ...], place: int, names: list[str], step: str) -> PathError:
    near = nearest(step, names)
    here = ".".join(short(one) for one in given[:place]) or "a scenario"
    says = f": {here} has nothing called '{short(step)}'"
    if near:
        return PathError(says, ".".join((*given[:place], near, *given[place + 1 :])))
    few = ", ".join(short(name) for name in names[:8])
    return PathError(says, few=f"one of {few}" if few else "")


_MOST_OFFERED = 3


def _ending(raw: Mapping[str, Any], steps: tuple[str, ...]) -> list[str]:
    """Return the inputs of a scenario whose path ends with these steps, some at most."""
    found: dict[str, None] = {}
    for path, _ in leaves():
        place = tuple(path.split("."))
        if place[0] in NOT_OF_THE_TRUCE:
            continue
        # Parts of the value, such as violates.chance, follow the input.
        for length in range(1, min(len(steps), len(place)) + 1):
            ends = place[-length:]
            if not all(one in (other, "ID") for one, other in zip(ends, steps, strict=False)):
                continue
            found |= dict.fromkeys(_with_names(raw, place[:-length] + steps, place))
    good = [path for path in found if _leads(raw, path)]
    return good[:_MOST_OFFERED]


def _with_names(
    raw: Mapping[str, Any], steps: tuple[str, ...], like: tuple[str, ...]
) -> Iterator[str]:
    """Yield a path with the names that a scenario has where any name can stand."""
    if "ID" not in steps:
        yield ".".join(steps)
        return
    place = like.index("ID")
    names = [EVERY_PARTY] if steps[0] == "parties" else value_in(raw, steps[:place]) or ()
    for name in names:
        yield ".".join((*steps[:place], name, *steps[place + 1 :]))


def _leads(raw: Mapping[str, Any], path: str) -> bool:
    try:
        return all(one.kind is not None for one in addresses(raw, path))
    except PathError:
        return False


def _check_part(leaf: Leaf, part: str, before: tuple[str, ...]) -> None:
    kind = leaf.kind
    if isinstance(kind, Weights) and part and "." not in part:
        return
    parts: Iterable[str] = ()
    if isinstance(kind, RateKind):
        parts = PARTS
    elif isinstance(kind, SpreadKind):
        parts = SPREAD_PARTS
    if part in parts:
        return
    near = nearest(part, list(parts))
    here = ".".join(before)
    raise PathError(
        f": {short(here)} has no part called '{short(part)}'",
        f"{here}.{near}" if near else here,
    )


def put(
    raw: dict[str, Any], values: Mapping[str, Any], batch: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return raw values with others put at paths; `raw` itself stays as it is.

    Setting only the median of a spread moves the whole spread, so that p90 keeps its ratio.

    Args:
        raw: values as in a file.
        values: what to put, by path.
        batch: all that is being put by several calls; `values` where it is left out.

    Raises:
        PathError: for a path that leads to no input.
    """
    for path, value in values.items():
        for address in addresses(raw, path):
            fresh = put_date(raw, address.steps, value)
            if address.part:
                fresh = _with_part(raw, address, value, batch=values if batch is None else batch)
            raw = _placed(_giving_way(raw, address.steps, batch or values), address.steps, fresh)
    return raw


def _giving_way(
    raw: dict[str, Any], steps: tuple[str, ...], batch: Mapping[str, Any]
) -> dict[str, Any]:
    """Return raw values without what the input at some steps stands in place of."""
    given = {path.removesuffix(".median") for path in batch}
    for other in beside_which_none(raw, steps):
        if ".".join((*steps[:-1], other)) not in given:
            inside = value_in(raw, steps[:-1])
            raw = _placed(raw, steps[:-1], {key: inside[key] for key in inside if key != other})
    return raw


def beside_which_none(raw: Mapping[str, Any], steps: tuple[str, ...]) -> list[str]:
    """Return the keys that are given beside some steps where only one of the two may be."""
    above, inside = node_at(steps[:-1]), value_in(raw, steps[:-1])
    if above is None or not isinstance(above[0], Section) or not isinstance(inside, Mapping):
        return []
    return [one for one in above[0].gives_way_to(steps[-1]) if one in inside]


def _placed(raw: Any, steps: tuple[str, ...], value: Any) -> dict[str, Any]:  # noqa: ANN401
    table = dict(raw) if isinstance(raw, Mapping) else {}
    head, *rest = steps
    table[head] = _placed(table.get(head), tuple(rest), value) if rest else value
    return table


def _with_part(
    raw: Mapping[str, Any],
    address: Address,
    value: object,
    batch: Mapping[str, Any],
) -> Any:  # noqa: ANN401
    """Return the raw value of an input with one part of it replaced."""
    assert isinstance(address.node, Leaf)  # noqa: S101 - only leaves have parts
    kind, part = address.node.kind, address.part
    old = value_in(raw, address.steps)
    if isinstance(kind, RateKind):
        return _with_part_of_rate(address, old, value, batch)
    if not isinstance(kind, SpreadKind):
        return {**(old if isinstance(old, Mapping) else {}), part: value}
    default = address.node.default
    if old is None and isinstance(default, Spread) and not left_out(default):
        old = kind.raw(default)
    if part == "median":
        p90 = ".".join((*address.steps, "p90"))
        everyone = _of_everyone(address, "p90")
        if p90 not in batch and everyone not in batch:
            return _with_median(kind, old, value)
        return {**(old if isinstance(old, dict) else {}), "median": value}
    if part == "p90" and old is not None and not isinstance(old, dict):
        return {"median": old, "p90": value}
    shape = shape_of(old) if isinstance(old, dict) else None
    if isinstance(old, dict) and shape is not None and part in FORMS[shape]:
        return {**old, part: value}
    here = ".".join(address.steps)
    if old is None:
        raise PathError(f": {here} is not in the file", here)
    raise PathError(f": {here} is not written with {part}", f"{here}.median")


def _with_part_of_rate(
    address: Address, old: object, value: object, batch: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a rate with one part replaced; a count replaces whatever there was."""
    part = address.part
    if part in PER:
        return {part: value}
    other = "every" if part == "chance" else "chance"
    kept = {name: one for name, one in old.items() if name == other} if _is_table(old) else {}
    given = {".".join((*address.steps, other)), _of_everyone(address, other)} & set(batch)
    if old is not None and not kept and not given and _counts(old):
        here = ".".join(address.steps)
        raise PathError(
            f": {here} is written as a count, not with {part}",
            few=f'such as "{here}.per_day"',
        )
    return {**kept, part: value}


def _counts(raw: object) -> bool:
    """Return whether a rate is written as a count."""
    try:
        return RateKind().parse(raw).counts
    except UnfitError:
        return False


def _is_table(raw: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(raw, Mapping)


def _of_everyone(address: Address, part: str) -> str:
    return ".".join(("parties", EVERY_PARTY, *address.steps[2:], part))


def _with_median(kind: SpreadKind, old: object, value: Any) -> Any:  # noqa: ANN401
    alone = {**old, "median": value} if isinstance(old, dict) else value
    try:
        spread, median = kind.parse(old), kind.part.parse(value)
    except UnfitError:
        return alone
    # Amounts of the past keep the ratio of p90 to the median, in whatever they are counted now.
    shape = spread.spread if isinstance(spread, VaryingAmount) else spread
    number = median.number if isinstance(median, Amount) else median
    if shape.kind == "constant" or number <= 0:
        return alone
    try:
        moved = shape.with_median(number)
        if isinstance(median, Amount) and isinstance(kind, VaryingAmountKind):
            raw = kind.raw(VaryingAmount(moved, median.unit))
        else:
            raw = kind.raw(moved)
    except (ZeroDivisionError, ValueError, OverflowError):
        # So far from the old median that the rest cannot follow; checked as it then stands.
        return alone
    return {**raw, "median": value} if isinstance(raw, dict) and "median" in raw else raw


@dataclass(frozen=True, slots=True)
class PathInfo:
    """What a path means, in words."""

    title: str
    description: str
    unit: str
    allowed: str


def describe_path(path: str) -> PathInfo:
    """Return what an input means, its unit and its allowed range.

    Raises:
        PathError: for a path that leads to no input.
    """
    steps = tuple(path.split("."))
    place = node_at(steps)
    if place is None:
        raise PathError(": no such input")
    node, depth = place
    if isinstance(node, Section | Named):
        return PathInfo(node.title, node.description, "table", "")
    address = Address(steps[:depth], node, ".".join(steps[depth:]))
    if address.part:
        _check_part(node, address.part, address.steps)
    kind = address.kind or node.kind
    title = f"{node.title}, {address.part}" if address.part else node.title
    return PathInfo(title, node.description, kind.form, kind.allowed)


def only_told(path: str) -> bool:
    """Return whether an input is only told, or says how often to run: no truce depends on it."""
    first, last = path.partition(".")[0], path.rpartition(".")[2]
    return (
        first in NOT_OF_THE_TRUCE
        or first == "base_rate"
        or last == "name"
        or path in ("dates.talks_planned", "verification.run_by")
    )
