"""What the tables of an answer are said to be of."""

from truce_sim.runs.formats.descriptor import About
from truce_sim.studies.results.common import Result


def about(result: Result) -> About:
    """Return what the tables of an answer are of."""
    return About(result.heading.scenario, result.heading.title, result.kind)
