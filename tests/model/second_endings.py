"""Zones aflame, and what else ends a truce at one blow (docs/model.md, section 6)."""

from functools import partial

from second_course import Collapsed, Course, Rank, places
from second_grievance import cause_or_blame
from second_luck import Purpose, added, address
from second_record import Claim, Incident


class Ending(Course):
    """The truce ends of what happens in it."""

    def inflame(self, violation: Incident) -> None:
        rule, zone = self.s.flare, violation.zone
        if rule and zone not in self.aflame and len(self.recent(zone)) >= rule.violations:
            self.aflame.add(zone)
            self.judge_zones(violation)
            self.smoulder(violation)

    def recent(self, zone: str) -> list[float]:
        """Violations of the zone in the window, which one exactly as old as it has left."""
        assert self.s.flare is not None
        window = self.s.flare.window
        return [
            v.time for v in self.record.violations if v.zone == zone and v.time + window > self.now
        ]

    def smoulder(self, violation: Incident) -> None:
        """Wait until so many violations have left the window that they fall below the mark."""
        rule, zone = self.s.flare, violation.zone
        assert rule is not None
        recent = self.recent(zone)
        if len(recent) >= rule.violations:
            falls = recent[-rule.violations] + rule.window
            turn = (places(self.zones)[zone],)
            self.at(falls, Rank.CALMS, turn, partial(self.smoulder, violation))
        else:
            self.aflame.discard(zone)
            self.judge_zones(violation)

    def judge_zones(self, violation: Incident) -> None:
        """Start or stop the one clock that runs while so much is aflame."""
        rule = self.s.flare
        assert rule is not None
        if not self.carry_at_least(rule.ends) and not any(
            self.zones[name].key for name in self.aflame
        ):
            self.danger = None
        elif self.danger is None:
            self.danger = spell = next(self.spells)
            over = partial(self.too_long, spell, violation)
            self.at(self.now + rule.lasts, Rank.DANGER, (spell,), over)

    def carry_at_least(self, share: float) -> bool:
        """Whether the zones aflame stand for this share of all incidents, but for rounding."""
        burning = added(zone.share for name, zone in self.zones.items() if name in self.aflame)
        everything = added(zone.share for zone in self.zones.values())
        return burning >= share * everything * (1 - 1e-12)

    def too_long(self, spell: int, violation: Incident) -> None:
        if self.danger == spell:
            raise Collapsed("zones", violation)

    def spiral(self, violation: Incident) -> None:
        """A violation exactly as old as the window still counts."""
        rule = self.s.spiral
        if rule and len(self.record.violations) >= rule.violations:
            these = self.record.violations[-rule.violations :]
            if self.now - these[0].time <= rule.window:
                answers = sum(one.kind == "retaliation" for one in these)
                cause = "spiral" if 2 * answers >= len(these) else "violations"
                raise Collapsed(cause, violation)

    def mass_casualty(self, claim: Claim) -> None:
        rule = self.s.mass_casualty
        if rule and claim.about.harm >= rule.harm and claim.about.marks["ends"] < rule.ends:
            raise Collapsed(cause_or_blame("mass-casualty", claim), claim.about)

    def begin_pretence(self) -> None:
        self.covered: dict[str, float] = {}
        """Of parties that wait for a strike to break the truce with: from when on."""
        for name, party in self.s.parties.items():
            who = address(name)
            if self.luck.once(who, Purpose.MEANS_IT) < party.means_it:
                continue
            breaks = party.breaks_after.quantile(self.luck.once(who, Purpose.BREAKS_AFTER))
            strikes = party.violates.per_hour and any(map(party.hits.get, self.s.excluded))
            if strikes and self.luck.once(who, Purpose.UNDER_COVER) < party.under_cover:
                self.covered[name] = breaks
            else:
                turn = (self.place[name],)
                self.at(breaks, Rank.BREAKS, turn, partial(self.break_truce, None))

    def break_truce(self, under_cover_of: Incident | None) -> None:
        raise Collapsed("broken on purpose", under_cover_of)
