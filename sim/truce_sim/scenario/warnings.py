"""What makes a scenario that can run still not worth running as it is. Warnings are no faults."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from truce_sim.scenario.acting import (
    HARDLY_EVER,
    Elsewhere,
    idle,
    late,
    length,
)
from truce_sim.scenario.actors import Party
from truce_sim.scenario.believable import outside_ranges
from truce_sim.scenario.by_chance import chance_ends_it
from truce_sim.scenario.doubts import range_kind
from truce_sim.scenario.durations import spoken
from truce_sim.scenario.faults import Fault
from truce_sim.scenario.findings import Finding, dotted, value_in
from truce_sim.scenario.inherited_dates import offering_distances
from truce_sim.scenario.inputs import input_rows
from truce_sim.scenario.kinds import short
from truce_sim.scenario.layers import FileLayer, SetLayer, located
from truce_sim.scenario.leaving import fed_up_from_the_start
from truce_sim.scenario.mends import Change, Remedy, inline
from truce_sim.scenario.met import flare_ends, grave_harm_ends, retaliates
from truce_sim.scenario.numbers import plain
from truce_sim.scenario.oversights import oversights
from truce_sim.scenario.overwhelmed import overwhelmed
from truce_sim.scenario.paths import EVERY_PARTY, Address, PathError, addresses
from truce_sim.scenario.reach import unreachable
from truce_sim.scenario.relative_dates import put_date
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.since import SinceKind, hours_since
from truce_sim.scenario.sourcemap import Path as Steps
from truce_sim.scenario.spreads import SpreadKind
from truce_sim.scenario.study import BASE
from truce_sim.scenario.teams import Roster
from truce_sim.scenario.tree import Leaf, node_at
from truce_sim.scenario.uncounted import uncounted

Warning = Fault  # noqa: A001 - one thing to look at, with its place, told as faults are
"""One thing that an analyst would want to know before running a scenario."""

_VARIES = "in the file it varies from one time to the next"
_SET_BY_THE_USER = {"dates", "partial", "quiet", "settled", "calm_streak", "on_time"}
_COUNTED_OVER = {"every", "window"}
"""Lengths of time over which something is counted: how much of it has the range."""
MOST_DAYS_MOVED = 300
"""Days by which an option may move a date before it is likely to be of another year's file."""


def warnings_of(scenario: Scenario) -> tuple[Warning, ...]:
    """Return what is wrong with a scenario that can run, the gravest first.

    Args:
        scenario: as loaded; one that came from no file is told without lines.
    """
    found: list[Fault] = []
    elsewhere = Elsewhere(scenario)
    for check in (
        _endless,
        partial(_never_reached, elsewhere=elsewhere),
        fed_up_from_the_start,
        chance_ends_it,
        late,
        overwhelmed,
        partial(oversights, elsewhere=elsewhere),
        partial(idle, elsewhere=elsewhere),
        _outside_ranges,
        _moved_by_years,
        _made_constant,
        _overlaps,
        _alike,
        uncounted,
        _guesses,
    ):
        found += located(check(scenario), scenario.layers)
    return tuple(dict.fromkeys(found))


def sentences_of(scenario: Scenario) -> tuple[str, ...]:
    """Return the warnings as sentences that name no file: of the scenario, wherever it stands."""
    alone = scenario.model_copy().known_as(scenario.name, dict(scenario.source))
    return tuple(one.sentence for one in warnings_of(alone))


def ends(scenario: Scenario) -> bool:
    """Return whether anything in a scenario can ever end its truce."""
    violence = [party.violates.per_hour for party in scenario.parties.values()]
    others = [
        *(group.attacks.per_hour for group in scenario.excluded.values()),
        *(power.attacks.per_hour for power in scenario.outside.values()),
    ]
    acts = any(violence) or (any(others) and any(map(retaliates, scenario.parties.values())))
    return (
        any(shock.ends > 0 and shock.per_hour > 0 for shock in scenario.shocks.values())
        or any(_breaks_in_time(scenario, party) for party in scenario.parties.values())
        or (acts and scenario.spiral is not None)
        or (acts and flare_ends(scenario))
        or (
            any((*violence, *others))
            and (
                any(party.limited for party in scenario.parties.values())
                or grave_harm_ends(scenario)
            )
        )
    )


def _breaks_in_time(scenario: Scenario, party: Party) -> bool:
    """Return whether a party may break the truce on purpose while anybody still watches."""
    dates = scenario.dates
    watched = hours_since(dates.truce_starts, dates.watch_until or dates.talks)
    last = max(watched, length(scenario))
    return party.means_it < 1 and party.breaks_after.quantile(HARDLY_EVER) < last


