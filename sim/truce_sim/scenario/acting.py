"""Which inputs of a scenario can do nothing there, and which come too late to do anything."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from typing import Any

from truce_sim.scenario.believable import draw
from truce_sim.scenario.durations import spoken
from truce_sim.scenario.faults import ScenarioFaults
from truce_sim.scenario.findings import Finding, dotted
from truce_sim.scenario.kinds import short
from truce_sim.scenario.loading import with_option
from truce_sim.scenario.met import MET
from truce_sim.scenario.needs import Need
from truce_sim.scenario.paths import NOT_OF_THE_TRUCE, addresses, only_told
from truce_sim.scenario.quantities import left_out
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.since import hours_since
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.spreads import Spread
from truce_sim.scenario.teams import changes
from truce_sim.scenario.tree import Leaf, Named, Node, Section, root, step_below
from truce_sim.scenario.values import value_at

HARDLY_EVER = 0.001
"""Share of draws of a spread that are let go when asking whether any comes in time."""


class Elsewhere:
    """A scenario as its options and its ranges have it, worked out once for all that asks."""

    def __init__(self, scenario: Scenario) -> None:
        """Take the scenario; nothing is worked out yet."""
        self._scenario = scenario

    @cached_property
    def options(self) -> dict[str, Scenario]:
        """The scenario as each option has it, by the option's id; without those that do not fit."""
        found: dict[str, Scenario] = {}
        for name, option in self._scenario.options.items():
            with suppress(ScenarioFaults):
                found[name] = with_option(self._scenario, option.set)
        return found

    @cached_property
    def ends(self) -> list[Scenario]:
        """The scenario as the low and the high ends of its ranges have it."""
        found: list[Scenario] = []
        for u in (0.0, 1.0) if self._scenario.believable else ():
            with suppress(ScenarioFaults):
                found.append(draw(self._scenario, [u] * len(self._scenario.believable)))
        return found

    @property
    def all(self) -> list[Scenario]:
        """All of them."""
        return [*self.options.values(), *self.ends]


def unmet(scenario: Scenario, steps: tuple[str, ...]) -> Need | None:
    """Return what an input lacks in a scenario in order to act; None if it lacks nothing."""
    node: Node = root()
    owner = steps[1] if isinstance(node, Section) and len(steps) > 1 else ""
    for place, step in enumerate(steps):
        if isinstance(node, Leaf):
            break
        below = step_below(node, step)
        if below is None:
            return None
        node = below
        # What a named thing needs is asked of each one, once its id is known.
        if isinstance(node, Named) and place + 1 >= len(steps):
            break
        lacks = next((need for need in node.marks.needs if not _met(need, scenario, owner)), None)
        if lacks is not None:
            return lacks
    return None


def _met(need: Need, scenario: Scenario, owner: str) -> bool:
    try:
        return MET[need](scenario, owner)
    except KeyError:
        return True


def _given(
    scenario: Scenario, raw: Mapping[str, Any], node: Node, steps: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Need]]:
    """Yield what a scenario gives and cannot use: a whole table once, else its inputs."""
    for key, value in raw.items():
        here = (*steps, key)
        if not steps and key in NOT_OF_THE_TRUCE:
            continue
        below = step_below(node, key)
        if isinstance(below, Leaf):
            if below.required or below.marks.label or below.kind.parse(value) == below.default:
                continue
            need = unmet(scenario, here)
            if need is not None:
                yield here, need
        elif below is not None and isinstance(value, Mapping):
            need = None if isinstance(below, Named) else unmet(scenario, here)
            if need is not None and value:
                yield here, need
                continue
            inside = list(_given(scenario, value, below, here))
            lacking = {need for _, need in inside}
            if isinstance(below, Section) and len(inside) == len(value) > 1 and len(lacking) == 1:
                # A table of which nothing acts, for one reason, is told once.
                yield here, lacking.pop()
            else:
                yield from inside


def idle(scenario: Scenario, elsewhere: Elsewhere) -> Iterator[Finding]:
    """Yield inputs, options and ranges that change nothing in this scenario."""
    changed, worlds = elsewhere.options, elsewhere.all
    told: dict[tuple[Path, Need], list[tuple[str, ...]]] = {}
    for steps, need in _given(scenario, scenario.source, root(), ()):
        if all(unmet(other, steps) is not None for other in worlds):
            key = (*steps[:1], *steps[2:]) if _of_named(steps) else steps
            told.setdefault((key, need), []).append(steps)
    for (_, need), places in told.items():
        names = [dotted(steps) for steps in places]
        does = "does" if len(names) == 1 else "do"
        yield Finding(places[0], f"{_listed(names)} {does} nothing {need.value}", on_key=True)
    yield from _idle_options(scenario, changed)
    yield from _idle_ranges(scenario, [scenario, *worlds])


