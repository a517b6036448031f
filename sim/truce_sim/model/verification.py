"""Verification: complaints wait for a team, are checked, and get a verdict.

It acts on violence only through what it makes known: to the claimant (grievance, a retaliation
called off or decided), to the guarantors, and to the public.
"""

from collections.abc import Generator

from simpy import Event

from truce_sim.model.clock import Rank
from truce_sim.model.grievance import Grievances
from truce_sim.model.guarantors import Guarantors
from truce_sim.model.incidents import Claim, Mark, Verdict
from truce_sim.model.pressure import Pressure
from truce_sim.model.queue import Queue
from truce_sim.model.record import Record
from truce_sim.model.retaliation import Retaliation
from truce_sim.model.rules import ruling
from truce_sim.model.scene import Scene
from truce_sim.model.world import Verification as Mechanism


class Verification:
    """The mechanism at work, where the scenario has one."""

    def __init__(
        self,
        scene: Scene,
        grievances: Grievances,
        retaliation: Retaliation,
        guarantors: Guarantors,
        pressure: Pressure,
        record: Record,
    ) -> None:
        self._world = scene.world
        self._rules = scene.world.verification
        self._end = scene.world.end
        self._clock = scene.clock
        self._ending = scene.ending
        self._story = scene.story
        self._grievances = grievances
        self._retaliation = retaliation
        self._guarantors = guarantors
        self._pressure = pressure
        self._record = record
        self._queue = Queue(scene.clock)
        self._before_start: list[Claim] = []
        self._works = False

    def begin(self) -> None:
        """Open the office: at once, or after its start-up time."""
        rules = self._rules
        if rules is None:
            return
        if rules.starts_after > 0:
            self._clock.call(rules.starts_after, Rank.DECISION, self._start, rules)
        else:
            self._start(rules)

    def _start(self, rules: Mechanism) -> None:
        self._works = True
        for claim in self._before_start:
            # An inquiry under way can only calm from the day on which there is one.
            if claim.verdict == "open" and not claim.overdue:
                self._grievances.weigh(claim, 1 - rules.calms)
        self._before_start.clear()
        for _ in range(rules.teams):
            self._clock.process(self._team(rules))

    @property
    def calm(self) -> float:
        """How far an open inquiry damps retaliation and grievance at present."""
        return self._rules.calms if self._rules and self._works else 0.0

    def notified(self, claim: Claim) -> None:
        """A party will complain: file it once the report has come in."""
        rules = self._rules
        if rules is None:
            return
        filed_at = claim.noticed_at + rules.reported_in.quantile(claim.incident.marks[Mark.FILED])
        if filed_at < self._end:
            self._clock.call(filed_at, Rank.INCIDENT, self._file, claim)
        # What was made up has no weight that the start of work could change.
        if not self._works and claim.truth != "false":
            self._before_start.append(claim)

    def _file(self, claim: Claim) -> None:
        now = self._clock.now
        claim.filed_at = now
        self._record.filed(claim)
        self._story.filed(claim)
        patience = self._world.parties[claim.by].patience
        # Nobody retaliates or nurses a grievance over what it has made up.
        if patience is not None and claim.truth != "false" and now + patience < self._end:
            self._clock.call(now + patience, Rank.DECISION, self._overdue, claim)
        self._queue.put(self._urgency(claim), claim)

    def _urgency(self, claim: Claim) -> tuple[float, ...]:
        """Return what a complaint is sorted by before its time of filing, smallest first."""
        assert self._rules is not None  # noqa: S101 - complaints are only filed with a mechanism
        if self._rules.order == "gravest first":
            return (-claim.incident.harm,)
        if self._rules.order == "by zone":
            zone = self._world.zones[claim.incident.zone]
            return (0.0 if zone.key else 1.0, -zone.share)
        return ()

    def _team(self, rules: Mechanism) -> Generator[Event, object, None]:
        """A team takes the next complaint, checks it, rules on it, and takes the next."""
        clock = self._clock
        while True:
            claim = yield from self._queue.take()
            filed_at = claim.filed_at if claim.filed_at is not None else clock.now
            if rules.drops_after is not None and clock.now - filed_at > rules.drops_after:
                self._deliver(claim, "unclear")
                continue
            self._story.check_begins(claim)
            yield clock.at(
                clock.now + rules.checked_in.quantile(claim.incident.marks[Mark.CHECKED]),
                Rank.VERDICT,
            )
            self._conclude(claim, rules)

    def _conclude(self, claim: Claim, rules: Mechanism) -> None:
        """What the team reports, and whether the guarantors endorse it."""
        marks = claim.incident.marks
        if marks[Mark.REACHED] >= self._world.zones[claim.incident.zone].access:
            self._deliver(claim, "unclear")
            return
        happened = claim.truth == "true"
        finding = ruling(
            marks[Mark.RULING],
            right=rules.finds if happened else rules.clears,
            mistakes=rules.mistakes,
        )
        if finding == "unclear":
            self._deliver(claim, "unclear")
            return
        agree = 0.0 if self._guarantors.fallen_out else rules.agree
        if marks[Mark.ENDORSED] >= agree:
            agreed_at = self._clock.now + rules.haggled_in.quantile(marks[Mark.HAGGLED])
            if agreed_at < self._end:
                self._clock.call(agreed_at, Rank.VERDICT, self._disagree, claim)
            return
        if (finding == "right") != happened:
            self._deliver(claim, "rejected")
        elif marks[Mark.NAMED] < rules.unattributed:
            self._deliver(claim, "upheld, nobody named")
        else:
            self._deliver(claim, "upheld")

    def _disagree(self, claim: Claim) -> None:
        """The guarantors have haggled long enough over a finding and agree on none."""
        self._deliver(claim, "unclear")

    def _deliver(self, claim: Claim, verdict: Verdict) -> None:
        """The verdict is known to those concerned, and has its effects."""
        if self._ending.over:
            return
        claim.verdict = verdict
        self._record.decided(claim)
        self._story.verdict(claim)
        if verdict == "upheld":
            self._uphold(claim)
        elif claim.truth != "false":
            weights = self._world.weights
            weight = weights.rejected if verdict == "rejected" else weights.unclear
            self._grievances.weigh(claim, weight)

    def _uphold(self, claim: Claim) -> None:
        rules, marks, weights = self._rules, claim.incident.marks, self._world.weights
        assert rules is not None  # noqa: S101 - verdicts are only given with a mechanism
        pressed = self._guarantors.press(claim)
        redressed = pressed or marks[Mark.REDRESSED] < rules.redress
        published = marks[Mark.PUBLISHED] < rules.public
        if published:
            until = self._clock.now + rules.shame_lasts
            self._pressure.shame(claim.against, rules.shame, until)
            self._story.published(claim)
        if claim.truth == "false":
            return
        weight = weights.redressed if redressed else weights.upheld
        self._grievances.weigh(claim, weight * (rules.outcry if published else 1.0))
        if not redressed:
            self._retaliation.decide(claim, Mark.SECOND_DECISION, calm=0.0)

    def _overdue(self, claim: Claim) -> None:
        """Patience has run out: the grievance counts in full and more, without the calming."""
        if claim.verdict != "open":
            return
        claim.overdue = True
        self._story.overdue(claim)
        self._grievances.weigh(claim, self._world.weights.overdue)
        self._retaliation.decide(claim, Mark.SECOND_DECISION, calm=0.0)
