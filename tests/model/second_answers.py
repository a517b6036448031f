"""Retaliation (docs/model.md, section 6)."""

from functools import partial

from second_course import Rank
from second_grievance import Grieving
from second_luck import Purpose, address, mix
from second_record import Claim, Incident


class Answering(Grieving):
    """Parties answer what was done to them."""

    def decide(self, claim: Claim, decision: str, calms: float) -> None:
        if claim.answered:
            return
        party, marks = self.s.parties[claim.by], claim.about.marks
        calm = party.retaliates
        fed_up = calm if party.retaliates_fed_up is None else party.retaliates_fed_up
        chance = calm + (fed_up - calm) * min(1.0, self.share_of_tolerance(claim.by))
        if self.s.flare and claim.about.zone in self.aflame:
            chance *= self.s.flare.spreads
        chance = min(1.0, chance * self.measures(claim.about.zone))
        if marks[decision] >= chance * (1 - calms):
            return
        claim.answered = True
        comes = self.now + party.retaliates_after.quantile(marks["delay"])
        hotline = self.s.verification.hotline if self.s.verification else None
        if hotline and self.answers() and marks["hotline"] < hotline.reaches:
            if marks["believed"] < hotline.believed:
                return
            comes = max(comes, self.now + hotline.answers_in.quantile(marks["answer"]))
        self.at(comes, Rank.ANSWER, self.of_claim(claim), partial(self.retaliate, claim))

    def answers(self) -> bool:
        """Whether the hotline works yet."""
        rules = self.s.verification
        assert rules is not None
        assert rules.hotline is not None
        own = rules.hotline.starts_after
        return self.now >= (rules.starts_after if own is None else own)

    def retaliate(self, claim: Claim) -> None:
        if claim.verdict == "rejected":
            return
        party, answered = self.s.parties[claim.by], claim.about
        label = f"{answered.label}>{claim.by}"
        where, branch = mix(answered.address, address(claim.by)), self.luck.branch(self.now)
        marks = self.luck.marks(where, Purpose.MARKS, 0, branch)
        same = marks["same zone"] < party.same_zone
        zone = answered.zone if same else self.zone_of(marks)
        harm = party.escalates * party.harm.quantile(marks["harm"])
        self.happen(
            Incident(
                label,
                where,
                branch,
                "retaliation",
                claim.by,
                claim.against,
                zone,
                harm,
                self.now,
                marks,
                answered,
            )
        )