def _of_named(steps: tuple[str, ...]) -> bool:
    return isinstance(root().keys[steps[0]], Named) and len(steps) > 2


def _listed(names: list[str]) -> str:
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _idle_options(scenario: Scenario, worlds: Mapping[str, Scenario]) -> Iterator[Finding]:
    for name, changed in worlds.items():
        option = scenario.options[name]
        where = ("options", name, "set")
        acting = False
        for path in option.set:
            if only_told(path):
                continue
            found = addresses(changed.source, path)
            lacks = [unmet(changed, one.steps) for one in found]
            before = [unmet(scenario, one.steps) for one in found]
            same = all(_same(scenario, changed, ".".join(one.steps)) for one in found)
            if same:
                continue
            needs = [need for need in lacks if need is not None]
            if len(needs) == len(lacks) and all(before):
                says = f"option '{short(name)}': {short(path, 60)} does nothing {needs[0].value}"
                yield Finding((*where, path), says, on_key=True)
            acting = True
        if not acting:
            says = f"option '{short(name)}' changes nothing: the file has these values already"
            yield Finding(where, says, on_key=True)


def _same(one: Scenario, other: Scenario, path: str) -> bool:
    before, after = value_at(one, path), value_at(other, path)
    return type(before) is type(after) and before == after


def _idle_ranges(scenario: Scenario, worlds: list[Scenario]) -> Iterator[Finding]:
    for path in scenario.believable:
        needs: list[Need] = []
        for world in worlds:
            lacks = [unmet(world, one.steps) for one in addresses(world.source, path)]
            if not all(lacks):
                break
            needs += [need for need in lacks if need is not None]
        else:
            says = f"believable: {short(path, 60)} does nothing {needs[0].value}"
            yield Finding(("believable", path), says, on_key=True)


def length(scenario: Scenario) -> float:
    """Return hours from the truce's start to the last date at which the talks can open."""
    dates, rule = scenario.dates, scenario.postponement
    planned = (dates.talks - dates.truce_starts).total_seconds() / 3600
    return planned + (rule.by * rule.at_most if rule else 0.0)


def late(scenario: Scenario) -> Iterator[Finding]:
    """Yield lengths of time so long that the talks have opened before they are over."""
    end = length(scenario)
    for steps, leaf in _leaves(scenario.source, root(), ()):
        if not leaf.marks.late or unmet(scenario, steps) is not None:
            continue
        value = value_at(scenario, ".".join(steps))
        if isinstance(value, Spread):
            value = value.quantile(HARDLY_EVER)
        elif isinstance(value, datetime):
            value = hours_since(scenario.dates.truce_starts, value)
        if not left_out(value) and value >= end:
            says = (
                f"{dotted(steps)} is {spoken(value)}, but the talks open {spoken(end)} after the "
                f"truce starts: {leaf.marks.late}"
            )
            yield Finding(steps, says)
    yield from _late_teams(scenario, end)
    days = scenario.calm_streak.days
    if "calm_streak" in scenario.source and 24 * days > end:
        says = (
            f"calm_streak.days is {days:,}, but the talks open {spoken(end)} after the truce "
            "starts: no streak is as long"
        )
        yield Finding(("calm_streak", "days"), says)


def _late_teams(scenario: Scenario, end: float) -> Iterator[Finding]:
    """Yield numbers of teams that come into being only after the talks have opened."""
    rules, starts = scenario.verification, scenario.dates.truce_starts
    for place, (since, teams) in enumerate(changes(rules.teams, starts) if rules else ()):
        if since >= end:
            there = "1 team is" if teams == 1 else f"{teams:,} teams are"
            says = (
                f"verification.teams: {there} there from {spoken(since)} after the truce starts, "
                f"but the talks open {spoken(end)} after it does"
            )
            yield Finding(("verification", "teams", place), says)


def _leaves(
    raw: Mapping[str, Any], node: Node, steps: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    for key, value in raw.items():
        below = step_below(node, key)
        if isinstance(below, Leaf):
            yield (*steps, key), below
        elif below is not None and isinstance(value, Mapping):
            yield from _leaves(value, below, (*steps, key))
