"""`--engine`: who makes the runs of a study, as far as the command line says so."""

from collections.abc import Callable
from functools import partial

from rich.console import Console

from truce_sim.calling import command
from truce_sim.cli.errors import UsageError
from truce_sim.engine import NoEngineError
from truce_sim.runs.engines import Choice
from truce_sim.runs.installing import to_get_it
from truce_sim.runs.known_engines import Asked
from truce_sim.scenario import Scenario
from truce_sim.studies.choosing import choice_of
from truce_sim.studies.study import Study


def speaker(console: Console, *, quiet: bool) -> Callable[[str], None]:
    """Return who tells sentences about engines; a command in one is a line of its own."""
    return (lambda _: None) if quiet else partial(_spoken, console)


def _spoken(console: Console, sentence: str) -> None:
    said, _, typed = sentence.partition("\n")
    console.print(said, soft_wrap=False)
    if typed:
        console.print(f"  {typed}")


def chosen(
    asked: Asked, jobs: int, study: Study, scenario: Scenario, tell: Callable[[str], None]
) -> Choice:
    """Return who makes the runs of a study, so many at once.

    Raises:
        ScenarioFaults: if the study does not fit the scenario.
        UsageError: if the compiled engine is asked for and there is none.
    """
    try:
        return choice_of(asked, jobs, study, scenario, tell)
    except NoEngineError as error:
        raise UsageError(refusal(error)) from None


def refusal(error: NoEngineError) -> str:
    """Return why there is no compiled engine, and what to type instead."""
    if typed := to_get_it():
        return f"--engine compiled: {error}. Try: {typed}"
    anew = command("compile")
    return f"--engine compiled: {error}. Try: --engine simpy ({anew} tries it once more)"
