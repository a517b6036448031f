"""Verification: complaints wait for a team, are checked, and get a verdict.

It acts on violence only through what it makes known: to the claimant (grievance, a retaliation
called off or decided), to the guarantors, and to the public.
"""

from collections.abc import Generator

from simpy import Event

from truce_sim.model.clock import Rank
from truce_sim.model.codes import ORDERS, Order, Truth, Verdict
from truce_sim.model.grievance import Grievances
from truce_sim.model.guarantors import Guarantors
from truce_sim.model.incidents import Claim, Mark
from truce_sim.model.pressure import Pressure
from truce_sim.model.queue import Queue
from truce_sim.model.record import Record
from truce_sim.model.retaliation import Retaliation
from truce_sim.model.rules import finding, is_stale, named, weight_after, weight_upheld
from truce_sim.model.scene import Scene
from truce_sim.model.world import World
from truce_sim.scenario.verification import Verification as Mechanism


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
        self._be_in(scene.world)
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
        self._wanted = 0
        """How many teams there are to be at present."""
        self._there = 0
        """How many there are: more, while some have yet to finish what they check."""
        self._before_start: list[Claim] = []
        self._works = False

    def _be_in(self, world: World) -> None:
        self._world = world
        self._rules = world.verification
        self._order = ORDERS.index(self._rules.order) if self._rules else Order.FIRST_COME

    def begin(self) -> None:
        """Open the office: at once, or after its start-up time."""
        rules = self._rules
        if rules is None:
            return
        if rules.starts_after > 0:
            self._clock.call(rules.starts_after, Rank.STARTS, 0, self._start, rules)
        else:
            self._start(rules)

    def become(self, world: World, since: float) -> None:
        """Work as in another world; what is checked, or haggled over, takes as long as it would.

        An office that works goes on; one that does not opens when it would there, or now if that
        has been. Complaints that wait are put in the order of that world.
        """
        self._be_in(world)
        rules = self._rules
        if rules is None:
            return
        self._queue.sort(self._urgency)
        self._clock.drop(Rank.STARTS, Rank.TEAMS)
        if not self._works:
            starts = max(since, rules.starts_after)
            self._clock.call(starts, Rank.STARTS, 0, self._start, rules)
            return
        there = 0
        for number, (hour, teams) in enumerate(world.teams):
            if hour < since:
                there = teams
            else:
                self._clock.call(hour, Rank.TEAMS, number + 1, self._change, teams)
        if there != self._wanted:
            self._clock.call(since, Rank.TEAMS, 0, self._change, there)

    def _start(self, rules: Mechanism) -> None:
        self._works = True
        for claim in self._before_start:
            # An inquiry under way can only calm from the day on which there is one.
            if claim.verdict == Verdict.OPEN and not claim.overdue:
                self._grievances.weigh(claim, 1 - rules.calms)
        self._before_start.clear()
        started = self._clock.now
        for number, (since, teams) in enumerate(self._world.teams):
            if since > started:
                self._clock.call(since, Rank.TEAMS, number, self._change, teams)
        posted = [teams for since, teams in self._world.teams if since <= started]
        self._post(posted[-1] if posted else 0)

    def _change(self, teams: int) -> None:
        self._story.teams(teams)
        self._post(teams)

    def _post(self, teams: int) -> None:
        """Have so many teams from now on; who checks a complaint finishes it before it leaves."""
        self._wanted = teams
        while self._there > teams and self._queue.dismiss():
            self._there -= 1
        for _ in range(teams - self._there):
            self._there += 1
            self._clock.process(self._team())

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
            self._clock.call(filed_at, Rank.FILED, claim.turn, self._file, claim)
        # What was made up has no weight that the start of work could change.
        if not self._works and claim.truth != Truth.FALSE:
            self._before_start.append(claim)

    def _file(self, claim: Claim) -> None:
        now = self._clock.now
        claim.filed_at = now
        self._record.filed(claim)
        self._story.filed(claim)
        patience = self._world.parties[claim.by].given.patience
        # Nobody retaliates or nurses a grievance over what it has made up.
        if claim.truth != Truth.FALSE and now + patience < self._end:
            self._clock.call(now + patience, Rank.OVERDUE, claim.turn, self._overdue, claim)
        self._queue.put(self._urgency(claim), claim)

    def _urgency(self, claim: Claim) -> tuple[float, ...]:
        """Return what a complaint is sorted by before its time of filing, smallest first."""
        if self._order == Order.GRAVEST:
            return (-claim.incident.harm,)
        if self._order == Order.BY_ZONE:
            zone = self._world.zones[claim.incident.zone].given
            return (0.0 if zone.key else 1.0, -zone.share)
        return ()

    def _team(self) -> Generator[Event, object, None]:
        """A team takes the next complaint, checks it, rules on it, and takes the next."""
        clock = self._clock
        while True:
            if self._there > self._wanted:
                self._there -= 1
                return
            claim = yield from self._queue.take()
            if claim is None:
                return
            rules = self._rules
            assert rules is not None  # noqa: S101 - there are teams only with a mechanism
            if is_stale(clock.now, claim.filed_at, rules.drops_after):
                self._deliver(claim, Verdict.UNCLEAR)
                continue
            self._story.check_begins(claim)
            yield clock.at(
                clock.now + rules.checked_in.quantile(claim.incident.marks[Mark.CHECKED]),
                Rank.CHECKED,
                claim.turn,
            )
            self._conclude(claim)

    def _conclude(self, claim: Claim) -> None:
        """What the team reports, and whether the guarantors endorse it."""
        marks, rules = claim.incident.marks, self._rules
        assert rules is not None  # noqa: S101 - nobody checks anything without a mechanism
        verdict = finding(
            marks[Mark.REACHED],
            self._world.zones[claim.incident.zone].given.access,
            marks[Mark.RULING],
            claim.truth == Truth.TRUE,
            rules.finds,
            rules.clears,
            rules.mistakes,
        )
        if verdict == Verdict.UNCLEAR:
            self._deliver(claim, verdict)
            return
        agree = 0.0 if self._guarantors.fallen_out else rules.agree
        if marks[Mark.ENDORSED] >= agree:
            agreed_at = self._clock.now + rules.haggled_in.quantile(marks[Mark.HAGGLED])
            if agreed_at < self._end:
                self._clock.call(agreed_at, Rank.HAGGLED, claim.turn, self._disagree, claim)
            return
        self._deliver(claim, named(verdict, marks[Mark.NAMED], rules.unattributed))

    def _disagree(self, claim: Claim) -> None:
        """The guarantors have haggled long enough over a finding and agree on none."""
        self._deliver(claim, Verdict.UNCLEAR)

    def _deliver(self, claim: Claim, verdict: int) -> None:
        """The verdict is known to those concerned, and has its effects."""
        if self._ending.over:
            return
        claim.verdict = verdict
        self._record.decided(claim)
        self._story.verdict(claim)
        if verdict == Verdict.UPHELD:
            self._uphold(claim)
        elif claim.truth != Truth.FALSE:
            weights = self._world.grievance
            self._grievances.weigh(claim, weight_after(verdict, weights.rejected, weights.unclear))

    def _uphold(self, claim: Claim) -> None:
        rules, marks, weights = self._rules, claim.incident.marks, self._world.grievance
        assert rules is not None  # noqa: S101 - verdicts are only given with a mechanism
        pressed = self._guarantors.press(claim)
        redressed = pressed or marks[Mark.REDRESSED] < rules.redress
        published = marks[Mark.PUBLISHED] < rules.public
        if published:
            until = self._clock.now + rules.shame_lasts
            self._pressure.shame(claim.against, rules.shame, until)
            self._story.published(claim)
        if claim.truth == Truth.FALSE:
            return
        weight = weight_upheld(
            redressed, published, weights.redressed, weights.upheld, rules.outcry
        )
        self._grievances.weigh(claim, weight)
        if not redressed:
            self._retaliation.decide(claim, Mark.SECOND_DECISION, 0.0)

    def _overdue(self, claim: Claim) -> None:
        """Patience has run out: the grievance counts in full and more, without the calming."""
        if claim.verdict != Verdict.OPEN:
            return
        claim.overdue = True
        self._story.overdue(claim)
        self._grievances.weigh(claim, self._world.grievance.overdue)
        self._retaliation.decide(claim, Mark.SECOND_DECISION, 0.0)
