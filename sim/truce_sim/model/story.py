"""The story of a run: a listener that the processes tell what they do.

`Listener` hears and says nothing: that is what thousands of runs use. `Teller` puts every event
in a plain sentence. Neither has any effect on the run.
"""

from dataclasses import dataclass

from truce_sim.model.clock import Clock
from truce_sim.model.codes import ACTS, TRUTHS, VERDICTS, Verdict
from truce_sim.model.ending import CAUSES, Collapse
from truce_sim.model.grievance import Grievances
from truce_sim.model.incidents import Claim, Incident
from truce_sim.model.outcome import Outcome
from truce_sim.model.snapshot import Snapshot
from truce_sim.model.world import World


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One thing that happened. `grievance` is that of `who`, as a share of its limit."""

    hours: float
    kind: str
    who: str
    whom: str | None
    zone: str | None
    harm: float | None
    incident: str | None
    parent: str | None
    verdict: str | None
    grievance: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Story:
    """One run told event by event."""

    replication: int
    held: bool
    cause: str | None
    end_hours: float
    horizon_hours: float
    events: tuple[StoryEvent, ...]


class Listener:
    """Hears everything and tells nothing."""

    def begins(self, takes_hold: bool) -> None:
        """The truce is in force."""

    def incident(self, incident: Incident) -> None:
        """Somebody fired."""

    def claimed(self, claim: Claim) -> None:
        """Somebody blamed somebody."""

    def filed(self, claim: Claim) -> None:
        """A complaint reached the mechanism."""

    def check_begins(self, claim: Claim) -> None:
        """A team took a complaint."""

    def teams(self, count: int) -> None:
        """From now on there are so many inspection teams."""

    def verdict(self, claim: Claim) -> None:
        """A complaint got its verdict."""

    def published(self, claim: Claim) -> None:
        """A finding was made public."""

    def overdue(self, claim: Claim) -> None:
        """A claimant's patience ran out."""

    def retaliation_decided(self, claim: Claim, at: float) -> None:
        """A victim decided to retaliate at the hour `at`."""

    def held_by_hotline(self, claim: Claim, answer_at: float, strikes_at: float) -> None:
        """A retaliation waits for the hotline's answer, which will not be believed."""

    def talked_out(self, claim: Claim, answer_at: float) -> None:
        """The hotline's answer will be believed: no retaliation."""

    def called_off(self, claim: Claim) -> None:
        """A retaliation was called off because the complaint was rejected."""

    def pressed(self, guarantor: str, claim: Claim) -> None:
        """A guarantor pressed one of its parties, after a verdict or over a mere claim."""

    def gives_notice(self, claim: Claim, notice: float) -> None:
        """A party said that it will leave in `notice` hours."""

    def takes_back(self, claim: Claim) -> None:
        """A party withdrew its notice: the complaint behind it was rejected."""

    def persuaded(self, guarantor: str, party: str) -> None:
        """A guarantor kept a party in the truce."""

    def walks_out(self, claim: Claim) -> None:
        """A party left."""

    def breaks(self, party: str, strike: Incident | None) -> None:
        """A party that did not mean it broke the truce, alone or under cover of a strike."""

    def fall_out(self) -> None:
        """The guarantors fell out."""

    def flares(self, zone: str, violations: int) -> None:
        """A zone flared up."""

    def calms(self, zone: str) -> None:
        """A zone calmed down."""

    def shock(self, shown: str, ends: bool) -> None:
        """An outside shock struck."""

    def postponed(self, opening: float) -> None:
        """The talks were moved to the hour `opening`."""

    def opens(self, stands: Snapshot) -> None:
        """The talks opened."""

    def collapses(self, collapse: Collapse) -> None:
        """The truce was over."""


def span_of(hours: float) -> str:
    """Return a length of time in whole hours, one shorter than an hour in minutes."""
    minutes = max(1, round(60 * hours))
    number, unit = (max(1, round(hours)), "hour") if minutes >= 60 else (minutes, "minute")
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def after(hours: float) -> str:
    """Return how long until something comes: "in 12 hours", "at once" for less than a minute."""
    return "at once" if hours < 1 / 60 else f"in {span_of(hours)}"


