"""What comes too late to be tried from the last moment known on."""

from collections.abc import Sequence

from truce_sim.model import World, build_world
from truce_sim.model.may_become import may_become
from truce_sim.model.variants import Variants
from truce_sim.scenario import Fault, Scenario, ScenarioFaults, from_raw, with_option
from truce_sim.scenario.believable import believable_inputs
from truce_sim.scenario.inputs import label_of
from truce_sim.scenario.levels import Level
from truce_sim.scenario.moments import DATE
from truce_sim.scenario.observations import Observations
from truce_sim.studies.alternatives import Alternative


def refuse_passed(dates: Sequence[Level], asked: str, observed: Observations) -> None:
    """Refuse dates of the talks that had passed by the last moment known.

    Raises:
        ScenarioFaults: naming them.
    """
    passed = [one.text for one in dates if one.number <= observed.holds_until_hours]
    if passed:
        says = f"{', '.join(passed)} had passed by the last moment known"
        note = f"dates after {DATE.show(observed.holds_until)}, or --until an earlier day"
        raise ScenarioFaults([Fault(says, "", "--talks", 0, 1, len(asked), asked, note=note)])


def refuse_too_late(
    others: Sequence[Alternative], scenario: Scenario, observed: Observations
) -> None:
    """Refuse what cannot act from the last moment known on.

    Raises:
        ScenarioFaults: naming each.
    """
    base, hours = build_world(scenario), observed.holds_until_hours
    faults = [
        too_late(f"option {one.key}", reasons)
        for one in others
        if (reasons := may_become(base, build_world(one.scenario), hours))
    ]
    if faults:
        raise ScenarioFaults(faults)


def too_late(what: str, reasons: Sequence[str]) -> Fault:
    """Return the fault of what cannot act any more, with the reasons of `may_become`."""
    says = f"{what} cannot act from the last moment known on: {'; '.join(reasons)}"
    return Fault(says, "observed", note="leave it out, or ask without --given-observed")


def movable(scenario: Scenario, world: World, hours: float) -> tuple[Scenario, tuple[str, ...]]:
    """Return a scenario to be changed from an hour on, and labels of what is too late to change.

    What was before the truce stays as in the file, whatever is tried; ranges of what is too late
    are left out.
    """
    # An option of nothing: what it sets leaves alone what was before the truce.
    later = with_option(scenario, {})
    variants, left = Variants(later), list[str]()
    kept = dict(scenario.source.get("believable", {}))
    for one in believable_inputs(later):
        try:
            ends = variants.at_ends(one)
        except ScenarioFaults:
            continue
        if any(may_become(world, end, hours) for end in ends):
            left.append(label_of(scenario, one.path))
            kept.pop(one.path)
    if not left:
        return later, ()
    fewer = from_raw({**scenario.source, "believable": kept}, scenario.name)
    return with_option(fewer, {}), tuple(left)
