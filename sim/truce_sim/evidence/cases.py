"""Past truces as coded for a back-test: what was known at the start, and what came of them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Publicity = Literal["none", "quiet", "public"]
PUBLICITY: tuple[Publicity, ...] = ("none", "quiet", "public")
"""What becomes of findings: there are none, they are told behind doors, they are published."""
WarRecord = Literal["first truce", "none broken", "some broken"]
RECORDS: tuple[WarRecord, ...] = ("first truce", "none broken", "some broken")
"""What had become, within ten days, of the war's earlier truces of two or more parties."""
Outcome = Literal["renounced", "violence_down", "talks_on_date"]
OUTCOMES: tuple[Outcome, ...] = ("renounced", "violence_down", "talks_on_date")


@dataclass(frozen=True, slots=True)
class Case:
    """One past truce; None wherever nobody knows.

    Attributes:
        id: its name, unique among cases that are scored together.
        war: the war it is of. Cases of one war count together.
        days: from its start to its milestone, above 0; None where it had none with a date.
        start: the day on which it began.
        region: part of the world, as the table of base rates names it.
        parties: how many it bound.
        excluded: how many armed groups it left out.
        outside: whether an outside power fought or stood behind a side.
        mechanism: whether something to carry it out or to check it was agreed.
        monitors: how many people were to observe it.
        publicity: what became of findings.
        fixed_term: whether it was agreed for a fixed term.
        record: what had become of the war's earlier truces.
        earlier: how many of them have a known end and began more than ten days before.
        broken: how many of those were broken within ten days.
        renounced: whether a party declared it over by the milestone, or it was over in fact.
        violence_down: whether violence was clearly down until then.
        talks_on_date: whether talks opened on the date they were planned for.
        source: where it is known from.
        confidence: how surely.
    """

    id: str
    war: str
    days: float | None
    start: date | None = None
    region: str | None = None
    parties: int | None = None
    excluded: int | None = None
    outside: bool | None = None
    mechanism: bool | None = None
    monitors: int | None = None
    publicity: Publicity | None = None
    fixed_term: bool | None = None
    record: WarRecord | None = None
    earlier: int | None = None
    broken: int | None = None
    renounced: bool | None = None
    violence_down: bool | None = None
    talks_on_date: bool | None = None
    source: str = ""
    confidence: str = ""

    @property
    def class_of_record(self) -> WarRecord | None:
        """What had become of the war's earlier truces, by their counts where these are known."""
        if self.earlier is None or self.broken is None:
            return self.record
        if self.broken:
            return "some broken"
        return "none broken" if self.earlier else "first truce"
