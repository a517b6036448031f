"""What is known of real truces: each number that docs/evidence.md sets beside simulated ones, once.

Aggregates only, each with its source. Nothing here is fitted to, and no scenario reads it.
"""

from dataclasses import dataclass
from math import exp, sqrt

AGES = (0, 1, 3, 7, 14, 28)
"""Days of age at which the stretches of a hazard meet; those of real truces end at day 30."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A number seen in real truces, with the range that it leaves open."""

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


# ETH/PRIO Civil Conflict Ceasefire data (Clayton et al. 2022), from a derived copy that names no
# version; one row a ceasefire. A break is an end coded as broken or terminated by a party; what
# expired, was replaced or had not ended is censored; ends that are unclear (half) are left out.
# Only the day is known, so a truce that ended on calendar day k ended between k - 1 and k + 1 days
# after it began: means of 1,000 draws of the hours. Intervals: 95%, by 2,000 draws of whole wars,
# the former Yugoslavia as one. No cell under 5 truces or 3 wars, no class of one war, no two
# classes that differ by one war.
CLASSES = {
    "T1": Class(
        "two or more parties, open-ended, exact days (T1)",
        190,
        49,
        (
            Seen(0.0721, 0.0000, 0.1832),
            Seen(0.0246, 0.0030, 0.0593),
            Seen(0.0048, 0.0000, 0.0123),
            Seen(0.0039, 0.0000, 0.0102),
            Seen(0.0013, 0.0000, 0.0032),
        ),
    ),
    "any": Class(
        "two or more parties",
        579,
        55,
        (
            Seen(0.0424, 0.0091, 0.0844),
            Seen(0.0160, 0.0039, 0.0322),
            Seen(0.0040, 0.0008, 0.0089),
            Seen(0.0039, 0.0011, 0.0086),
            Seen(0.0014, 0.0004, 0.0032),
        ),
    ),
    "first": Class(
        "record of the war: first truce",
        66,
        55,
        (
            Seen(0.0266, 0.0000, 0.0824),
            Seen(0.0208, 0.0000, 0.0612),
            Seen(0.0092, 0.0000, 0.0299),
            Seen(0.0009, 0.0000, 0.0076),
            Seen(0.0010, 0.0000, 0.0054),
        ),
    ),
    "unbroken": Class(
        "record of the war: earlier truces, none broken within ten days",
        327,
        40,
        (
            Seen(0.0103, 0.0000, 0.0300),
            Seen(0.0039, 0.0000, 0.0130),
            Seen(0.0007, 0.0000, 0.0040),
            Seen(0.0018, 0.0000, 0.0049),
            Seen(0.0009, 0.0000, 0.0026),
        ),
    ),
    "broken": Class(
        "record of the war: one or more broken within ten days",
        178,
        10,
        (
            Seen(0.1242, 0.0425, 0.1993),
            Seen(0.0561, 0.0190, 0.0954),
            Seen(0.0158, 0.0000, 0.0369),
            Seen(0.0195, 0.0000, 0.0387),
            Seen(0.0059, 0.0000, 0.0143),
        ),
    ),
    "mechanism": Class(
        "two or more parties, mechanism agreed",
        215,
        44,
        (
            Seen(0.0138, 0.0000, 0.0360),
            Seen(0.0052, 0.0000, 0.0196),
            Seen(0.0028, 0.0000, 0.0088),
            Seen(0.0038, 0.0000, 0.0093),
            Seen(0.0015, 0.0000, 0.0040),
        ),
    ),
    "humanitarian": Class(
        "two or more parties, humanitarian",
        148,
        26,
        (
            Seen(0.0739, 0.0200, 0.1343),
            Seen(0.0479, 0.0093, 0.1095),
            Seen(0.0069, 0.0000, 0.0316),
            Seen(0.0091, 0.0000, 0.0337),
            Seen(0.0027, 0.0000, 0.0174),
        ),
    ),
    "no mechanism": Class(
        "two or more parties, no mechanism",
        362,
        48,
        (
            Seen(0.0614, 0.0135, 0.1275),
            Seen(0.0252, 0.0064, 0.0555),
            Seen(0.0049, 0.0000, 0.0126),
            Seen(0.0039, 0.0006, 0.0104),
            Seen(0.0009, 0.0000, 0.0034),
        ),
    ),
}
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
    "fragmented-war": "no mechanism",
    "line-of-contact": "no mechanism",
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
