"""Who makes the runs of a study, by how much work it is."""

from collections.abc import Callable

from truce_sim.model import build_world
from truce_sim.runs.engines import Choice
from truce_sim.runs.known_engines import Asked
from truce_sim.runs.pace import seconds_a_run
from truce_sim.scenario import Scenario
from truce_sim.studies.study import Study


def choice_of(
    asked: Asked, jobs: int, study: Study, scenario: Scenario, tell: Callable[[str], None]
) -> Choice:
    """Return who makes the runs of a study, so many at once.

    Raises:
        NoEngineError: if the compiled engine is asked for and cannot be had.
        ScenarioFaults: if the study does not fit the scenario.
    """
    seconds = 0.0
    if asked == "auto":
        seconds = study.extent(scenario).replications * seconds_a_run(build_world(scenario))
    return Choice(asked, seconds, tell, jobs)
