"""The busy truce with one input changed: what each row moves, and what it must leave alone."""

import copy
from dataclasses import dataclass
from typing import Any

from busy import BUSY

ENDLESS: dict[str, Any] = {
    **dict.fromkeys(("spiral", "flare", "mass_casualty", "postponement")),
    "shocks.raid.ends": 0,
    "parties.north.tolerance": 1e6,
    "parties.south.tolerance": 1e6,
    "parties.east.tolerance": 1e6,
    "parties.east.headroom": None,
    "parties.north.means_it": 1,
}
"""What takes endings and postponement away, so that every run is as long."""


KEPT = {
    "flare": ("flare",),
    "partial": ("flare",),
    "postponement": ("postponement",),
    "settled": ("postponement",),
    "on_time": ("postponement",),
}
"""What inputs of a table need to be left in."""


CANDIDATES = ("north strikes", "black attacks", "west attacks", "took hold")
"""What nobody's belief can change."""


VIOLENCE = ("north violates", "south violates", *CANDIDATES)


@dataclass(frozen=True)
class Case:
    """One changed input: what it moves up and down, what it leaves, and in which base."""

    value: Any
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    base: tuple[tuple[str, Any], ...] = ()
    ends: bool = False
    """Leave the endings in."""
    other: tuple[str, ...] = ()
    """Changes, in a direction that depends."""


