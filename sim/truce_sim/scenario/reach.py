"""Sizes that nothing can reach: a tolerance or a number of violations far beyond the rates.

Worked out from the rates, and wildly too high where in doubt, so that nothing is told of what
could happen with any sensible chance.
"""

from collections.abc import Iterator
from math import inf, log, prod

from truce_sim.scenario.before import grievances_at_start
from truce_sim.scenario.durations import spoken
from truce_sim.scenario.findings import Finding
from truce_sim.scenario.met import flare_ends, retaliates
from truce_sim.scenario.numbers import plain, total
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.sourcemap import Path

GENEROUS = 20.0
"""Times the expected number, and so many more, below which everything counts as possible."""
_RUNAWAY = 0.8
"""Answers to an act from which a chain of them has no bound that could be relied upon."""
_RAREST = 1e-6
"""Chance of harms that are let go."""


def unreachable(scenario: Scenario) -> Iterator[Finding]:
    """Yield the sizes in a scenario that its rates cannot come near."""
    rate = _acts(scenario)
    if rate == inf:
        return
    harm, gravest = _harms(scenario)
    weight = _weight(scenario)
    hours = _hours(scenario)
    starts = grievances_at_start(scenario)
    for name, party in scenario.parties.items():
        if not party.limited:
            continue
        lasts = min(hours, party.forgets_in / log(2))
        steady = rate * lasts * harm * weight
        says = f"but the file's rates make a grievance of at most about {_rough(steady)}"
        least = party.headroom.quantile(_RAREST)
        if party.tolerance is None and least > GENEROUS * (steady + gravest * weight):
            yield _told(("parties", name, "headroom"), least, f"{says} beyond its start")
        elif (party.tolerance or 0.0) > GENEROUS * (steady + gravest * weight) + starts[name]:
            yield _told(("parties", name, "tolerance"), party.tolerance or 0.0, says)
    sizes: list[tuple[str, int, float]] = []
    if scenario.spiral is not None:
        sizes.append(("spiral", scenario.spiral.violations, scenario.spiral.window))
    if scenario.flare is not None and flare_ends(scenario):
        sizes.append(("flare", scenario.flare.violations, scenario.flare.window))
    for table, violations, window in sizes:
        expected = rate * min(window, hours)
        if violations > GENEROUS * (expected + 1):
            says = f"but the file's rates make at most about {_rough(expected)} in {spoken(window)}"
            yield _told((table, "violations"), violations, says)


def _told(path: Path, size: float, says: str) -> Finding:
    name = ".".join(map(str, path))
    return Finding(path, f"{name} is {plain(size)}, {says}: it is never reached", "a smaller size")


def _rough(number: float) -> str:
    return plain(float(f"{number:.2g}"))


def _hours(scenario: Scenario) -> float:
    """Return hours from the start to the last moment that anything can happen."""
    dates, rule = scenario.dates, scenario.postponement
    last = max(dates.talks, dates.watch_until or dates.talks)
    moved = rule.by * rule.at_most if rule else 0.0
    return (last - dates.truce_starts).total_seconds() / 3600 + moved


def _acts(scenario: Scenario) -> float:
    """Return acts of violence per hour by anybody, answers included, at their highest."""
    rules = scenario.verification
    shame = max(1.0, rules.shame) if rules else 1.0
    stirred = 1.0
    for shock in scenario.shocks.values():
        stirred *= max(1.0, shock.factor)
    agreed = prod(max(1.0, measure.factor) for measure in scenario.measures.values())
    rate = 0.0
    for party in scenario.parties.values():
        rate += party.violates.per_hour * shame * agreed
        if party.false_complaints is not None:
            rate += party.false_complaints.per_hour * max(1.0, scenario.complaints.rise)
    for group in scenario.excluded.values():
        rate += group.attacks.per_hour * (group.spoils.factor if group.spoils else 1.0)
    rate += total(power.attacks.per_hour for power in scenario.outside.values())
    answers = 0.0
    for party in scenario.parties.values():
        if retaliates(party):
            chance = max(party.retaliates, party.retaliates_fed_up or 0.0)
            spread = scenario.flare.spreads if scenario.flare else 1.0
            grows = spread * agreed * shame * max(1.0, party.escalates)
            answers = max(answers, chance * grows)
    return rate * stirred / (1 - answers) if answers < _RUNAWAY else inf


def _harms(scenario: Scenario) -> tuple[float, float]:
    """Return the highest mean harm of an act, and the gravest harm that is not let go."""
    mean = gravest = 0.0
    for actors in (scenario.parties, scenario.excluded, scenario.outside):
        for one in actors.values():
            grows = max(1.0, getattr(one, "escalates", 1.0))
            mean = max(mean, one.harm.mean * grows)
            gravest = max(gravest, one.harm.quantile(1 - _RAREST) * grows)
    return mean, gravest


def _weight(scenario: Scenario) -> float:
    """Return the most that an incident of harm 1 weighs in a grievance."""
    rules, weighs = scenario.verification, scenario.grievance
    most = max(
        1.0, weighs.overdue, weighs.upheld, weighs.redressed, weighs.unclear, weighs.rejected
    )
    strains = max([1.0, *(power.strains for power in scenario.outside.values())])
    return most * strains * (max(1.0, rules.outcry) if rules else 1.0)
