"""Counters that can tell nothing, or not what they seem to: without numbers, or adding all up."""

from collections.abc import Iterator

from truce_sim.scenario.findings import Finding
from truce_sim.scenario.kinds import short
from truce_sim.scenario.observations import Number
from truce_sim.scenario.running import never_falls
from truce_sim.scenario.schema import Scenario


def uncounted(scenario: Scenario) -> Iterator[Finding]:
    """Yield counters that move no odds, or move them for a slip in how they were written."""
    seen = scenario.observations
    if seen is None:
        return
    counting = {one.counter for one in seen.numbers}
    for counter in seen.counters:
        path = ("observed", "counters", counter.id)
        if counter.id not in counting:
            says = f"observed.counters.{short(counter.id)} has no numbers"
            yield Finding(path, says, on_key=True)
        elif counter.family.endswith("verdicts") and scenario.verification is None:
            says = (
                f"observed.counters.{short(counter.id)} counts {counter.family}, and without "
                "[verification] there are none"
            )
            yield Finding((*path, "counts"), says)
        own = sorted((one for one in seen.numbers if one.counter == counter.id), key=_begins)
        if never_falls([one.number for one in own]):
            says = f"observed.counters.{short(counter.id)} has {len(own)} numbers that never fall"
            yield Finding(path, says, "is each the total so far? Then give the steps", on_key=True)


def _begins(number: Number) -> float:
    return number.from_hours
