"""Raw values made a scenario: distances between dates and amounts of the past worked out first."""

from collections.abc import Mapping
from typing import Any

from truce_sim.scenario.amounts_before import come_to, without_past, written_amounts
from truce_sim.scenario.findings import Finding, validated
from truce_sim.scenario.relative_dates import with_dates
from truce_sim.scenario.schema import Scenario


def validate(raw: Mapping[str, Any], past: Scenario | None = None) -> Scenario | list[Finding]:
    """Return the scenario of raw values, all its values as numbers and dates, or what is wrong.

    Args:
        raw: as in a file.
        past: as which everything was before the truce; without it, as in these values.
    """
    raw = with_dates(raw)
    amounts = list(written_amounts(raw))
    result = validated(_placed(raw, {one.steps: one.placeholder for one in amounts}))
    if not amounts or isinstance(result, list):
        return result
    numbers = {one.steps: come_to(result, one, past) for one in amounts}
    findings = [
        finding
        for one in amounts
        if (finding := without_past(result, one, numbers[one.steps])) is not None
    ]
    return findings or validated(_placed(raw, numbers))


def _placed(raw: Mapping[str, Any], values: Mapping[tuple[str, ...], object]) -> Mapping[str, Any]:
    """Return raw values with others in their places."""
    for steps, fresh in values.items():
        raw = _put(raw, steps, fresh)
    return raw


def _put(raw: Mapping[str, Any], steps: tuple[str, ...], fresh: object) -> dict[str, Any]:
    head, *rest = steps
    below = raw.get(head)
    inside = below if isinstance(below, Mapping) else {}
    return {**raw, head: _put(inside, tuple(rest), fresh) if rest else fresh}
