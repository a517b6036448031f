"""Grievance, and parties that walk out over it (docs/model.md, section 6)."""

import math
from functools import partial

from second_before import level_before
from second_course import Collapsed, Course, Rank
from second_luck import THE_TRUCE, Purpose, address, mix
from second_record import Claim
from truce_sim.scenario.spreads import normal_quantile


class Grieving(Course):
    """What parties hold against one another."""

    def begin_grievance(self) -> None:
        self.at_start = {name: self.starts_with(name) for name in self.s.parties}
        self.limits = {name: self.limit(name) for name in self.s.parties}
        self.left = dict.fromkeys(self.s.parties, 1.0)
        """Share that persuasion has left of the grievance at the start."""

    def starts_with(self, name: str) -> float:
        """Grievance at the start, of a party that ever gives notice."""
        party, share = self.s.parties[name], self.s.grievance.at_start
        endless = party.tolerance is None and party.headroom.median == math.inf
        return 0.0 if endless or not share else share * level_before(self.s, name)

    def limit(self, name: str) -> float:
        """Grievance at which a party gives notice; drawn once a run where the file says so."""
        party = self.s.parties[name]
        if party.tolerance is not None:
            return party.tolerance
        headroom, common = party.headroom, self.s.grievance.common
        drawn = headroom.median
        if headroom.sigma:
            own = normal_quantile(self.luck.once(address(name), Purpose.HEADROOM))
            shared = normal_quantile(self.luck.once(THE_TRUCE, Purpose.HEADROOM))
            z = math.sqrt(common) * shared + math.sqrt(1 - common) * own
            drawn *= math.exp(headroom.sigma * z)
        return self.starts_with(name) + drawn

    def weigh(self, claim: Claim, weight: float) -> None:
        """Let a claim weigh so much from now on; a rise may bring its party to its tolerance."""
        rises = claim.about.harm * claim.kept * (weight - claim.weight) > 0
        claim.weight = weight
        if rises and self.at_tolerance(claim.by):
            self.give_notice(claim)

    def grievance(self, party: str) -> float:
        half_life = self.s.parties[party].forgets_in
        from_before = self.at_start[party] * self.left[party] * math.exp2(-self.now / half_life)
        return from_before + math.fsum(
            claim.about.harm
            * claim.weight
            * claim.kept
            * math.exp2(-(self.now - claim.about.time) / half_life)
            for claim in self.claims[party]
        )

    def at_tolerance(self, party: str) -> bool:
        """To one part in a billion, so that rounding does not decide."""
        limit = self.limits[party]
        return limit < math.inf and self.grievance(party) >= limit - limit * 1e-9

    def share_of_tolerance(self, party: str) -> float:
        limit = self.limits[party]
        return 0.0 if limit == math.inf else self.grievance(party) / limit

    def give_notice(self, claim: Claim) -> None:
        name = claim.by
        if name not in self.leaving:
            self.leaving.add(name)
            attempt = self.notices[name]
            self.notices[name] += 1
            branch = self.luck.branch(self.now)
            drawn = self.luck.draw(address(name), Purpose.NOTICE, attempt, branch)
            leaves = self.now + self.s.parties[name].notice.quantile(drawn)
            turn = (self.place[name], attempt)
            self.at(leaves, Rank.NOTICE, turn, partial(self.leave, claim, attempt))

    def leave(self, claim: Claim, attempt: int) -> None:
        taken_back = claim.verdict == "rejected" and not self.at_tolerance(claim.by)
        if taken_back or self.persuade(claim.by, attempt):
            self.leaving.discard(claim.by)
        else:
            raise Collapsed(cause_or_blame("walk-out", claim), claim.about)

    def persuade(self, party: str, attempt: int) -> bool:
        """Let every guarantor of the party try; each that succeeds takes away its share."""
        persuaded = False
        for name, guarantor in self.s.guarantors.items():
            if self.fallen_out or party not in guarantor.over:
                continue
            where = mix(address(name), address(party))
            drawn = self.luck.draw(where, Purpose.PERSUADES, attempt, self.luck.branch(self.now))
            if drawn < guarantor.persuades:
                persuaded = True
                self.left[party] *= 1 - guarantor.resets
                for claim in self.claims[party]:
                    claim.kept *= 1 - guarantor.resets
        return persuaded


def cause_or_blame(cause: str, last_straw: Claim) -> str:
    rightly = last_straw.truth == "true" or last_straw.verdict == "rejected"
    return cause if rightly else "wrongly blamed"
