"""Truces of anybody's own copy of the rows as cases: not broken by day 10, and nothing else."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Literal

from truce_sim.evidence.cases import Case
from truce_sim.evidence.rows import WITHIN, Truce, records

Half = Literal["even", "odd", "all"]
HALVES: tuple[Half, ...] = ("even", "odd", "all")
"""Wars on which rules may be tuned, wars that are kept for one test, and both."""


def half_of(war: str) -> Half:
    """Return which half a war is in: the last bit of SHA-256 of its name in UTF-8."""
    return "odd" if sha256(war.encode()).digest()[-1] & 1 else "even"


def cases_of(truces: Iterable[Truce], half: Half) -> tuple[Case, ...]:
    """Return truces of two or more parties as cases, those of which it is known how they stood.

    Left out are truces of which nobody knows how they ended, and those that ended otherwise than
    by a breach before day 10: nobody can say how they would have gone on. Wars of the other half
    are passed over before anything of them is looked at.

    Args:
        truces: as read from rows.
        half: the wars to return.
    """
    chosen = tuple(one for one in truces if half in ("all", half_of(one.war)))
    found = []
    for number, (truce, record) in enumerate(records(chosen)):
        broken = truce.broken_before(WITHIN)
        if not truce.bilateral or broken is None:
            continue
        found.append(
            Case(
                id=f"row {number + 1}",
                war=truce.war,
                days=float(WITHIN),
                start=truce.began,
                region=truce.region,
                parties=truce.parties,
                mechanism=truce.mechanism,
                fixed_term=None if truce.open_ended is None else not truce.open_ended,
                earlier=None if record is None else record.earlier,
                broken=None if record is None else record.broken,
                renounced=broken,
            )
        )
    return tuple(found)
