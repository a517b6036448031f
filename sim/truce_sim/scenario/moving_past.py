"""Whether what is counted in a file's past moves along when an input is moved."""

from collections.abc import Sequence

from truce_sim.scenario.amounts_before import come_to, written_amounts
from truce_sim.scenario.before import grievance_levels
from truce_sim.scenario.faults import ScenarioFaults
from truce_sim.scenario.levels import Swept, with_levels
from truce_sim.scenario.schema import Scenario


def moves_along(scenario: Scenario, swept: Sequence[Swept]) -> str:
    """Return a sentence on inputs with which amounts of the past move; "" where none does.

    An amount that is itself moved is what was asked for. Grievance at the start is an amount of the
    past as well.
    """
    moving = [one.path for one in swept if _moves(scenario, one)]
    if not moving:
        return ""
    return f"What is counted in the past moves along with {' and '.join(moving)}."


def _moves(scenario: Scenario, one: Swept) -> bool:
    try:
        ends = [with_levels(scenario, [one], [level]) for level in (one.levels[0], one.levels[-1])]
    except ScenarioFaults:  # that fits only beside other inputs
        return False
    if scenario.grievance.at_start and grievance_levels(ends[0].past) != grievance_levels(
        ends[1].past
    ):
        return True
    there, here = ({w.steps: w for w in written_amounts(end.source)} for end in ends)
    return any(
        steps in here
        and here[steps].amount == there[steps].amount
        and come_to(ends[0], there[steps]) != come_to(ends[1], here[steps])
        for steps in there
    )