def _endless(scenario: Scenario) -> Iterator[Finding]:
    if not ends(scenario):
        yield Finding(
            ("title",),
            "nothing in this file can end the truce: it holds whatever happens",
            "a tolerance or headroom for a party, [spiral], [flare], [mass_casualty], or a shock "
            "that ends it",
            on_key=True,
        )


def _never_reached(scenario: Scenario, elsewhere: Elsewhere) -> Iterator[Finding]:
    """Yield sizes that nothing comes near, neither in an option nor at an end of a range."""
    found = list(unreachable(scenario)) if ends(scenario) else []
    if found:
        everywhere = [{one.path for one in unreachable(world)} for world in elsewhere.all]
        yield from (one for one in found if all(one.path in there for there in everywhere))


def _outside_ranges(scenario: Scenario) -> Iterator[Finding]:
    told: set[str] = set()
    for one in outside_ranges(scenario):
        if one.range_path in told:
            continue
        told.add(one.range_path)
        here = ("believable", one.range_path)
        value_at = addresses(scenario.source, one.path)[0].steps
        of_value, of_range = _inherited(scenario, value_at, here)
        says = (
            f"{one.path}{of_value} is {one.value}, outside its believable range of {one.low} to "
            f"{one.high}{of_range}"
        )
        yield Finding(here, says, "a range with the value in it, or none")


def _inherited(scenario: Scenario, value_at: Steps, range_at: Steps) -> tuple[str, str]:
    """Return what to say behind a value and behind its range: which was inherited, and from where.

    Where both are of one file there is nothing to say; of two files, the one that the other
    extends is told.
    """
    places = [_giver(scenario, path) for path in (value_at, range_at)]
    at_value, at_range = places
    if at_range is None or at_value == at_range:
        return "", ""
    if at_value is not None and at_value > at_range:
        return f", inherited from {_name(scenario, at_value)},", ""
    return "", f", inherited from {_name(scenario, at_range)}"


def _giver(scenario: Scenario, path: Steps) -> int | None:
    """Return which layer gives a value, from 0, the winning one first."""
    layers = enumerate(scenario.layers)
    return next((at for at, one in layers if one.find(path, on_key=True) is not None), None)


def _name(scenario: Scenario, layer: int) -> str:
    return short(Path(scenario.layers[layer].label).name)


def _moved_by_years(scenario: Scenario) -> Iterator[Finding]:
    dates = scenario.dates
    files = [one for one in scenario.layers if isinstance(one, FileLayer)]
    days = length(scenario) / 24
    if len(files) > 1 and days > MOST_DAYS_MOVED:
        givers = {_giver(scenario, ("dates", key)) for key in ("truce_starts", "talks")}
        if len(givers) > 1:
            says = f"the talks open {spoken(24 * days)} after the truce starts"
            yield Finding(("dates",), f"{says}: the dates come from different files", on_key=True)
    for name, option in scenario.options.items():
        for path in option.set:
            key = path.removeprefix("dates.")
            if key == path or key not in type(dates).model_fields:
                continue
            before = getattr(dates, key) or dates.talks
            try:
                leaf = addresses(scenario.source, path)[0].node
                assert isinstance(leaf, Leaf)  # noqa: S101 - dates are inputs
                after = leaf.kind.parse(put_date(scenario.source, ("dates", key), option.set[path]))
            except (PathError, ValueError):
                continue
            moved = abs((after - before).total_seconds()) / 86400
            if moved > MOST_DAYS_MOVED:
                says = (
                    f"option '{short(name)}' moves {path} by {plain(round(moved))} days, to "
                    f"{leaf.kind.show(after)}: is it of another year's file?"
                )
                where = ("options", name, "set", path)
                yield from offering_distances([Finding(where, says)], files)


