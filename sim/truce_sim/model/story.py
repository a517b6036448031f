"""The story of a run: a listener that the processes tell what they do.

`Listener` hears and says nothing: that is what thousands of runs use. `Teller` puts every event
in a plain sentence, in the past tense: a file does not say whether a name is one or many, and that
tense is the same for both. Neither has any effect on the run.
"""

from dataclasses import dataclass, replace

from truce_sim.model.blame import Blame
from truce_sim.model.clock import Clock
from truce_sim.model.codes import ACTS, TRUTHS, VERDICTS, Verdict
from truce_sim.model.ending import CAUSES, TOO_MANY, Collapse
from truce_sim.model.grievance import Grievances
from truce_sim.model.incidents import Claim, Incident
from truce_sim.model.outcome import Outcome
from truce_sim.model.snapshot import Snapshot
from truce_sim.model.world import World


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One thing that happened. `grievance` is that of `who`, as a share of its limit.

    `filled` is what this held of what ended the truce, when that was full: of a claim, its part of
    the grievance with which the party that left gave notice; of a violation, 1 where it was among
    those that were too many; of the notice, or the collapse, all of it.
    """

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
    filled: float | None = None


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

    def becomes(self, world: World) -> None:
        """From now on all is as in another world."""

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
        self._since = 0.0
        """Hour from which on it has been in this world."""
        self._events: list[StoryEvent] = []
        self._blame = Blame()

    def listens_to(self, clock: Clock, grievances: Grievances) -> None:
        """Say whose clock and grievances to read."""
        self._clock = clock
        self._grievances = grievances
        grievances.on_change(self.grows)

    def story(self, replication: int, outcome: Outcome) -> Story:
        """Return all that was told."""
        for place, filled in self._blame.filled.items():
            self._events[place] = replace(self._events[place], filled=filled)
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
            for hours, what in ((one.begins, "came into force"), (one.ends, "ended")):
                if self._since <= hours < until:
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
            "The truce started."
            if takes_hold
            else "The truce started, but orders did not reach the units: it did not take hold.",
        )
        for party in self._world.parties:
            held = self._grievances.share(party)
            self._blame.starts(party, held)
            if held > 0:
                less = max(1, round(100 * held))
                bears = f"at {less:,} in 100 of its limit" if held < 1 else "beyond its limit"
                self._tell(
                    "grievance at start",
                    f"{self._shown[party]} started with a grievance {bears}.",
                    party,
                )

    def grows(self, claim: Claim) -> None:
        """What a claim weighs in its party's grievance has changed."""
        for mark in self._blame.passes(claim.by, self._grievances.share(claim.by)):
            at = f"{mark} in 100 of its limit" if mark < 100 else "its limit"
            self._of_claim(
                "grievance", f"The grievance of {self._shown[claim.by]} reached {at}.", claim
            )

    def becomes(self, world: World) -> None:
        """From now on all is as in another world."""
        self._events += self._measures(self._clock.now)
        self._since, self._world = self._clock.now, world
        self._tell("inputs change", "From here on other inputs held.")

    def incident(self, incident: Incident) -> None:
        """Somebody fired."""
        who, whom = self._shown[incident.who], self._shown[incident.whom]
        what = {
            "violation": f"{who} violated the truce: hit {whom}",
            "retaliation": f"{who} retaliated: hit {whom}",
            "strike": f"{who} struck {whom}, which the truce allowed",
            "attack": f"{who} attacked {whom}",
            "outside attack": f"{who} attacked {whom} from outside",
        }[ACTS[incident.act]]
        units = "" if incident.commanded else " (units out of control)"
        self._blame.fired(incident, len(self._events))
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
            "true": f"{by} blamed {against}.",
            "wrong party": f"{by} wrongly blamed {against}: it was {who}.",
            "lawful strike": f"{by} claimed to have been hit by {against}, who hit {whom}.",
            "false": f"{by} accused {against} of what had not happened.",
        }[TRUTHS[claim.truth]]
        self._blame.claimed(claim, len(self._events))
        self._tell("claim", sentence, claim.by, claim.against, claim.incident)

    def _of_claim(self, kind: str, sentence: str, claim: Claim) -> None:
        self._tell(kind, sentence, claim.by, claim.against, claim.incident, VERDICTS[claim.verdict])

    def filed(self, claim: Claim) -> None:
        """A complaint reached the mechanism."""
        self._of_claim("complaint", f"Complaint filed: {self._about(claim)}.", claim)

    def check_begins(self, claim: Claim) -> None:
        """A team took a complaint."""
        self._of_claim("check", f"A team took the complaint of {self._about(claim)}.", claim)

    def teams(self, count: int) -> None:
        """From now on there are so many inspection teams."""
        there = "was 1 inspection team" if count == 1 else f"were {count:,} inspection teams"
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
            "published", f"The finding against {self._shown[claim.against]} was published.", claim
        )

    def overdue(self, claim: Claim) -> None:
        """A claimant's patience ran out."""
        self._of_claim(
            "overdue",
            f"{self._shown[claim.by]} waited too long for a verdict on "
            f"{self._shown[claim.against]}.",
            claim,
        )

    def retaliation_decided(self, claim: Claim, at: float) -> None:
        """A victim decided to retaliate at the hour `at`."""
        self._of_claim(
            "decision",
            f"{self._shown[claim.by]} decided to retaliate against "
            f"{self._shown[claim.against]} {after(at - self._clock.now)}.",
            claim,
        )

    def held_by_hotline(self, claim: Claim, answer_at: float, strikes_at: float) -> None:
        """A retaliation waits for the hotline's answer, which will not be believed."""
        answer, strike = (after(at - self._clock.now) for at in (answer_at, strikes_at))
        then = "then, unconvinced" if answer_at == strikes_at else f"unconvinced, {strike}"
        self._of_claim(
            "hotline",
            f"The hotline asked both sides, with an answer due {answer}: {self._shown[claim.by]} "
            f"would strike {then}.",
            claim,
        )

    def talked_out(self, claim: Claim, answer_at: float) -> None:
        """The hotline's answer will be believed: no retaliation."""
        self._of_claim(
            "hotline",
            f"The hotline asked both sides: {self._shown[claim.by]} was going to believe the "
            f"answer, due {after(answer_at - self._clock.now)}, and not to strike.",
            claim,
        )

    def called_off(self, claim: Claim) -> None:
        """A retaliation was called off because the complaint was rejected."""
        self._of_claim(
            "called off",
            f"{self._shown[claim.by]} called a retaliation off: the complaint had been rejected.",
            claim,
        )

    def pressed(self, guarantor: str, claim: Claim) -> None:
        """A guarantor pressed one of its parties, after a verdict or over a mere claim."""
        by, against = self._shown[claim.by], self._shown[claim.against]
        self._tell(
            "pressed",
            f"{self._guarantor(guarantor)} pressed {against} "
            + (
                f"to cease fire, after the verdict for {by}."
                if claim.verdict == Verdict.UPHELD
                else f"over what {by} claimed, without a verdict."
            ),
            guarantor,
            claim.against,
            claim.incident,
        )

    def gives_notice(self, claim: Claim, notice: float) -> None:
        """A party said that it will leave in `notice` hours."""
        self._blame.has_enough(
            claim.by, self._grievances.of(claim.by), self._clock.now, len(self._events)
        )
        self._of_claim(
            "notice",
            f"{self._shown[claim.by]} had enough, and gave notice: to leave {after(notice)}.",
            claim,
        )

    def takes_back(self, claim: Claim) -> None:
        """A party withdrew its notice: the complaint behind it was rejected."""
        self._of_claim(
            "notice withdrawn",
            f"{self._shown[claim.by]} stayed after all: the complaint behind the notice was "
            "rejected.",
            claim,
        )

    def persuaded(self, guarantor: str, party: str) -> None:
        """A guarantor kept a party in the truce."""
        self._blame.starts(party, self._grievances.share(party))
        self._tell(
            "persuaded",
            f"{self._guarantor(guarantor)} persuaded {self._shown[party]} to stay.",
            party,
        )

    def walks_out(self, claim: Claim) -> None:
        """A party left."""
        self._blame.walks_out(claim.by)
        self._of_claim("walk-out", f"{self._shown[claim.by]} walked out.", claim)

    def breaks(self, party: str, strike: Incident | None) -> None:
        """A party that did not mean it broke the truce, alone or under cover of a strike."""
        cover = f", under cover of a strike on {self._shown[strike.whom]}" if strike else ""
        self._tell(
            "broken on purpose",
            f"{self._shown[party]} broke the truce on purpose{cover}, never having meant to keep "
            "it.",
            party,
            incident=strike,
        )

    def fall_out(self) -> None:
        """The guarantors fell out."""
        self._tell(
            "fall out",
            "The guarantors fell out: from then on they did not press, persuade or endorse.",
        )

    def flares(self, zone: str, violations: int) -> None:
        """A zone flared up."""
        shown = self._world.zones[zone].shown
        self._tell("flare-up", f"{shown} flared up: {violations} violations of late.", zone=zone)

    def calms(self, zone: str) -> None:
        """A zone calmed down."""
        self._tell("flare-up over", f"{self._world.zones[zone].shown} calmed down.", zone=zone)

    def shock(self, shown: str, ends: bool) -> None:
        """An outside shock struck."""
        after = " It ended the truce." if ends else ""
        self._tell("shock", f"Outside shock: {shown}.{after}")

    def postponed(self, opening: float) -> None:
        """The talks were moved to the hour `opening`."""
        self._tell("postponed", f"The talks were moved to day {opening / 24:.1f}.")

    def opens(self, stands: Snapshot) -> None:
        """The talks opened."""
        settled = "settled" if stands.settled else "not settled"
        partly = " in part" if stands.in_part else ""
        self._tell(
            "talks open",
            f"The truce held{partly} and the talks opened, with {stands.open_complaints} open "
            f"complaints ({settled}).",
        )

    def collapses(self, collapse: Collapse) -> None:
        """The truce was over."""
        if collapse.cause in TOO_MANY:
            self._blame.too_many(self._world.levels.spiral_violations, len(self._events))
        self._tell(
            "collapse",
            f"The truce collapsed: {CAUSES[collapse.cause]}.",
            incident=collapse.incident,
        )

    def _guarantor(self, name: str) -> str:
        return next(g.shown for g in self._world.guarantors if g.name == name)
