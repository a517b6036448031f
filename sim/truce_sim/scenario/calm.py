"""What ends a truce, fitted to how much violence there was: few incidents differ much by chance.

Twice as many as before is an alarm only where before there were enough to count, and a massacre is
more than what one usual incident does.
"""

import tomllib
from math import ceil, floor, log10
from typing import Any

from truce_sim.scenario.before import harm_a_day, own_violations_a_day
from truce_sim.scenario.blocks import Draft, Line, raw_of, written
from truce_sim.scenario.by_chance import fitting_window
from truce_sim.scenario.durations import spoken
from truce_sim.scenario.loading import from_raw
from truce_sim.scenario.schema import Scenario

_USUAL = 10.0
"""Medians of harm from which an incident is a massacre."""
_ABOVE_GRAVE = 1.25
"""Times what one incident in ten does, the same."""
_RANGE = 3.0


def fitted(draft: Draft) -> None:
    """Fit the window of the spiral, and what counts as a massacre, to the violence before.

    Args:
        draft: whole, with tables that count in the past; changed in place.
    """
    blocks = {table: block for table, block in draft.blocks.items() if table[:1] != ("options",)}
    scenario = from_raw(raw_of(blocks))
    if ("spiral",) in blocks:
        _spiral(draft, scenario)
    if ("mass_casualty",) in blocks:
        _massacre(draft, scenario)


def _spiral(draft: Draft, scenario: Scenario) -> None:
    a_day = own_violations_a_day(scenario)
    days = fitting_window(a_day)
    if days == 1:
        return
    block, long = draft.blocks["spiral",], spoken(24.0 * days)
    comment = f"# {long} worse than as many before the truce"
    block["violations"] = Line(block["violations"].value, comment)
    block["window"] = written(long)
    made = f"{a_day * days:.2g}"
    draft.evidence["spiral"] = _guess(
        f"twice as many as in {long} before the truce, answers included: the level before makes "
        f"about {made} in that time, and fewer would differ too much by chance"
    )


def _massacre(draft: Draft, scenario: Scenario) -> None:
    harms = [
        one.harm
        for actors in (scenario.parties, scenario.excluded, scenario.outside)
        for one in actors.values()
    ]
    least = max(
        _USUAL * max(harm.quantile(0.5) for harm in harms),
        _ABOVE_GRAVE * max(harm.quantile(0.9) for harm in harms),
    )
    least = _up(least)
    block, path = draft.blocks["mass_casualty",], "mass_casualty.harm"
    rule = scenario.mass_casualty
    assert rule is not None  # noqa: S101 - its table is there
    level = harm_a_day(scenario)
    if rule.harm < least:
        block["harm"] = written(_number(least), "ten times what a usual incident does")
        draft.ranges[path] = written([_number(least), _number(_RANGE * least)])
        draft.evidence["mass_casualty"] = _guess(
            f"{_raw(draft.evidence['mass_casualty'])['source']}; ten usual incidents in one, as "
            "days before the truce did no more harm than some single incidents do"
        )
        return
    low, high = _raw(draft.ranges[path]) if path in draft.ranges else ("", "")
    if low and float(low.split()[0]) * level < least:
        times = min(_up(least / level), rule.harm / level)
        draft.ranges[path] = written([f"{_number(float(f'{times:.4g}'))} x before", high])


def _raw(line: Line) -> Any:  # noqa: ANN401 - whatever stands in a file
    return tomllib.loads(f"x = {line.value}")["x"]


def _guess(source: str) -> Line:
    return written({"basis": "guess", "source": source})


def _up(number: float) -> float:
    """Return a number above 0 rounded up to two digits."""
    step = 10.0 ** (floor(log10(number)) - 1)
    return float(f"{ceil(number / step - 1e-9) * step:.2g}")


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value
