"""Guarantors press violators, persuade those about to leave, and can fall out."""

from itertools import islice

from truce_sim.model.addresses import TRUCE, Purpose, mix
from truce_sim.model.candidates import candidates, strata
from truce_sim.model.clock import Rank
from truce_sim.model.grievance import Grievances
from truce_sim.model.incidents import Claim
from truce_sim.model.pressure import Pressure
from truce_sim.model.scene import Scene
from truce_sim.model.world import Guarantor, World


class Guarantors:
    """The co-chairs; once they have fallen out they neither press, persuade nor endorse."""

    def __init__(self, scene: Scene, pressure: Pressure, grievances: Grievances) -> None:
        self._be_in(scene.world)
        self._clock = scene.clock
        self._streams = scene.streams
        self._story = scene.story
        self._pressure = pressure
        self._grievances = grievances
        self.fallen_out = False

    def _be_in(self, world: World) -> None:
        self._world = world
        self.quiet = [one for one in world.guarantors if one.given.presses_on_claims > 0]
        """Those who press over mere claims."""

    def become(self, world: World, since: float) -> None:
        """Be as in another world from an hour on; pressure already in force stays as strong."""
        self._be_in(world)
        self._clock.drop(Rank.RUPTURE)
        self.begin(since)

    def begin(self, since: float = 0.0) -> None:
        """Wait for the day on which they fall out, if it comes from an hour on."""
        rate, end = self._world.rupture_per_hour, self._world.end
        times = [
            time
            for stratum in strata(rate, self._world.lowest)
            for time in islice(
                (
                    time
                    for _, time, _, _ in candidates(
                        self._streams, TRUCE, Purpose.RUPTURE_TIMES, stratum, rate, end
                    )
                    if time >= since
                ),
                1,
            )
        ]
        if times:
            self._clock.call(min(times), Rank.RUPTURE, 0, lambda _: self.fall_out(), None)

    def fall_out(self) -> None:
        """They fall out with one another, if they have not yet."""
        if not self.fallen_out:
            self.fallen_out = True
            self._story.fall_out()

    def hear(self, claim: Claim) -> None:
        """Press over a claim as soon as it is made, whether it is true or not."""
        if not self.fallen_out:
            for guarantor in self.quiet:
                chance = guarantor.given.presses_on_claims
                self._press(guarantor, claim, Purpose.PRESSES_ON_CLAIM, chance)

    def press(self, claim: Claim) -> bool:
        """Press the violator over an upheld complaint; return whether anyone did."""
        pressed = False
        if not self.fallen_out:
            for guarantor in self._world.guarantors:
                if self._press(guarantor, claim, Purpose.PRESSES, guarantor.given.willing):
                    pressed = True
        return pressed

    def _press(self, guarantor: Guarantor, claim: Claim, purpose: int, chance: float) -> bool:
        """One of them presses whom a claim is against, or not; return whether it did."""
        if claim.against not in guarantor.over:
            return False
        given, about = guarantor.given, claim.incident.name
        place = mix(about.address, guarantor.address)
        if self._streams.nth(place, purpose, 0, about.branch) >= chance:
            return False
        until = self._clock.now + given.presses_for
        self._pressure.press(claim.against, given.leverage, until)
        self._story.pressed(guarantor.name, claim)
        return True

    def persuade(self, party: str, attempt: int) -> bool:
        """Try to keep `party` in the truce; who succeeds resets part of its grievance."""
        if self.fallen_out:
            return False
        persuaded = False
        address = self._world.parties[party].address
        branch = self._streams.branch(self._clock.now)
        for guarantor in self._world.guarantors:
            if party not in guarantor.over:
                continue
            given, place = guarantor.given, mix(guarantor.address, address)
            luck = self._streams.nth(place, Purpose.PERSUADES, attempt, branch)
            if luck < given.persuades:
                self._grievances.of(party).shrink(1 - given.resets)
                self._story.persuaded(guarantor.name, party)
                persuaded = True
        return persuaded
