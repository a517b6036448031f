"""The causes of collapse that watch the truce: walk-out, spiral, mass casualties, shocks.

Zones aflame are judged in `zones`; "wrongly blamed" is a walk-out or a mass-casualty collapse
whose decisive blame was false and never put right, and is reported apart because it is what
verification exists to prevent. So many violations at once are a "spiral" of retaliation only where
retaliation made them.
"""

from collections import deque
from collections.abc import Generator

from simpy import Event

from truce_sim.model.addresses import Purpose
from truce_sim.model.clock import Rank, turn
from truce_sim.model.codes import Verdict
from truce_sim.model.grievance import Grievances
from truce_sim.model.guarantors import Guarantors
from truce_sim.model.incidents import Claim, Incident, Mark
from truce_sim.model.rules import is_spiral, too_grave, wrongly_blamed
from truce_sim.model.scene import Scene
from truce_sim.model.shocks import Shocks, Strike
from truce_sim.model.world import World


def blamed_or(cause: str, claim: Claim) -> str:
    """Return `cause`, or "wrongly blamed" where the blame that decided was false, and stands."""
    return "wrongly blamed" if wrongly_blamed(claim.truth, claim.verdict) else cause


class WalkOuts:
    """Parties that have had enough give notice, and leave unless appeased or persuaded."""

    def __init__(self, scene: Scene, grievances: Grievances, guarantors: Guarantors) -> None:
        self._parties = scene.world.parties
        self._clock = scene.clock
        self._streams = scene.streams
        self._ending = scene.ending
        self._story = scene.story
        self._grievances = grievances
        self._guarantors = guarantors
        self._leaving: set[str] = set()
        self._attempts = dict.fromkeys(self._parties, 0)
        grievances.on_limit(self.fed_up)

    def become(self, world: World, _: float) -> None:
        """Give notice as in another world; notice given runs on."""
        self._parties = world.parties

    def fed_up(self, claim: Claim) -> None:
        """A claim has brought its party to its limit."""
        if claim.by not in self._leaving:
            self._leaving.add(claim.by)
            self._clock.process(self._leave(claim))

    def _leave(self, claim: Claim) -> Generator[Event, object, None]:
        """Give notice; wait; leave, unless the reason is gone or a guarantor persuades.

        The reason is gone if the complaint about the last straw was rejected meanwhile, and what
        is left of the grievance is below the limit. Less grievance alone brings nobody back.
        """
        party = self._parties[claim.by]
        attempt = self._attempts[party.name]
        self._attempts[party.name] += 1
        now = self._clock.now
        luck = self._streams.nth(party.address, Purpose.NOTICE, attempt, self._streams.branch(now))
        notice = party.given.notice.quantile(luck)
        self._story.gives_notice(claim, notice)
        yield self._clock.at(now + notice, Rank.NOTICE, turn(party.place, attempt))
        appeased = claim.verdict == Verdict.REJECTED and not self._grievances.fed_up(party.name)
        if appeased:
            self._story.takes_back(claim)
        if appeased or self._guarantors.persuade(party.name, attempt):
            self._leaving.discard(party.name)
            return
        self._story.walks_out(claim)
        self._ending.collapses(blamed_or("walk-out", claim), claim.incident)


class Spiral:
    """At least so many violations within a rolling window end the truce.

    The cause told is "spiral" where retaliations are at least half of those that fill the window,
    and else "violations": what nobody answers is no spiral.
    """

    def __init__(self, scene: Scene) -> None:
        world = scene.world
        self._ending = scene.ending
        self._be_in(world)
        most = self._most
        if world.becomes is not None:
            most = max(most, world.becomes[1].levels.spiral_violations)
        self._last: deque[Incident] | None = deque(maxlen=most) if most else None

    def _be_in(self, world: World) -> None:
        self._window = world.spiral.window if world.spiral else 0.0
        self._most = world.levels.spiral_violations if world.spiral else 0

    def become(self, world: World, _: float) -> None:
        """Bear as much as in another world, of what there has been as well."""
        self._be_in(world)

    def violated(self, incident: Incident) -> None:
        """Count a violation."""
        last = self._last
        if last is None:
            return
        last.append(incident)
        most = self._most
        if len(last) >= most > 0 and incident.time - last[-most].time <= self._window:
            answers = sum(one.answers_another for one in [*last][-most:])
            self._ending.collapses("spiral" if is_spiral(answers, most) else "violations", incident)


class MassCasualties:
    """An incident too grave to bear may end the truce as soon as someone is blamed for it."""

    def __init__(self, scene: Scene) -> None:
        self._ending = scene.ending
        self.become(scene.world, 0.0)

    def become(self, world: World, _: float) -> None:
        """Bear as much as in another world."""
        rule = world.mass_casualty
        self._harm = world.levels.grave_harm
        self._ends = rule.ends if rule else 0.0

    def heard(self, claim: Claim) -> None:
        """Judge a claim by its harm."""
        incident = claim.incident
        if self._ends and too_grave(
            incident.harm, self._harm, incident.marks[Mark.ENDS], self._ends
        ):
            self._ending.collapses(blamed_or("mass-casualty", claim), incident)


class ShockWatch:
    """Lets outside shocks strike when their time comes."""

    def __init__(self, scene: Scene, shocks: Shocks, guarantors: Guarantors) -> None:
        self._clock = scene.clock
        self._ending = scene.ending
        self._story = scene.story
        self._shocks = shocks
        self._guarantors = guarantors

    def become(self, _: World, since: float) -> None:
        """Wait for the shocks of another world (see `Shocks.become`)."""
        self._clock.drop(Rank.SHOCK)
        self.begin(since)

    def begin(self, since: float = 0.0) -> None:
        """Wait for every shock of this run from an hour on."""
        for strike in self._shocks.coming:
            if strike.time < since:
                continue
            self._clock.call(
                strike.time,
                Rank.SHOCK,
                turn(strike.shock.place, strike.number),
                self._strikes,
                strike,
            )

    def _strikes(self, strike: Strike) -> None:
        self._story.shock(strike.shock.shown, strike.ends)
        if strike.ends:
            self._ending.collapses("shock", None)
        elif strike.ruptures:
            self._guarantors.fall_out()