class Teller(Listener):
    """Puts every event in a plain sentence."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shown = world.shown
        self._events: list[StoryEvent] = []

    def listens_to(self, clock: Clock, grievances: Grievances) -> None:
        """Say whose clock and grievances to read."""
        self._clock = clock
        self._grievances = grievances

    def story(self, replication: int, outcome: Outcome) -> Story:
        """Return all that was told."""
        self._events += self._measures(outcome.life)
        self._events.sort(key=lambda event: event.hours)
        return Story(
            replication=replication,
            held=outcome.held,
            cause=outcome.cause or None,
            end_hours=outcome.life,
            horizon_hours=self._world.opening,
            events=tuple(self._events),
        )

    def _measures(self, until: float) -> list[StoryEvent]:
        """Return when measures came into force and ended: known before, so nobody does them."""
        found = []
        for one in self._world.measures:
            for hours, what in ((one.begins, "comes into force"), (one.ends, "ends")):
                if hours < until:
                    about = (None,) * 7
                    found.append(StoryEvent(hours, "measure", "", *about, f"{one.shown} {what}."))
        return found

    def _tell(
        self,
        kind: str,
        sentence: str,
        who: str = "",
        whom: str | None = None,
        incident: Incident | None = None,
        verdict: str | None = None,
        zone: str | None = None,
    ) -> None:
        self._events.append(
            StoryEvent(
                hours=self._clock.now,
                kind=kind,
                who=who,
                whom=whom,
                zone=incident.zone if incident else zone,
                harm=incident.harm if incident else None,
                incident=incident.name.shown if incident else None,
                parent=incident.parent.shown if incident and incident.parent else None,
                verdict=verdict,
                grievance=self._grievances.share(who) if who in self._world.parties else None,
                sentence=sentence,
            )
        )

    def _place(self, incident: Incident) -> str:
        return f" in {self._world.zones[incident.zone].shown}" if len(self._world.zones) > 1 else ""

    def _about(self, claim: Claim) -> str:
        """Return the claim in words: who complains of whom."""
        return f"{self._shown[claim.by]} against {self._shown[claim.against]}"

    def begins(self, takes_hold: bool) -> None:
        """The truce is in force."""
        self._tell(
            "truce starts",
            "The truce starts."
            if takes_hold
            else "The truce starts, but orders do not reach the units: it does not take hold.",
        )
        for party in self._world.parties:
            held = self._grievances.share(party)
            if held > 0:
                less = max(1, round(100 * held))
                bears = f"with {less:,} in 100 of what it bears" if held < 1 else "beyond its limit"
                self._tell("grievance at start", f"{self._shown[party]} starts {bears}.", party)

    def incident(self, incident: Incident) -> None:
        """Somebody fired."""
        who, whom = self._shown[incident.who], self._shown[incident.whom]
        what = {
            "violation": f"{who} violates the truce: hits {whom}",
            "retaliation": f"{who} retaliates: hits {whom}",
            "strike": f"{who} strikes {whom}, which the truce allows",
            "attack": f"{who} attacks {whom}",
            "outside attack": f"{who} attacks {whom} from outside",
        }[ACTS[incident.act]]
        units = "" if incident.commanded else " (units out of control)"
        self._tell(
            ACTS[incident.act],
            f"{what}{self._place(incident)}{units}, harm {incident.harm:.1f}.",
            incident.who,
            incident.whom,
            incident,
        )

    def claimed(self, claim: Claim) -> None:
        """Somebody blamed somebody."""
        by, against = self._shown[claim.by], self._shown[claim.against]
        who, whom = self._shown[claim.incident.who], self._shown[claim.incident.whom]
        sentence = {
            "true": f"{by} blames {against}.",
            "wrong party": f"{by} wrongly blames {against}: it was {who}.",
            "lawful strike": f"{by} says that {against} hit it, not {whom}.",
            "false": f"{by} accuses {against} of what did not happen.",
        }[TRUTHS[claim.truth]]
        self._tell("claim", sentence, claim.by, claim.against, claim.incident)

    def _of_claim(self, kind: str, sentence: str, claim: Claim) -> None:
        self._tell(kind, sentence, claim.by, claim.against, claim.incident, VERDICTS[claim.verdict])

    def filed(self, claim: Claim) -> None:
        """A complaint reached the mechanism."""
        self._of_claim("complaint", f"Complaint filed: {self._about(claim)}.", claim)

    def check_begins(self, claim: Claim) -> None:
        """A team took a complaint."""
        self._of_claim("check", f"A team takes the complaint of {self._about(claim)}.", claim)

    def teams(self, count: int) -> None:
        """From now on there are so many inspection teams."""
        there = "is 1 inspection team" if count == 1 else f"are {count:,} inspection teams"
        self._tell("teams", f"There {there} from now on.")

    def verdict(self, claim: Claim) -> None:
        """A complaint got its verdict."""
        waited = span_of(self._clock.now - claim.noticed_at)
        self._of_claim(
            "verdict",
            f"Verdict on {self._about(claim)}: {VERDICTS[claim.verdict]}, {waited} after the fact.",
            claim,
        )

    def published(self, claim: Claim) -> None:
        """A finding was made public."""
        self._of_claim(
            "published", f"The finding against {self._shown[claim.against]} is published.", claim
        )

    def overdue(self, claim: Claim) -> None:
        """A claimant's patience ran out."""
        self._of_claim(
            "overdue",
            f"{self._shown[claim.by]} has waited too long for a verdict on "
            f"{self._shown[claim.against]}.",
            claim,
        )

    def retaliation_decided(self, claim: Claim, at: float) -> None:
        """A victim decided to retaliate at the hour `at`."""
        self._of_claim(
            "decision",
            f"{self._shown[claim.by]} decides to retaliate against "
            f"{self._shown[claim.against]} {after(at - self._clock.now)}.",
            claim,
        )

    def held_by_hotline(self, claim: Claim, answer_at: float, strikes_at: float) -> None:
        """A retaliation waits for the hotline's answer, which will not be believed."""
        answer, strike = (after(at - self._clock.now) for at in (answer_at, strikes_at))
        then = "then, unconvinced" if answer_at == strikes_at else f"unconvinced, {strike}"
        self._of_claim(
            "hotline",
            f"The hotline asks both sides, an answer comes {answer}: {self._shown[claim.by]} will "
            f"strike {then}.",
            claim,
        )

    def talked_out(self, claim: Claim, answer_at: float) -> None:
        """The hotline's answer will be believed: no retaliation."""
        self._of_claim(
            "hotline",
            f"The hotline asks both sides: {self._shown[claim.by]} will believe the answer that "
            f"comes {after(answer_at - self._clock.now)}, and does not strike.",
            claim,
        )

    def called_off(self, claim: Claim) -> None:
        """A retaliation was called off because the complaint was rejected."""
        self._of_claim(
            "called off",
            f"{self._shown[claim.by]} calls its retaliation off: the complaint was rejected.",
            claim,
        )

    def pressed(self, guarantor: str, claim: Claim) -> None:
        """A guarantor pressed one of its parties, after a verdict or over a mere claim."""
        by, against = self._shown[claim.by], self._shown[claim.against]
        self._tell(
            "pressed",
            f"{self._guarantor(guarantor)} presses {against} "
            + (
                f"to hold its fire, after the verdict for {by}."
                if claim.verdict == Verdict.UPHELD
                else f"over what {by} claims, without a verdict."
            ),
            guarantor,
            claim.against,
            claim.incident,
        )

    def gives_notice(self, claim: Claim, notice: float) -> None:
        """A party said that it will leave in `notice` hours."""
        leaves, when = ("leaves" if notice < 1 / 60 else "will leave"), after(notice)
        self._of_claim(
            "notice", f"{self._shown[claim.by]} has had enough: it {leaves} {when}.", claim
        )

    def takes_back(self, claim: Claim) -> None:
        """A party withdrew its notice: the complaint behind it was rejected."""
        self._of_claim(
            "notice withdrawn",
            f"{self._shown[claim.by]} stays after all: the complaint behind its notice was "
            "rejected.",
            claim,
        )

    def persuaded(self, guarantor: str, party: str) -> None:
        """A guarantor kept a party in the truce."""
        self._tell(
            "persuaded",
            f"{self._guarantor(guarantor)} persuades {self._shown[party]} to stay.",
            party,
        )

    def walks_out(self, claim: Claim) -> None:
        """A party left."""
        self._of_claim("walk-out", f"{self._shown[claim.by]} walks out.", claim)

    def breaks(self, party: str, strike: Incident | None) -> None:
        """A party that did not mean it broke the truce, alone or under cover of a strike."""
        cover = f", under cover of its strike on {self._shown[strike.whom]}" if strike else ""
        self._tell(
            "broken on purpose",
            f"{self._shown[party]} breaks the truce on purpose{cover}: it never meant to keep it.",
            party,
            incident=strike,
        )

    def fall_out(self) -> None:
        """The guarantors fell out."""
        self._tell(
            "fall out", "The guarantors fall out: they no longer press, persuade or endorse."
        )

    def flares(self, zone: str, violations: int) -> None:
        """A zone flared up."""
        shown = self._world.zones[zone].shown
        self._tell("flare-up", f"{shown} flares up: {violations} violations of late.", zone=zone)

    def calms(self, zone: str) -> None:
        """A zone calmed down."""
        self._tell("flare-up over", f"{self._world.zones[zone].shown} calms down.", zone=zone)

    def shock(self, shown: str, ends: bool) -> None:
        """An outside shock struck."""
        after = " It ends the truce." if ends else ""
        self._tell("shock", f"Outside shock: {shown}.{after}")

    def postponed(self, opening: float) -> None:
        """The talks were moved to the hour `opening`."""
        self._tell("postponed", f"The talks are moved to day {opening / 24:.1f}.")

    def opens(self, stands: Snapshot) -> None:
        """The talks opened."""
        settled = "settled" if stands.settled else "not settled"
        partly = " in part" if stands.in_part else ""
        self._tell(
            "talks open",
            f"The truce holds{partly} and the talks open, with {stands.open_complaints} open "
            f"complaints ({settled}).",
        )

    def collapses(self, collapse: Collapse) -> None:
        """The truce was over."""
        self._tell(
            "collapse",
            f"The truce collapses: {CAUSES[collapse.cause]}.",
            incident=collapse.incident,
        )

    def _guarantor(self, name: str) -> str:
        return next(g.shown for g in self._world.guarantors if g.name == name)
