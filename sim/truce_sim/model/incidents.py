"""What happens, what is believed, and what is claimed: kept apart from one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Literal

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


class Name:
    """Name of an incident: that of the act of somebody's own accord, and who answered since.

    Only what is read is ever spelt out: of a long chain of answers, the names together would be
    far longer than all else in the run. Streams are addressed by the name's hash, which goes on
    from the one before.
    """

    __slots__ = ("_hash", "answers", "first", "parent", "who")

    def __init__(self, first: str, who: str) -> None:
        self.first = first
        """Name of the act at the beginning."""
        self.who = who
        """Who did this, or answered."""
        self.parent: Name | None = None
        """The name of what this answers."""
        self.answers = 0
        """How many answers led from the beginning to here."""
        self._hash: Any = None

    def answered_by(self, who: str) -> "Name":
        """Return the name of an answer."""
        name = Name(self.first, who)
        name.parent = self
        name.answers = self.answers + 1
        name._hash = self._hashed().copy()
        name._hash.update(f">{who}".encode())
        self._hash = None  # one answer at most, and a thousand bytes or so each
        return name

    def _hashed(self) -> Any:  # noqa: ANN401 - hashlib's objects have no public type
        return blake2b(self.text.encode(), digest_size=8) if self._hash is None else self._hash

    def address(self, purpose: str) -> int:
        """Return the address of a stream of this incident (see `streams`)."""
        hashed = self._hashed().copy()
        hashed.update(f" / {purpose}".encode())
        return int.from_bytes(hashed.digest(), "little")

    @property
    def text(self) -> str:
        """The name spelt out."""
        return ">".join([self.first, *(link.who for link in [*self._answers()][::-1])])

    @property
    def shown(self) -> str:
        """The name for readers; of a long chain of answers only how many there were."""
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
    kind: Kind
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

    def chain(self) -> Iterator[Name]:
        """Yield the names of this incident and of those that led to it, latest first."""
        return self.name.chain()


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
    persuasions: int | None = None
    """How many persuasions of the claimant `kept` takes into account; None before it weighs."""
    filed_at: float | None = None
    verdict: Verdict = "open"
    overdue: bool = False
    answered: bool = False
    """A retaliation for it was decided."""
