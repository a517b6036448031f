"""What an author most likely did not mean: nothing falls, nothing comes, nothing is different."""

from collections.abc import Callable, Iterator

from truce_sim.scenario.acting import Elsewhere
from truce_sim.scenario.durations import spoken
from truce_sim.scenario.findings import Finding
from truce_sim.scenario.kinds import short
from truce_sim.scenario.leaving import fed_up_from_the_start
from truce_sim.scenario.mends import Remedy, added, value
from truce_sim.scenario.met import MET
from truce_sim.scenario.needs import Need
from truce_sim.scenario.numbers import in_file, plain
from truce_sim.scenario.paths import addresses
from truce_sim.scenario.quantities import NEVER
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.teams import changes

_LIKELY_PERCENT = 5.0
"""Factor above which a percentage was probably meant."""


def oversights(scenario: Scenario, elsewhere: Elsewhere) -> Iterator[Finding]:
    """Yield what is likely to have been overlooked, unless an option or a range changes it."""
    options, worlds = elsewhere.options, elsewhere.all
    for check in (_never_falls, _raised, _in_common, _never_comes):
        told = {one.path for one in _everywhere(check, worlds)} if worlds else None
        for finding in check(scenario):
            if told is None or finding.path in told:
                yield finding
    yield from _same_teams(scenario)
    yield from _fed_up_by_options(scenario, options)


def _everywhere(
    check: Callable[[Scenario], Iterator[Finding]], worlds: list[Scenario]
) -> list[Finding]:
    """Return what is found in each of several scenarios, by path."""
    found = [list(check(world)) for world in worlds]
    return [one for one in found[0] if all(one.path in {o.path for o in rest} for rest in found)]


def _never_falls(scenario: Scenario) -> Iterator[Finding]:
    """Yield that violence stays as it was before the truce, or falls by pressure alone."""
    truce = scenario.truce
    if truce.settles_in < NEVER and truce.takes_hold > 0 and truce.floor < 1:
        return
    damped = [
        *(one.factor for one in scenario.measures.values()),
        *(one.factor for one in scenario.shocks.values()),
    ]
    if any(factor < 1 for factor in damped):
        return
    acting = [name for name, party in scenario.parties.items() if party.violates.per_hour > 0]
    if not acting:
        return
    pressed = any(MET[Need.RESTRAINT](scenario, name) for name in acting)
    who = "nothing but pressure and shame makes" if pressed else "nothing makes"
    remedies: tuple[Remedy, ...] = ()
    if truce.settles_in == NEVER:
        key, why, help_ = "settles_in", "left out", ""
        remedies = (added(("truce", key), '"3 days"'),)
    elif truce.takes_hold == 0:
        key, why, help_ = "takes_hold", "0", "a higher takes_hold"
    else:
        key, why, help_ = "floor", "1", "a lower floor"
    says = f"{who} violence fall: truce.{key} is {why}"
    yield Finding(("truce", key), says, help_, remedies=remedies)


def _raised(scenario: Scenario) -> Iterator[Finding]:
    """Yield measures that raise violence, which percentages were probably meant not to."""
    for name, measure in scenario.measures.items():
        if measure.factor <= 1:
            continue
        path: Path = ("measures", name, "factor")
        says = f"measures.{name}.factor is {plain(measure.factor)}: it raises violence"
        percent: tuple[Remedy, ...] = ()
        if measure.factor > _LIKELY_PERCENT:
            percent = (value(path, in_file(measure.factor / 100)),)
        yield Finding(
            path, says, f"({plain(measure.factor)} percent)" if percent else "", remedies=percent
        )


def _in_common(scenario: Scenario) -> Iterator[Finding]:
    """Yield a variance in common of a single party."""
    drawn = [one for one, party in scenario.parties.items() if party.headroom.kind == "lognormal"]
    if scenario.grievance.common and len(drawn) == 1:
        yield Finding(
            ("grievance", "common"),
            f"grievance.common changes no odds: no headroom but that of {drawn[0]} is drawn",
            "a headroom with median and p90 for another party",
            on_key=True,
        )


def _never_comes(scenario: Scenario) -> Iterator[Finding]:
    """Yield shocks and ruptures with a rate of 0."""
    for name, shock in scenario.shocks.items():
        if shock.per_hour == 0:
            key = "rate" if shock.rate is not None else "chance"
            path: Path = ("shocks", name, key)
            yield Finding(path, f"shocks.{name} never comes: its {key} is 0", f"a {key} above 0")
    rupture = scenario.rupture
    if rupture is not None and rupture.per_hour == 0:
        key = "rate" if rupture.rate is not None else "chance"
        says = f"no rupture ever comes: its {key} is 0"
        yield Finding(("rupture", key), says, f"a {key} above 0")


def _same_teams(scenario: Scenario) -> Iterator[Finding]:
    """Yield entries of teams that change nothing."""
    rules = scenario.verification
    before = 0
    for place, (since, teams) in enumerate(
        changes(rules.teams, scenario.dates.truce_starts) if rules else ()
    ):
        if since > 0 and teams == before:
            there = "1 team" if teams == 1 else f"{plain(teams)} teams"
            says = (
                f"verification.teams[{place + 1}]: {there} from {spoken(since)} on change nothing"
            )
            yield Finding(("verification", "teams", place), f"{says}: there are as many before")
        before = teams


def _fed_up_by_options(scenario: Scenario, options: dict[str, Scenario]) -> Iterator[Finding]:
    """Yield options with which a party starts with a grievance at which it gives notice."""
    old = {one.path for one in fed_up_from_the_start(scenario)}
    for name, changed in options.items():
        for finding in fed_up_from_the_start(changed):
            if finding.path in old:
                continue
            where: Path = ("options", name, "set")
            by = next(
                (
                    path
                    for path in scenario.options[name].set
                    if any(one.steps == finding.path for one in addresses(changed.source, path))
                ),
                None,
            )
            place = (*where, by) if by else where
            says = f"option '{short(name)}': {finding.sentence}"
            yield Finding(place, says, finding.try_, on_key=by is None)
