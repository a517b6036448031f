"""Who acts, and what is believed of it (docs/model.md, section 6)."""

import math
from collections.abc import Callable
from functools import partial

from second_course import Collapsed, Rank, places
from second_endings import Ending
from second_luck import THE_TRUCE, Marks, Point, Purpose, added, address, choose, in_stratum, mix
from second_record import Claim, Incident
from second_verification import Verifying

OWN_ACCORD = (Purpose.TIMES, Purpose.MARKS)
MADE_UP = (Purpose.INVENTED_TIMES, Purpose.INVENTED_MARKS)
"""Purposes of candidates and of their marks."""


class Violent(Verifying, Ending):
    """Violence at its rates, shocks and rupture, and belief."""

    # -- rates ----------------------------------------------------------------------------------

    def begin_violence(self) -> None:
        surge = max([1.0, *(shock.factor for _, shock in self.shocks)])
        shame = max(1.0, self.s.verification.shame if self.s.verification else 1.0)
        shame = max([shame, *(factor for _, factor in self.shamed.values())])
        measures = math.prod(max(1.0, one.factor) for one in self.s.measures.values())
        for name, party in self.s.parties.items():
            rate = party.violates.per_hour * surge * shame * measures
            self.pour(name, OWN_ACCORD, rate, self.party_acts)
            if party.false_complaints:
                rate = party.false_complaints.per_hour * self.s.complaints.rise
                self.pour(name, MADE_UP, rate, self.party_invents)
        for name, group in self.s.excluded.items():
            spoils = group.spoils.factor if group.spoils else 1.0
            rate = group.attacks.per_hour
            self.pour(name, OWN_ACCORD, rate * surge * spoils, self.group_attacks)
        for name, power in self.s.outside.items():
            self.pour(name, OWN_ACCORD, power.attacks.per_hour * surge, self.power_attacks)

    def pour(
        self,
        name: str,
        kinds: tuple[Purpose, Purpose],
        height: float,
        act: Callable[[str, Point, int, Marks], None],
    ) -> None:
        """Arrange all of an actor's candidates; each decides at its time whether it happens."""
        times, marks = kinds
        actor = address(name)

        def due(point: Point) -> None:
            number = marks * 2**56 + point.stratum * 2**40 + point.number
            purpose = in_stratum(marks, point.stratum)
            drawn = self.luck.marks(actor, purpose, point.number, point.branch)
            act(name, point, mix(actor, number), drawn)

        for point in self.luck.rain(actor, times, height, self.end):
            if point.time < self.now:
                continue
            turn = (self.place[name], point.stratum, point.number)
            rank = Rank.ACT if kinds == OWN_ACCORD else Rank.INVENTED
            self.at(point.time, rank, turn, partial(due, point))

    def party_acts(self, name: str, point: Point, where: int, marks: Marks) -> None:
        party = self.s.parties[name]
        whom = choose(party.hits, marks["victim"])
        rate = party.violates.per_hour * self.surge()
        if whom in self.s.parties:
            rate *= self.settle()
            if marks["commanded"] >= party.uncommanded:
                rate *= (1 - self.restraint(name)) * self.shame(name)
                rate *= self.measures(self.zone_of(marks))
        if point.height < rate:
            kind = "violation" if whom in self.s.parties else "strike"
            harm = party.harm.quantile(marks["harm"])
            self.act(kind, name, whom, harm, point, where, marks)

    def group_attacks(self, name: str, point: Point, where: int, marks: Marks) -> None:
        group = self.s.excluded[name]
        rate = group.attacks.per_hour * self.surge()
        if group.spoils:
            rate *= self.ramp(group.spoils.factor, group.spoils.from_)
        if point.height < rate:
            whom = choose(group.hits, marks["victim"])
            self.act("attack", name, whom, group.harm.quantile(marks["harm"]), point, where, marks)

    def power_attacks(self, name: str, point: Point, where: int, marks: Marks) -> None:
        power = self.s.outside[name]
        if point.height < power.attacks.per_hour * self.surge():
            whom = choose(power.hits, marks["victim"])
            harm = power.harm.quantile(marks["harm"])
            self.act("outside attack", name, whom, harm, point, where, marks)

    def party_invents(self, name: str, point: Point, where: int, marks: Marks) -> None:
        """A complaint about nothing; it makes no grievance."""
        rate = self.s.parties[name].false_complaints
        assert rate is not None
        rises = self.s.complaints
        if point.height >= rate.per_hour * self.ramp(rises.rise, rises.over):
            return
        accused = choose(self.suspects(name), marks["suspect"])
        harm = self.s.parties[accused].harm.quantile(marks["harm"])
        label = f"{name}-claim-{point.label}"
        zone, branch = self.zone_of(marks), point.branch
        nothing = Incident(
            label, where, branch, "nothing", accused, name, zone, harm, self.now, marks
        )
        claim = self.claim(nothing, name, accused, "false")
        self.record.claimed(claim)
        self.press_on(claim)
        self.complain(claim)

    def act(
        self, kind: str, by: str, on: str, harm: float, point: Point, where: int, marks: Marks
    ) -> None:
        label, zone = f"{by}-{point.label}", self.zone_of(marks)
        branch = point.branch
        self.happen(Incident(label, where, branch, kind, by, on, zone, harm, self.now, marks))

    def settle(self) -> float:
        truce = self.s.truce
        if not self.took_hold:
            return 1.0
        level = 1 - (1 - truce.floor) * (1 - math.exp2(-self.now / truce.settles_in))
        if self.now <= truce.frays_after:
            return level
        return 1 - (1 - level) * math.exp2(-(self.now - truce.frays_after) / truce.frays_in)

    def surge(self) -> float:
        """The strongest shock in force: furthest from 1 as a ratio, of two as far the rise."""
        acting = [s.factor for start, s in self.shocks if start <= self.now < start + s.lasts]
        return max(
            (factor for factor in acting if factor != 1),
            key=lambda f: (max(f, 1 / f) if f > 0 else math.inf, f),
            default=1.0,
        )

    def ramp(self, top: float, over: float) -> float:
        """From 1 to `top` over the last hours before the talks as announced, then staying."""
        climbed = 1 - (self.announced - self.now) / over
        return 1 + (top - 1) * min(1.0, max(0.0, climbed))

    def restraint(self, party: str) -> float:
        return max((much for until, much in self.pressed[party] if until > self.now), default=0.0)

    def shame(self, party: str) -> float:
        until, factor = self.shamed.get(party, (0.0, 1.0))
        return factor if until > self.now else 1.0

    # -- shocks and rupture ---------------------------------------------------------------------

    def begin_shocks(self) -> None:
        self.shocks = [(time, shock) for time, shock in self.shocks if time < self.now]
        for name, shock in self.s.shocks.items():
            who = address(name)
            for point in self.luck.rain(who, Purpose.SHOCK_TIMES, shock.per_hour, self.end):
                if point.time < self.now:
                    continue
                self.shocks.append((point.time, shock))
                turn = (places(self.s.shocks)[name], point.stratum, point.number)
                if self.of_shock(Purpose.SHOCK_ENDS, who, point) < shock.ends:
                    self.at(point.time, Rank.SHOCK, turn, self.shocked)
                if self.of_shock(Purpose.SHOCK_RUPTURES, who, point) < shock.ruptures:
                    self.at(point.time, Rank.SHOCK, turn, self.fall_out)

    def of_shock(self, purpose: Purpose, shock: int, point: Point) -> float:
        stratum = in_stratum(purpose, point.stratum)
        return self.luck.draw(shock, stratum, point.number, point.branch)

    def shocked(self) -> None:
        raise Collapsed("shock", None)

    def begin_rupture(self) -> None:
        rate = self.s.rupture.per_hour if self.s.rupture else 0.0
        points = self.luck.rain(THE_TRUCE, Purpose.RUPTURE_TIMES, rate, self.end)
        times = [point.time for point in points if point.time >= self.now]
        first = min(times, default=math.inf)
        self.at(first, Rank.RUPTURE, (), self.fall_out)

    def fall_out(self) -> None:
        self.fallen_out = True

    # -- belief ---------------------------------------------------------------------------------

    def happen(self, incident: Incident) -> None:
        self.record.happened(incident)
        if incident.kind in {"violation", "retaliation"}:
            self.inflame(incident)
            self.spiral(incident)
        if incident.kind == "strike" and self.now >= self.covered.get(incident.by, math.inf):
            self.break_truce(incident)
        claim = self.believe(incident)
        if claim is not None:
            self.hear(claim)

    def believe(self, incident: Incident) -> Claim | None:
        if incident.kind == "strike":
            return self.disputed(incident)
        if incident.on not in self.s.parties:
            return None
        victim, marks = self.s.parties[incident.on], incident.marks
        missed = (1 - victim.notices) ** max(1.0, incident.harm)
        if marks["noticed"] >= 1 - missed:
            return None
        wrongly = 0.0
        if incident.by in self.s.parties:
            wrongly = victim.misblames
        elif incident.by in self.s.excluded:
            wrongly = self.s.excluded[incident.by].wrongly_blamed
        suspects = self.suspects(incident.on, incident.by)
        if suspects and marks["misblamed"] < wrongly:
            blamed = choose(suspects, marks["suspect"])
            return self.claim(incident, incident.on, blamed, "wrong party")
        if incident.by in self.s.excluded:
            return None
        return self.claim(incident, incident.on, incident.by, "true")

    def suspects(self, victim: str, not_this: str = "") -> dict[str, float]:
        """Other bound parties by how often they hit the victim; all alike if none of them does."""
        rates = {
            name: party.violates.per_hour * party.hits.get(victim, 0.0) / added(party.hits.values())
            for name, party in self.s.parties.items()
            if name not in (victim, not_this)
        }
        return rates if any(rates.values()) else dict.fromkeys(rates, 1.0)

    def disputed(self, strike: Incident) -> Claim | None:
        group = self.s.excluded[strike.on]
        if strike.marks["disputed"] >= self.zones[strike.zone].mixed * group.disputed:
            return None
        striker = self.s.parties[strike.by]
        hit = {name: weight for name, weight in striker.hits.items() if name in self.s.parties}
        if not any(hit.values()):
            hit = {name: 1.0 for name in self.s.parties if name != strike.by}
        neighbour = choose(hit, strike.marks["neighbour"])
        return self.claim(strike, neighbour, strike.by, "lawful strike")

    def hear(self, claim: Claim) -> None:
        """A blamed incident: it may end the truce, is held against, complained of, answered."""
        self.record.claimed(claim)
        self.mass_casualty(claim)
        self.press_on(claim)
        self.claims[claim.by].append(claim)
        if claim.against in self.s.outside:
            self.weigh(claim, self.s.outside[claim.against].strains)
            self.decide(claim, "first decision", calms=0.0)
        else:
            calms = self.calms
            self.weigh(claim, 1 - calms)
            self.complain(claim)
            self.decide(claim, "first decision", calms)
