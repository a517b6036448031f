"""A question put to a truce: conducted here, kept in memory."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from truce_sim.api.errors import QuestionError, Word
from truce_sim.api.numbers import checked
from truce_sim.api.progress import unheard, watched
from truce_sim.api.questions.given import GivenAsked
from truce_sim.api.questions.question import Question, Source
from truce_sim.engine import NoEngineError
from truce_sim.runs.cluster.addresses import AddressError, check
from truce_sim.runs.cluster.errors import ClusterError
from truce_sim.runs.executors import cores
from truce_sim.runs.installing import to_get_it
from truce_sim.runs.known_engines import ENGINES, Asked
from truce_sim.runs.replications import Progress
from truce_sim.scenario import Scenario
from truce_sim.studies.choosing import choice_of
from truce_sim.studies.conduct import Answered, answered
from truce_sim.studies.study import NothingFinishedError, Study


class How(TypedDict, total=False):
    """How an answer is come by; none of it changes the answer."""

    jobs: int | None
    """Runs made at once; None: as many as there are cores."""
    engine: Asked
    """Who makes them: "auto", "compiled" or "simpy"."""
    on: str | None
    """Where a cluster is that makes them instead (see `--on`); None: this machine makes them."""
    progress: bool | Callable[[Progress], None] | None
    """Whether to show how far it is, or whom to tell; None: where somebody looks."""


@dataclass(frozen=True, slots=True)
class Put:
    """A question that was put to a truce: the study that it became, and what came of it."""

    question: Question
    study: Study
    done: Answered


def put(question: Question, scenario: Scenario, source: Source, how: How) -> Put:
    """Put a question to a truce and return what comes of it.

    Interrupted (Ctrl-C, a notebook's stop button), it is the answer of what was finished by then.

    Raises:
        BatchFailedError: if a run fails.
        KeyboardInterrupt: if it was interrupted before there was anything to show.
        QuestionError: if it cannot be asked so.
        ScenarioFaults: if what it asks does not fit the scenario.
    """
    # A word that nobody knows would change nothing, and whoever mistyped it would not be told.
    if unknown := [name for name in how if name not in How.__annotations__]:
        raise TypeError(
            f"there is no argument {unknown[0]!r}; beside its own a question takes "
            + ", ".join(How.__annotations__)
        )
    study = question.study(scenario, source)
    jobs, engine = checked(jobs=how.get("jobs"))["jobs"], how.get("engine", "auto")
    if engine not in ENGINES:
        raise QuestionError("There is no {engine}", engine=Word("engine", engine))
    jobs, on = jobs or cores(), _cluster(how.get("on"), how.get("jobs"))
    with watched(how.get("progress")) as (on_progress, tell):
        try:
            choice = choice_of(engine, jobs, study, scenario, tell)
            done = answered(
                study,
                scenario,
                jobs=jobs,
                on_progress=on_progress,
                tell=_warned if on is not None and tell is unheard else tell,
                choice=choice,
                on=on,
            )
        except ClusterError as error:
            raise QuestionError(
                "{on}: {why}", on=Word("on", how.get("on")), why=str(error)
            ) from None
        except NothingFinishedError:
            raise KeyboardInterrupt from None
        except NoEngineError as error:
            raise QuestionError(
                "{engine}: {why}{how}",
                engine=Word("engine", engine),
                why=str(error),
                how=f". Try: {typed}" if (typed := to_get_it()) else "",
            ) from None
    return Put(question, study, done)


def _warned(sentence: str) -> None:
    """Tell of a cluster where nobody looks: that others can listen is not to be kept quiet."""
    warnings.warn(sentence, stacklevel=2)


def _cluster(on: object, jobs: object) -> str | None:
    """Return where a cluster is, as it was given.

    Raises:
        QuestionError: if it is no address, or processes of this machine are asked for as well.
    """
    if on is None:
        return None
    if jobs is not None:
        raise QuestionError(
            "{jobs} is for this machine, {on} for a cluster; leave one of them out",
            jobs=Word("jobs"),
            on=Word("on"),
        )
    try:
        return check(str(on))
    except AddressError as error:
        raise QuestionError("{on} {why}", on=Word("on", str(on)), why=str(error)) from None


def from_then_on(question: Question, given_observed: bool, until: object) -> Question:
    """Return a question as one from the last moment known on, where that is asked for.

    Raises:
        QuestionError: if a moment is given for a question that begins with the truce.
    """
    if given_observed:
        return GivenAsked(question, None if until is None else str(until))
    if until is not None:
        raise QuestionError(
            "{until} goes with {given}",
            until=Word("until"),
            given=Word("given_observed", value=True),
        )
    return question
