"""The talks, and how a truce stands when they open (docs/model.md, section 6)."""

import math

from second_course import Rank, Watched
from second_endings import Ending
from second_luck import added


class Talking(Ending):
    """Talks open on a date that the envoy may move."""

    def keep_calendar(self) -> None:
        rule = self.s.postponement
        if self.at_opening is not None:
            self.at(max(self.now, self.watch_until), Rank.TALKS, (), self.stop)
        elif rule and not self.stands and self.moves < rule.at_most:
            decides = max(self.now, self.announced - rule.decides_before)
            self.at(decides, Rank.ENVOY, (), self.envoy_decides)
        else:
            self.at(self.announced, Rank.TALKS, (), self.open_talks)

    def envoy_decides(self) -> None:
        rule = self.s.postponement
        assert rule is not None
        self.stands = self.settled() if rule.unless == "settled" else self.quiet()
        if not self.stands:
            self.moves += 1
            self.announced = self.planned + rule.by * self.moves
        self.keep_calendar()

    def open_talks(self) -> None:
        self.opened_at = self.now
        self.at_opening = {
            "quiet": self.quiet(),
            "settled": self.settled(),
            "in_part": self.in_part(),
            "calm_streak": self.record.calm_streak,
            "on_time": self.now <= self.planned + self.s.on_time.within + 1e-9,
            "open_complaints": len(self.record.waiting),
            "open_harm": math.fsum(claim.about.harm for claim in self.record.waiting),
            "agenda_share": self.agenda_share(),
        }
        self.keep_calendar()

    def stop(self) -> None:
        raise Watched

    def look(self, place: int) -> None:
        stands = (self.quiet(), self.settled(), self.in_part())
        self.looks[place] = (True, *stands, len(self.record.waiting), self.agenda_share())

    def quiet(self) -> bool:
        """Below the limit, or at it where it is 0; in a young truce, over its age."""
        rule = self.s.quiet
        window = min(rule.window, self.now)
        recent = sum(violation.time >= self.now - window for violation in self.record.violations)
        before = rule.before
        if before is None:
            before = added(24 * self.violations_per_hour(name) for name in self.s.parties)
        limit = rule.share * before * window / 24
        return window > 0 and (recent < limit or recent == limit == 0)

    def violations_per_hour(self, name: str) -> float:
        party = self.s.parties[name]
        bound = added(weight for on, weight in party.hits.items() if on in self.s.parties)
        return party.violates.per_hour * bound / added(party.hits.values())

    def settled(self) -> bool:
        return len(self.record.waiting) <= self.s.settled.open_complaints

    def in_part(self) -> bool:
        rule = self.s.partial
        return rule is not None and self.carry_at_least(rule.share)

    def agenda_share(self) -> float:
        rule = self.s.agenda
        if rule is None:
            return math.nan
        time = len(self.record.waiting) * rule.per_complaint
        return min(rule.cap, time / (rule.sessions * rule.session_lasts))
