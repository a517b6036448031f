"""Where violence comes from: every actor as processes that act of their own accord."""

from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TypeVar

from simpy import Event

from truce_sim.model.bounds import deeds, refuse_too_many
from truce_sim.model.candidates import Marks, candidates, layers
from truce_sim.model.clock import Rank
from truce_sim.model.incidents import Claim, Incident, Kind, Mark, Name
from truce_sim.model.pressure import Pressure
from truce_sim.model.rules import ramp, settling
from truce_sim.model.scene import Scene
from truce_sim.model.shocks import Shocks
from truce_sim.model.talks import Talks
from truce_sim.model.world import Excluded, OutsidePower, Party
from truce_sim.scenario.limits import MOST_CANDIDATES

Acts = Generator[Event, object, None]
Layer = tuple[int, float, float]
Actor = TypeVar("Actor", Party, Excluded, OutsidePower)
_ROUNDING = 1 + 1e-9


class BoundExceededError(RuntimeError):
    """A rate passed the bound that its candidates were drawn for: a fault of the model."""


def within(rate: float, bound: float) -> float:
    """Return `rate`, refusing one above `bound`: a silent cap would bias every result."""
    if rate > bound * _ROUNDING:
        raise BoundExceededError(f"rate {rate} per hour is above its bound {bound}")
    return rate


