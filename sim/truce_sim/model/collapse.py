"""The causes of collapse that watch the truce: walk-out, spiral, mass casualties, shocks.

Zones aflame are judged in `zones`; "wrongly blamed" is a walk-out or a mass-casualty collapse
whose decisive blame was false and never put right, and is reported apart because it is what
verification exists to prevent. So many violations at once are a "spiral" of retaliation only where
retaliation made them.
"""

from collections import deque
from collections.abc import Generator

from simpy import Event

from truce_sim.model.clock import Rank
from truce_sim.model.grievance import Grievances
from truce_sim.model.guarantors import Guarantors
from truce_sim.model.incidents import Claim, Incident, Mark
from truce_sim.model.scene import Scene
from truce_sim.model.shocks import Shocks, Strike


def blamed_or(cause: str, claim: Claim) -> str:
    """Return `cause`, or "wrongly blamed" where the blame that decided was false, and stands."""
    believed = claim.truth == "true" or claim.verdict == "rejected"
    return cause if believed else "wrongly blamed"


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

    def fed_up(self, claim: Claim) -> None:
        """A claim has brought its party to its tolerance."""
        if claim.by not in self._leaving:
            self._leaving.add(claim.by)
            self._clock.process(self._leave(claim))

    def _leave(self, claim: Claim) -> Generator[Event, object, None]:
        """Give notice; wait; leave, unless the reason is gone or a guarantor persuades.

        The reason is gone if the complaint about the last straw was rejected meanwhile, and what
        is left of the grievance is below tolerance. Less grievance alone brings nobody back.
        """
        party = self._parties[claim.by]
        attempt = self._attempts[party.name]
        self._attempts[party.name] += 1
        notice = party.notice.quantile(self._streams.first(f"{party.name} / notice: {attempt}"))
        self._story.gives_notice(claim, notice)
        yield self._clock.at(self._clock.now + notice, Rank.DECISION)
        appeased = claim.verdict == "rejected" and not self._grievances.fed_up(party.name)
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
        self._ending = scene.ending
        rule = scene.world.spiral
        self._window = rule.window if rule else 0.0
        self._last: deque[Incident] | None = deque(maxlen=rule.violations) if rule else None

    def violated(self, incident: Incident) -> None:
        """Count a violation."""
        last = self._last
        if last is None:
            return
        last.append(incident)
        if len(last) == last.maxlen and incident.time - last[0].time <= self._window:
            answers = sum(one.kind == "retaliation" for one in last)
            self._ending.collapses("spiral" if 2 * answers >= len(last) else "violations", incident)


class MassCasualties:
    """An incident too grave to bear may end the truce as soon as someone is blamed for it."""

    def __init__(self, scene: Scene) -> None:
        self._rule = scene.world.mass_casualty
        self._ending = scene.ending

    def heard(self, claim: Claim) -> None:
        """Judge a claim by its harm."""
        rule = self._rule
        incident = claim.incident
        if rule and incident.harm >= rule.harm and incident.marks[Mark.ENDS] < rule.ends:
            self._ending.collapses(blamed_or("mass-casualty", claim), incident)


class ShockWatch:
    """Lets outside shocks strike when their time comes."""

    def __init__(self, scene: Scene, shocks: Shocks) -> None:
        self._clock = scene.clock
        self._ending = scene.ending
        self._story = scene.story
        self._shocks = shocks

    def begin(self) -> None:
        """Wait for every shock of this run."""
        for strike in self._shocks.coming:
            self._clock.call(strike.time, Rank.INCIDENT, self._strikes, strike)

    def _strikes(self, strike: Strike) -> None:
        self._story.shock(strike.shock.shown, strike.ends)
        if strike.ends:
            self._ending.collapses("shock", None)
