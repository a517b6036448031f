"""The record of a run: counts, days, and how things stand at a given moment."""

from bisect import bisect_left
from math import log2, nan

from truce_sim.model.clock import Rank
from truce_sim.model.grievance import Grievances
from truce_sim.model.incidents import TRUTHS, VERDICTS, Claim, Incident
from truce_sim.model.rules import agenda_share
from truce_sim.model.scene import Scene
from truce_sim.model.snapshot import Snapshot
from truce_sim.model.world import World
from truce_sim.model.zones import Zones

DELAY_BINS = 64
"""Delays from incident to verdict are counted in bins whose edges grow by a fourth root of 2."""
FIRST_BIN_HOURS = 0.25


def delay_bin(hours: float) -> int:
    """Return the bin of a delay: bin 0 ends at FIRST_BIN_HOURS, each next one 19% later."""
    if hours <= FIRST_BIN_HOURS:
        return 0
    return min(DELAY_BINS - 1, 1 + int(4 * log2(hours / FIRST_BIN_HOURS)))


class Record:
    """Counts what happens; nothing here has an effect on the truce."""

    def __init__(self, scene: Scene, grievances: Grievances, zones: Zones) -> None:
        world = scene.world
        self._world = world
        self._clock = scene.clock
        self._grievances = grievances
        self._zones = zones
        self._times: list[float] = []
        self._open = 0
        self._open_harm = 0.0
        self._claims_today = 0
        self._day = 0
        self._calm_days = 0
        self.calm_streak = False
        self.delays = [0] * DELAY_BINS
        self.counts: dict[str, float] = dict.fromkeys(count_names(world), 0)
        days = world.days
        self.daily: dict[str, list[float]] = {name: [nan] * days for name in daily_names(world)}

    def begin(self) -> None:
        """Close every day at its end."""
        if self._world.days:
            self._clock.call(24.0, Rank.DAY, self._close_day, None)

    def incident(self, incident: Incident) -> None:
        """Count an incident."""
        counts, kind, who = self.counts, incident.kind, incident.who
        if kind == "strike":
            counts[f"strikes.{who}"] += 1
        elif kind in ("attack", "outside attack"):
            counts[f"attacks.{who}"] += 1
        else:
            self._times.append(incident.time)
            counts["incidents"] += 1
            counts[f"violations.{who}"] += 1
            if kind == "retaliation":
                counts["retaliations"] += 1
                counts[f"retaliations.{who}"] += 1

    def claimed(self, claim: Claim) -> None:
        """Count a violation as its claimant counts it."""
        self._claims_today += 1
        self.counts[f"claims.{claim.by}.{claim.against}"] += 1

    def filed(self, claim: Claim) -> None:
        """Count a complaint that reached the mechanism."""
        self._open += 1
        self._open_harm += claim.incident.harm
        self.counts[f"verdict.{claim.truth}.open"] += 1

    def decided(self, claim: Claim) -> None:
        """Count a verdict, and its delay since the incident."""
        self._open -= 1
        self._open_harm -= claim.incident.harm
        counts = self.counts
        counts[f"verdict.{claim.truth}.open"] -= 1
        counts[f"verdict.{claim.truth}.{claim.verdict}"] += 1
        hours = self._clock.now - claim.noticed_at
        counts["checked"] += 1
        counts["hours to verdict"] += hours
        self.delays[delay_bin(hours)] += 1

    def snapshot(self) -> Snapshot:
        """Return how things stand now."""
        world = self._world
        measures = world.measures
        now = self._clock.now
        window = min(measures.quiet_window, now)
        recent = len(self._times) - bisect_left(self._times, now - window)
        limit = measures.quiet_per_day * window / 24
        # Where there was no violence before, only none is quiet.
        quiet = window > 0 and (recent < limit or recent == limit == 0)
        agenda = world.agenda
        return Snapshot(
            quiet=quiet,
            settled=self._open <= measures.settled_open,
            calm_streak=self.calm_streak,
            open_complaints=self._open,
            open_harm=max(0.0, self._open_harm),
            agenda_share=agenda_share(
                self._open,
                agenda.per_complaint,
                agenda.sessions,
                agenda.session_lasts,
                agenda.cap,
            )
            if agenda
            else nan,
        )

    def _close_day(self, _: None) -> None:
        day, daily = self._day, self.daily
        start = 24.0 * day
        violations = len(self._times) - bisect_left(self._times, start)
        daily["violations"][day] = violations
        daily["claims"][day] = self._claims_today
        daily["open complaints"][day] = self._open
        daily["flared zones"][day] = len(self._zones.aflame)
        for party in self._world.parties:
            daily[f"grievance.{party}"][day] = self._grievances.share(party)
        measures = self._world.measures
        self._calm_days = self._calm_days + 1 if violations <= measures.calm_violations else 0
        if self._calm_days >= measures.calm_days:
            self.calm_streak = True
        self._claims_today = 0
        self._day += 1
        if self._day < self._world.days:
            self._clock.call(24.0 * (self._day + 1), Rank.DAY, self._close_day, None)


def count_names(world: World) -> list[str]:
    """Return the names of all counts of a world, in a fixed order."""
    bound, all_who = list(world.parties), world.actor_ids
    return [
        *(f"violations.{name}" for name in bound),
        *(f"retaliations.{name}" for name in bound),
        *(f"strikes.{name}" for name in bound),
        *(f"attacks.{name}" for name in all_who if name not in world.parties),
        *(f"claims.{by}.{on}" for by in bound for on in (*bound, *world.outside) if on != by),
        *(f"verdict.{truth}.{verdict}" for truth in TRUTHS for verdict in VERDICTS),
        "incidents",
        "retaliations",
        "checked",
        "hours to verdict",
        "days",
    ]


def daily_names(world: World) -> list[str]:
    """Return the names of all daily series of a world, in a fixed order."""
    return [
        "violations",
        "claims",
        "open complaints",
        "flared zones",
        *(f"grievance.{name}" for name in world.parties),
    ]
