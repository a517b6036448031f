"""The model once more, written from docs/model.md: an event loop without SimPy.

Nothing of `truce_sim.model` is used but its random numbers, so where both agree the page says what
the code does. Its parts stand in the page's order and a rule of the page stands in one method, so
that a new rule is a new method and a call. Plain and slow on purpose: a grievance is summed as the
page writes it, a window is counted anew each time.
"""

import heapq
import math
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import IntEnum, auto
from functools import partial
from itertools import count
from typing import Any

from second_before import level_before
from second_luck import (
    THE_TRUCE,
    Branches,
    Luck,
    Marks,
    Point,
    Purpose,
    address,
    choose,
    in_stratum,
    mix,
)
from second_record import OPEN, Claim, Incident, Record
from truce_sim.scenario import Scenario
from truce_sim.scenario.spreads import normal_quantile
from truce_sim.scenario.teams import Roster
from truce_sim.scenario.violence import Shock, Zone


class Rank(IntEnum):
    """What goes first at the same instant (section 3); a collapse ends all on the spot."""

    DAY = auto()
    LOOK = auto()
    TALKS = auto()
    CHECKED = auto()
    HAGGLED = auto()
    STARTS = auto()
    TEAMS = auto()
    RUPTURE = auto()
    OVERDUE = auto()
    NOTICE = auto()
    BREAKS = auto()
    DANGER = auto()
    CALMS = auto()
    ENVOY = auto()
    SHOCK = auto()
    FILED = auto()
    ACT = auto()
    INVENTED = auto()
    ANSWER = auto()


OWN_ACCORD = (Purpose.TIMES, Purpose.MARKS)
MADE_UP = (Purpose.INVENTED_TIMES, Purpose.INVENTED_MARKS)
"""Purposes of candidates and of their marks."""

Turn = tuple[int, ...]
"""An actor's place, then that actor's own number: what goes first among equals."""


class Collapsed(Exception):  # noqa: N818 - nothing has gone wrong
    """The truce is over."""

    def __init__(self, cause: str, last_straw: Incident | None) -> None:
        super().__init__(cause)
        self.cause, self.last_straw = cause, last_straw


class Watched(Exception):  # noqa: N818 - nothing has gone wrong
    """There is no more to see."""


def second(
    scenario: Scenario,
    seed: int,
    replication: int,
    checkpoints: tuple[float, ...] = (),
    branches: Branches = ((0.0, 0),),
) -> dict[str, Any]:
    """Return what comes of one truce, by the names of `truce_sim.model.Outcome`."""
    return History(scenario, Luck(seed, replication, branches), checkpoints).run()


