"""One simulated truce, put together and run."""

from math import nan

from truce_sim.model.aftermath import Aftermath
from truce_sim.model.becoming import Part, await_becoming
from truce_sim.model.clock import Clock
from truce_sim.model.collapse import ShockWatch, WalkOuts
from truce_sim.model.ending import Ending
from truce_sim.model.grievance import Grievances
from truce_sim.model.guarantors import Guarantors
from truce_sim.model.measures import Measures
from truce_sim.model.outcome import Checkpoint, Outcome
from truce_sim.model.pressure import Pressure
from truce_sim.model.pretence import Pretence
from truce_sim.model.record import Record
from truce_sim.model.retaliation import Retaliation
from truce_sim.model.scene import Scene
from truce_sim.model.shocks import Shocks
from truce_sim.model.story import Listener, Story, Teller
from truce_sim.model.streams import ONE_BRANCH, Branches, Streams
from truce_sim.model.talks import Talks
from truce_sim.model.verification import Verification
from truce_sim.model.violence import Violence
from truce_sim.model.world import World
from truce_sim.model.zones import Zones

_COLLAPSED_BEFORE = Checkpoint(False, False, False, False, nan, nan)


def simulate(world: World, seed: int, replication: int, branches: Branches = ONE_BRANCH) -> Outcome:
    """Return what comes of one truce: a pure function of its arguments.

    Args:
        world: the scenario, resolved.
        seed: root seed of the study, at least 0.
        replication: number of the run, at least 0; runs of different scenarios with the same
            seed and number share their luck.
        branches: from which hour on luck is that of which branch (see `streams`): runs that
            share all before an hour are one history until then.
    """
    return _Truce(world, Streams(seed, replication, branches), Listener()).run()


def trace(world: World, seed: int, replication: int) -> Story:
    """Return the same run told event by event: a listener, not a second model."""
    teller = Teller(world)
    truce = _Truce(world, Streams(seed, replication), teller)
    teller.listens_to(truce.clock, truce.grievances)
    outcome = truce.run()
    return teller.story(replication, outcome)


class _Truce:
    """The actors of one run and the strings between them."""

    def __init__(self, world: World, streams: Streams, story: Listener) -> None:
        self.story = story
        self.clock = clock = Clock()
        self.ending = Ending(clock)
        scene = Scene(world, clock, streams, self.ending, story)
        pressure = Pressure()
        shocks = Shocks(world, scene.streams)
        self.grievances = grievances = Grievances(world, clock, streams)
        zones = Zones(scene)
        self.record = record = Record(scene, grievances, zones)
        guarantors = Guarantors(scene, pressure, grievances)
        walk_outs = WalkOuts(scene, grievances, guarantors)
        measures = Measures(world)
        retaliation = Retaliation(scene, grievances, zones, measures)
        verification = Verification(scene, grievances, retaliation, guarantors, pressure, record)
        self.talks = talks = Talks(scene, record)
        pretence = Pretence(scene)
        aftermath = Aftermath(
            scene,
            zones,
            grievances,
            retaliation,
            verification,
            record,
            guarantors=guarantors,
            pretence=pretence,
        )
        retaliation.on_strike(aftermath.happens)
        self.violence = Violence(scene, shocks, pressure, measures, talks)
        talks.begin()
        record.begin()
        guarantors.begin()
        pretence.begin()
        verification.begin()
        watch = ShockWatch(scene, shocks, guarantors)
        watch.begin()
        self.violence.begin(aftermath.happens, aftermath.invented)
        if world.becomes is not None:
            # In an order in which each finds changed already what it asks: violence comes last.
            parts: tuple[Part, ...] = (
                *(shocks, measures, grievances, zones, record, guarantors, walk_outs),
                *(retaliation, verification, talks, aftermath, watch, self.violence),
            )
            await_becoming(scene, *world.becomes, parts)

    def run(self) -> Outcome:
        """Let time pass until the truce has collapsed or been watched long enough."""
        self.story.begins(self.violence.takes_hold)
        self.clock.run(until=self.ending.event)
        talks, record, collapse = self.talks, self.record, self.ending.collapse
        if collapse is not None:
            self.story.collapses(collapse)
        opening = talks.at_opening
        record.end()
        looks = [
            _COLLAPSED_BEFORE
            if look is None
            else Checkpoint(
                True,
                look.quiet,
                look.settled,
                look.in_part,
                look.open_complaints,
                look.agenda_share,
            )
            for look in talks.at_checkpoints
        ]
        last_straw = collapse.incident if collapse else None
        return Outcome(
            held=opening is not None,
            life=self.clock.now,
            cause=collapse.cause if collapse else "",
            opened_at=nan if talks.opened_at is None else talks.opened_at,
            took_hold=self.violence.takes_hold,
            quiet=opening is not None and opening.quiet,
            settled=opening is not None and opening.settled,
            in_part=opening is not None and opening.in_part,
            calm_streak=record.calm_streak if opening is None else opening.calm_streak,
            on_time=talks.on_time,
            open_complaints=nan if opening is None else opening.open_complaints,
            open_harm=nan if opening is None else opening.open_harm,
            agenda_share=nan if opening is None else opening.agenda_share,
            counts=record.counts,
            delays=record.delays,
            waits=record.waits,
            daily=record.daily,
            checkpoints=looks,
            chain=" > ".join(
                name.shown for name in reversed(list(last_straw.chain() if last_straw else ()))
            ),
        )
