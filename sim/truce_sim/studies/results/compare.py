"""What `compare` answers, as typed values."""

from typing import Literal

from truce_sim.statistics.estimates import Curve, Frozen, PairedMean, PairedShare, Share
from truce_sim.studies.results.common import Answers, Input, Result
from truce_sim.studies.results.run import Cause

BASE_ID = "base"
"""What the file as it stands is called among ids of options."""
RUNS_A_SET = 30
MOST_SETS = 60
"""Reading that many sets with eight options takes some seconds."""
QUARTERS = (0.25, 0.5, 0.75, 1.0)
"""Of the time until the talks: points that every curve has, so that they stand side by side."""


class Course(Frozen):
    """How long the runs of one truce last, and what ends them before its talks."""

    survival: Curve
    """Share not collapsed by an hour, up to the last opening of any of its runs."""
    causes: tuple[Cause, ...]
    """Commonest first."""


class Parting(Frozen):
    """Where one of the histories that end otherwise parts from itself under an option."""

    replication: int
    holds_with: bool
    """Whether it holds with the option, and so not without; or the other way round."""
    hours: float
    shared: int
    """Events that are the same in both, before."""
    kind: str
    """Kind of the first event that differs, as the option has it, or else the base."""
    base: str | None
    """That event without the option; None if nothing happens then."""
    option: str | None


class AtOneDate(Frozen):
    """Base and option at the earlier of their two openings: both face the dangers as long."""

    date: str
    hours: float
    base: Share
    option: Share
    change: PairedShare


class Changed(Frozen):
    """One thing that another file says otherwise."""

    what: Literal["changed", "added", "removed", "range", "option"]
    path: str
    label: str
    """What a person calls it."""
    before: str | None
    after: str | None


class Option(Frozen):
    """One option against the file as it stands, on the same histories."""

    key: str
    label: str
    changes: tuple[str, ...]
    """The differences from the base, one line each, such as "verification.teams: 5 -> 7"."""
    changed: tuple[Changed, ...] = ()
    """What its file says otherwise, where it is one of its own."""
    answers: Answers
    held: PairedShare
    """At the opening of each: where the option moves the talks, after less or more time."""
    at_one_date: AtOneDate | None = None
    """Where the option moves the talks; None where it does not."""
    settled: PairedShare
    in_part: PairedShare | None = None
    """Change of holding in part only; None unless both files say what that is."""
    restricted_mean_hours: PairedMean
    unpaired_low: float
    unpaired_high: float
    """What the interval of `judged` would be without shared histories."""
    variance_reduction: float | None
    """Variance of an unpaired difference over that of the paired one; None if no run differs."""
    verdict: Literal["better", "worse", "too close to call", "no change"]
    runs_to_settle: int | None
    only_option_holds: tuple[int, ...]
    only_base_holds: tuple[int, ...]
    """Up to ten replications each that part company."""
    course: Course | None = None
    """None in results of before it was told; so are the others that can be."""
    parting: Parting | None = None
    """Of the first of them; None if no run parts company, or it is not one of the file's own."""

    @property
    def moves_talks(self) -> bool:
        """Whether the talks open at another date, or by another rule."""
        return self.at_one_date is not None

    @property
    def judged(self) -> PairedShare:
        """The change that the verdict rests on: at one date for both."""
        return self.held if self.at_one_date is None else self.at_one_date.change

    @property
    def odds(self) -> Share:
        """The option's odds when it is judged."""
        return self.answers.held if self.at_one_date is None else self.at_one_date.option


class OtherTruce(Frozen):
    """A truce of other parties, or of another time: its odds, and no change against the first."""

    key: str
    label: str
    starts: str
    talks: str
    answers: Answers
    course: Course | None = None


def sets_beside(runs: int) -> int:
    """Return how many sets of believable inputs are run beside so many runs of each option."""
    return min(MOST_SETS, runs // RUNS_A_SET)


class OverSets(Frozen):
    """One option over sets of believable inputs, chance of few runs a set taken off.

    Intervals are meant at 95% and hold in 83 to 95 of 100 trials: of which sets were drawn, and of
    the runs in them.
    """

    key: str
    label: str
    best: float
    """Share of sets in which it is best of all; of equals each has its part."""
    best_interval: tuple[float, float]
    regret: float
    """Mean over sets of what the best has above it, a share."""
    regret_interval: tuple[float, float]
    worst: float
    """The largest such of any set."""
    change: float
    """Mean over sets of its change against the file as it stands there."""
    change_interval: tuple[float, float]
    low: float
    """In 5 of 100 sets that change is below this."""
    high: float
    """In 5 of 100 it is above this."""


class Regret(Frozen):
    """How options compare over sets of believable inputs, on the same histories in each."""

    sets: int
    left_out: int
    """Sets that do not fit together with every option."""
    runs_per_set: int
    options: tuple[OverSets, ...]
    """With the file as it stands, called base; least regret first."""

    def of(self, key: str) -> OverSets | None:
        """Return an option's row; None if it has none."""
        return next((one for one in self.options if one.key == key), None)


class CompareResult(Result):
    """Answer of `compare`."""

    fitted = ("regret",)
    kind: Literal["compare"] = "compare"
    base_label: str
    base: Answers
    base_course: Course | None = None
    options: tuple[Option, ...]
    """Those that leave the talks alone first; of each sort the best first."""
    beside: tuple[OtherTruce, ...] = ()
    """Truces that are not this one otherwise."""
    regret: Regret | None = None
    """Of options that leave the talks alone; None where it was not asked, or cannot be told."""
    inputs: tuple[Input, ...] = ()

    @property
    def same_dates(self) -> tuple[Option, ...]:
        """Options that leave the talks alone."""
        return tuple(option for option in self.options if not option.moves_talks)

    @property
    def other_dates(self) -> tuple[Option, ...]:
        """Options that move the talks."""
        return tuple(option for option in self.options if option.moves_talks)
