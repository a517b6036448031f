"""Ten questions about a truce, and what their answers mean.

Answers are texts, as typed or as written in a file of answers; each is read by its question, which
says what is wrong with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from truce_sim.scenario.answers_read import (
    AnswerError,
    Between,
    read_behind,
    read_between,
    read_earlier,
    read_incidents,
    read_names,
    read_parties,
    read_starts,
    read_talks,
    read_teams,
    read_who_checks,
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody knows of a truce.

    Attributes:
        parties: names of those who signed.
        starts: when the truce starts.
        talks: when the talks open.
        talks_after: days from the truce's start to the talks, if so answered.
        incidents: of each party, a day, before the truce.
        outside: names of those who are not bound and go on.
        attacks: of all of these together, a day.
        checks: who looks into complaints, or "".
        teams: how many complaints can be looked into at a time.
        checks_after: days from the truce's start until that begins.
        earlier: truces of this war before.
        broken: how many of those were broken within ten days.
        behind: name of each power that stands behind the truce, with the parties it can press.
        texts: the answers as given, by question; without those left to their default.
    """

    parties: tuple[str, ...]
    starts: datetime
    talks: datetime
    talks_after: float | None
    incidents: tuple[Between, ...]
    outside: tuple[str, ...]
    attacks: Between
    checks: str
    teams: int
    checks_after: float
    earlier: int
    broken: int
    behind: tuple[tuple[str, tuple[str, ...]], ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        key: its name in a file of answers.
        asks: the question, with an example.
        default: what an empty answer means.
        read: reads an answer, given what earlier questions made of theirs.
        needs: question that must not have been answered with nobody, or "".
    """

    key: str
    asks: str
    default: str
    read: Callable[[str, Mapping[str, Any]], Any]
    needs: str = ""


def is_open(question: Question, answers: Answers) -> bool:
    """Return whether a question makes sense after what was answered to others."""
    known = {"outside": answers.outside, "checks": answers.checks}
    return not question.needs or bool(known[question.needs])


def left_to_default(answers: Answers) -> list[str]:
    """Return the questions that made sense and were not answered."""
    return [one.key for one in QUESTIONS if is_open(one, answers) and one.key not in answers.texts]


def read_all(texts: Mapping[str, str]) -> tuple[Answers | None, dict[str, str]]:
    """Return the answers, and what is wrong with those that cannot be used, by question.

    Args:
        texts: answers by question; what is missing or blank has its default.
    """
    known: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    given = {key: text.strip() for key, text in texts.items() if text.strip()}
    for question in QUESTIONS:
        makes_sense = not question.needs or known.get(question.needs)
        text = given.get(question.key, question.default) if makes_sense else question.default
        try:
            known[question.key] = question.read(text, known)
        except AnswerError as error:
            wrong[question.key] = str(error)
    if wrong:
        return None, wrong
    teams, checks_after = known["teams"]
    earlier, broken = known["earlier"]
    talks, talks_after = known["talks"]
    answers = Answers(
        known["parties"],
        known["starts"],
        talks,
        talks_after,
        known["incidents"],
        known["outside"],
        known["attacks"],
        known["checks"],
        teams,
        checks_after,
        earlier,
        broken,
        known["behind"],
        given,
    )
    return answers, {}


QUESTIONS = (
    Question(
        "parties",
        "Who signs the truce? e.g. Army, Movement, Front",
        "North, South",
        read_parties,
    ),
    Question(
        "starts",
        "When does it start? e.g. 2030-05-01 06:00",
        "2030-05-01",
        read_starts,
    ),
    Question(
        "talks",
        "When do the talks open? e.g. +10 days, 2030-05-11 15:00",
        "+10 days",
        read_talks,
    ),
    Question(
        "incidents",
        "Incidents a day by all of them, before it? e.g. 20 to 40",
        "10 to 30",
        read_incidents,
    ),
    Question("outside", "Who is outside and fights on? e.g. Raiders", "nobody", read_names),
    Question(
        "attacks",
        "Attacks a day by these? e.g. 2 to 6",
        "1 to 4",
        read_between,
        needs="outside",
    ),
    Question("checks", "Who checks complaints? e.g. UN observers", "nobody", read_who_checks),
    Question(
        "teams",
        "How many teams, from when? e.g. 6 from day 5",
        "6 from day 3",
        read_teams,
        "checks",
    ),
    Question(
        "earlier",
        "Earlier truces of this war, and broken in ten days? e.g. 5, 2",
        "0, 0",
        read_earlier,
    ),
    Question(
        "behind",
        "Who stands behind it? e.g. Big Power for Army",
        "nobody",
        read_behind,
    ),
)
KEYS = tuple(question.key for question in QUESTIONS)
"""Names of the questions in a file of answers."""
