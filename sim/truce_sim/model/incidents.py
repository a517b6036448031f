"""What happens, what is believed, and what is claimed: kept apart from one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from truce_sim.model.addresses import Purpose, deed_parts, mix
from truce_sim.model.codes import Act, Verdict


class Mark:
    """The draws that belong to one incident, by their place in its block.

    Each decision has its own place, so adding one leaves the others' draws untouched. Plain
    numbers, because looking up an enumeration's members would cost more than the draws.
    """

    ZONE = 0
    VICTIM = 1
    HARM = 2
    COMMANDED = 3
    NOTICED = 4
    MISBLAMED = 5
    SUSPECT = 6
    DISPUTED = 7
    NEIGHBOUR = 8
    ENDS = 9
    FILED = 10
    REACHED = 11
    CHECKED = 12
    RULING = 13
    NAMED = 14
    ENDORSED = 15
    HAGGLED = 16
    PUBLISHED = 17
    REDRESSED = 18
    FIRST_DECISION = 19
    SECOND_DECISION = 20
    DELAY = 21
    SAME_ZONE = 22
    HOTLINE = 23
    ANSWER = 24
    BELIEVED = 25


class Name:
    """Which incident it is: an act of somebody's own accord, or the answer to another incident.

    Where the draws that hang on it stand follows from that, and so does its label for readers;
    both are worked out only where they are asked for. Of a long chain of answers, the labels
    together would be far longer than all else in the run.
    """

    __slots__ = ("_address", "actor", "answers", "branch", "number", "parent", "who")

    def __init__(self, who: str, actor: int, number: int, branch: int) -> None:
        self.who = who
        """Who did this."""
        self.actor = actor
        """Address of who did this."""
        self.number = number
        """Which of its deeds (see `addresses.deed`); 0 of an answer."""
        self.branch = branch
        """The luck it was born under, and keeps (see `streams`)."""
        self.parent: Name | None = None
        """The name of what this answers."""
        self.answers = 0
        """How many answers led from the beginning to here."""
        self._address = -1

    def answered_by(self, who: str, actor: int, branch: int) -> "Name":
        """Return the name of an answer by `who`, whose address is `actor`."""
        name = Name(who, actor, 0, branch)
        name.parent = self
        name.answers = self.answers + 1
        name._address = mix(self.address, actor)
        return name

    @property
    def address(self) -> int:
        """The address of its draws (see `addresses`)."""
        if self._address < 0:
            self._address = mix(self.actor, self.number)
        return self._address

    @property
    def first(self) -> str:
        """Label of the act at the beginning."""
        *_, act = self.chain()
        purpose, stratum, number = deed_parts(act.number)
        what = "-claim" if purpose == Purpose.INVENTED_MARKS else ""
        luck = f"/{act.branch}" if act.branch else ""
        return f"{act.who}{what}-{stratum}.{number}{luck}"

    @property
    def text(self) -> str:
        """The label spelt out."""
        return ">".join([self.first, *(link.who for link in [*self._answers()][::-1])])

    @property
    def shown(self) -> str:
        """The label for readers; of a long chain of answers only how many there were."""
        if self.answers <= _SPELT:
            return self.text
        return f"{self.first}>({self.answers:,} answers)>{self.who}"

    def chain(self) -> Iterator["Name"]:
        """Yield this name and those that led to it, latest first."""
        name: Name | None = self
        while name is not None:
            yield name
            name = name.parent

    def _answers(self) -> Iterator["Name"]:
        return (name for name in self.chain() if name.parent is not None)


_SPELT = 100
"""Answers in a row of which each is spelt out in the name."""


@dataclass(slots=True, eq=False)
class Incident:
    """One act of violence (or, for a false complaint, none)."""

    name: Name
    act: int
    """An `Act`."""
    who: str
    whom: str
    zone: str
    harm: float
    time: float
    marks: Sequence[float] = field(repr=False)
    commanded: bool = True

    @property
    def label(self) -> str:
        """Name in the story, the same in every scenario in which it happens."""
        return self.name.text

    @property
    def parent(self) -> "Name | None":
        """Name of the incident that this one answers."""
        return self.name.parent

    @property
    def answers(self) -> int:
        """How many answers in a row led here; 0 for an act of somebody's own accord."""
        return self.name.answers

    @property
    def answers_another(self) -> bool:
        """Whether it is a retaliation."""
        return self.act == Act.RETALIATION

    def chain(self) -> Iterator[Name]:
        """Yield the names of this incident and of those that led to it, latest first."""
        return self.name.chain()


@dataclass(slots=True, eq=False)
class Claim:
    """A party's belief that another hit it; with verification, a complaint."""

    incident: Incident
    by: str
    against: str
    truth: int
    """A `Truth`."""
    noticed_at: float
    turn: int
    """Its turn among claims: by who makes it, then by how many that party made before."""
    weight: float = 0.0
    """What its harm counts for in the claimant's grievance at present."""
    kept: float = 1.0
    """Share of it that persuasion has left."""
    persuasions: int | None = None
    """How many persuasions of the claimant `kept` takes into account; None before it weighs."""
    filed_at: float = 0.0
    verdict: int = Verdict.OPEN
    """A `Verdict`."""
    overdue: bool = False
    answered: bool = False
    """A retaliation for it was decided."""
