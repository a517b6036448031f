"""What each study answers, as typed values.

`summary.json` is one of these, whole; the report and the terminal read nothing else (but for
the one traced run, a `Story`, stored beside it). Shares are between 0 and 1, times are hours
since the truce's start, dates are ISO text in the scenario's local time.
"""

from typing import Annotated, Literal

from pydantic import Field

from truce_sim.statistics.estimates import Curve, Frozen, Mean, PairedMean, PairedShare, Share

SCHEMA_VERSION = 2

Unless = Literal["settled", "quiet"]
"""What a truce has to be for its talks not to be moved."""


class Stopping(Frozen):
    """How the number of runs was decided."""

    rule: Literal["fixed", "precision", "decide", "interrupted"]
    looks: tuple[int, ...]
    target: float | None = None
    decision: Literal["above", "below", "undecided"] | None = None
    sentence: str = ""


class Heading(Frozen):
    """What was studied."""

    title: str
    summary: str
    scenario: str
    """Name of the scenario file without its ending; also the folder under `results/`."""
    starts: str
    talks: str
    talks_planned: str | None = None
    """An earlier date first announced, where the file gives one."""
    watched_until: str | None = None
    """Until when runs are watched past the talks, where the file has them watched longer."""
    horizon_hours: float
    parties: dict[str, str]
    """Bound parties: id to shown name, in the file's order."""
    others: dict[str, str]
    """Excluded groups and outside powers: id to shown name."""
    teams: int | str | None = None
    """How many there are; in words where they become more or fewer."""
    runs: int
    """Runs per setting that this result rests on."""
    runs_wanted: int
    seed: int
    partial: bool = False
    stopping: Stopping
    warnings: tuple[str, ...] = ()
    """What `check` warns of in the scenario as it was run, a sentence each."""


class Answers(Frozen):
    """The several meanings of "holds", at the opening of the talks."""

    held: Share
    quiet: Share
    settled: Share
    calm_streak: Share
    on_time: Share
    in_part: Share | None = None
    """Held, but in part only; None where the file does not say what that is."""


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


class Input(Frozen):
    """One line of "what went in"."""

    path: str
    label: str
    value: str
    believable: str | None
    basis: Literal["reported", "estimated", "guess"]
    source: str
    outside: bool = False
    """Whether the value lies outside its believable range."""


class Event(Frozen):
    """One thing that happened in a traced run."""

    hours: float
    kind: str
    who: str
    whom: str | None
    zone: str | None
    harm: float | None
    incident: str | None
    parent: str | None
    """The incident that this one answers, if any."""
    verdict: str | None = None
    grievance: float | None = None
    """Grievance of `who` after the event, as a share of its limit."""
    sentence: str


class Story(Frozen):
    """One run told event by event."""

    replication: int
    held: bool
    cause: str | None
    end_hours: float
    horizon_hours: float
    events: tuple[Event, ...]


class RunResult(Frozen):
    """Answer of `run`: the odds, why it fails, when."""

    kind: Literal["run"] = "run"
    schema_version: int = SCHEMA_VERSION
    heading: Heading
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


class AtOneDate(Frozen):
    """Base and option at the earlier of their two openings: both face the dangers as long."""

    date: str
    hours: float
    base: Share
    option: Share
    change: PairedShare


class Option(Frozen):
    """One option against the file as it stands, on the same histories."""

    key: str
    label: str
    changes: tuple[str, ...]
    """The differences from the base, one line each, such as "verification.teams: 5 -> 7"."""
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


class CompareResult(Frozen):
    """Answer of `compare`."""

    kind: Literal["compare"] = "compare"
    schema_version: int = SCHEMA_VERSION
    heading: Heading
    base_label: str
    base: Answers
    options: tuple[Option, ...]
    """Those that leave the talks alone first; of each sort the best first."""
    beside: tuple[OtherTruce, ...] = ()
    """Truces that are not this one otherwise."""
    inputs: tuple[Input, ...] = ()

    @property
    def same_dates(self) -> tuple[Option, ...]:
        """Options that leave the talks alone."""
        return tuple(option for option in self.options if not option.moves_talks)

    @property
    def other_dates(self) -> tuple[Option, ...]:
        """Options that move the talks."""
        return tuple(option for option in self.options if option.moves_talks)


class SweepParam(Frozen):
    """One swept input."""

    path: str
    label: str
    texts: tuple[str, ...]
    """Each level as a person would write it."""
    numbers: tuple[float, ...]
    """Each level as a number for an axis (hours for durations)."""
    unit: str
    in_file: float | None
    """The value in the file, on the same axis; None if the file has none."""


