"""Where violence comes from: every actor as processes that act of their own accord."""

from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import dropwhile
from typing import TypeVar

from simpy import Event

from truce_sim.model.addresses import TRUCE, Purpose, deed
from truce_sim.model.bounds import deeds, refuse_too_many
from truce_sim.model.candidates import Candidate, Marks, candidates, strata
from truce_sim.model.clock import Rank, turn
from truce_sim.model.codes import Act
from truce_sim.model.incidents import Incident, Mark, Name
from truce_sim.model.measures import Measures
from truce_sim.model.pressure import Pressure
from truce_sim.model.rules import ramp, settling
from truce_sim.model.scene import Scene
from truce_sim.model.shocks import Shocks
from truce_sim.model.talks import Talks
from truce_sim.model.world import Excluded, OutsidePower, Party, World
from truce_sim.scenario.limits import MOST_CANDIDATES

Acts = Generator[Event, object, None]
Stratum = tuple[int, float, float]
Actor = TypeVar("Actor", Party, Excluded, OutsidePower)
ROUNDING = 1 + 1e-9
"""By how much a rate may pass its bound before that is a fault."""


class BoundExceededError(RuntimeError):
    """A rate passed the bound that its candidates were drawn for: a fault of the model."""


def within(rate: float, bound: float) -> float:
    """Return `rate`, refusing one above `bound`: a silent cap would bias every result."""
    if rate > bound * ROUNDING:
        raise BoundExceededError(f"rate {rate} per hour is above its bound {bound}")
    return rate


