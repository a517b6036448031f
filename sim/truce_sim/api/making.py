"""A new truce: a starter, an archetype, a copy, or from ten answers. Nothing is written."""

from collections.abc import Mapping
from pathlib import Path

from truce_sim.api.errors import QuestionError
from truce_sim.api.truces import Truce, load
from truce_sim.scenario.answered import text_of_answers
from truce_sim.scenario.archetypes import ARCHETYPES
from truce_sim.scenario.beginnings import answers_of, beginning
from truce_sim.scenario.interview import KEYS
from truce_sim.scenario.kinds import nearest
from truce_sim.scenario.starter import title_of
from truce_sim.shipped import names


def new(
    name: str = "my-truce",
    origin: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> Truce:
    """Return a truce to begin with; its `text` is a commented file.

    Args:
        name: what its file would be called, without the ending.
        origin: an archetype, a scenario that comes with the program, or a file; None: the starter.
        answers: to the questions of `new --ask`, by key; all else is as in the nearest archetype.

    Raises:
        QuestionError: if there is nothing of that name to begin with, or no such question.
        ScenarioFaults: if an answer cannot be read, or the file that it begins with has faults.
    """
    if answers is not None:
        if origin is not None:
            raise QuestionError("origin and answers are two ways to begin: leave one out")
        _refuse_unknown(answers)
        found = answers_of({key: str(one) for key, one in answers.items()})
        return load(text_of_answers(found, title_of(name)), name=name)
    text = beginning(origin, name, Path())
    if text is None:
        raise QuestionError(
            "There is no {origin} to begin with; there are: {known}",
            origin=repr(origin),
            known=", ".join([*ARCHETYPES, *names()]),
        )
    return load(text, name=name)


def _refuse_unknown(answers: Mapping[str, str]) -> None:
    """Refuse answers to what is not asked.

    Raises:
        QuestionError: for the first of them.
    """
    for key in answers:
        if key not in KEYS:
            near = nearest(str(key), KEYS)
            hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(KEYS)}"
            raise QuestionError("There is no question {key}; {hint}", key=repr(key), hint=hint)