class SweepPoint(Frozen):
    """One setting of a sweep and its odds."""

    levels: tuple[str, ...]
    numbers: tuple[float, ...]
    held: Share
    settled: Share
    in_part: Share | None = None
    """Held, but in part only; None where the file does not say what that is."""
    restricted_mean_hours: Mean


class SweepResult(Frozen):
    """Answer of `sweep`."""

    kind: Literal["sweep"] = "sweep"
    schema_version: int = SCHEMA_VERSION
    heading: Heading
    design: Literal["grid", "lhs", "sobol"]
    discrepancy: float | None
    """How unevenly a sampled design fills the space (centred; 0 is even); None of a grid."""
    settings: int
    """Settings asked for; an interrupted sweep has fewer points."""
    params: tuple[SweepParam, ...]
    points: tuple[SweepPoint, ...]
    best: tuple[int, ...]
    """Indices of points that cannot be told from the best."""
    confirmed: tuple[SweepPoint, ...] = ()
    """The best on fresh replications, the apparent winner first: the only numbers to quote."""
    best_afresh: tuple[int, ...] = ()
    """Indices of those that cannot be told from the best on the fresh replications alone."""
    past: str = ""
    """What is said of amounts of the past that move along; "" where none does."""
    inputs: tuple[Input, ...] = ()


class RequireResult(Frozen):
    """Answer of `require`: the smallest change of one input that meets a target."""

    kind: Literal["require"] = "require"
    schema_version: int = SCHEMA_VERSION
    heading: Heading
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


class PostponeResult(Frozen):
    """Answer of `postpone`."""

    kind: Literal["postpone"] = "postpone"
    schema_version: int = SCHEMA_VERSION
    heading: Heading
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


class TornadoBar(Frozen):
    """One input moved to each end of its believable range, the others as in the file."""

    path: str
    label: str
    low_text: str
    high_text: str
    at_low: PairedShare
    at_high: PairedShare
    odds_low: Share
    odds_high: Share
    """The odds at either end themselves, not their change."""

    @property
    def clear(self) -> bool:
        """Whether a change at either end is told apart from chance."""
        return any(end.low > 0 or end.high < 0 for end in (self.at_low, self.at_high))

    @property
    def reach(self) -> float:
        """How far the odds move over both ends and the file between them."""
        ends = (0.0, self.at_low.value, self.at_high.value)
        return max(ends) - min(ends)


class VarianceShare(Frozen):
    """Part of the variance of P(held) that one input explains alone and in all."""

    path: str
    label: str
    alone: float
    alone_low: float
    alone_high: float
    total: float
    total_low: float
    total_high: float


class FailureBox(Frozen):
    """Conditions under which the truce fails (PRIM), at most four restrictions."""

    restrictions: tuple[str, ...]
    density_train: float
    density_holdout: Share
    coverage: float
    mass: float
    frequency: tuple[float, ...]
    """How often each restriction came back when the runs were resampled."""


class Explained(Frozen):
    """What inputs explain when all move together: two runs at each of many sets of inputs."""

    points: int
    """Those runs."""
    mean: Mean
    """Share that held over believable inputs; the interval covers chance of sets and of runs."""
    variance: tuple[VarianceShare, ...]
    """Parts of what the fitted surface explains, sorted by total, largest first."""
    luck: float
    """Share of the variance of held/collapsed between runs of the same inputs: no surface is
    needed for it."""
    luck_low: float
    luck_high: float
    missed: float
    """Share that inputs explain and the fitted surface does not: steps, sharp bends."""
    missed_low: float
    missed_high: float
    holdout_brier: float
    """Score of the metamodel on held-out runs; 0 is perfect."""
    base_brier: float
    """The same for one constant forecast."""
    reliability: tuple[tuple[float, float, int], ...]
    """Of the metamodel on held-out runs: predicted, observed, number of runs."""
    box: FailureBox | None


class SensitivityResult(Frozen):
    """Answer of `sensitivity`."""

    kind: Literal["sensitivity"] = "sensitivity"
    schema_version: int = SCHEMA_VERSION
    heading: Heading
    base: Share
    tornado: tuple[TornadoBar, ...]
    """Sorted by reach, widest first, which among near ones is chance. One at a time: interactions
    not shown."""
    widest_path: str | None = None
    """The bar that surely reaches furthest, if that is told apart from chance."""
    explained: Explained | None
    """None if interrupted before, or if all runs ended alike: nothing to explain."""
    inputs: tuple[Input, ...] = ()


AnyResult = Annotated[
    RunResult | CompareResult | SweepResult | RequireResult | PostponeResult | SensitivityResult,
    Field(discriminator="kind"),
]
