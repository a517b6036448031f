"""All questions: each module of `report/questions/` is one, named as the command that asks it.

A question is found by lying there; it is loaded when it is first needed, so that commands which
need none of them, or one, do not wait for the others.
"""

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from truce_sim.report import questions
from truce_sim.report.question import Question
from truce_sim.studies.results.common import Result

if TYPE_CHECKING:
    from truce_sim.studies.study import Kept

R = TypeVar("R", bound=Result)


@cache
def names() -> tuple[str, ...]:
    """Return the commands that ask a question."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(questions.__path__)))


def question_named(command: object) -> Question[Any] | None:
    """Return the question that a command asks; None if it asks none, or is no command."""
    if not isinstance(command, str) or command not in names():
        return None
    module = import_module(f"{questions.__name__}.{command}")
    question: Question[Any] = module.QUESTION
    return question


def question_of(result: R) -> Question[R]:
    """Return the question that a result answers."""
    question = question_named(result.kind)
    if question is None:
        raise ValueError(f"there is no question of kind {result.kind}")
    return question


def study_named(command: object) -> "type[Kept] | None":
    """Return the study that a command conducts; None if it conducts none, or is no command."""
    question = question_named(command)
    return None if question is None else question.study()
