"""Whether two answers share their histories, so that a difference of theirs is no luck."""

from truce_sim.scenario import Scenario
from truce_sim.studies.alternatives import same_truce
from truce_sim.studies.results.common import Heading


def why_apart(first: tuple[Heading, Scenario], second: tuple[Heading, Scenario]) -> str:
    """Return why two answers are not of the same histories, to go after "as"; "" if they are."""
    (one, base), (other, after) = first, second
    reasons = (
        (
            "one was stopped by what it had found",
            {one.stopping.rule, other.stopping.rule} != {"fixed"},
        ),
        ("their seeds differ", one.seed != other.seed),
        ("their numbers of runs differ", one.runs != other.runs),
        ("one is of truces like what was observed", bool(one.given or other.given)),
        ("they are of other parties or of another time", not same_truce(base, after)),
    )
    return next((says for says, apart in reasons if apart), "")
