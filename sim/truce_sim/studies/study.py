"""What all studies have in common: a question, conducted on a scenario, with an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from truce_sim.runs.replications import Work
from truce_sim.runs.tables import Table
from truce_sim.scenario import Scenario
from truce_sim.studies.results.common import Result, Story


class NothingFinishedError(Exception):
    """The study was interrupted before there was anything to report.

    Its message is the id of the unfinished study, if some of its work is kept all the same.
    """


@dataclass(frozen=True, slots=True)
class Answer:
    """A typed result, the tables behind it, and one run told as a story."""

    result: Result
    tables: Mapping[str, Table]
    """By name, which is that of their files without its ending."""
    story: Story | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """How much work a study is."""

    settings: int
    replications: int
    """Over all settings."""
    at_most: bool = False
    """It may end earlier."""


class Study(Protocol):
    """A question about a scenario. Two equal studies of equal scenarios give the same answer."""

    @property
    def kind(self) -> str:
        """Name of the command that asks it."""
        ...

    @property
    def seed(self) -> int:
        """Root seed."""
        ...

    def arguments(self) -> dict[str, object]:
        """Return what was asked for, for the manifest."""
        ...

    def extent(self, scenario: Scenario) -> Extent:
        """Return how much work it is going to be.

        Raises:
            ScenarioFaults: if what it asks does not fit the scenario.
        """
        ...

    def conduct(self, scenario: Scenario, work: Work) -> Answer:
        """Do the work and answer."""
        ...


class Kept(Study, Protocol):
    """A study that can be made again from what a manifest keeps of it."""

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> Self:
        """Return the study that arguments describe, as a manifest keeps them.

        Raises:
            KeyError: if it cannot be; so do TypeError, ValueError and AttributeError.
            ScenarioFaults: if a scenario among them no longer fits.
        """
        ...
