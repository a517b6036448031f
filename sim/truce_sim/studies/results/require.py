"""What `require` answers, as typed values."""

from typing import Literal

from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.common import Input, Result
from truce_sim.studies.results.sweep import SweepParam


class RequireResult(Result):
    """Answer of `require`: the smallest change of one input that meets a target."""

    kind: Literal["require"] = "require"
    target: float
    param: SweepParam
    """The input and its levels, by rising number."""
    levels: tuple[Share, ...]
    more_helps: bool
    """Whether high values are the strong ones; of a delay, low values are."""
    enough: str | None
    """Weakest level from which on every one-sided lower bound meets the target (fixed-sequence
    test); None: not reached by this input within the range."""
    looks_enough: str | None
    """Weakest level whose estimate meets it."""
    interval: tuple[str | None, str | None]
    """The exact requirement lies beyond the first and not beyond the second level (95%); None:
    that end is not within the range."""
    ceiling: Share
    """At the level that does best."""
    best_level: str
    reversals: Share
    """Share of histories in which more of the lever turned holding into collapse."""
    runs_to_decide: int | None = None
    """Runs a level that could decide if the odds are as seen; None if it is decided, or if no
    number would."""
    past: str = ""
    """What is said of amounts of the past that move along; "" where none does."""
    inputs: tuple[Input, ...] = ()