class Violence:
    """Starts the processes; `happens` is told of each incident, `invented` of what is made up."""

    def __init__(
        self, scene: Scene, shocks: Shocks, pressure: Pressure, measures: Measures, talks: Talks
    ) -> None:
        world = scene.world
        self._end = world.end
        self._clock = scene.clock
        self._streams = scene.streams
        self._shocks = shocks
        self._pressure = pressure
        self._measures = measures
        self._talks = talks
        self._shame = 1.0
        """The largest factor of a published finding so far, at least 1."""
        self._be_in(world)
        holds = scene.streams.nth(TRUCE, Purpose.TAKES_HOLD, 0)
        self.takes_hold = holds < world.truce.takes_hold
        """Whether orders reach the units at all; if not, violence does not settle."""

    def _be_in(self, world: World) -> None:
        self._world = world
        if world.verification:
            self._shame = max(self._shame, world.verification.shame)
        self._most = self._shame * self._measures.highest
        """The largest factor on violations under command."""
        truce = world.truce
        self._settling = (truce.floor, truce.settles_in, truce.frays_after, truce.frays_in)

    def become(self, world: World, since: float) -> None:
        """Act as in another world from an hour on: among the same candidates, at other rates."""
        self._be_in(world)
        self._clock.drop(Rank.ACT, Rank.INVENTED)
        self._since = since
        self._pour()

    def begin(
        self, happens: Callable[[Incident], None], invented: Callable[[Incident, str], None]
    ) -> None:
        """Let every actor begin."""
        self._happens = happens
        self._invented = invented
        self._since = 0.0
        """Candidates before this hour have been."""
        self._pour()

    def _pour(self) -> None:
        surge = self._shocks.highest
        for party in self._world.parties.values():
            self._start(self._party_acts, party, party.per_hour * surge * self._most)
            rise = self._world.complaints.rise
            self._start(self._party_invents, party, party.invents_per_hour * rise)
        for group in self._world.excluded.values():
            self._start(self._group_attacks, group, group.per_hour * surge * group.spoils)
        for power in self._world.outside.values():
            self._start(self._power_attacks, power, power.per_hour * surge)

    def _start(
        self, acts: Callable[[Actor, Stratum, float], Acts], actor: Actor, bound: float
    ) -> None:
        refuse_too_many(deeds(self._world, actor.name), bound * self._end, MOST_CANDIDATES)
        for stratum in strata(bound, self._world.lowest):
            self._clock.process(acts(actor, stratum, bound))

    def _rain(
        self, actor: int, times: int, marks: int, stratum: Stratum, bound: float
    ) -> tuple[Marks, Iterator[Candidate]]:
        """Return the marks and the candidates of one actor's stratum."""
        drawn, since = Marks(self._streams, actor, marks, stratum[0]), self._since
        rain = candidates(self._streams, actor, times, stratum, bound, self._end)
        return drawn, dropwhile(lambda point: point[1] < since, rain) if since else rain

    def _party_acts(self, party: Party, stratum: Stratum, bound: float) -> Acts:
        """A party violates the truce, or strikes an excluded group, which is lawful."""
        clock, pressure, agreement = self._clock, self._pressure, self._measures
        given = party.given
        most, may_strike = self._most, bool(party.hits_excluded)
        marks, rain = self._rain(party.address, Purpose.TIMES, Purpose.MARKS, stratum, bound)
        first = deed(Purpose.MARKS, stratum[0])
        due = turn(party.place, stratum[0] << 40)
        for point in rain:
            number, time, height, _ = point
            rate = party.per_hour * self._shocks.surge(time)
            # Most of what is refused at all can be refused before its marks are drawn.
            if height >= rate * most:
                continue
            settled = rate * self._settled(time)
            if height >= settled * most and not may_strike:
                continue
            drawn = marks.of(point)
            victim = party.hits.at(drawn[Mark.VICTIM])
            lawful = victim in party.hits_excluded
            if not lawful:
                rate = settled
            # What no state of the truce could let through need not wait its turn.
            if height >= rate * most:
                continue
            yield clock.at(time, Rank.ACT, due + number)
            commanded = drawn[Mark.COMMANDED] >= given.uncommanded
            if commanded and not lawful:
                agreed = agreement.factor(self._zone(drawn), time) if agreement.acts else 1.0
                rate *= pressure.factor(party.name, time, agreed)
            if height < within(rate, bound):
                act = Act.STRIKE if lawful else Act.VIOLATION
                self._act(act, party, victim, drawn, first + number, point, commanded)

    def _group_attacks(self, group: Excluded, stratum: Stratum, bound: float) -> Acts:
        """An excluded group attacks, more so as the talks come near if it means to spoil them."""
        marks, rain = self._rain(group.address, Purpose.TIMES, Purpose.MARKS, stratum, bound)
        first = deed(Purpose.MARKS, stratum[0])
        due = turn(group.place, stratum[0] << 40)
        for point in rain:
            number, time, height, _ = point
            rate = group.per_hour * self._shocks.surge(time)
            if height >= rate * group.spoils:
                continue
            yield self._clock.at(time, Rank.ACT, due + number)
            rate *= ramp(time, self._talks.announced, group.spoils, group.spoils_from)
            if height < within(rate, bound):
                drawn = marks.of(point)
                victim = group.hits.at(drawn[Mark.VICTIM])
                self._act(Act.ATTACK, group, victim, drawn, first + number, point)

    def _power_attacks(self, power: OutsidePower, stratum: Stratum, bound: float) -> Acts:
        """An outside power attacks at its own rate."""
        marks, rain = self._rain(power.address, Purpose.TIMES, Purpose.MARKS, stratum, bound)
        first = deed(Purpose.MARKS, stratum[0])
        due = turn(power.place, stratum[0] << 40)
        for point in rain:
            number, time, height, _ = point
            if height >= within(power.per_hour * self._shocks.surge(time), bound):
                continue
            yield self._clock.at(time, Rank.ACT, due + number)
            drawn = marks.of(point)
            victim = power.hits.at(drawn[Mark.VICTIM])
            self._act(Act.OUTSIDE_ATTACK, power, victim, drawn, first + number, point)

    def _party_invents(self, party: Party, stratum: Stratum, bound: float) -> Acts:
        """A party complains of what did not happen, more so as the talks come near."""
        marks, rain = self._rain(
            party.address, Purpose.INVENTED_TIMES, Purpose.INVENTED_MARKS, stratum, bound
        )
        complaints = self._world.complaints
        first = deed(Purpose.INVENTED_MARKS, stratum[0])
        due = turn(party.place, stratum[0] << 40)
        for point in rain:
            number, time, height, branch = point
            yield self._clock.at(time, Rank.INVENTED, due + number)
            rise = ramp(time, self._talks.announced, complaints.rise, complaints.over)
            if height >= within(party.invents_per_hour * rise, bound):
                continue
            drawn = marks.of(point)
            accused = party.accuses.at(drawn[Mark.SUSPECT])
            nothing = Incident(
                name=Name(
                    party.name,
                    party.address,
                    first + number,
                    branch,
                ),
                act=Act.NOTHING,
                who=accused,
                whom=party.name,
                zone=self._zone(drawn),
                harm=self._world.parties[accused].given.harm.quantile(drawn[Mark.HARM]),
                time=time,
                marks=drawn,
            )
            self._invented(nothing, accused)

    def _act(
        self,
        act: int,
        actor: Party | Excluded | OutsidePower,
        whom: str,
        drawn: Sequence[float],
        number: int,
        point: Candidate,
        commanded: bool = True,
    ) -> None:
        _, time, _, branch = point
        zone = self._world.zone_weights.at(drawn[Mark.ZONE])
        harm = actor.given.harm.quantile(drawn[Mark.HARM])
        name = Name(actor.name, actor.address, number, branch)
        # By position: keywords would cost a twentieth of a run.
        self._happens(Incident(name, act, actor.name, whom, zone, harm, time, drawn, commanded))

    def _zone(self, drawn: Sequence[float]) -> str:
        return self._world.zone_weights.at(drawn[Mark.ZONE])

    def _settled(self, time: float) -> float:
        if not self.takes_hold:
            return 1.0
        return settling(time, *self._settling)
