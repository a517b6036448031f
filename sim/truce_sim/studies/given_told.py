"""What an answer tells otherwise where all of its truces lived to the last moment known."""

from dataclasses import asdict

from truce_sim.scenario import Scenario
from truce_sim.statistics.survival import PiecewiseHazard, hazard_since
from truce_sim.studies.past import past_share
from truce_sim.studies.results.common import Result
from truce_sim.studies.results.postpone import PostponeResult
from truce_sim.studies.results.run import Hazard, RunResult


def told_since(result: Result, scenario: Scenario, hours: float) -> dict[str, object]:
    """Return the parts of a result that tell of an hour on, by field.

    Args:
        result: of runs that all lived to that hour.
        scenario: that it is of.
        hours: since the truce's start.
    """
    return {
        **_danger_since(result, hours),
        **_curve_since(result, hours),
        **_dates_since(result, scenario, hours),
    }


def _curve_since(result: Result, hours: float) -> dict[str, object]:
    """Return the curve without a band before an hour that all runs lived to, if there is one."""
    if not isinstance(result, RunResult | PostponeResult):
        return {}
    curve = result.survival
    pairs = zip(curve.hours, curve.low, strict=True)
    low = tuple(1.0 if hour <= hours else end for hour, end in pairs)
    return {"survival": curve.model_copy(update={"low": low})}


def _dates_since(result: Result, scenario: Scenario, hours: float) -> dict[str, object]:
    """Return dates of the talks with what past truces did that stood so long, if it has dates."""
    if not isinstance(result, PostponeResult):
        return {}
    return {
        "dates": tuple(
            one
            if one.past_not_broken is None
            else one.model_copy(
                update={"past_not_broken": past_share(scenario.base_rate, one.hours, hours)}
            )
            for one in result.dates
        )
    }


def _danger_since(result: Result, hours: float) -> dict[str, object]:
    """Return the danger by age from an hour on that all runs lived to, if a result tells of it."""
    if not isinstance(result, RunResult):
        return {}
    whole = PiecewiseHazard(**result.hazard.model_dump())
    since = hazard_since(whole, hours / 24, result.heading.runs)
    return {"hazard": Hazard(**asdict(since))} if since.rate else {}
