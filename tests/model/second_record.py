"""What happens, what is claimed, and what is counted of both."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from second_luck import Marks

OPEN = "open"


@dataclass(eq=False)
class Incident:
    """What happened (or, of kind "nothing", did not)."""

    label: str
    address: int
    branch: int
    kind: str
    by: str
    on: str
    zone: str
    harm: float
    time: float
    marks: Marks
    answers: "Incident | None" = None


@dataclass(eq=False)
class Claim:
    """Who blames whom for it, and where the complaint stands."""

    about: Incident
    by: str
    against: str
    truth: str
    number: int
    """Place among all claims of its party, what is made up included."""
    verdict: str = OPEN
    overdue: bool = False
    filed: float = math.nan
    weight: float = 0.0
    kept: float = 1.0
    """Share that persuasion has left."""
    complained: bool = False
    """There was a mechanism to complain to."""
    answered: bool = False
    """A retaliation was decided, whatever became of it."""


@dataclass
class Record:
    """Counts by what is counted; nothing here has an effect on the truce but what it is asked."""

    parties: Iterable[str]
    days: int
    calm_days: int
    calm_violations: int
    violations: list[Incident] = field(default_factory=list)
    waiting: list[Claim] = field(default_factory=list)
    """Complaints filed and without a verdict."""
    calm_streak: bool = False

    def __post_init__(self) -> None:
        self.counts: defaultdict[tuple[str, ...], float] = defaultdict(float)
        self.delays, self.waits = [0] * 64, [0] * 64
        names: list[tuple[str, ...]] = [("violations",), ("claims",), ("open_complaints",)]
        names += [("flared_zones",), ("harm",), ("verdicts",), ("upheld",)]
        names += [(what, party) for what in ("grievance", "claims_by") for party in self.parties]
        self.daily = {name: [math.nan] * self.days for name in names}
        self.claims_today: list[str] = []
        """Who made each."""
        self.verdicts_today: list[str] = []
        self.calm_so_far = 0

    def happened(self, incident: Incident) -> None:
        kind, by = incident.kind, incident.by
        if kind == "strike":
            self.counts["strikes", by] += 1
        elif kind in {"attack", "outside attack"}:
            self.counts["attacks", by] += 1
        else:
            self.violations.append(incident)
            self.counts["incidents",] += 1
            self.counts["violations", by] += 1
        if kind == "retaliation":
            self.counts["retaliations",] += 1
            self.counts["retaliations", by] += 1

    def claimed(self, claim: Claim) -> None:
        self.claims_today.append(claim.by)
        self.counts["claims", claim.by, claim.against] += 1

    def filed(self, claim: Claim) -> None:
        self.waiting.append(claim)

    def ruled(self, claim: Claim, now: float) -> None:
        self.waiting.remove(claim)
        self.verdicts_today.append(claim.verdict)
        delay = now - claim.about.time
        self.counts["verdict", claim.truth, claim.verdict] += 1
        self.counts["checked",] += 1
        self.counts["hours_to_verdict",] += delay
        self.delays[delay_bin(delay)] += 1

    def day_over(self, day: int, aflame: int, grievances: Iterable[float]) -> None:
        harms = [one.harm for one in self.violations if one.time >= 24.0 * day]
        violations, claims, verdicts = len(harms), self.claims_today, self.verdicts_today
        upheld = sum(verdict.startswith("upheld") for verdict in verdicts)
        values = (
            *(violations, len(claims), len(self.waiting), aflame, sum(harms)),
            *(len(verdicts), upheld, *grievances),
            *(claims.count(party) for party in self.parties),
        )
        for series, value in zip(self.daily.values(), values, strict=True):
            series[day] = value
        self.claims_today, self.verdicts_today = [], []
        self.calm_so_far = self.calm_so_far + 1 if violations <= self.calm_violations else 0
        self.calm_streak = self.calm_streak or self.calm_so_far >= self.calm_days

    def over(self, now: float) -> dict[str, Any]:
        """Return all counts at the end of a run."""
        self.counts["days",] = now / 24
        for claim in self.waiting:
            waited = now - claim.about.time
            self.counts["verdict", claim.truth, OPEN] += 1
            self.counts["still_open",] += 1
            self.counts["hours_still_open",] += waited
            self.waits[delay_bin(waited)] += 1
        return {
            "counts": self.counts,
            "delays": self.delays,
            "waits": self.waits,
            "daily": self.daily,
        }


def delay_bin(hours: float) -> int:
    """Bins grow by the fourth root of 2 from a quarter of an hour on; the last is open."""
    return 0 if hours <= 0.25 else min(63, 1 + int(4 * math.log2(hours / 0.25)))
