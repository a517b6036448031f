"""The record of a run: counts, days, and how things stand at a given moment."""

from array import array
from bisect import bisect_left
from math import nan

from truce_sim.model.clock import Rank
from truce_sim.model.codes import Act, Verdict
from truce_sim.model.columns import DELAY_BINS, columns_of
from truce_sim.model.grievance import Grievances
from truce_sim.model.incidents import Claim, Incident
from truce_sim.model.rules import agenda_share, delay_bin, holds_in_part, is_quiet
from truce_sim.model.scene import Scene
from truce_sim.model.snapshot import Snapshot
from truce_sim.model.world import World
from truce_sim.model.zones import Zones


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
        self._claims_today = dict.fromkeys(world.parties, 0)
        self._harm_today = 0.0
        self._verdicts_today = self._upheld_today = 0
        self._day = 0
        self._calm_days = 0
        self.calm_streak = False
        self.delays = [0] * DELAY_BINS
        self.waits = [0] * DELAY_BINS
        columns = columns_of(world)
        self._number = columns.number
        # Looked up once for what is counted most often.
        self._incidents = columns.number["incidents",]
        self._violations = {name: columns.number["violations", name] for name in world.parties}
        self._grievance = columns.grievance
        self._claimed = columns.claimed
        self._names = columns.names
        self._counts: list[float] = [0] * len(columns.counts)
        days = world.days
        self.daily: dict[str, list[float]] = {column.name: [nan] * days for column in columns.days}

    def become(self, world: World, _: float) -> None:
        """Judge how things stand as in another world."""
        self._world = world

    def begin(self) -> None:
        """Close every day at its end."""
        if self._world.days:
            self._clock.call(24.0, Rank.DAY, 0, self._close_day, None)

    @property
    def counts(self) -> dict[str, float]:
        """All counts by their names."""
        return dict(zip(self._names, self._counts, strict=True))

    def incident(self, incident: Incident) -> None:
        """Count an incident."""
        counts, act, who = self._counts, incident.act, incident.who
        if act <= Act.RETALIATION:
            self._times.append(incident.time)
            self._harm_today += incident.harm
            counts[self._incidents] += 1
            counts[self._violations[who]] += 1
            if act == Act.RETALIATION:
                counts[self._number["retaliations",]] += 1
                counts[self._number["retaliations", who]] += 1
        elif act == Act.STRIKE:
            counts[self._number["strikes", who]] += 1
        else:
            counts[self._number["attacks", who]] += 1

    def claimed(self, claim: Claim) -> None:
        """Count a violation as its claimant counts it."""
        self._claims_today[claim.by] += 1
        self._counts[self._number["claims", claim.by, claim.against]] += 1

    def filed(self, claim: Claim) -> None:
        """Count a complaint that reached the mechanism."""
        self._open[claim] = None
        self._open_harm += claim.incident.harm
        self._counts[self._number["verdict", claim.truth, Verdict.OPEN]] += 1

    def decided(self, claim: Claim) -> None:
        """Count a verdict, and its delay since the incident."""
        del self._open[claim]
        self._open_harm -= claim.incident.harm
        self._verdicts_today += 1
        self._upheld_today += claim.verdict in (Verdict.UPHELD, Verdict.UNNAMED)
        counts, number = self._counts, self._number
        counts[number["verdict", claim.truth, Verdict.OPEN]] -= 1
        counts[number["verdict", claim.truth, claim.verdict]] += 1
        hours = self._clock.now - claim.noticed_at
        counts[number["checked",]] += 1
        counts[number["hours_to_verdict",]] += hours
        self.delays[delay_bin(hours, DELAY_BINS)] += 1

    def end(self) -> None:
        """Count how long the run was watched, and how long what is still open has waited."""
        counts, number, now = self._counts, self._number, self._clock.now
        counts[number["days",]] = now / 24
        counts[number["still_open",]] = len(self._open)
        for claim in self._open:
            hours = now - claim.noticed_at
            counts[number["hours_still_open",]] += hours
            self.waits[delay_bin(hours, DELAY_BINS)] += 1

    def snapshot(self) -> Snapshot:
        """Return how things stand now."""
        world = self._world
        now = self._clock.now
        window = min(world.quiet.window, now)
        recent = len(self._times) - bisect_left(self._times, now - window)
        agenda = world.agenda
        return Snapshot(
            quiet=is_quiet(recent, world.levels.quiet_per_day, window),
            settled=len(self._open) <= world.levels.settled_open,
            in_part=world.partial is not None
            and holds_in_part(self._zones.burning, self._zones.everything, world.partial.share),
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
        day, daily, claims = self._day, self.daily, self._claims_today
        start = 24.0 * day
        violations = len(self._times) - bisect_left(self._times, start)
        daily["violations"][day] = violations
        daily["claims"][day] = 0
        daily["open_complaints"][day] = len(self._open)
        daily["flared_zones"][day] = len(self._zones.aflame)
        daily["harm"][day] = self._harm_today
        daily["verdicts"][day] = self._verdicts_today
        daily["upheld"][day] = self._upheld_today
        for party in self._world.parties:
            daily[self._grievance[party]][day] = self._grievances.share(party)
            daily[self._claimed[party]][day] = claims[party]
            daily["claims"][day] += claims[party]
            claims[party] = 0
        calm = violations <= self._world.levels.calm_violations
        self._calm_days = self._calm_days + 1 if calm else 0
        if self._calm_days >= self._world.calm_streak.days:
            self.calm_streak = True
        self._harm_today = 0.0
        self._verdicts_today = self._upheld_today = 0
        self._day += 1
        if self._day < self._world.days:
            self._clock.call(24.0 * (self._day + 1), Rank.DAY, 0, self._close_day, None)