CASES: dict[str, Case] = {
    "dates.truce_starts": Case("2029-12-30 00:00", up=("opening", "filed")),
    "dates.talks": Case("2030-01-10 12:00", down=("opening", "filed")),
    "dates.watch_until": Case("2030-02-01 00:00", up=("filed",), same=("opening", "settled")),
    "parties.north.violates.chance": Case(0.7, up=("north violates",), same=("black attacks",)),
    "parties.north.violates.every": Case("3h", up=("north violates", "north strikes")),
    "parties.north.hits": Case({"south": 6, "black": 6}, up=("north strikes",)),
    "parties.north.harm": Case({"median": 2, "p90": 10}, up=("south grievance",), same=CANDIDATES),
    "parties.north.uncommanded": Case(0.9, up=("north violates",), same=CANDIDATES),
    "parties.north.notices": Case(
        0.3, down=("north claims south", "north grievance"), same=CANDIDATES
    ),
    "parties.north.misblames": Case(0.6, up=("north claims east",), same=CANDIDATES),
    "parties.north.false_complaints.chance": Case(0.6, up=("false filed",), same=CANDIDATES),
    "parties.north.false_complaints.every": Case("6h", up=("false filed",), same=CANDIDATES),
    "parties.north.retaliates": Case(0.4, up=("north retaliates",), same=CANDIDATES),
    "parties.north.retaliates_fed_up": Case(
        0.9, up=("north retaliates",), base=(("parties.north.tolerance", 5),)
    ),
    "parties.north.retaliates_after": Case("10 days", down=("north retaliates",)),
    "parties.north.escalates": Case(6, up=("south grievance",), same=CANDIDATES),
    "parties.north.same_zone": Case(0.0, other=("hours to verdict",), same=CANDIDATES),
    "parties.north.patience": Case("6h", up=("north grievance",), same=CANDIDATES),
    "parties.north.forgets_in": Case("12h", down=("north grievance",), same=CANDIDATES),
    "parties.north.tolerance": Case(8, down=("life",), ends=True),
    "parties.north.notice": Case(
        "6 days", up=("life",), base=(("parties.north.tolerance", 8),), ends=True
    ),
    "parties.north.headroom": Case(
        {"median": 4, "p90": 8},
        down=("life",),
        base=(("parties.north.tolerance", None), ("parties.north.headroom", 40)),
        ends=True,
    ),
    "parties.north.means_it": Case(0.2, up=("broken on purpose",), down=("life",), ends=True),
    "parties.north.breaks_after": Case(
        "12h", down=("life",), base=(("parties.north.means_it", 0.2),), ends=True
    ),
    "parties.north.under_cover": Case(
        1.0,
        up=("life",),
        base=(("parties.north.means_it", 0.2), ("parties.north.under_cover", 0)),
        ends=True,
    ),
    "excluded.black.attacks.chance": Case(0.7, up=("black attacks",), same=("west attacks",)),
    "excluded.black.attacks.every": Case("3h", up=("black attacks",), same=("west attacks",)),
    "excluded.black.hits": Case({"south": 1}, up=("south claims north",), same=CANDIDATES),
    "excluded.black.harm": Case(20, up=("north grievance",), same=CANDIDATES),
    "excluded.black.wrongly_blamed": Case(0.9, up=("north claims south", "filed"), same=CANDIDATES),
    "excluded.black.disputed": Case(0.2, down=("disputed filed",), same=CANDIDATES),
    "excluded.black.spoils.factor": Case(5, up=("black attacks",), same=("west attacks",)),
    "excluded.black.spoils.from": Case("10 days", up=("black attacks",), same=("west attacks",)),
    "outside.west.attacks.chance": Case(0.7, up=("west attacks",), same=("black attacks",)),
    "outside.west.attacks.every": Case("8h", up=("west attacks",), same=("black attacks",)),
    "outside.west.hits": Case({"east": 1}, down=("south claims west",), same=CANDIDATES),
    "outside.west.harm": Case(9, up=("south grievance",), same=CANDIDATES),
    "outside.west.strains": Case(0, down=("south grievance",), same=CANDIDATES),
    "guarantors.first.over": Case(["east"], up=("north violates",), same=CANDIDATES),
    "guarantors.first.willing": Case(0.0, up=("north violates",), same=CANDIDATES),
    "guarantors.first.leverage": Case(0.0, up=("north violates",), same=CANDIDATES),
    "guarantors.first.presses_for": Case("1h", up=("north violates",), same=CANDIDATES),
    "guarantors.first.persuades": Case(
        0.0, down=("life",), base=(("parties.north.tolerance", 8),), ends=True
    ),
    "guarantors.first.resets": Case(
        1.0,
        down=("north grievance",),
        base=(("parties.north.tolerance", 6), ("guarantors.first.persuades", 1)),
    ),
    "guarantors.first.presses_on_claims": Case(1.0, down=("north violates",), same=CANDIDATES),
    "rupture.chance": Case(0.9, up=("unclear",), down=("upheld",), same=CANDIDATES),
    "rupture.rate": Case(
        "8 a day",
        up=("unclear",),
        down=("upheld",),
        same=CANDIDATES,
        base=(
            ("rupture.chance", None),
            ("rupture.every", None),
            ("rupture.rate", "0.05 a day"),
        ),
    ),
    "rupture.every": Case("1h", up=("unclear",), down=("upheld",), same=CANDIDATES),
    "zones.city.share": Case(30, up=("disputed filed",), same=CANDIDATES),
    "zones.city.mixed": Case(0.0, down=("disputed filed",), same=CANDIDATES),
    "zones.city.access": Case(0.0, down=("upheld",), up=("unclear",), same=CANDIDATES),
    "zones.city.key": Case(
        False, down=("zone collapses",), base=(("flare.violations", 4),), ends=True
    ),
    "truce.takes_hold": Case(0.0, up=("north violates",), down=("took hold",)),
    "truce.settles_in": Case("30 days", up=("north violates",), same=CANDIDATES),
    "truce.floor": Case(0.9, up=("north violates",), same=CANDIDATES),
    "truce.frays_after": Case("1 day", up=("north violates",), same=CANDIDATES),
    "truce.frays_in": Case("1 day", up=("north violates",), same=CANDIDATES),
    "complaints.rise": Case(8, up=("false filed",), same=CANDIDATES),
    "complaints.over": Case("12 days", up=("false filed",), same=CANDIDATES),
    "verification.teams": Case(6, up=("checked",), down=("still open",), same=CANDIDATES),
    "verification.order": Case("first come", other=("hours to verdict",), same=CANDIDATES),
    "verification.starts_after": Case("9 days", down=("checked",), same=CANDIDATES),
    "verification.reported_in": Case("6 days", down=("filed",), same=CANDIDATES),
    "verification.checked_in": Case("3 days", down=("checked",), same=CANDIDATES),
    "verification.finds": Case(0.9, up=("upheld",), same=CANDIDATES),
    "verification.clears": Case(0.9, up=("rejected",), same=CANDIDATES),
    "verification.mistakes": Case(0.5, up=("true rejected",), same=CANDIDATES),
    "verification.unattributed": Case(0.9, up=("nobody named",), down=("upheld",)),
    "verification.agree": Case(0.1, down=("upheld", "rejected"), same=CANDIDATES),
    "verification.haggled_in": Case("20 days", down=("checked",), same=CANDIDATES),
    "verification.drops_after": Case("1 day", up=("unclear",), down=("upheld",)),
    "verification.public": Case(0.0, up=("north violates",), same=CANDIDATES),
    "verification.shame": Case(1.6, up=("north violates",), same=CANDIDATES),
    "verification.shame_lasts": Case("1h", up=("north violates",), same=CANDIDATES),
    "verification.outcry": Case(6, up=("south grievance",), same=CANDIDATES),
    "verification.calms": Case(0.95, down=("retaliations", "south grievance"), same=CANDIDATES),
    "verification.redress": Case(1.0, down=("south grievance",), same=CANDIDATES),
    "verification.hotline.reaches": Case(1.0, down=("retaliations",), same=CANDIDATES),
    "verification.hotline.answers_in": Case("10 days", down=("retaliations",), same=CANDIDATES),
    "verification.hotline.believed": Case(1.0, down=("retaliations",), same=CANDIDATES),
    "grievance.at_start": Case(2, up=("north grievance", "south grievance"), same=CANDIDATES),
    "grievance.common": Case(
        1.0,
        other=("life",),
        base=(
            ("parties.north.tolerance", None),
            ("parties.north.headroom", {"median": 9, "p90": 90}),
        ),
        ends=True,
    ),
    "verification.hotline.starts_after": Case("20 days", up=("retaliations",), same=CANDIDATES),
    "grievance.overdue": Case(4.0, up=("south grievance",), same=CANDIDATES),
    "grievance.upheld": Case(6.0, up=("south grievance",), same=CANDIDATES),
    "grievance.redressed": Case(6.0, up=("south grievance",), same=CANDIDATES),
    "grievance.unclear": Case(4.0, up=("south grievance",), same=CANDIDATES),
    "grievance.rejected": Case(4.0, up=("south grievance",), same=CANDIDATES),
    "spiral.violations": Case(9, up=("spirals",), ends=True),
    "spiral.window": Case("3 days", up=("spirals",), ends=True),
    "flare.violations": Case(4, up=("zone collapses",), ends=True),
    "flare.window": Case("3 days", up=("zone collapses",), ends=True),
    "flare.spreads": Case(
        4,
        up=("retaliations",),
        base=(
            ("flare.violations", 4),
            ("flare.lasts", "300 days"),
            ("spiral", None),
            ("mass_casualty", None),
        ),
    ),
    "flare.ends": Case(
        0.1,
        up=("zone collapses",),
        base=(("zones.city.key", False), ("flare.violations", 4)),
        ends=True,
    ),
    "flare.lasts": Case("0h", up=("zone collapses",), ends=True),
    "mass_casualty.harm": Case(8, up=("mass casualties",), ends=True),
    "mass_casualty.ends": Case(1.0, up=("mass casualties",), ends=True),
    "shocks.raid.chance": Case(0.4, up=("shock collapses",), ends=True),
    "shocks.raid.rate": Case(
        "2 a day",
        up=("shock collapses",),
        base=(
            ("shocks.raid.chance", None),
            ("shocks.raid.every", None),
            ("shocks.raid.rate", "1 a month"),
        ),
        ends=True,
    ),
    "shocks.raid.every": Case("4h", up=("shock collapses",), ends=True),
    "shocks.raid.factor": Case(6, up=("north violates", "black attacks")),
    "shocks.raid.lasts": Case("8 days", up=("north violates", "black attacks")),
    "shocks.raid.ends": Case(0.0, down=("shock collapses",), ends=True),
    "shocks.raid.ruptures": Case(1.0, up=("unclear",), down=("upheld",), same=CANDIDATES),
    "measures.lull.from": Case("0h", down=("north violates",), same=CANDIDATES),
    "measures.lull.until": Case("12 days", down=("north violates",), same=CANDIDATES),
    "measures.lull.zones": Case(
        ["city", "plain", "hills"],
        down=("north violates",),
        same=CANDIDATES,
        base=(("measures.lull.factor", 0), ("measures.lull.until", "12 days")),
    ),
    "measures.lull.factor": Case(3, up=("north violates", "retaliations"), same=CANDIDATES),
    "postponement.decides_before": Case("8 days", other=("opening",)),
    "postponement.unless": Case("quiet", other=("opening",)),
    "postponement.by": Case("5 days", up=("opening",)),
    "postponement.at_most": Case(1, down=("opening",)),
    "agenda.sessions": Case(40, down=("agenda",), same=("opening", "retaliations")),
    "agenda.session_lasts": Case("9h", down=("agenda",), same=("opening", "retaliations")),
    "agenda.per_complaint": Case("40 min", up=("agenda",), same=("opening", "retaliations")),
    "agenda.cap": Case(0.1, down=("agenda",), same=("opening", "retaliations")),
    "quiet.share": Case(5, up=("quiet",), same=("opening", "retaliations")),
    "quiet.window": Case("12h", other=("quiet",), same=("opening", "retaliations")),
    "quiet.before": Case(60, up=("quiet",), same=("opening", "retaliations")),
    "settled.open_complaints": Case(200, up=("settled",), down=("opening",)),
    "calm_streak.days": Case(6, down=("calm streaks",), same=("opening", "retaliations")),
    "calm_streak.violations": Case(9, up=("calm streaks",), same=("opening", "retaliations")),
    "partial.share": Case(
        0.9,
        down=("in part",),
        same=("opening", "retaliations", "held"),
        base=(("flare.violations", 2), ("flare.lasts", "300 days")),
    ),
    "on_time.within": Case("30 days", up=("on time",), same=("opening", "retaliations")),
}


FOR_REPORTS = {
    "title",
    "summary",
    "dates.talks_planned",
    "parties.ID.name",
    "excluded.ID.name",
    "outside.ID.name",
    "guarantors.ID.name",
    "zones.ID.name",
    "shocks.ID.name",
    "measures.ID.name",
    "verification.run_by",
    "base_rate.earlier_truces",
    "base_rate.broken_within_ten_days",
    "base_rate.region",
}


FOR_STUDIES = ("believable", "options", "evidence", "run", "observed")


def put(raw: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    table = raw
    for step in above:
        table = table.setdefault(step, {})
    if value is None:
        table.pop(last, None)
    else:
        table[last] = value


def truce(case: Case, path: str, *, changed: bool = False) -> dict[str, Any]:
    """Return the raw scenario of a case, as it is or with its input changed."""
    raw = copy.deepcopy(BUSY)
    for where, value in () if case.ends else ENDLESS.items():
        if where not in KEPT.get(path.split(".", maxsplit=1)[0], ()):
            put(raw, where, value)
    for where, value in case.base:
        put(raw, where, value)
    if changed:
        put(raw, path, case.value)
    return raw
