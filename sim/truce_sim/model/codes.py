"""What is told apart by number: acts, truths, verdicts. The words are for people.

Rules take and return these numbers, so that they are functions of numbers alone. Each set of codes
is one tuple with names, because that is what a compiler of Python takes as a constant.
"""

from typing import NamedTuple


class _Act(NamedTuple):
    """What an incident is."""

    VIOLATION: int = 0
    """By a party, of its own accord."""
    RETALIATION: int = 1
    """By a party, in answer to another's."""
    STRIKE: int = 2
    """By a party on an excluded group: lawful."""
    ATTACK: int = 3
    """By an excluded group."""
    OUTSIDE_ATTACK: int = 4
    """By an outside power."""
    NOTHING: int = 5
    """What a false complaint is about."""


Act = _Act()
ACTS = ("violation", "retaliation", "strike", "attack", "outside attack", "nothing")
"""The words for them, in the order of their numbers; so are those below."""


class _Truth(NamedTuple):
    """What is true of a claim."""

    TRUE: int = 0
    FALSE: int = 1
    """It did not happen."""
    LAWFUL: int = 2
    """It was a strike on an excluded group."""
    MISBLAMED: int = 3
    """Another did it."""


Truth = _Truth()
TRUTHS = ("true", "false", "lawful strike", "wrong party")


class _Verdict(NamedTuple):
    """Where a complaint stands."""

    UPHELD: int = 0
    UNNAMED: int = 1
    """Upheld, with nobody named."""
    UNCLEAR: int = 2
    REJECTED: int = 3
    OPEN: int = 4
    """Without a verdict."""


Verdict = _Verdict()
VERDICTS = ("upheld", "upheld, nobody named", "unclear", "rejected", "open")

NOBODY = -1
"""Blamed where nobody in the truce is."""


class _Order(NamedTuple):
    """In which order complaints are taken."""

    FIRST_COME: int = 0
    GRAVEST: int = 1
    BY_ZONE: int = 2


Order = _Order()
ORDERS = ("first come", "gravest first", "by zone")
