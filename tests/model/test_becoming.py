"""A world that becomes another at an hour: until then the one, from then on the other."""

import math
import re
from dataclasses import replace
from typing import Any

import pytest
from busy import BUSY
from changed import changed
from successors import drawn_becoming
from truce_sim.model import Outcome, World, build_world, simulate, trace
from truce_sim.model.may_become import becoming, may_become
from truce_sim.scenario import from_raw

SEED = 7
HOUR = 60.0


def world(**tables: Any) -> World:
    return build_world(from_raw(BUSY | tables))


def parties(given: dict[str, Any], **own: Any) -> World:
    """Return the world with other inputs of all its parties, and with what follows from them."""
    plain = world()
    return replace(
        plain,
        parties={
            name: replace(one, given=changed(one.given, **given), **own)
            for name, one in plain.parties.items()
        },
    )


def same(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes agree in every number; NaN is NaN."""
    return repr(one) == repr(other)


def drawn(numbers: range) -> list[tuple[int, World, World]]:
    pairs = [(number, drawn_becoming(number)) for number in numbers]
    return [(number, *pair) for number, pair in pairs if pair is not None]


def becomes_itself(numbers: range) -> None:
    for number, plain, then in drawn(numbers):
        assert then.becomes is not None
        itself = becoming(plain, then.becomes[0], plain)
        for run in range(2):
            assert same(simulate(plain, SEED, run), simulate(itself, SEED, run)), (number, run)


def test_a_world_that_becomes_itself_has_the_same_histories() -> None:
    becomes_itself(range(10))


@pytest.mark.slow
def test_many_worlds_that_become_themselves_have_the_same_histories() -> None:
    becomes_itself(range(10, 160))


def shares_all_before(numbers: range) -> None:
    differ = 0
    for number, plain, then in drawn(numbers):
        assert then.becomes is not None
        hour = then.becomes[0]
        told = [trace(one, SEED, 0) for one in (plain, then)]
        before = [[event for event in one.events if event.hours < hour] for one in told]
        # Measures are told as they are known, which is not before the world becomes another;
        # what an event held of the end is known only then.
        before = [
            [replace(event, filled=None) for event in events if event.kind != "measure"]
            for events in before
        ]
        assert before[0] == before[1], number
        one, other = (simulate(world, SEED, 0) for world in (plain, then))
        differ += not same(one, other)
        days = math.ceil(hour / 24) - 1
        for name, values in one.daily.items():
            assert repr(values[:days]) == repr(other.daily[name][:days]), (number, name)
        if one.life < hour:
            assert one.life == other.life
            assert one.cause == other.cause
    assert differ >= len(numbers) // 5


def test_all_before_the_hour_is_as_in_the_plain_world() -> None:
    shares_all_before(range(12))


@pytest.mark.slow
def test_all_before_the_hour_is_as_in_the_plain_world_in_many() -> None:
    shares_all_before(range(12, 162))


def first_apart(other: World, runs: int = 8) -> float:
    """Return the first hour at which anything told differs; infinite if nothing ever does."""
    plain = world()
    found = math.inf
    for run in range(runs):
        both = [trace(one, SEED, run).events for one in (plain, becoming(plain, HOUR, other))]
        # What an event held of the end is known only then.
        told = [
            [replace(event, filled=None) for event in one if event.kind != "inputs change"]
            for one in both
        ]
        pairs = zip(*told, strict=False)
        apart = [min(one.hours, two.hours) for one, two in pairs if repr(one) != repr(two)]
        found = min([found, *apart[:1]])
    return found


@pytest.mark.parametrize(
    "other",
    [
        world(truce=BUSY["truce"] | {"floor": 0.9}),
        parties({}, per_hour=0.5),
        parties({}, limit=2.0),
        parties({"retaliates": 0.9}, retaliates_fed_up=0.9),
        parties({"notices": 0.1}),
        parties({"patience": 1.0}),
        parties({"escalates": 3.0}),
    ],
    ids=["truce", "violates", "limit", "retaliates", "notices", "patience", "escalates"],
)
def test_what_is_read_from_then_on_is_of_the_other_world(other: World) -> None:
    assert HOUR <= first_apart(other) < math.inf


def test_what_was_drawn_at_the_start_stays_as_it_was_drawn() -> None:
    """Whether it takes hold, who means it and when that shows, and what parties started with."""
    plain = world()
    never = replace(plain, truce=changed(plain.truce, takes_hold=0.0))
    assert first_apart(never) == math.inf
    assert first_apart(parties({"means_it": 0.0, "under_cover": 0.0})) == math.inf
    started = replace(
        plain,
        parties={
            name: replace(one, grievance_at_start=one.grievance_at_start + 1.0)
            for name, one in plain.parties.items()
        },
    )
    assert first_apart(started) == math.inf


CASES: dict[str, tuple[World, World, float, str]] = {
    "the same once more": (world(), world(), HOUR, ""),
    "at the start": (world(), world(), 0.0, "hour 0 is not within"),
    "at no hour": (world(), world(), math.nan, "hour nan is not within"),
    "when all is over": (world(), world(), 1e6, "is not within"),
    "twice": (becoming(world(), HOUR, world()), world(), HOUR, "once only"),
    "into one that changes": (world(), becoming(world(), HOUR, world()), 9.0, "once only"),
    "other memories": (
        world(),
        parties({"forgets_in": 1.0}),
        HOUR,
        "parties.north.forgets_in is another",
    ),
    "other fires": (
        world(),
        world(flare=BUSY["flare"] | {"violations": 3}),
        HOUR,
        "flare.violations or flare.window are others",
    ),
    "no mechanism": (
        world(),
        replace(world(), verification=None),
        HOUR,
        "[verification] is gone",
    ),
    "other guarantors": (world(), replace(world(), guarantors=()), HOUR, "its guarantors are"),
    "holds in part": (
        world(),
        replace(world(), partial=None if world().partial else object()),  # type: ignore[arg-type]
        HOUR,
        "in part",
    ),
    "talks that have been": (world(), replace(world(), opening=50.0), HOUR, "which has passed"),
    "a date that was decided": (
        world(),
        replace(world(), opening=world().opening + 24.0),
        world().opening - 1.0,
        "the talks are on another date",
    ),
    "a rule that was followed": (
        world(),
        replace(world(), postponement=None),
        world().opening - 1.0,
        "[postponement] is another",
    ),
    "nobody watches": (
        replace(world(), watch_until=900.0),
        world(),
        world().opening + 1.0,
        "nobody watches it on",
    ),
}
"""Two worlds, an hour, and what is said: nothing where one may become the other."""


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_follow_on_one_another_is_refused_with_the_reason(case: str) -> None:
    old, new, hour, said = CASES[case]
    reasons = may_become(old, new, hour)
    assert said in "; ".join(reasons)
    assert bool(reasons) == bool(said)
    if said:
        with pytest.raises(ValueError, match=re.escape(reasons[0])):
            becoming(old, hour, new)


def test_it_lasts_as_long_as_the_other_and_is_looked_at_when_that_is() -> None:
    longer = replace(world(), watch_until=900.0, checkpoints=(10.0, 800.0))
    then = becoming(world(), HOUR, longer)
    assert (then.end, then.days, then.checkpoints) == (900.0, 37, (10.0, 800.0))
    outcome = next(one for run in range(99) if (one := simulate(then, SEED, run)).life > HOUR)
    assert len(outcome.daily["violations"]) == 37
    assert outcome.checkpoints[0].held
