"""What does not fit together in how parties leave the truce: levels without end, limits passed."""

from collections.abc import Iterator, Mapping
from typing import Any

from truce_sim.scenario.before import grievances_at_start
from truce_sim.scenario.findings import Finding, dotted
from truce_sim.scenario.lookups import parsed, table
from truce_sim.scenario.mends import Change, Remedy, key_text
from truce_sim.scenario.numbers import plain
from truce_sim.scenario.quantities import left_out
from truce_sim.scenario.schema import Scenario

_LIMITS = ("tolerance", "headroom")


def leaving(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a share at the start of what violence before the truce sustains, if that has no end."""
    if not parsed(raw, "grievance", "at_start"):
        return
    lacking = [
        name
        for name in table(raw, "parties")
        if any(key in table(raw, "parties", name) for key in _LIMITS)
        and left_out(parsed(raw, "parties", name, "forgets_in"))
        and "forgets_in" not in table(raw, "parties", name)
    ]
    if lacking:
        path = ("grievance", "at_start")
        changes = [Change("add", ("parties", name, "forgets_in"), '"5 days"') for name in lacking]
        names = ", ".join(key_text(name) for name in lacking)
        yield Finding(
            path,
            f"{dotted(path)} is a share of the grievance that violence before the truce sustains; "
            f"{dotted(('parties', lacking[0]))} never forgets, so it has no such level",
            remedies=(Remedy(f'forgets_in = "5 days" for {names}', tuple(changes)),),
        )


def fed_up_from_the_start(scenario: Scenario) -> Iterator[Finding]:
    """Yield parties that start with a grievance at which they give notice."""
    for name, start in grievances_at_start(scenario).items():
        tolerance = scenario.parties[name].tolerance
        if tolerance is not None and start >= tolerance:
            path = ("parties", name, "tolerance")
            yield Finding(
                path,
                f"{dotted(path)} is {plain(tolerance)}, but the party starts with a grievance of "
                f"{plain(float(f'{start:.3g}'))}: it gives notice at the first incident",
                "headroom in its place, which is counted from the start",
            )
