"""What `run` answers, as typed values."""

from typing import ClassVar, Literal

from truce_sim.statistics.estimates import Curve, Frozen, Mean, PairedShare, Share
from truce_sim.studies.results.common import Answers, Input, Result


class Cause(Frozen):
    """One cause of collapse and the share of all runs that it ended."""

    key: str
    label: str
    share: Share


class Incidence(Frozen):
    """Cumulative incidence by cause: with the survival curve it sums to 1 at every hour."""

    hours: tuple[float, ...]
    survival: tuple[float, ...]
    by_cause: dict[str, tuple[float, ...]]


class AtRisk(Frozen):
    """Numbers at risk under the survival curve."""

    hours: tuple[float, ...]
    holding: tuple[int, ...]
    collapsed: tuple[int, ...]


class DailyBand(Frozen):
    """Quantiles of a daily count among the runs that still held at the day's end.

    `quantiles` maps "5", "25", "50", "75", "95" to one value a day; a day on which fewer than
    ten runs still held carries None.
    """

    days: tuple[int, ...]
    surviving: tuple[int, ...]
    mean: tuple[float | None, ...]
    quantiles: dict[str, tuple[float | None, ...]]


class Hazard(Frozen):
    """Collapses per day at risk, by age of the truce, with exact Poisson intervals."""

    from_day: tuple[float, ...]
    to_day: tuple[float, ...]
    collapses: tuple[int, ...]
    exposure_days: tuple[float, ...]
    rate: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


class Verification(Frozen):
    """What the mechanism received and found, over all runs up to the end of each."""

    complaints: Mean
    verdicts: dict[str, dict[str, int]]
    """Truth ("true", "false", "lawful strike", "wrong party") to verdict ("upheld",
    "upheld, nobody named", "unclear", "rejected", "open") to number of complaints."""
    hours_median: float | None
    hours_p90: float | None
    """Hours from incident to verdict within which half and nine in ten of all complaints get one,
    those still open at the end of their run counted in; None where too few did to tell."""
    open_at_talks: Mean | None
    """Open complaints at the opening, in runs that held."""
    agenda_share: Mean | None
    """Share of the talks' sessions that open complaints would take: scenario logic."""


class Counter(Frozen):
    """Violations as one side counted them (its claims), beside the truth."""

    by: str
    on: dict[str, Mean]
    """Blamed actor to claims per day of truce."""


class Lever(Frozen):
    """The odds with one uncertain input at either end of its range, the others as in the file.

    From runs on the histories of the file's own first runs, as `--set` would give them. The
    intervals (95%, exact) cover chance between runs and hold for all ends that were tried together;
    `change` is from the low end to the high one.
    """

    path: str
    """As `--set` takes it: of a duration that varies, its median."""
    label: str
    low_text: str
    high_text: str
    at_low: float
    at_high: float
    low_interval: tuple[float, float]
    high_interval: tuple[float, float]
    change: PairedShare
    clear: bool
    """Whether the direction is told apart from chance; else nothing of it is told in words."""


class Fan(Frozen):
    """Odds of still holding over believable inputs, hour by hour, corrected for chance.

    `quantiles` maps "5", "25", "50", "75", "95" to one value an hour, each hour by itself: no set
    of inputs need follow any of them. The outer two end where `Ignorance` has its ends, and are as
    rough.
    """

    hours: tuple[float, ...]
    quantiles: dict[str, tuple[float, ...]]


class Ignorance(Frozen):
    """Doubt about inputs: the odds over draws from `[believable]`, corrected for chance.

    `low` and `high` hold nine tenths of the believable input sets, and are themselves rough: each
    lies within its interval (95%). `mean` is over all believable inputs; its interval covers chance
    between draws and runs.
    """

    draws: int
    runs_per_draw: int
    mean: Mean
    low: float
    high: float
    low_interval: tuple[float, float]
    high_interval: tuple[float, float]
    fan: Fan | None = None
    """How that doubt grows over time; None in results of before it was kept."""
    levers: tuple[Lever, ...] = ()
    """Inputs tried at both ends of their ranges, in the file's order."""
    widest_path: str | None = None
    """Of those, the one that moves the odds furthest, if that is told apart from chance."""
    untried: tuple[str, ...] = ()
    """Labels of the inputs with a range that were not tried at its ends."""

    @property
    def is_wide(self) -> bool:
        """Whether it is told apart from chance that the odds differ between believable inputs."""
        return self.low_interval[1] < self.high_interval[0]

    @property
    def widest(self) -> Lever | None:
        """The input that surely moves the odds furthest, of those tried."""
        return next((one for one in self.levers if one.path == self.widest_path), None)

    @property
    def clear(self) -> tuple[Lever, ...]:
        """Inputs whose direction is clear: the surely widest first, the others as in the file."""
        found = [lever for lever in self.levers if lever.clear]
        return tuple(sorted(found, key=lambda lever: lever.path != self.widest_path))

    @property
    def unclear(self) -> tuple[str, ...]:
        """Labels of the inputs of which no direction is told."""
        return (*(lever.label for lever in self.levers if not lever.clear), *self.untried)


class RunResult(Result):
    """Answer of `run`: the odds, why it fails, when."""

    fitted: ClassVar[tuple[str, ...]] = ("ignorance",)

    kind: Literal["run"] = "run"
    answers: Answers
    meanings: dict[str, str]
    """What each answer beyond "holds" asks for, in words."""
    causes: tuple[Cause, ...]
    survival: Curve
    """Share that had not collapsed before its talks, up to the last opening of any run."""
    incidence: Incidence
    at_risk: AtRisk
    hazard: Hazard
    restricted_mean_hours: Mean
    tenth_gone_hours: float | None
    """By when a tenth of all runs had collapsed; None if fewer did."""
    half_of_collapses_hours: float | None
    opens_hours: dict[str, int]
    """Actual opening (ISO date) to number of runs; collapsed runs under "never"."""
    violations: DailyBand
    open_complaints: DailyBand
    capacity_per_day: float | None
    """Complaints that the teams can check a day, at the mean duration."""
    verification: Verification | None
    counters: tuple[Counter, ...]
    true_per_day: dict[str, Mean]
    """Actor to its true violations (or attacks) per day of truce."""
    retaliations_per_incident: Mean
    ignorance: Ignorance | None
    inputs: tuple[Input, ...]
    story: int | None
    """Replication told in `trace-N.json` beside this file."""

    @property
    def openings(self) -> tuple[str, ...]:
        """The dates on which talks opened, earliest first; the date of the file if none did."""
        dates = sorted(set(self.opens_hours) - {"never"})
        return tuple(dates) or (self.heading.talks,)

    @property
    def moved(self) -> int:
        """Runs whose talks opened at another date than that of the file."""
        others = set(self.opens_hours) - {"never", self.heading.talks}
        return sum(self.opens_hours[date] for date in others)
