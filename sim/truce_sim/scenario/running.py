"""Numbers that add up all before them, known by never falling."""

from collections.abc import Sequence
from itertools import pairwise

FEWEST_RUNNING = 8
"""Numbers that must never fall before they are taken for a running total: days in any order do so
once in 40,320 files."""
_STEPS_THAT_RISE = 2 / 3
"""Share of steps that must rise for that: many days without an incident never fall either."""


def never_falls(numbers: Sequence[float]) -> bool:
    """Return whether numbers in order of days look like a running total."""
    steps = [two - one for one, two in pairwise(numbers)]
    rising = sum(step > 0 for step in steps)
    return (
        len(numbers) >= FEWEST_RUNNING
        and min(steps) >= 0
        and rising >= _STEPS_THAT_RISE * len(steps)
    )
