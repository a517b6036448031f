"""What is known of real truces: each number that docs/evidence.md sets beside simulated ones.

Aggregates only, each with its source. Nothing here is fitted to, and no scenario reads it.
"""

from dataclasses import dataclass
from math import exp, inf, sqrt

from truce_sim.evidence.classes import ALL, FIRST, NONE_BROKEN, SOME_BROKEN
from truce_sim.evidence.lookups import all_classes

AGES = (0, 1, 3, 7, 14, 28)
"""Days of age at which the stretches of a hazard meet; those of real truces end at day 30."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A number seen in real truces, with the range that it leaves open; `inf` without end."""

    value: float | None
    """None where only a range is known."""
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Class:
    """Truces of one kind and how often they were broken, by age.

    Attributes:
        said: what its truces have in common.
        truces: how many have a known end.
        wars: in how many wars.
        hazards: breaks a day at risk in each stretch of age; intervals by drawing whole wars.
    """

    said: str
    truces: int
    wars: int
    hazards: tuple[Seen, ...]


_NAMES = {
    "T1": ("two or more parties, open-ended, exact days only", "open-ended, exact days (T1)"),
    "any": (ALL, ""),
    "first": (FIRST, ""),
    "unbroken": (NONE_BROKEN, ""),
    "broken": (SOME_BROKEN, ""),
    "mechanism": (f"{ALL}, mechanism agreed", ""),
    "humanitarian": (f"{ALL}, humanitarian", ""),
    "no mechanism known": (f"{ALL}, no mechanism known", ""),
}


def _class(name: str, said: str) -> Class:
    """Return a class of the shipped tables (sim/truce_sim/evidence/README.md says how counted)."""
    one = all_classes()[name]
    return Class(
        f"{ALL}, {said}" if said else one.name,
        one.truces,
        one.wars,
        tuple(
            Seen(piece.a_day, piece.low or 0.0, inf if piece.high is None else piece.high)
            for piece in one.hazards
            if piece.from_day < AGES[-1]
        ),
    )


CLASSES = {key: _class(*one) for key, one in _NAMES.items()}
SAME_HISTORIES = {"syria-2016-observed": "syria-2016"}
"""Scenarios that only add what was seen to another, so that the page counts the other alone."""
CLASS_OF = {
    # 5 of the war's 26 earlier truces with a known end were broken within ten days.
    "syria-2016": "broken",
    "syria-2016-hotline": "broken",
    # Truces of June and December 2014 were.
    "donbas-2020": "broken",
    # Invented truces have no record.
    "ordinary": "any",
    "smallest": "any",
    "starter": "any",
    "fragmented-war": "no mechanism known",
    "line-of-contact": "no mechanism known",
    "humanitarian-pause": "humanitarian",
    "monitored-truce": "mechanism",
}
"""The class of each scenario: the record of its war, or else all truces of two or more parties."""


def _by_counts(days: float, mean: float, before_days: float, before: float) -> Seen:
    """Return a mean count a day as a share of that before, with its 95% range by chance.

    On the log scale, daily counts having 5 times the variance of chance alone (T3).
    """
    reach = 1.96 * sqrt(5 / (days * mean) + 5 / (before_days * before))
    return Seen(mean / before, mean / before * exp(-reach), mean / before * exp(reach))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of one real truce, or of many, beside the measure that goes with it.

    Attributes:
        said: what is compared.
        measure: what is measured of the runs (docs/evidence_measured.py).
        seen: the number and the range in which the simulated one should lie.
        source: where it is from and how the range comes about.
    """

    said: str
    measure: str
    seen: Seen
    source: str


_DISPERSION = Pattern(
    "T3 variance to mean of a day's violations",
    "dispersion",
    Seen(None, 1.5, 5.0),
    "day counts within truces; 5.0 in Syria's documented deaths",
)
_BRANCHING = Pattern(
    "T10 retaliations that an incident causes",
    "branching",
    Seen(None, 0.05, 0.35),
    "0.09 to 0.27 in day counts under or around truces, 0.4 to 0.6 in war",
)
_VDC = (
    "documented deaths a day in eleven governorates (Violations Documentation Center): 37.0 in the "
    "28 days before, then 27.7, 21.0, 14.5; range by chance of such counts"
)
# These means are all that is used of those counts.
SYRIA = (
    Pattern(
        "T3 violence of days 0 to 6, share of before",
        "level 0",
        _by_counts(7, 27.7, 28, 37.0),
        _VDC,
    ),
    Pattern("T3 days 7 to 13", "level 7", _by_counts(7, 21.0, 28, 37.0), _VDC),
    Pattern("T3 days 14 to 27", "level 14", _by_counts(14, 14.5, 28, 37.0), _VDC),
    _DISPERSION,
    Pattern(
        "T7 claims a day against the government",
        "claims opposition government",
        Seen(23, 15, 33),
        "Syrian Network for Human Rights: 418 in 11 days, of which 13 to 61% were arrests",
    ),
    Pattern(
        "T7 claims a day against the opposition",
        "claims government opposition",
        Seen(16.6, 12, 21),
        "Russian centre at Hmeimim: 249 in 15 days; range by chance of such counts",
    ),
    Pattern(
        "T9 share of harm outside the truce",
        "outside",
        Seen(0.80, 0.73, 0.87),
        "552 of 687 deaths of week 1 (Syrian Observatory for Human Rights); by chance of counts",
    ),
    _BRANCHING,
)
_GED = "19 recommitments, 2015 to 2020, fatal events (UCDP GED, CC BY 4.0), 90% range"
DONBAS = (
    Pattern("T5 violence of days 0 to 6, share of before", "level 0", Seen(0.43, 0.33, 0.56), _GED),
    Pattern("T5 days 7 to 13", "level 7", Seen(0.57, 0.34, 0.84), _GED),
    Pattern("T5 days 14 to 27", "level 14", Seen(0.82, 0.64, 1.05), _GED),
    _DISPERSION,
    _BRANCHING,
)
PATTERNS = {
    "syria-2016": SYRIA,
    "syria-2016-hotline": SYRIA,
    "donbas-2020": DONBAS,
    **dict.fromkeys(
        (
            "ordinary",
            "smallest",
            "starter",
            "fragmented-war",
            "line-of-contact",
            "humanitarian-pause",
            "monitored-truce",
        ),
        (_DISPERSION, _BRANCHING),
    ),
}
"""What is compared in each scenario."""