def _made_constant(scenario: Scenario) -> Iterator[Finding]:
    """Yield distributions that `--set` or an option replaces by a value that is always the same."""
    for name, option in scenario.options.items():
        for path, raw in option.set.items():
            address = addresses(scenario.source, path)[0]
            before = value_in(scenario.source, address.steps)
            if _constant(address, raw) and isinstance(before, Mapping):
                says = f"option '{short(name)}' makes {short(path, 60)} always {_plainly(raw)}"
                where = ("options", name, "set", path)
                moves = _moves(where, f'"{path}.median"', f'"{path}.median" = {inline(raw)}')
                yield Finding(where, f"{says}: {_VARIES}", _WHOLE, remedies=(moves,))
    files = [one for one in scenario.layers if isinstance(one, FileLayer)]
    for layer in scenario.layers:
        for steps in sorted(layer.paths) if isinstance(layer, SetLayer) else ():
            place = node_at(steps)
            if place is None or not isinstance(place[0], Leaf) or place[1] != len(steps):
                continue
            raw = value_in(scenario.source, steps)
            values = (value_in(one.file.raw, steps) for one in files)
            before = next((one for one in values if one is not None), None)
            if _constant(Address((), place[0]), raw) and isinstance(before, Mapping):
                says = f"{dotted(steps)} is always {_plainly(raw)}: {_VARIES}"
                path, _, given = layer.text.partition("=")
                median = f"{path.strip()}.median"
                moves = _moves(steps, median, f"--set {median}={given.strip()}")
                yield Finding(steps, says, remedies=(moves,))


def _constant(address: Address, raw: object) -> bool:
    return (
        isinstance(address.kind, SpreadKind) and not address.part and not isinstance(raw, Mapping)
    )


def _plainly(raw: object) -> str:
    return short(raw, 20)


_WHOLE = "(moves the whole distribution)"


def _moves(where: Steps, median: str, told: str) -> Remedy:
    return Remedy(told, (Change("name", where, median),))


def _overlaps(scenario: Scenario) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], str] = {}
    for path in scenario.believable:
        clash = ""
        for address in addresses(scenario.source, path):
            part = () if address.part in {"", "median"} else (address.part,)
            clash = clash or seen.get((*address.steps, *part), "")
            seen[(*address.steps, *part)] = path
        if clash:
            says = f"believable: {clash} and {path} overlap; where they do, the one below counts"
            yield Finding(("believable", path), says, "a range for each party", on_key=True)


def _alike(scenario: Scenario) -> Iterator[Finding]:
    """Yield what would be shown under one name."""
    groups = {
        "parties, excluded, outside": {
            (section, key): one.name or key
            for section in ("parties", "excluded", "outside")
            for key, one in getattr(scenario, section).items()
        },
        **{
            section: {(section, key): one.name or key for key, one in found.items()}
            for section, found in (
                ("guarantors", scenario.guarantors),
                ("zones", scenario.zones),
                ("shocks", scenario.shocks),
                ("measures", scenario.measures),
            )
        },
        "options": {("options", key): one.label or key for key, one in scenario.options.items()},
    }
    for names in groups.values():
        seen: dict[str, tuple[str, str]] = {BASE: ("the", "file")}
        for place, name in names.items():
            plainly = " ".join(name.split()).casefold()
            other = seen.setdefault(plainly, place)
            if other != place:
                first = "the file itself" if other == ("the", "file") else dotted(other)
                both = f"{first} and {dotted(place)}"
                key = "label" if place[0] == "options" else "name"
                yield Finding((*place, key), f"{both} are both called '{short(name)}'")


def _guesses(scenario: Scenario) -> Iterator[Finding]:
    rows = [
        row
        for row in input_rows(scenario)
        if row.basis == "guess" and _may_vary(row.path) and not isinstance(row.exact, Roster)
    ]
    bare = [row.path for row in rows if row.believable is None]
    if bare:
        guesses = "guess has" if len(rows) == 1 else "guesses have"
        says = f"{len(bare)} of {len(rows)} {guesses} no believable range"
        paths = ", ".join(_for_all(bare, list(scenario.parties)))
        yield Finding(("believable",), says, f"a range for each of: {paths}", on_key=True)


def _for_all(paths: list[str], parties: list[str]) -> list[str]:
    """Return paths, those that stand there for every party as one."""
    found: dict[str, None] = {}
    for path in paths:
        section, _, rest = path.partition(".")
        key = rest.partition(".")[2]
        if section == "parties" and all(f"parties.{name}.{key}" in paths for name in parties):
            found[f"parties.{EVERY_PARTY}.{key}"] = None
        else:
            found[path] = None
    return list(found)


def _may_vary(path: str) -> bool:
    """Return whether an input can have a range; dates and meanings of "holds" are set."""
    steps = tuple(path.split("."))
    place = node_at(steps)
    if place is None or not isinstance(place[0], Leaf) or steps[0] in _SET_BY_THE_USER:
        return False
    if steps[-1] in _COUNTED_OVER or isinstance(place[0].kind, SinceKind):
        return False
    return range_kind(Address((), place[0])) is not None
