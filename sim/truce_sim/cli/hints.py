"""What is worth trying after an answer."""

from truce_sim.calling import path_word
from truce_sim.report.next_steps import Asked
from truce_sim.report.registry import question_of
from truce_sim.report.words import two_digits
from truce_sim.studies.conduct import Origin
from truce_sim.studies.results.common import Result

_MOST = 1_000_000
"""Runs beyond which nobody is told to ask for them: memory would not hold them."""


def what_next(result: Result, origin: Origin, out: str) -> str:
    """Return a command worth trying next, which runs as it stands.

    Args:
        result: the answer.
        origin: where it was asked for.
        out: the results folder.
    """
    scenario = (path_word(origin.scenario_path), *(f"--set={one}" for one in origin.sets))
    asked = Asked(origin.question, scenario, result.heading.seed, out)
    question = question_of(result)
    wanted = question.runs_wanted(result)
    if wanted is not None and result.heading.runs < two_digits(wanted) <= _MOST:
        return asked.afresh(two_digits(wanted))
    return question.next_step(result, asked)
