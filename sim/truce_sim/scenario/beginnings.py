"""What a new scenario can begin with, for the command and for Python."""

from collections.abc import Mapping
from pathlib import Path

from truce_sim.scenario.archetypes import ARCHETYPES, text_of
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.interview import Answers, read_all
from truce_sim.scenario.starter import copied, starter_text
from truce_sim.shipped import SCENARIO, file_of, is_file


def beginning(source: str | None, name: str, folder: Path) -> str | None:
    """Return the text that a new scenario begins with; None if there is nothing of that name.

    Args:
        source: a file, a scenario that comes with the program, or an archetype; None: the starter.
        name: of the new file, without its ending.
        folder: where it is to lie.

    Raises:
        ScenarioFaults: if the file cannot be read.
    """
    if source is None:
        return starter_text(name)
    if is_file(source) or source.endswith(SCENARIO):
        return copied(file_of(source), folder)
    return text_of(source) if source in ARCHETYPES else None


def answers_of(texts: Mapping[str, str]) -> Answers:
    """Return the answers to the questions of an interview.

    Args:
        texts: answers by question; what is missing or blank has its default.

    Raises:
        ScenarioFaults: everything that is wrong with them.
    """
    found, wrong = read_all(texts)
    if found is None:
        raise ScenarioFaults([Fault(f"{key}: {says}") for key, says in wrong.items()])
    return found
