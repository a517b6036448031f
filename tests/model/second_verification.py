"""Verification, and what its verdicts bring (docs/model.md, section 6)."""

import heapq
from functools import partial

from second_answers import Answering
from second_course import Rank, since
from second_luck import Purpose, address, mix
from second_record import OPEN, Claim
from truce_sim.scenario.teams import Roster


class Verifying(Answering):
    """A mechanism checks complaints."""

    def begin_mechanism(self) -> None:
        rules = self.s.verification
        if rules is None:
            return
        self.await_teams()
        if rules.starts_after > 0:
            self.at(rules.starts_after, Rank.STARTS, (), self.begin_work)
        else:
            self.begin_work()

    def await_teams(self) -> None:
        """Wait for the changes of teams to come."""
        assert self.s.verification is not None
        teams = self.s.verification.teams
        for number, posting in enumerate(teams.postings if isinstance(teams, Roster) else ()):
            comes = since(self.s.dates.truce_starts, posting.since)
            if comes >= self.now:
                self.at(comes, Rank.TEAMS, (number,), self.change_teams)

    def go_on_working(self) -> None:
        """The rules of the mechanism are others from now on, or it is new."""
        rules = self.s.verification
        if rules is None:
            return
        self.queue = [(self.urgency(claim), number, claim) for _, number, claim in self.queue]
        heapq.heapify(self.queue)
        self.await_teams()
        if self.works:
            self.at(self.now, Rank.TEAMS, (-1,), self.change_teams)
        else:
            self.at(max(self.now, rules.starts_after), Rank.STARTS, (), self.begin_work)

    @property
    def calms(self) -> float:
        return self.s.verification.calms if self.s.verification and self.works else 0.0

    def begin_work(self) -> None:
        assert self.s.verification is not None
        self.works = True
        for claims in self.claims.values():
            for claim in claims:
                if claim.complained and claim.verdict == OPEN and not claim.overdue:
                    self.weigh(claim, 1 - self.s.verification.calms)
        self.teams = self.posted()
        self.take_up()

    def posted(self) -> int:
        """Teams that there are to be now, none before the first are posted."""
        assert self.s.verification is not None
        teams, start = self.s.verification.teams, self.s.dates.truce_starts
        if not isinstance(teams, Roster):
            return teams
        there = [one.teams for one in teams.postings if since(start, one.since) <= self.now]
        return there[-1] if there else 0

    def change_teams(self) -> None:
        """More begin at once; of fewer, each leaves as soon as it is not at work."""
        if self.works:
            self.teams = self.posted()
            self.take_up()

    def complain(self, claim: Claim) -> None:
        if self.s.verification:
            claim.complained = True
            takes = self.s.verification.reported_in.quantile(claim.about.marks["filed"])
            self.at(self.now + takes, Rank.FILED, self.of_claim(claim), partial(self.file, claim))

    def file(self, claim: Claim) -> None:
        assert self.s.verification is not None
        claim.filed = self.now
        self.record.filed(claim)
        patience = self.s.parties[claim.by].patience
        if claim.truth != "false":
            overdue = partial(self.fall_overdue, claim)
            self.at(self.now + patience, Rank.OVERDUE, self.of_claim(claim), overdue)
        heapq.heappush(self.queue, (self.urgency(claim), next(self.queued), claim))
        self.take_up()

    def urgency(self, claim: Claim) -> tuple[float, ...]:
        assert self.s.verification is not None
        if self.s.verification.order == "gravest first":
            return (-claim.about.harm,)
        if self.s.verification.order == "by zone":
            zone = self.zones[claim.about.zone]
            return (not zone.key, -zone.share)
        return ()

    def take_up(self) -> None:
        """Let every free team take the complaint whose turn it is."""
        rules = self.s.verification
        assert rules is not None
        while self.works and self.at_work < self.teams and self.queue:
            claim = heapq.heappop(self.queue)[-1]
            if self.now - claim.filed > rules.drops_after:
                self.rule(claim, "unclear")
                continue
            self.at_work += 1
            takes = rules.checked_in.quantile(claim.about.marks["checked"])
            self.at(
                self.now + takes, Rank.CHECKED, self.of_claim(claim), partial(self.report, claim)
            )

    def report(self, claim: Claim) -> None:
        """A team has checked a complaint; it is free once its finding is in."""
        self.conclude(claim)
        self.at_work -= 1
        self.take_up()

    def conclude(self, claim: Claim) -> None:
        rules, marks = self.s.verification, claim.about.marks
        assert rules is not None
        happened = claim.truth == "true"
        if marks["reached"] >= self.zones[claim.about.zone].access:
            finding = "unclear"
        elif marks["ruling"] < (rules.finds if happened else rules.clears):
            finding = "upheld" if happened else "rejected"
        elif marks["ruling"] >= 1 - rules.mistakes:
            finding = "rejected" if happened else "upheld"
        else:
            finding = "unclear"
        if finding != "unclear" and (self.fallen_out or marks["endorsed"] >= rules.agree):
            haggled = self.now + rules.haggled_in.quantile(marks["haggled"])
            unclear = partial(self.rule, claim, "unclear")
            self.at(haggled, Rank.HAGGLED, self.of_claim(claim), unclear)
        elif finding == "upheld" and marks["named"] < rules.unattributed:
            self.rule(claim, "upheld, nobody named")
        else:
            self.rule(claim, finding)

    def rule(self, claim: Claim, verdict: str) -> None:
        """The verdict is known."""
        claim.verdict = verdict
        self.record.ruled(claim, self.now)
        if verdict == "upheld":
            self.uphold(claim)
        elif claim.truth != "false":
            weights = self.s.grievance
            self.weigh(claim, weights.rejected if verdict == "rejected" else weights.unclear)

    def uphold(self, claim: Claim) -> None:
        """Section 6, upheld verdicts."""
        rules, marks = self.s.verification, claim.about.marks
        assert rules is not None
        pressed = self.press(claim)
        redressed = pressed or marks["redressed"] < rules.redress
        published = marks["published"] < rules.public
        if published:
            self.shamed[claim.against] = (self.now + rules.shame_lasts, rules.shame)
        if claim.truth == "false":
            return
        weight = self.s.grievance.redressed if redressed else self.s.grievance.upheld
        self.weigh(claim, weight * (rules.outcry if published else 1.0))
        if not redressed:
            self.decide(claim, "second decision", calms=0.0)

    def press(self, claim: Claim) -> bool:
        willing = {name: one.willing for name, one in self.s.guarantors.items()}
        return self.pressed_by(claim, Purpose.PRESSES, willing)

    def press_on(self, claim: Claim) -> None:
        """Quiet pressure, over a claim as soon as it is made."""
        willing = {name: one.presses_on_claims for name, one in self.s.guarantors.items()}
        self.pressed_by(claim, Purpose.PRESSES_ON_CLAIM, willing)

    def pressed_by(self, claim: Claim, purpose: Purpose, willing: dict[str, float]) -> bool:
        """Let every guarantor of the accused press; return whether anyone did."""
        pressed = False
        for name, guarantor in self.s.guarantors.items():
            if self.fallen_out or claim.against not in guarantor.over:
                continue
            where = mix(claim.about.address, address(name))
            if self.luck.draw(where, purpose, 0, claim.about.branch) < willing[name]:
                until = self.now + guarantor.presses_for
                self.pressed[claim.against].append((until, guarantor.leverage))
                pressed = True
        return pressed

    def fall_overdue(self, claim: Claim) -> None:
        if claim.verdict == OPEN:
            claim.overdue = True
            self.weigh(claim, self.s.grievance.overdue)
            self.decide(claim, "second decision", calms=0.0)
