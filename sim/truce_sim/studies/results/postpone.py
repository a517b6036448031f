"""What `postpone` answers, as typed values."""

from typing import Literal

from truce_sim.statistics.estimates import Curve, Frozen, Mean, PairedShare, Share
from truce_sim.studies.results.common import Input, Result

Unless = Literal["settled", "quiet"]
"""What a truce has to be for its talks not to be moved."""


class PostponeDate(Frozen):
    """One candidate date of the talks, all from the same histories."""

    date: str
    hours: float
    held: Share
    settled: Share
    """Held and settled at that date."""
    quiet: Share
    open_complaints: Mean | None
    agenda_share: Mean | None
    held_change: PairedShare | None
    settled_change: PairedShare | None
    quiet_change: PairedShare | None
    """Against the first date in the list; None for that one."""
    past_not_broken: float | None = None
    """Of past truces like it, the share not broken by then; None past day 30."""
    in_part: Share | None = None
    in_part_change: PairedShare | None = None
    """Held, but in part only; None where the file does not say what that is."""


class PostponeRule(Frozen):
    """The rule "postpone unless settled", or quiet: from one date to a later one."""

    label: str
    unless: Unless
    from_date: str
    to_date: str
    postponed: Share
    held: Share
    settled: Share
    quiet: Share
    in_part: Share | None = None
    settled_change_first: PairedShare
    settled_change_second: PairedShare
    quiet_change_first: PairedShare
    quiet_change_second: PairedShare
    """Of the rule against always the first date, and against always the second."""

    @property
    def ready(self) -> Share:
        """Runs that end as the rule wants them."""
        return self.settled if self.unless == "settled" else self.quiet

    @property
    def ready_change(self) -> PairedShare:
        """Change of that against always the first date."""
        return self.settled_change_first if self.unless == "settled" else self.quiet_change_first

    @property
    def ready_change_second(self) -> PairedShare:
        """The same against always the second date."""
        return self.settled_change_second if self.unless == "settled" else self.quiet_change_second


class PostponeResult(Result):
    """Answer of `postpone`."""

    kind: Literal["postpone"] = "postpone"
    dates: tuple[PostponeDate, ...]
    rules: tuple[PostponeRule, ...]
    unless: Unless = "settled"
    """What the rules wait for."""
    files_complaints: bool = True
    """Whether there is a mechanism; without one nothing is filed, and all is settled."""
    survival: Curve
    reacts_to_date: bool
    """True if something in the scenario depends on the date, so each date was run anew."""
    inputs: tuple[Input, ...] = ()