class Violence:
    """Starts the processes; `happens` is told of each incident, `complains` of invented ones."""

    def __init__(self, scene: Scene, shocks: Shocks, pressure: Pressure, talks: Talks) -> None:
        world = scene.world
        self._world = world
        self._end = world.end
        self._clock = scene.clock
        self._streams = scene.streams
        self._shocks = shocks
        self._pressure = pressure
        self._talks = talks
        self._most_shame = max(1.0, world.verification.shame) if world.verification else 1.0
        self.takes_hold = scene.streams.first("truce / takes hold") < world.settling.takes_hold
        """Whether orders reach the units at all; if not, violence does not settle."""

    def begin(
        self, happens: Callable[[Incident], None], complains: Callable[[Claim], None]
    ) -> None:
        """Let every actor begin."""
        self._happens = happens
        self._complains = complains
        surge = self._shocks.highest
        for party in self._world.parties.values():
            self._start(self._party_acts, party, party.per_hour * surge * self._most_shame)
            invents = party.false_complaints
            if invents is not None:
                self._start(self._party_invents, party, invents.per_hour * invents.rise)
        for group in self._world.excluded.values():
            self._start(self._group_attacks, group, group.per_hour * surge * group.spoils)
        for power in self._world.outside.values():
            self._start(self._power_attacks, power, power.per_hour * surge)

    def _start(
        self, acts: Callable[[Actor, Layer, float], Acts], actor: Actor, bound: float
    ) -> None:
        refuse_too_many(deeds(self._world, actor.name), bound * self._end, MOST_CANDIDATES)
        for layer in layers(bound, self._world.layer):
            self._clock.process(acts(actor, layer, bound))

    def _candidates(
        self, name: str, what: str, layer: Layer, bound: float
    ) -> tuple[Marks, Iterator[tuple[int, float, float]]]:
        """Return the marks and the candidates of one actor's layer."""
        number, bottom, top = layer
        marks = Marks(self._streams, f"{name} / {what}: marks {number}")
        times = f"{name} / {what}: times {number}"
        return marks, candidates(self._streams, times, bottom, top, bound, self._end)

    def _party_acts(self, party: Party, layer: Layer, bound: float) -> Acts:
        """A party violates the truce, or strikes an excluded group, which is lawful."""
        clock, pressure, name, harm = self._clock, self._pressure, party.name, party.harm
        marks, rain = self._candidates(name, "violations", layer, bound)
        for number, time, height in rain:
            rate = party.per_hour * self._shocks.surge(time)
            # Most of what is refused at all can be refused before its marks are drawn.
            if height >= rate * self._most_shame:
                continue
            settled = rate * self._settled(time)
            if height >= settled * self._most_shame and not party.hits_excluded:
                continue
            drawn = marks.of(number)
            victim = party.hits.at(drawn[Mark.VICTIM])
            lawful = victim in party.hits_excluded
            if not lawful:
                rate = settled
            # What no state of the truce could let through need not wait its turn.
            if height >= rate * self._most_shame:
                continue
            yield clock.at(time, Rank.INCIDENT)
            commanded = drawn[Mark.COMMANDED] >= party.uncommanded
            if commanded and not lawful:
                rate *= pressure.factor(name, time)
            if height < within(rate, bound):
                self._act(
                    "strike" if lawful else "violation",
                    name,
                    victim,
                    harm.quantile(drawn[Mark.HARM]),
                    drawn,
                    f"{name}-{layer[0]}.{number}",
                    commanded,
                )

    def _group_attacks(self, group: Excluded, layer: Layer, bound: float) -> Acts:
        """An excluded group attacks, more so as the talks come near if it means to spoil them."""
        marks, rain = self._candidates(group.name, "attacks", layer, bound)
        for number, time, height in rain:
            rate = group.per_hour * self._shocks.surge(time)
            if height >= rate * group.spoils:
                continue
            yield self._clock.at(time, Rank.INCIDENT)
            rate *= ramp(time, self._talks.announced, top=group.spoils, over=group.spoils_from)
            if height < within(rate, bound):
                drawn = marks.of(number)
                self._act(
                    "attack",
                    group.name,
                    group.hits.at(drawn[Mark.VICTIM]),
                    group.harm.quantile(drawn[Mark.HARM]),
                    drawn,
                    f"{group.name}-{layer[0]}.{number}",
                )

    def _power_attacks(self, power: OutsidePower, layer: Layer, bound: float) -> Acts:
        """An outside power attacks at its own rate."""
        marks, rain = self._candidates(power.name, "attacks", layer, bound)
        for number, time, height in rain:
            if height >= within(power.per_hour * self._shocks.surge(time), bound):
                continue
            yield self._clock.at(time, Rank.INCIDENT)
            drawn = marks.of(number)
            self._act(
                "outside attack",
                power.name,
                power.hits.at(drawn[Mark.VICTIM]),
                power.harm.quantile(drawn[Mark.HARM]),
                drawn,
                f"{power.name}-{layer[0]}.{number}",
            )

    def _party_invents(self, party: Party, layer: Layer, bound: float) -> Acts:
        """A party complains of what did not happen, more so as the talks come near."""
        invents = party.false_complaints
        assert invents is not None  # noqa: S101 - begin() starts this process only for such
        marks, rain = self._candidates(party.name, "false complaints", layer, bound)
        for number, time, height in rain:
            yield self._clock.at(time, Rank.INCIDENT)
            rise = ramp(time, self._talks.announced, top=invents.rise, over=invents.over)
            if height >= within(invents.per_hour * rise, bound):
                continue
            drawn = marks.of(number)
            accused = party.accuses.at(drawn[Mark.SUSPECT])
            nothing = Incident(
                name=Name(f"{party.name}-claim-{layer[0]}.{number}", accused),
                kind="nothing",
                who=accused,
                whom=party.name,
                zone=self._world.zone_weights.at(drawn[Mark.ZONE]),
                harm=self._world.parties[accused].harm.quantile(drawn[Mark.HARM]),
                time=time,
                marks=drawn,
            )
            self._complains(Claim(nothing, party.name, accused, "false", time))

    def _act(
        self,
        kind: Kind,
        who: str,
        whom: str,
        harm: float,
        drawn: Sequence[float],
        label: str,
        commanded: bool = True,
    ) -> None:
        zone = self._world.zone_weights.at(drawn[Mark.ZONE])
        self._happens(
            Incident(
                Name(label, who), kind, who, whom, zone, harm, self._clock.now, drawn, commanded
            )
        )

    def _settled(self, time: float) -> float:
        if not self.takes_hold:
            return 1.0
        settles = self._world.settling
        return settling(
            time,
            floor=settles.floor,
            settles_in=settles.settles_in,
            frays_after=settles.frays_after,
            frays_in=settles.frays_in,
        )
