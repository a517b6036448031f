"""What all questions have in common, before a study is made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

from truce_sim.scenario import Scenario

if TYPE_CHECKING:
    # A truce is loaded and checked without what simulates.
    from truce_sim.studies.study import Study


@dataclass(frozen=True, slots=True)
class Source:
    """Where a scenario is from, as far as whoever asks has said."""

    path: str = ""
    """The file as it was named; "" for one that is in none."""
    sets: tuple[str, ...] = ()
    """What was changed in it, each "PATH=VALUE"."""


class Question(Protocol):
    """What is asked of a truce, as far as anything was said of it."""

    def study(self, scenario: Scenario, source: Source) -> "Study":
        """Return the study.

        Raises:
            QuestionError: if something is missing, or does not go together.
        """
        ...

    def said(self) -> Mapping[str, object]:
        """Return what was said, as arguments of a study; what was left open is left out."""
        ...


@runtime_checkable
class AsksOthers(Protocol):
    """A question that may set other truces against the first."""

    def beside(self, others: Sequence[Scenario]) -> Self:
        """Return the question with the other truces."""
        ...


def said(**arguments: object) -> dict[str, object]:
    """Return arguments without those that were left open."""
    return {name: value for name, value in arguments.items() if value is not None}
