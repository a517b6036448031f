"""What happens, what is believed, and what is claimed: kept apart from one another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["violation", "retaliation", "strike", "attack", "outside attack", "nothing"]
"""Own accord; answer to another; lawful strike on an excluded group; excluded group's attack;
outside power's attack; and what a false complaint is about."""

Truth = Literal["true", "false", "lawful strike", "wrong party"]
TRUTHS: tuple[Truth, ...] = ("true", "false", "lawful strike", "wrong party")

Verdict = Literal["upheld", "upheld, nobody named", "unclear", "rejected", "open"]
VERDICTS: tuple[Verdict, ...] = ("upheld", "upheld, nobody named", "unclear", "rejected", "open")


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


@dataclass(slots=True, eq=False)
class Incident:
    """One act of violence (or, for a false complaint, none)."""

    label: str
    """Name in the story, the same in every scenario in which it happens."""
    kind: Kind
    who: str
    whom: str
    zone: str
    harm: float
    time: float
    marks: list[float] = field(repr=False)
    parent: "Incident | None" = None
    """The incident that this one answers."""
    commanded: bool = True

    def chain(self) -> Iterator["Incident"]:
        """Yield this incident and those that led to it, latest first."""
        incident: Incident | None = self
        while incident is not None:
            yield incident
            incident = incident.parent


@dataclass(slots=True, eq=False)
class Claim:
    """A party's belief that another hit it; with verification, a complaint."""

    incident: Incident
    by: str
    against: str
    truth: Truth
    noticed_at: float
    weight: float = 0.0
    """What its harm counts for in the claimant's grievance at present."""
    kept: float = 1.0
    """Share of it that persuasion has left."""
    filed_at: float | None = None
    verdict: Verdict = "open"
    overdue: bool = False
    answered: bool = False
    """A retaliation for it was decided."""
