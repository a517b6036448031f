"""What the results of all studies share: heading, answers, inputs, the story of one run.

`summary.json` is one result, whole; the report and the terminal read nothing else (but for the
one traced run, a `Story`, stored beside it). Shares are between 0 and 1, times are hours since
the truce's start, dates are ISO text in the scenario's local time.
"""

from typing import TYPE_CHECKING, ClassVar, Literal

from truce_sim.evidence.lookups import LAST_HOUR
from truce_sim.statistics.estimates import Frozen, Share

SCHEMA_VERSION = 2


class Stopping(Frozen):
    """How the number of runs was decided."""

    rule: Literal["fixed", "precision", "decide", "interrupted"]
    looks: tuple[int, ...]
    target: float | None = None
    decision: Literal["above", "below", "undecided"] | None = None
    sentence: str = ""


UNLIKE = 0.01
"""Share of simulated truces as far out as what was counted, below which odds are not to be used."""


class GivenDays(Frozen):
    """What was observed, where a study is one from then on.

    Its runs are simulated truces that stood so long and looked like what was counted. What it
    tries acts from the last moment known on.
    """

    until: str
    """Until when the truce is known to have held (ISO)."""
    hours: float
    numbers: int
    """Numbers that were counted by then."""
    tried: int
    """Simulated truces that were looked at."""
    kept: int
    """Those of them that are like what was observed."""
    asked: int
    """Runs a setting that were asked for; fewer are made where few are like it."""
    surprise: float | None = None
    """Share of truces that stood whose own counts lie as far out as those seen; None without."""
    fixed: tuple[str, ...] = ()
    """Labels of believable inputs that cannot change from then on, so stay as in the file."""


class PastHazard(Frozen):
    """How many in one of past truces still standing were broken a day, between two ages."""

    from_day: float
    to_day: float
    a_day: float
    low: float | None
    """Lower end of the 95% interval by war; None where there are too few wars or breaches."""
    high: float | None


class PastTruces(Frozen):
    """What became of past truces like this one: of the one class that a fixed rule chooses.

    From the shipped tables (`truce_sim.evidence`), rounded to four digits. Not broken means: not
    broken or ended by a party, which is narrower than not to collapse in the model.
    """

    name: str
    """The class, as the tables call it."""
    sort: Literal["first", "none broken", "some broken", "region", "all"]
    """Whether it goes by the record of the war (the first three), by region, or by neither."""
    truces: int
    """How many have a known end; the others are in no share."""
    unclear: int
    wars: int
    earlier: int | None
    """This war's own earlier truces with a known end; None where the file does not tell."""
    broken: int | None
    """Those of them broken within ten days."""
    hours: float
    """The age of the figures: when the talks open, day 30 at most."""
    since_hours: float = 0.0
    """The age that all of them had reached: 0, or that of a truce which is known to have held."""
    not_broken: float
    low: float | None
    """Lower end of the 95% interval by war; None where there are too few wars or breaches."""
    high: float | None
    lower_bound: float
    """If all truces with an unclear end had broken as early as can be."""
    upper_bound: float
    """If none of them had."""
    curve_hours: tuple[float, ...]
    """Ages up to that one, for a curve."""
    curve: tuple[float, ...]
    curve_low: tuple[float | None, ...]
    curve_high: tuple[float | None, ...]
    hazards: tuple[PastHazard, ...]

    @property
    def cut(self) -> bool:
        """Whether the record goes no further than this."""
        return self.hours >= LAST_HOUR


class Heading(Frozen):
    """What was studied."""

    title: str
    summary: str
    scenario: str
    """Name of the scenario file without its ending; also the folder under `results/`."""
    starts: str
    """Blank, as are the talks, where the truces are many and of days that nobody is to know."""
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
    given: GivenDays | None = None
    """What was observed, where the study is given that; None where it begins with the truce."""
    warnings: tuple[str, ...] = ()
    """What `check` warns of in the scenario as it was run, a sentence each."""
    base_rate: PastTruces | None = None
    """What is known of past truces like it; None in results of before it was told."""


class Answers(Frozen):
    """The several meanings of "holds", at the opening of the talks."""

    held: Share
    quiet: Share
    settled: Share
    calm_streak: Share
    on_time: Share
    in_part: Share | None = None
    """Held, but in part only; None where the file does not say what that is."""


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
    filled: float | None = None
    """What this held of what ended the truce: of a claim, its part of the grievance of the party
    that left, when it gave notice; of a violation, 1 where it was among those that were too many;
    of the notice or the collapse, all of it."""
    key: bool = False
    """Whether it is among the few that are told to somebody who listens."""


class Story(Frozen):
    """One run told event by event."""

    replication: int
    held: bool
    cause: str | None
    end_hours: float
    horizon_hours: float
    events: tuple[Event, ...]


class Result(Frozen):
    """Answer of a study; each question has a result of its own.

    Its module imports no library that is slow to load: stored results are read without their study.
    """

    fitted: ClassVar[tuple[str, ...]] = ()
    """Names of the parts that come from linear algebra: stored to the digits all machines share."""

    kind: str
    """The command that asks; each result names its own."""
    schema_version: int = SCHEMA_VERSION
    heading: Heading

    if TYPE_CHECKING:
        # A field of every result, but stored last, where each class declares it for itself.

        @property
        def inputs(self) -> tuple[Input, ...]:
            """What went in."""
