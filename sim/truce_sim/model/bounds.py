"""The bounds of a run: what breeds without end stops with a sentence that names its keys."""

from collections import Counter

from truce_sim.model.codes import Act
from truce_sim.model.incidents import Incident
from truce_sim.model.world import World
from truce_sim.scenario.durations import spoken
from truce_sim.scenario.limits import MOST_ANSWERS, MOST_EVENTS
from truce_sim.scenario.numbers import plain
from truce_sim.scenario.spreads import Spread


class TooMuchError(RuntimeError):
    """A run passed a bound; the message names the inputs that make it so."""

    blames_input = True
    """Not a fault of the program: a user can mend it."""


class Bounds:
    """Counts the incidents of one run, all of them, at one instant, and in a row."""

    __slots__ = ("_at_once", "_by", "_now", "_total", "_world")

    def __init__(self, world: World) -> None:
        self._world = world
        self._total = 0
        self._now = -1.0
        self._at_once = 0
        self._by: Counter[tuple[int, str]] = Counter()

    def become(self, world: World, _: float) -> None:
        """Name the inputs of another world."""
        self._world = world

    def incident(self, incident: Incident) -> None:
        """Count an incident.

        Raises:
            TooMuchError: if it is one too many.
        """
        self._total += 1
        # Only answers can pile up at one instant, or in a row.
        if incident.act == Act.RETALIATION:
            self._answer(incident)
        # Who makes them is counted on the last stretch alone: every run passes here.
        if self._total > MOST_EVENTS - _LAST:
            self._by[incident.act, incident.who] += 1
            if self._total > MOST_EVENTS:
                raise TooMuchError(self._said_total(incident))

    def _answer(self, incident: Incident) -> None:
        if incident.time == self._now:
            self._at_once += 1
        else:
            self._now, self._at_once = incident.time, 1
        if self._at_once > MOST_ANSWERS:
            said = f"more than {MOST_ANSWERS:,} incidents at one instant"
            raise TooMuchError(f"{self._when(incident)}: {said}; {self._answers(incident)}")
        if incident.answers > MOST_ANSWERS:
            said = f"more than {MOST_ANSWERS:,} answers in a row to one incident"
            raise TooMuchError(f"{self._when(incident)}: {said}; {self._answers(incident)}")

    def _when(self, incident: Incident) -> str:
        return f"on day {incident.time / 24:.1f}"

    def _said_total(self, incident: Incident) -> str:
        act, who = self._by.most_common(1)[0][0]
        said = f"{self._when(incident)}: more than {MOST_EVENTS:,} incidents in one run"
        if act == Act.RETALIATION:
            return f"{said}; {self._answers(incident)}"
        return f"{said}; most are of {deeds(self._world, who)}: lower it, or watch for less time"

    def _answers(self, incident: Incident) -> str:
        """Name the inputs of those who answer one another."""
        who = {link.who for link, _ in zip(incident.chain(), range(_LINKS), strict=False)}
        names = [name for name in self._world.parties if name in who]
        keys = [self._retaliation(name) for name in names] or ["parties"]
        return (
            f"{'; '.join(keys)}: nothing ends this chain of answers. Lower one of them, or "
            "make the delay longer"
        )

    def _retaliation(self, name: str) -> str:
        party = self._world.parties[name]
        key, chance = "retaliates", party.given.retaliates
        if party.retaliates_fed_up > chance:
            key, chance = "retaliates_fed_up", party.retaliates_fed_up
        after = _delay(party.given.retaliates_after)
        return f"parties.{name}.{key} = {plain(chance)} with retaliates_after = {after}"


_LAST = 1_000
"""Incidents before the bound of a run over which it is counted whose they are."""
_LINKS = 100
"""Links of a chain that are looked at to name who answers whom."""


def refuse_too_many(key: str, expected: float, most: int) -> None:
    """Refuse an actor with more candidates for violence than a run could look at.

    Args:
        key: the input.
        expected: how many there would be, surges of shocks and all included.
        most: how many there may be.

    Raises:
        TooMuchError: if they are too many.
    """
    # Not so is also what is not a number: rates multiplied beyond all bounds.
    if not expected <= most:
        raise TooMuchError(
            f"{key} would make about {expected:,.0f} events in one run, "
            f"factors such as shocks.*.factor included; at most {most:,} can be drawn"
        )


def deeds(world: World, who: str) -> str:
    """Return the key of an actor's own violence."""
    if who in world.parties:
        return f"parties.{who}.violates"
    return f"{'excluded' if who in world.excluded else 'outside'}.{who}.attacks"


def _delay(delay: Spread) -> str:
    if delay.kind == "constant":
        return f'"{spoken(delay.values[0])}"' if delay.values[0] else '"0h"'
    return f"{delay.kind} {', '.join(spoken(value) for value in delay.values)}"
