"""The record of a run: counts, days, and how things stand at a given moment."""

from array import array
from bisect import bisect_left
from math import log2, nan

from truce_sim.model.clock import Rank
from truce_sim.model.columns import DELAY_BINS, columns_of
from truce_sim.model.grievance import Grievances
from truce_sim.model.incidents import Claim, Incident
from truce_sim.model.rules import agenda_share
from truce_sim.model.scene import Scene
from truce_sim.model.snapshot import Snapshot
from truce_sim.model.zones import Zones

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
        self._times = array("d")
        self._open: dict[Claim, None] = {}
        self._open_harm = 0.0
        self._claims_today = 0
        self._day = 0
        self._calm_days = 0
        self.calm_streak = False
        self.delays = [0] * DELAY_BINS
        self.waits = [0] * DELAY_BINS
        columns = columns_of(world)
        self._name = columns.name
        self._grievance = columns.grievance
        self.counts: dict[str, float] = {column.name: 0 for column in columns.counts}
        days = world.days
        self.daily: dict[str, list[float]] = {column.name: [nan] * days for column in columns.days}

    def begin(self) -> None:
        """Close every day at its end."""
        if self._world.days:
            self._clock.call(24.0, Rank.DAY, self._close_day, None)

    def incident(self, incident: Incident) -> None:
        """Count an incident."""
        counts, name, kind, who = self.counts, self._name, incident.kind, incident.who
        if kind == "strike":
            counts[name["strikes", who]] += 1
        elif kind in ("attack", "outside attack"):
            counts[name["attacks", who]] += 1
        else:
            self._times.append(incident.time)
            counts["incidents"] += 1
            counts[name["violations", who]] += 1
            if kind == "retaliation":
                counts["retaliations"] += 1
                counts[name["retaliations", who]] += 1

    def claimed(self, claim: Claim) -> None:
        """Count a violation as its claimant counts it."""
        self._claims_today += 1
        self.counts[self._name["claims", claim.by, claim.against]] += 1

    def filed(self, claim: Claim) -> None:
        """Count a complaint that reached the mechanism."""
        self._open[claim] = None
        self._open_harm += claim.incident.harm
        self.counts[self._name["verdict", claim.truth, "open"]] += 1

    def decided(self, claim: Claim) -> None:
        """Count a verdict, and its delay since the incident."""
        del self._open[claim]
        self._open_harm -= claim.incident.harm
        counts, name = self.counts, self._name
        counts[name["verdict", claim.truth, "open"]] -= 1
        counts[name["verdict", claim.truth, claim.verdict]] += 1
        hours = self._clock.now - claim.noticed_at
        counts["checked"] += 1
        counts["hours_to_verdict"] += hours
        self.delays[delay_bin(hours)] += 1

    def end(self) -> None:
        """Count how long the run was watched, and how long what is still open has waited."""
        counts, now = self.counts, self._clock.now
        counts["days"] = now / 24
        counts["still_open"] = len(self._open)
        for claim in self._open:
            hours = now - claim.noticed_at
            counts["hours_still_open"] += hours
            self.waits[delay_bin(hours)] += 1

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
            settled=len(self._open) <= measures.settled_open,
            calm_streak=self.calm_streak,
            open_complaints=len(self._open),
            open_harm=max(0.0, self._open_harm),
            agenda_share=agenda_share(
                len(self._open),
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
        daily["open_complaints"][day] = len(self._open)
        daily["flared_zones"][day] = len(self._zones.aflame)
        for party in self._world.parties:
            daily[self._grievance[party]][day] = self._grievances.share(party)
        measures = self._world.measures
        self._calm_days = self._calm_days + 1 if violations <= measures.calm_violations else 0
        if self._calm_days >= measures.calm_days:
            self.calm_streak = True
        self._claims_today = 0
        self._day += 1
        if self._day < self._world.days:
            self._clock.call(24.0 * (self._day + 1), Rank.DAY, self._close_day, None)