class History:
    """One simulated truce."""

    def __init__(self, scenario: Scenario, luck: Luck, checkpoints: tuple[float, ...]) -> None:
        self.s = scenario
        self.luck = luck
        self.now = 0.0
        self.agenda: list[tuple[float, Rank, Turn, int, Callable[[], None]]] = []
        self.arranged = count()
        self.place = places([*scenario.parties, *scenario.excluded, *scenario.outside])
        # -- dates
        dates = scenario.dates
        self.planned = self.announced = hours(dates.truce_starts, dates.talks)
        self.watch_until = hours(dates.truce_starts, dates.watch_until or dates.talks)
        rule = scenario.postponement
        latest = self.planned + (rule.by * rule.at_most if rule else 0.0)
        self.end = max(latest, self.watch_until)
        self.checkpoints = checkpoints
        # -- state
        self.zones = dict(scenario.zones) or {"everywhere": Zone(share=1.0)}
        self.claims: dict[str, list[Claim]] = {party: [] for party in scenario.parties}
        self.leaving: set[str] = set()
        self.made: Counter[str] = Counter()
        """Claims by party, what is made up included."""
        self.notices: Counter[str] = Counter()
        self.pressed: dict[str, list[tuple[float, float]]] = {p: [] for p in scenario.parties}
        self.shamed: dict[str, tuple[float, float]] = {}
        self.fallen_out = False
        self.works = False
        self.teams = self.at_work = 0
        self.queue: list[tuple[tuple[float, ...], int, Claim]] = []
        self.queued = count()
        self.aflame: set[str] = set()
        self.danger: int | None = None
        """Number of the spell of danger, while there is one."""
        self.spells = count()
        # -- record
        self.opened_at = math.nan
        self.at_opening: dict[str, Any] | None = None
        self.looks: list[tuple[Any, ...]] = [
            (False, False, False, False, math.nan, math.nan)
        ] * len(checkpoints)
        calm = scenario.calm_streak
        self.record = Record(scenario.parties, int(self.end // 24), calm.days, calm.violations)

    # -- section 3: process and scheduling ------------------------------------------------------

    def at(self, time: float, rank: Rank, turn: Turn, action: Callable[[], None]) -> None:
        """Arrange that something is done. Two things of one turn are never due at one instant."""
        last = rank in {Rank.DAY, Rank.LOOK, Rank.TALKS} and time <= self.end
        if time < self.end or last:
            heapq.heappush(self.agenda, (time, rank, turn, next(self.arranged), action))

    def of_claim(self, claim: Claim) -> Turn:
        return (self.place[claim.by], claim.number)

    def run(self) -> dict[str, Any]:
        cause, last_straw = "", None
        self.begin()
        try:
            while True:
                self.now, *_, action = heapq.heappop(self.agenda)
                action()
        except Watched:
            pass
        except Collapsed as collapse:
            cause, last_straw = collapse.cause, collapse.last_straw
        return self.outcome(cause, last_straw)

    def begin(self) -> None:
        """Section 5: what is settled before the run, and what everyone starts with."""
        truce = self.s.truce
        self.at_start = {name: self.starts_with(name) for name in self.s.parties}
        self.limits = {name: self.limit(name) for name in self.s.parties}
        self.left = dict.fromkeys(self.s.parties, 1.0)
        """Share that persuasion has left of the grievance at the start."""
        self.took_hold = self.luck.once(THE_TRUCE, Purpose.TAKES_HOLD) < truce.takes_hold
        for place, time in enumerate(self.checkpoints):
            self.at(time, Rank.LOOK, (place,), partial(self.look, place))
        self.at(24.0, Rank.DAY, (), partial(self.close_day, 0))
        self.begin_rupture()
        if self.s.verification:
            starts = self.s.verification.starts_after
            teams = self.s.verification.teams
            for number, posting in enumerate(teams.postings if isinstance(teams, Roster) else ()):
                comes = since(self.s.dates.truce_starts, posting.since)
                self.at(comes, Rank.TEAMS, (number,), self.change_teams)
            if starts > 0:
                self.at(starts, Rank.STARTS, (), self.begin_work)
            else:
                self.begin_work()
        self.begin_shocks()
        self.begin_pretence()
        self.keep_calendar(0)
        self.begin_violence()

    # -- section 6, rates -----------------------------------------------------------------------

    def begin_violence(self) -> None:
        surge = max([1.0, *(shock.factor for _, shock in self.shocks)])
        shame = max(1.0, self.s.verification.shame if self.s.verification else 1.0)
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

    def zone_of(self, marks: Marks) -> str:
        return choose({name: zone.share for name, zone in self.zones.items()}, marks["zone"])

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

    def measures(self, zone: str) -> float:
        """Product of the measures in force in a zone."""
        start = self.s.dates.truce_starts
        return math.prod(
            one.factor
            for _, one in sorted(self.s.measures.items())
            if (one.zones is None or zone in one.zones)
            and since(start, one.from_) <= self.now < since(start, one.until)
        )

    # -- section 6, shocks and rupture ----------------------------------------------------------

    def begin_shocks(self) -> None:
        self.shocks: list[tuple[float, Shock]] = []
        for name, shock in self.s.shocks.items():
            who = address(name)
            for point in self.luck.rain(who, Purpose.SHOCK_TIMES, shock.per_hour, self.end):
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
        first = min((point.time for point in points), default=math.inf)
        self.at(first, Rank.RUPTURE, (), self.fall_out)

    def fall_out(self) -> None:
        self.fallen_out = True

    # -- section 6, parties that do not mean it -------------------------------------------------

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

    # -- section 3, steps 1 to 3; section 6, belief ---------------------------------------------

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
            name: party.violates.per_hour * party.hits.get(victim, 0.0) / sum(party.hits.values())
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

    def claim(self, about: Incident, by: str, against: str, truth: str) -> Claim:
        self.made[by] += 1
        return Claim(about, by, against, truth, self.made[by])

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

    # -- section 6, grievance -------------------------------------------------------------------

    def weigh(self, claim: Claim, weight: float) -> None:
        """Let a claim weigh so much from now on; a rise may bring its party to its tolerance."""
        rises = claim.about.harm * claim.kept * (weight - claim.weight) > 0
        claim.weight = weight
        if rises and self.at_tolerance(claim.by):
            self.give_notice(claim)

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
        return self.at_start[name] + drawn

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

    # -- section 6, retaliation -----------------------------------------------------------------

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

    # -- section 6, verification ----------------------------------------------------------------

    @property
    def calms(self) -> float:
        return self.s.verification.calms if self.s.verification and self.works else 0.0

    def begin_work(self) -> None:
        assert self.s.verification is not None
        self.works = True
        for claims in self.claims.values():
            for claim in claims:
                if claim.verdict == OPEN and not claim.overdue and claim.against in self.s.parties:
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
        urgency: tuple[float, ...] = ()
        if self.s.verification.order == "gravest first":
            urgency = (-claim.about.harm,)
        elif self.s.verification.order == "by zone":
            zone = self.zones[claim.about.zone]
            urgency = (not zone.key, -zone.share)
        heapq.heappush(self.queue, (urgency, next(self.queued), claim))
        self.take_up()

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

    # -- section 6, zones -----------------------------------------------------------------------

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
        burning = sum(self.zones[name].share for name in self.aflame)
        everything = sum(zone.share for zone in self.zones.values())
        return burning >= share * everything * (1 - 1e-12)

    def too_long(self, spell: int, violation: Incident) -> None:
        if self.danger == spell:
            raise Collapsed("zones", violation)

    # -- section 6, collapse --------------------------------------------------------------------

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

    # -- section 6, talks -----------------------------------------------------------------------

    def keep_calendar(self, moves: int) -> None:
        rule = self.s.postponement
        if rule and moves < rule.at_most:
            decides = max(self.now, self.announced - rule.decides_before)
            self.at(decides, Rank.ENVOY, (), partial(self.envoy_decides, moves))
        else:
            self.at(self.announced, Rank.TALKS, (), self.open_talks)

    def envoy_decides(self, moves: int) -> None:
        rule = self.s.postponement
        assert rule is not None
        if self.settled() if rule.unless == "settled" else self.quiet():
            self.at(self.announced, Rank.TALKS, (), self.open_talks)
        else:
            self.announced = self.planned + rule.by * (moves + 1)
            self.keep_calendar(moves + 1)

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
        self.at(max(self.now, self.watch_until), Rank.TALKS, (), self.stop)

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
            before = sum(24 * self.violations_per_hour(name) for name in self.s.parties)
        limit = rule.share * before * window / 24
        return window > 0 and (recent < limit or recent == limit == 0)

    def violations_per_hour(self, name: str) -> float:
        party = self.s.parties[name]
        bound = sum(weight for on, weight in party.hits.items() if on in self.s.parties)
        return party.violates.per_hour * bound / sum(party.hits.values())

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

    # -- what is recorded -----------------------------------------------------------------------

    def close_day(self, day: int) -> None:
        grievances = map(self.share_of_tolerance, self.s.parties)
        self.record.day_over(day, len(self.aflame), grievances)
        if day + 1 < int(self.end // 24):
            self.at(24.0 * (day + 2), Rank.DAY, (), partial(self.close_day, day + 1))

    def outcome(self, cause: str, last_straw: Incident | None) -> dict[str, Any]:
        chain = []
        while last_straw is not None:
            chain.append(told(last_straw.label))
            last_straw = last_straw.answers
        never = {
            **dict.fromkeys(("quiet", "settled", "in_part", "on_time"), False),
            **dict.fromkeys(("open_complaints", "open_harm", "agenda_share"), math.nan),
            "calm_streak": self.record.calm_streak,
        }
        return {
            "held": self.at_opening is not None,
            "life": self.now,
            "cause": cause,
            "opened_at": self.opened_at,
            "took_hold": self.took_hold,
            **(self.at_opening or never),
            **self.record.over(self.now),
            "checkpoints": self.looks,
            "chain": " > ".join(reversed(chain)),
        }


def places(names: Iterable[str]) -> dict[str, int]:
    """Return each name's place among the sorted ones."""
    return {name: place for place, name in enumerate(sorted(names))}


def hours(start: datetime, until: datetime) -> float:
    return (until - start).total_seconds() / 3600


def since(start: datetime, moment: float | datetime) -> float:
    return hours(start, moment) if isinstance(moment, datetime) else moment


def told(label: str) -> str:
    """Of more than 100 answers in a row, how many there were is told."""
    first, *answers = label.split(">")
    return label if len(answers) <= 100 else f"{first}>({len(answers):,} answers)>{answers[-1]}"


def cause_or_blame(cause: str, last_straw: Claim) -> str:
    rightly = last_straw.truth == "true" or last_straw.verdict == "rejected"
    return cause if rightly else "wrongly blamed"
