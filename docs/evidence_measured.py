"""What docs/make_evidence.py measures of simulated truces, as plain numbers that JSON can keep."""

from math import fsum, inf, nan

import numpy as np
from evidence_seen import AGES
from numpy.typing import NDArray
from truce_sim.runs.batch import Columns
from truce_sim.scenario import Scenario
from truce_sim.scenario.before import violations_a_day
from truce_sim.scenario.workload import capacity_a_day
from truce_sim.statistics.estimates import Mean
from truce_sim.statistics.paired import paired_share
from truce_sim.statistics.proportions import clopper_pearson
from truce_sim.statistics.ratios import ratio
from truce_sim.statistics.survival import piecewise_hazard

Floats = NDArray[np.float64]
Interval = list[float]
"""Value, low and high end of its 95% interval by chance between runs; empty if there is none."""
DAYS = AGES[-1]
STRETCHES = {0: (0, 7), 7: (7, 14), 14: (14, 28)}
"""Days over which violence is averaged, by the first of them."""


def hazard(columns: Columns) -> dict[str, list[float]]:
    """Return ends and days at risk in each stretch of age."""
    found = piecewise_hazard(columns["life"], columns["cause"] != "", list(AGES))
    return {"ends": list(found.collapses), "days": [round(day, 3) for day in found.exposure_days]}


def measure(name: str, scenario: Scenario, columns: Columns) -> Interval:
    """Return one measure of a scenario's runs, by the name that docs/evidence_seen.py gives it.

    Raises:
        ValueError: if there is no such measure.
    """
    kind, *about = name.split()
    match kind:
        case "level":
            return _level(scenario, columns, int(about[0]))
        case "dispersion":
            return _dispersion(columns)
        case "claims":
            return kept(ratio(_number(columns, f"claims_{about[0]}_{about[1]}"), _watched(columns)))
        case "outside":
            return _outside(scenario, columns)
        case "branching":
            return kept(ratio(_number(columns, "retaliations"), _number(columns, "incidents")))
        case _:
            raise ValueError(f"no measure is called {name}")


def mechanism(scenario: Scenario, columns: Columns) -> dict[str, Interval]:
    """Return what a mechanism had to do and did, a day that the truce was watched."""
    days = _watched(columns)

    def complaints(*ends: str) -> Floats:
        names = [one for one in columns if one.startswith("verdict_") and one.endswith(ends)]
        return sum((_number(columns, name) for name in names), np.zeros_like(days))

    filed, upheld = complaints(""), complaints("_upheld", "_unnamed")
    checked = _number(columns, "checked")
    capacity = capacity_a_day(scenario)
    return {
        "filed": kept(ratio(filed, days)),
        "capacity": [nan if capacity is None else capacity] * 3,
        "checked": kept(ratio(checked, days)),
        "share": kept(ratio(checked, filed)),
        "upheld": kept(ratio(upheld, checked)),
        "unclear": kept(ratio(complaints("_unclear"), checked)),
        "violations": kept(ratio(_number(columns, "incidents"), days)),
        "branching": kept(ratio(_number(columns, "retaliations"), _number(columns, "incidents"))),
    }


def change(first: Columns, second: Columns) -> Interval:
    """Return by how much more of the same histories hold under the second."""
    found = paired_share(first["held"], second["held"])
    return [found.value, found.low, found.high]


def rate_ratio(ends: tuple[int, int], days: tuple[float, float]) -> tuple[float, float, float]:
    """Return the second rate over the first with its exact 95% interval.

    Given their sum, the second count is binomial with odds ratio * days[1] / days[0]; so the ends
    are those of Clopper and Pearson (Przyborowski and Wilenski 1940, Biometrika 31). NaN if nothing
    ended.
    """
    total = sum(ends)
    if total == 0:
        return nan, nan, nan
    low, high = clopper_pearson(ends[1], total)
    shares = (ends[1] / total, low, high)
    odds = [share / (1 - share) if share < 1 else inf for share in shares]
    value, low, high = (one * days[0] / days[1] for one in odds)
    return value, low, high


def kept(found: Mean) -> Interval:
    """Return an estimate as a list, to four digits."""
    return [float(f"{one:.4g}") for one in (found.value, found.low, found.high)]


def _number(columns: Columns, name: str) -> Floats:
    return columns[name].astype(np.float64)


def _watched(columns: Columns) -> Floats:
    return _number(columns, "days")


def _level(scenario: Scenario, columns: Columns, first: int) -> Interval:
    """Return violations a day of truces that still hold, as a share of those before."""
    low, high = STRETCHES[first]
    counts = _number(columns, "daily.violations")[:, low:high]
    found = ratio(np.nansum(counts, axis=1), (~np.isnan(counts)).sum(axis=1))
    level = violations_a_day(scenario)
    return [one / level for one in kept(found)]


def _dispersion(columns: Columns) -> Interval:
    """Return the variance of a day's count about the course that truces take, over its mean.

    Of runs that stood for four weeks, each at its own level: (count - level * mean of that day)^2.
    1 if days differ by chance alone.
    """
    counts = _number(columns, "daily.violations")[:, :DAYS]
    whole = counts[~np.isnan(counts).any(axis=1)]
    if len(whole) < 2:
        return []
    course = whole.mean(axis=0)
    level = whole.sum(axis=1) / course.sum()
    squares = ((whole - level[:, None] * course) ** 2).sum(axis=1)
    return kept(ratio(squares * DAYS / (DAYS - 1), whole.sum(axis=1)))


def _outside(scenario: Scenario, columns: Columns) -> Interval:
    """Return the share of all harm that excluded groups, outside powers and strikes on them do."""
    means = {
        **{f"violations_{name}": one.harm.mean for name, one in scenario.parties.items()},
        **{f"strikes_{name}": one.harm.mean for name, one in scenario.parties.items()},
        **{f"attacks_{name}": one.harm.mean for name, one in scenario.excluded.items()},
        **{f"attacks_{name}": one.harm.mean for name, one in scenario.outside.items()},
    }
    harm = {name: mean * _number(columns, name) for name, mean in means.items()}
    total = np.array([fsum(run) for run in zip(*harm.values(), strict=True)])
    within = [one for name, one in harm.items() if name.startswith("violations_")]
    return kept(ratio(total - np.array([fsum(run) for run in zip(*within, strict=True)]), total))
