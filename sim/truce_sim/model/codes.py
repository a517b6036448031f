"""What is told apart by number: acts, truths, verdicts. The words are for people.

Rules take and return these numbers, so that they are functions of numbers alone.
"""


class Act:
    """What an incident is."""

    VIOLATION = 0
    """By a party, of its own accord."""
    RETALIATION = 1
    """By a party, in answer to another's."""
    STRIKE = 2
    """By a party on an excluded group: lawful."""
    ATTACK = 3
    """By an excluded group."""
    OUTSIDE_ATTACK = 4
    """By an outside power."""
    NOTHING = 5
    """What a false complaint is about."""


ACTS = ("violation", "retaliation", "strike", "attack", "outside attack", "nothing")
"""The words for them, in the order of their numbers; so are those below."""


class Truth:
    """What is true of a claim."""

    TRUE = 0
    FALSE = 1
    """It did not happen."""
    LAWFUL = 2
    """It was a strike on an excluded group."""
    MISBLAMED = 3
    """Another did it."""


TRUTHS = ("true", "false", "lawful strike", "wrong party")


class Verdict:
    """Where a complaint stands."""

    UPHELD = 0
    UNNAMED = 1
    """Upheld, with nobody named."""
    UNCLEAR = 2
    REJECTED = 3
    OPEN = 4
    """Without a verdict."""


VERDICTS = ("upheld", "upheld, nobody named", "unclear", "rejected", "open")

NOBODY = -1
"""Blamed where nobody in the truce is."""


class Order:
    """In which order complaints are taken."""

    FIRST_COME = 0
    GRAVEST = 1
    BY_ZONE = 2


ORDERS = ("first come", "gravest first", "by zone")
